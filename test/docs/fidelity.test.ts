import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as codedeploy from '@aws-sdk/client-codedeploy';
import * as ecs from '@aws-sdk/client-ecs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as sns from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { awsModel } from '../../src/engine/model.js';

const PAGE = readFileSync(resolve(fileURLToPath(import.meta.url), '../../../docs/fidelity.md'), 'utf8');

/** The number by which the SDK's schemas mark an operation. */
const OPERATION = 9;

const SERVICES = [
  ['CodeDeploy', 'codedeploy', codedeploy],
  ['ECS', 'ecs', ecs],
  ['Elastic Load Balancing v2', 'elasticloadbalancing', elbv2],
  ['SNS', 'sns', sns],
  ['CloudWatch', 'monitoring', cloudwatch],
] as const;

/** The rows of the table of operations under a service's heading, as `[operations, state]`. */
function rowsOf(heading: string): [string[], string][] {
  const section = PAGE.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const table = /\| operations \| state \|\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(section)?.[1] ?? '';
  return table
    .trimEnd()
    .split('\n')
    .map((row): [string[], string] => {
      const [, names = '', state = ''] = row.split('|').map((cell) => cell.trim());
      return [[...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name), state];
    });
}

describe.each(SERVICES)('what docs/fidelity.md says of %s', (heading, signingName, client) => {
  const known = Object.values(client)
    .filter((value: unknown): value is [number, string, string] => Array.isArray(value) && value[0] === OPERATION)
    .map(([, , name]) => name);
  const served = awsModel.services
    .filter((service) => service.signingName === signingName)
    .flatMap(({ operations }) => operations.map(({ name }) => name));
  const rows = rowsOf(heading);

  it('names every operation of the service once', () => {
    expect(rows.flatMap(([names]) => names).sort()).toEqual([...known].sort());
  });

  it('calls missing what the engine refuses, and nothing else', () => {
    const missing = rows.filter(([, state]) => state.startsWith('missing')).flatMap(([names]) => names);
    expect(missing.sort()).toEqual(known.filter((name) => !served.includes(name)).sort());
  });

  it('has no state but modelled, simplified and missing', () => {
    expect(rows.filter(([, state]) => !/^(modelled|simplified|missing)\b/.test(state))).toEqual([]);
  });
});
