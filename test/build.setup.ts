import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The tests that run the command line as a process run what is in `src` now, not what was built some day. */
export function setup(): void {
  execFileSync(process.execPath, ['build.mjs', '--keep'], {
    cwd: resolve(fileURLToPath(import.meta.url), '../..'),
    stdio: 'inherit',
  });
}
