import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { folder } from '../lookup/folder.js';
import { project } from './project.js';

const BIN = join(resolve(fileURLToPath(import.meta.url), '../../..'), 'dist/cli/bin.js');

it('is no success when a command waits for what never comes', async () => {
  const preload = join(
    folder({ 'never.cjs': `require('node:fs/promises').stat = () => new Promise(() => {});` }),
    'never.cjs',
  );
  const words = ['--require', preload, BIN, 'generate', '--image', 'web=web:1'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: await project({}), encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('a fault of bg-deploy itself: it came to rest before its end');
  expect(stderr).toContain('`bg-deploy status` shows it');
});
