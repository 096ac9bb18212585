import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { appSpecText, project } from '../cli/project.js';
import { fakeAws } from './fake-aws.js';
import { folder } from './folder.js';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');

/** Writes the path of every module that was loaded to stderr. */
const TELL = `
const { writeSync } = require('node:fs');
process.on('exit', () => {
  for (const path of Object.keys(require.cache)) writeSync(2, 'loaded ' + path + '\\n');
});`;

/** What only the code of each client has in it: the names of its operations on the wire. */
const MARKS = {
  ssm: 'AmazonSSM',
  secretsmanager: 'secretsmanager.',
  cloudformation: 'cloudformation.amazonaws.com',
  s3: 'x-amz-checksum-crc64nvme',
};

async function generate(files: Readonly<Record<string, string>>, endpoint: string) {
  const preload = join(folder({ 'tell.cjs': TELL }), 'tell.cjs');
  const cwd = await project({ 'appspec.yml': appSpecText(), ...files });
  const argv = ['--require', preload, join(ROOT, 'dist/cli/bin.js'), 'generate'];
  const { stderr } = await promisify(execFile)(process.execPath, [...argv, '--image', 'web=web:1'], {
    cwd,
    env: { PATH: process.env.PATH, AWS_ENDPOINT_URL: endpoint, AWS_REGION: 'eu-west-1' },
  });
  const loaded = [...stderr.matchAll(/^loaded (.+)$/gm)].map(([, path = '']) => path);
  expect(loaded.length).toBeGreaterThan(1);
  const code = loaded.filter((path) => path.startsWith(join(ROOT, 'dist'))).map((path) => readFileSync(path, 'utf8'));
  return Object.entries(MARKS)
    .filter(([, mark]) => code.some((text) => text.includes(mark)))
    .map(([client]) => client);
}

describe('generate', () => {
  it('has the code of each client in a part of its own', () => {
    const parts = readdirSync(join(ROOT, 'dist/cli'), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
      .map(({ name }) => readFileSync(join(ROOT, 'dist/cli', name), 'utf8'));
    expect(Object.values(MARKS).filter((mark) => !parts.some((part) => part.includes(mark)))).toEqual([]);
  });

  it('loads no client and asks nobody where templates look nothing up', async () => {
    await using aws = await fakeAws();
    expect(await generate({}, aws.endpoint)).toEqual([]);
    expect(aws.seen).toEqual([]);
  });

  it('loads the client that a lookup needs and no other', async () => {
    await using aws = await fakeAws({ parameters: { '/app/url': { type: 'String', value: 'web' } } });
    const appSpec = appSpecText().replace('ContainerName: web', 'ContainerName: ${ssm:/app/url}');
    expect(await generate({ 'appspec.yml': appSpec }, aws.endpoint)).toEqual(['ssm']);
    expect(aws.seen).toHaveLength(1);
  });
});
