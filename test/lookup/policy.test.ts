import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createLookupClients } from '../../src/aws/lookup-clients.js';
import type { RequestReport } from '../../src/aws/request-report.js';
import { openLookups } from '../../src/lookup/lookups.js';
import { LOOKUP_KINDS, type LookupKind } from '../../src/template/lookup-request.js';
import { request } from './asking.js';
import { fakeAws } from './fake-aws.js';
import { folder } from './folder.js';

const ARGS: Readonly<Record<LookupKind, readonly string[]>> = {
  ssm: ['/a'],
  'ssm-arn': ['/a'],
  'secretsmanager-arn': ['b'],
  'cfn-output': ['s', 'k'],
  'cfn-export': ['e'],
  tfstate: ['output.x'],
  file: ['f'],
  git: ['sha'],
};

describe('docs/iam/lookup-policy.json', () => {
  it('allows what the lookups of all kinds ask, and nothing more', async () => {
    await using aws = await fakeAws({
      parameters: { '/a': { type: 'String', value: '1' } },
      secrets: { b: { arn: 'arn' } },
      stacks: { s: { k: '1' } },
      exports: { e: '1' },
      objects: { 'states/x': '{"version":4,"outputs":{"x":{"value":"1"}}}' },
    });
    const reports: RequestReport[] = [];
    const onRequest = (report: RequestReport) => reports.push(report);
    const clients = createLookupClients({ region: 'eu-west-1', endpointUrl: aws.endpoint, onRequest });
    const project = folder({ f: '1' });
    const git = (...words: string[]) => execFileSync('git', words, { cwd: project });
    git('init', '--quiet');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--allow-empty', '-m', 'first');
    const lookups = openLookups({ clients, folder: project, tfstate: 's3://states/x' });
    const answers = await lookups.answer(LOOKUP_KINDS.map((kind) => request(kind, ARGS[kind])));
    clients.destroy();
    expect(Object.keys(answers)).toHaveLength(LOOKUP_KINDS.length);

    const asked = new Set(reports.map(({ service, operation }) => `${service}:${operation}`));
    const policy: { Statement: { Effect: string; Action: string[] }[] } = JSON.parse(
      readFileSync(new URL('../../docs/iam/lookup-policy.json', import.meta.url), 'utf8'),
    );
    expect(policy.Statement.every(({ Effect }) => Effect === 'Allow')).toBe(true);
    expect(policy.Statement.flatMap(({ Action }) => Action).sort()).toEqual([...asked].sort());
  });
});
