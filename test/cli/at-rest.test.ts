import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { folder } from '../lookup/folder.js';
import { project } from './project.js';

const BIN = join(resolve(fileURLToPath(import.meta.url), '../../..'), 'dist/cli/bin.js');

describe('the command line', () => {
  it.each(['text', 'json'])('fails, as %s, when it waits for what never comes', async (format) => {
    const never = `require('node:fs/promises').stat = () => new Promise(() => {});`;
    const preload = join(folder({ 'never.cjs': never }), 'never.cjs');
    const words = ['--require', preload, BIN, 'generate', '--image', 'web=web:1', '-o', format];
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: await project({}), encoding: 'utf8' });
    const message = 'a fault of bg-deploy itself: it came to rest before its end';
    expect(status).toBe(1);
    if (format === 'text') expect([stdout, stderr]).toEqual(['', expect.stringContaining(message)]);
    else expect(JSON.parse(stdout)).toMatchObject({ type: 'error', code: 'internal', message, exitCode: 1 });
  });

  it('says in a sentence that the folder is gone in which it is called', () => {
    const gone = folder({ 'gone/x': '' });
    rmSync(join(gone, 'gone/x'));
    const script = `cd gone && rmdir ../gone && exec "$0" "$1" generate --image web=web:1`;
    const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, BIN], { cwd: gone, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /^error: the working folder is gone \[usage-invalid, exit 2\]\n {2}Change to one that is there\.\n$/,
    );
  });

  it.skipIf(!existsSync('/dev/full')).each([['--version'], ['generate', '--help']])(
    'says in a sentence that nothing can be written: %s',
    (...words) => {
      const script = `"$0" "$@" > /dev/full`;
      const { status, stderr } = spawnSync('sh', ['-c', script, process.execPath, BIN, ...words], { encoding: 'utf8' });
      expect(status).toBe(1);
      expect(stderr).toMatch(/^error: the output cannot be written \(ENOSPC\) \[internal, exit 1\]\n/);
    },
  );
});
