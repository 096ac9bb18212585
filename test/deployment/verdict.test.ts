import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../src/aws/codedeploy/deployment.js';
import type { TaskSet } from '../../src/aws/ecs/service.js';
import type { Forwarding } from '../../src/aws/elbv2/forwarding.js';
import type { Evidence, Serving } from '../../src/deployment/evidence.js';
import { verdict } from '../../src/deployment/verdict.js';
import { at, event, LISTENER, OURS, PREVIOUS, RELEASE, snapshot, target, taskSets } from '../support/observed.js';

const arnOf = (group: string) => `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/${group}/abc`;

/** The production listener with so many percent on green's group. */
function forwarding(green: number, source = LISTENER): Forwarding {
  return {
    source,
    isDefault: source === LISTENER,
    targets: [
      { targetGroup: 'web-1', targetGroupArn: arnOf('web-1'), percent: 100 - green },
      { targetGroup: 'web-2', targetGroupArn: arnOf('web-2'), percent: green },
    ],
  };
}

function primary(color: 'blue' | 'green', parts: Partial<TaskSet> = {}): TaskSet {
  const green = color === 'green';
  return {
    id: green ? 'ecs-svc/2' : 'ecs-svc/1',
    status: 'PRIMARY',
    taskDefinitionArn: green ? OURS : PREVIOUS,
    deploymentId: green ? RELEASE.deploymentId : 'd-BEFORE001',
    desired: 2,
    running: 2,
    pending: 0,
    stability: 'STEADY_STATE',
    targetGroupArn: arnOf(green ? 'web-2' : 'web-1'),
    containerName: 'web',
    containerPort: 80,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    network: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
    capacityProviders: [],
    ...parts,
  };
}

function serving(color: 'blue' | 'green', parts: Partial<Serving> = {}): Serving {
  return {
    service: { desired: 2 },
    primary: primary(color),
    forwardings: [forwarding(color === 'green' ? 100 : 0)],
    health: { healthy: 2, total: 2 },
    ...parts,
  };
}

function succeeded(parts: Partial<Evidence> = {}): Evidence {
  const events = [event('Install', 'Succeeded', 2, 9), event('AllowTraffic', 'Succeeded', 10, 20)];
  return {
    last: snapshot(600, {}, target(events, taskSets(100))),
    rollback: null,
    serving: serving('green'),
    unknown: null,
    supersededBy: null,
    ...parts,
  };
}

function failed(parts: Partial<Evidence> = {}, deployment: Partial<Deployment> = {}): Evidence {
  const hook = { ...event('AfterAllowTestTraffic', 'Failed', 10, 20), diagnostics: 'status 500 on /health' };
  const error = { code: 'HOOK_EXECUTION_FAILURE', message: 'one of the validation functions failed.' };
  return {
    last: snapshot(600, { status: 'Failed', error, ...deployment }, target([hook], taskSets(0))),
    rollback: { deploymentId: 'd-BACK00001', status: 'Succeeded' },
    serving: serving('blue'),
    unknown: null,
    supersededBy: null,
    ...parts,
  };
}

const judge = (evidence: Evidence) => verdict(evidence, at(601));

