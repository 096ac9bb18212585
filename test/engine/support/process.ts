import { spawnSync } from 'node:child_process';

/** Whether a process runs. One that has ended but was not waited for yet (a zombie) does not. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  const state = stdout.trim();
  return state !== '' && !state.startsWith('Z');
}
