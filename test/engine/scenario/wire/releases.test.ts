import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../../src/engine/index.js';
import { type Rehearsal, type Rehearsed, rehearse } from '../harness.js';

/** A release that goes well, told from its beginning to its end. */
const TO_THE_SHIFT = [
  'created',
  '→ InProgress',
  'BeforeInstall started',
  'BeforeInstall succeeded',
  'Install started',
  'Install succeeded',
  'AfterInstall started',
  'AfterInstall succeeded',
  'AllowTestTraffic started',
  'AllowTestTraffic succeeded',
  'AfterAllowTestTraffic started',
  'AfterAllowTestTraffic succeeded',
  'BeforeAllowTraffic started',
  'BeforeAllowTraffic succeeded',
  'AllowTraffic started',
];
const CANARY = ['blue 90 green 10', 'blue 0 green 100'];
const FROM_THE_SHIFT = [
  'AllowTraffic succeeded',
  'AfterAllowTraffic started',
  'AfterAllowTraffic succeeded',
  '→ Succeeded',
  'exit 0',
];
const WELL = [...TO_THE_SHIFT, ...CANARY, ...FROM_THE_SHIFT];

const RELEASED = {
  deployment: { status: 'Succeeded', error: null },
  rollback: undefined,
  taskSets: ['PRIMARY web:2 100 %'],
  production: 'web-1 0, web-2 100',
  test: 'web-2 1',
};
const UNTOUCHED = {
  lines: [],
  deployment: undefined,
  rollback: undefined,
  taskSets: ['PRIMARY web:1 100 %'],
  production: 'web-1 100, web-2 0',
  test: 'web-1 1',
};

interface Seen extends Rehearsed {
  /** How often an operation was asked for during the release, and with which outcomes. */
  asked(operation: string, outcome?: string): number;
}