describe('the verdict on a deployment that CodeDeploy calls Succeeded', () => {
  it('is a success when everything agrees', () => {
    expect(judge(succeeded())).toMatchObject({
      type: 'result',
      deploymentId: RELEASE.deploymentId,
      status: 'Succeeded',
      taskDefinitionArn: OURS,
      previousTaskDefinitionArn: PREVIOUS,
      traffic: { blue: 0, green: 100 },
      rolledBack: false,
      error: null,
      exitCode: 0,
    });
  });

  const contradictions: [string, Partial<Serving>, RegExp][] = [
    ['the PRIMARY task set runs something else', { primary: primary('blue') }, /runs web:41, not web:42/],
    [
      'the PRIMARY task set is another one with the same task definition',
      { primary: primary('green', { deploymentId: 'd-OTHER0001' }) },
      /not the one that this deployment made/,
    ],
    ['there is no PRIMARY task set', { primary: null }, /no PRIMARY/],
    ['there is no service', { service: null }, /no PRIMARY/],
    ['the listener sends some to blue', { forwardings: [forwarding(90)] }, /listener sends 90 % to the new version/],
    [
      'another rule still sends all to blue',
      { forwardings: [forwarding(100), forwarding(0, 'rule/7')] },
      /rule rule\/7 sends 0 % to the new version/,
    ],
    ['the listener forwards to neither group', { forwardings: [] }, /forwards to neither/],
    ['tasks are missing', { primary: primary('green', { running: 1 }) }, /only 1 of 2 tasks are running/],
    ['targets are unhealthy', { health: { healthy: 0, total: 2 } }, /only 0 of 2 tasks pass/],
  ];
  it.each(contradictions)('is never a success when %s', (_what, parts, message) => {
    const result = judge(succeeded({ serving: serving('green', parts) }));
    expect(result.exitCode).toBe(4);
    expect(result.error?.code).toBe('traffic-uncertain');
    expect(result.error?.message).toMatch(/^CodeDeploy reports Succeeded, but /);
    expect(result.error?.message).toMatch(message);
  });

  it('is never a success when nobody may look', () => {
    const result = judge(succeeded({ serving: null, unknown: 'DescribeRules is not allowed' }));
    expect(result).toMatchObject({ exitCode: 4, traffic: { blue: 0, green: 100 } });
    expect(result.error?.message).toContain('DescribeRules is not allowed');
  });

  it('stands by what CodeDeploy recorded when a later deployment has taken over', () => {
    expect(judge(succeeded({ supersededBy: 'd-LATER0001', serving: serving('blue') })).exitCode).toBe(0);
    const unknown = succeeded({ supersededBy: 'd-LATER0001', last: snapshot(600, {}, null) });
    expect(judge(unknown).exitCode).toBe(4);
  });

  it('is a rollback where the deployment restores an earlier version', () => {
    expect(verdict(succeeded(), at(601), 'restore')).toMatchObject({ exitCode: 0, rolledBack: true });
    const doubtful = succeeded({ serving: serving('green', { forwardings: [forwarding(50)] }) });
    expect(verdict(doubtful, at(601), 'restore')).toMatchObject({ exitCode: 4, rolledBack: false });
  });
});

