import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asking, request } from './asking.js';
import { folder } from './folder.js';

describe('the text of a file', () => {
  it('is what stands in it, without the line break at the end', async () => {
    const root = folder({ VERSION: '1.2.3\n', 'a/b.txt': 'one\r\ntwo\r\n', '..odd': 'x\n\n', none: '' });
    const { ask } = await asking({}, { folder: root });
    const names = ['VERSION', './a/b.txt', 'a/../VERSION', '..odd', 'none'];
    expect(await ask(...names.map((name) => request('file', [name])))).toEqual([
      '1.2.3',
      'one\r\ntwo',
      '1.2.3',
      'x\n',
      '',
    ]);
  });

  it('may be named from the root on, inside the folder', async () => {
    const root = folder({ VERSION: '1' });
    const { ask } = await asking({}, { folder: root });
    expect(await ask(request('file', [join(root, 'VERSION')]))).toEqual(['1']);
  });

  it('is never one from outside, neither by path nor by link', async () => {
    const outside = folder({ secret: 'hunter2' });
    const root = folder({ inside: 'x' });
    symlinkSync(join(outside, 'secret'), join(root, 'file-link'));
    symlinkSync(outside, join(root, 'folder-link'));
    const { refusal } = await asking({}, { folder: root });
    for (const path of ['../x', '/proc/self/environ', join(outside, 'secret'), 'file-link', 'folder-link/secret']) {
      const error = await refusal(request('file', [path]));
      expect(error).toMatchObject({ code: 'lookup-failed', message: `the file ${path} is outside the project` });
      expect(JSON.stringify(error)).not.toContain('hunter2');
    }
  });

  it('may stand in a folder that is itself a link', async () => {
    const root = folder({ 'real/VERSION': '1' });
    symlinkSync(join(root, 'real'), join(root, 'link'));
    const { ask } = await asking({}, { folder: join(root, 'link') });
    expect(await ask(request('file', ['VERSION']))).toEqual(['1']);
  });

  it.each([
    ['missing', 'the file missing does not exist'],
    ['.', '. is no file'],
    ['pipe', 'pipe is no file'],
    ['long', 'the file long is longer than 64 KiB'],
    ['binary', 'the file binary is not text in UTF-8'],
    ['nul\0', 'the name of the file has a NUL in it'],
    ['VERSION/x', 'the file VERSION/x does not exist'],
  ])('is refused for %j', async (path, message) => {
    const root = folder({ VERSION: '1', long: 'x'.repeat(64 * 1024 + 1) });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    execFileSync('sh', ['-c', 'printf "\\377\\001" > "$1"', 'sh', join(root, 'binary')]);
    const { refusal } = await asking({}, { folder: root, offline: true });
    expect(await refusal(request('file', [path]))).toMatchObject({ code: 'lookup-failed', message });
  });
});