/** A canary release in which these scenarios hold. */
async function canary(...scenarios: readonly string[]): Promise<Seen> {
  return released({ scenarios, deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes' });
}

async function released(rehearsal: Rehearsal): Promise<Seen> {
  let engine: Engine | undefined;
  let before = 0;
  const seen = await rehearse({
    ...rehearsal,
    async before(world) {
      engine = world.engine;
      before = engine.requests.length;
    },
  });
  const requests = (engine?.requests ?? []).slice(before);
  return {
    ...seen,
    asked: (operation, outcome) =>
      requests.filter(
        (request) =>
          request.operation === operation &&
          (outcome === undefined || outcome === String(request.errorCode ?? request.status)),
      ).length,
  };
}

const SUCCEEDED = expect.stringMatching(/^✓ <id> Succeeded\b.*: web:2 serves web$/);

describe('a release in an account that is throttled', () => {
  // The SDK's own retries wait in real time.
  beforeEach(() => void vi.stubEnv('AWS_MAX_ATTEMPTS', '1'));
  afterEach(() => void vi.unstubAllEnvs());

  it('backs off while it watches, and gets through', async () => {
    const seen = await canary('throttled');
    expect(seen).toMatchObject({ exitCode: 0, said: SUCCEEDED, lines: WELL, ...RELEASED });
    const refused =
      seen.asked('GetDeployment', 'ThrottlingException') + seen.asked('GetDeploymentTarget', 'ThrottlingException');
    const answered = seen.asked('GetDeployment', '200') + seen.asked('GetDeploymentTarget', '200');
    expect(refused).toBeGreaterThan(2);
    expect(refused).toBeLessThan(answered / 3);
  });

  it.each([
    'codedeploy:GetDeployment',
    'codedeploy:GetDeploymentTarget',
  ])('watches at the pace at which %s is let through', async (operation) => {
    const seen = await canary(`throttled:${operation}`);
    expect(seen).toMatchObject({ exitCode: 0, lines: WELL, ...RELEASED });
    expect(seen.asked(operation.slice('codedeploy:'.length))).toBeLessThan(45);
  });

  it.each([
    'codedeploy:CreateDeployment',
    'ecs:RegisterTaskDefinition',
    'elbv2:DescribeListeners',
  ])('waits until it may ask for %s', async (operation) => {
    const seen = await canary(`throttled:${operation}`);
    expect(seen).toMatchObject({ exitCode: 0, lines: WELL, ...RELEASED });
    expect(seen.asked('CreateDeployment', '200')).toBe(1);
    expect(seen.asked('RegisterTaskDefinition', '200')).toBe(1);
  });
});

describe('a release over a bad network', () => {
  it.each(['server-errors', 'connection-reset', 'truncated'])('gets through: %s', async (scenario) => {
    const seen = await canary(scenario);
    expect(seen).toMatchObject({ exitCode: 0, said: SUCCEEDED, lines: WELL, ...RELEASED });
    expect(seen.asked('CreateDeployment', '200')).toBe(1);
  });

  it.each([
    'connection-reset:codedeploy:CreateDeployment',
    'answer-lost',
    'truncated:codedeploy:CreateDeployment',
    'answer-lost:ecs:RegisterTaskDefinition',
    'truncated:ecs:RegisterTaskDefinition',
    'connection-reset:codedeploy:GetDeployment',
  ])('makes one deployment of one task definition: %s', async (scenario) => {
    const seen = await canary(scenario);
    expect(seen).toMatchObject({ exitCode: 0, said: SUCCEEDED, lines: WELL, ...RELEASED });
    expect([seen.asked('CreateDeployment', '200'), seen.asked('RegisterTaskDefinition', '200')]).toEqual([1, 1]);
  });

  it('is not confused by slow answers', async () => {
    const seen = await released({ scenarios: ['slow:20s'], deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce' });
    const lines = [...TO_THE_SHIFT, 'blue 0 green 100', ...FROM_THE_SHIFT];
    expect(seen).toMatchObject({ exitCode: 0, said: SUCCEEDED, lines, ...RELEASED, production: 'web-2 100' });
  });
});

describe('a release on stale reads', () => {
  it.each(['stale-reads', 'stale-reads:30s'])('tells everything once and in order: %s', async (scenario) => {
    const seen = await canary(scenario);
    expect(seen).toMatchObject({ exitCode: 0, said: SUCCEEDED, lines: WELL, ...RELEASED });
  });

  it('makes no second deployment when an answer is lost as well', async () => {
    const seen = await canary('stale-reads:15s', 'answer-lost');
    expect(seen).toMatchObject({ exitCode: 0, said: SUCCEEDED, lines: WELL, ...RELEASED });
    expect(seen.asked('CreateDeployment', '200')).toBe(1);
  });
});

describe('a release whose credentials expire', () => {
  it.each([
    ['credentials-expire', TO_THE_SHIFT.slice(0, -1), /last seen: InProgress/],
    ['credentials-expire:Install', TO_THE_SHIFT.slice(0, 2), /last seen: /],
    ['credentials-expire:1s', ['created'], /last seen: Created/],
  ])('says that the deployment goes on, and how to take it up again: %s', async (scenario, lines, where) => {
    const seen = await canary(scenario);
    expect(seen).toMatchObject({ exitCode: 6, ...RELEASED });
    expect(seen.said).toMatch(
      /^CodeDeploy GetDeployment\w* \(<id>\): the credentials have expired; deployment <id> goes on/,
    );
    expect(seen.said).toMatch(where);
    expect(lines.slice(0, seen.lines.length)).toEqual(seen.lines);
    expect(seen.asked('GetDeployment', 'ExpiredTokenException')).toBeLessThanOrEqual(1);
  });
});

describe('a release by an identity that may not do everything', () => {
  const denied = (what: string, action: string, on: string) =>
    `${what} is not allowed: User: arn:aws:sts::123456789012:assumed-role/release/bg-deploy is not authorized to perform: ${action}${on} because no identity-based policy allows the ${action} action`;

  it('starts nothing where it may not create a deployment', async () => {
    const seen = await canary('access-denied');
    const on =
      ' on resource: arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:AppECS-main-web/DgpECS-main-web';
    const what = 'CodeDeploy CreateDeployment (AppECS-main-web/DgpECS-main-web)';
    expect(seen).toMatchObject({
      exitCode: 5,
      said: `${denied(what, 'codedeploy:CreateDeployment', on)} [aws-access-denied, exit 5]`,
      ...UNTOUCHED,
    });
    expect(seen.asked('CreateDeployment')).toBe(1);
  });

  it.each([
    'ecs:RegisterTaskDefinition',
    'ecs:DescribeServices',
    'elbv2:DescribeListeners',
    'codedeploy:GetDeploymentGroup',
    'codedeploy:ListDeployments',
  ])('changes nothing without %s', async (operation) => {
    const seen = await canary(`access-denied:${operation}`);
    expect(seen).toMatchObject({ exitCode: 5, ...UNTOUCHED, taskSets: expect.anything() });
    expect(seen.said).toMatch(/is not allowed: User: .* \[aws-access-denied, exit 5\]$/);
    expect([seen.asked('CreateDeployment'), seen.asked('RegisterTaskDefinition', '200')]).toEqual([0, 0]);
  });

  it.each([
    'codedeploy:GetDeployment',
    'codedeploy:GetDeploymentTarget',
  ])('does not call off what it may not watch for want of %s', async (operation) => {
    const seen = await canary(`access-denied:${operation}`);
    expect(seen).toMatchObject({ exitCode: 6, ...(operation.endsWith('t') ? {} : RELEASED) });
    expect(seen.said).toMatch(/is not allowed: .*; deployment <id> goes on .* \[contact-lost, exit 6\]$/);
  });
});