describe('the verdict on a deployment that did not succeed', () => {
  it('is harmless when all traffic is on the previous version, and says why it failed', () => {
    const result = judge(failed());
    expect(result).toMatchObject({
      status: 'Failed',
      exitCode: 3,
      rolledBack: true,
      rollbackDeploymentId: 'd-BACK00001',
      traffic: { blue: 100, green: 0 },
      error: {
        code: 'deployment-unsuccessful',
        message:
          'AfterAllowTestTraffic failed: HOOK_EXECUTION_FAILURE: one of the validation functions failed ' +
          '(status 500 on /health); all production traffic is on web:41',
      },
    });
  });

  it('is harmless without a rollback where traffic never moved', () => {
    expect(judge(failed({ rollback: null }))).toMatchObject({ exitCode: 3, rolledBack: false });
  });

  it('is harmless where the deployment came to nothing before it had a target', () => {
    const error = { code: 'IAM_ROLE_MISSING', message: 'the role is gone' };
    const evidence = failed({ rollback: null, last: snapshot(9, { status: 'Failed', error }, null) });
    expect(judge(evidence)).toMatchObject({ exitCode: 3, traffic: { blue: 100, green: 0 } });
    expect(judge(evidence).error?.message).toBe(
      'failed before its first lifecycle event: IAM_ROLE_MISSING: the role is gone; all production traffic is on web:41',
    );
  });

  it('says what ECS complains of when the replacement tasks did not get going', () => {
    const last = snapshot(
      3700,
      { status: 'Failed', error: { code: 'TIMEOUT', message: 'not healthy.' } },
      target([event('Install', 'Failed', 2, 3602)]),
    );
    const complaint = '(service web) was unable to place a task';
    expect(judge(failed({ last, serving: serving('blue', { complaint }) })).error?.message).toBe(
      'Install failed: TIMEOUT: not healthy; ECS says: (service web) was unable to place a task; all production traffic is on web:41',
    );
  });

  it('is harmless for a release of the same task definition again', () => {
    const release = { taskDefinitionArn: OURS, previousTaskDefinitionArn: OURS };
    const evidence = failed({
      last: snapshot(600, { status: 'Stopped' }, target([], taskSets(0)), release),
      serving: serving('blue', { primary: primary('blue', { taskDefinitionArn: OURS }) }),
    });
    expect(judge(evidence).exitCode).toBe(3);
  });

  const uncertain: [string, Partial<Evidence>, RegExp][] = [
    [
      'weights are left between the two',
      { rollback: null, serving: serving('blue', { forwardings: [forwarding(10)] }) },
      /listener sends 90 % to the previous version/,
    ],
    [
      'one of several rules was left behind',
      { serving: serving('blue', { forwardings: [forwarding(0), forwarding(100, 'rule/7')] }) },
      /rule rule\/7 sends 0 % to the previous version/,
    ],
    ['the new version is PRIMARY', { rollback: null, serving: serving('green') }, /of the new version is PRIMARY/],
    ['there is no PRIMARY task set', { serving: serving('blue', { primary: null }) }, /no PRIMARY/],
    [
      'something else altogether serves',
      { serving: serving('blue', { primary: primary('blue', { taskDefinitionArn: PREVIOUS.replace('41', '7') }) }) },
      /runs web:7, not web:41/,
    ],
    [
      'the previous version has no task left',
      { serving: serving('blue', { primary: primary('blue', { running: 0 }) }) },
      /no task of the previous version/,
    ],
    [
      'the rollback failed',
      { rollback: { deploymentId: 'd-BACK00001', status: 'Failed' } },
      /d-BACK00001 ended Failed/,
    ],
    ['nobody may look', { serving: null, unknown: 'not allowed' }, /not allowed/],
    ['the listener forwards to neither group', { serving: serving('blue', { forwardings: [] }) }, /neither/],
    [
      'a later deployment has taken over and nothing was recorded',
      { supersededBy: 'd-LATER0001', last: snapshot(600, { status: 'Failed' }, target([], taskSets(30))) },
      /d-LATER0001 has replaced it/,
    ],
  ];
  it.each(uncertain)('wakes somebody when %s', (_what, parts, message) => {
    const result = judge(failed(parts));
    expect(result.exitCode).toBe(4);
    expect(result.error).toMatchObject({ code: 'traffic-uncertain', message: expect.stringMatching(message) });
  });

  it('calls a stop on request by its name', () => {
    const error = { code: 'MANUAL_STOP', message: 'stopped by a user' };
    const stopped = event('AllowTraffic', 'Failed', 10, 20);
    const evidence = failed({ last: snapshot(30, { status: 'Stopped', error }, target([stopped], taskSets(0))) });
    expect(judge(evidence).error?.message).toMatch(/^stopped on request during AllowTraffic: MANUAL_STOP/);
  });

  it('is what somebody wanted who took the release back', () => {
    expect(verdict(failed(), at(601), 'take-back')).toMatchObject({ exitCode: 0, rolledBack: true, error: null });
    const left = failed({ serving: serving('blue', { forwardings: [forwarding(10)] }) });
    expect(verdict(left, at(601), 'take-back').exitCode).toBe(4);
  });
});

describe('any verdict', () => {
  it('is 0 only with everything on green and 3 only with everything on blue', () => {
    const evidences = fc.record({
      status: fc.constantFrom('Succeeded', 'Failed', 'Stopped'),
      green: fc.array(fc.constantFrom(0, 10, 50, 100), { maxLength: 3 }),
      color: fc.constantFrom('blue' as const, 'green' as const),
      running: fc.integer({ min: 0, max: 2 }),
      healthy: fc.integer({ min: 0, max: 2 }),
      rollback: fc.constantFrom(null, 'Succeeded', 'Failed'),
    });
    fc.assert(
      fc.property(evidences, ({ status, green, color, running, healthy, rollback }) => {
        const forwardings = green.map((percent, index) =>
          forwarding(percent, index === 0 ? LISTENER : `rule/${index}`),
        );
        const result = judge({
          last: snapshot(600, { status }, target([], taskSets(color === 'green' ? 100 : 0))),
          rollback: rollback === null ? null : { deploymentId: 'd-BACK00001', status: rollback },
          serving: serving(color, {
            forwardings,
            primary: primary(color, { running }),
            health: { healthy, total: 2 },
          }),
          unknown: null,
          supersededBy: null,
        });
        const all = (percent: number) => green.length > 0 && green.every((one) => one === percent);
        if (result.exitCode === 0) {
          expect([status, color, all(100), running, healthy]).toEqual(['Succeeded', 'green', true, 2, 2]);
        } else if (result.exitCode === 3) {
          expect([status === 'Succeeded', color, all(0), running > 0]).toEqual([false, 'blue', true, true]);
        } else {
          expect(result.exitCode).toBe(4);
        }
        expect(result.error === null).toBe(result.exitCode === 0);
      }),
      { numRuns: 1000 },
    );
  });
});
