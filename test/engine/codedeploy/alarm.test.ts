import type { AlarmConfiguration } from '@aws-sdk/client-codedeploy';
import { describe, expect, it } from 'vitest';
import { HOOK_EVENTS } from '../../../src/domain/lifecycle-event.js';
import { deleteAlarms } from '../../../src/engine/cloudwatch/operations/delete-alarms.js';
import { putCompositeAlarm } from '../../../src/engine/cloudwatch/operations/put-composite-alarm.js';
import { putMetricAlarm } from '../../../src/engine/cloudwatch/operations/put-metric-alarm.js';
import { setAlarmState } from '../../../src/engine/cloudwatch/operations/set-alarm-state.js';
import { nextPoll, pollAlarms } from '../../../src/engine/codedeploy/alarm-poll.js';
import { sceneOf } from '../../../src/engine/codedeploy/machine/scene.js';
import { continueDeployment } from '../../../src/engine/codedeploy/operations/continue-deployment.js';
import { ProtocolFault } from '../../../src/engine/fault.js';
import { Stage } from './stage.js';

const CANARY = 'CodeDeployDefault.ECSCanary10Percent5Minutes';
const WATCHED: AlarmConfiguration = { enabled: true, alarms: [{ name: 'web-5xx' }, { name: 'web-latency' }] };

/** A stage whose group watches two alarms, which are both OK. */
function watched(setting: ConstructorParameters<typeof Stage>[0] = {}): Stage {
  const stage = new Stage({ rollbackOn: ['DEPLOYMENT_STOP_ON_ALARM'], alarms: WATCHED, ...setting });
  for (const name of ['web-5xx', 'web-latency']) {
    putAlarm(stage, name);
    turn(stage, name, 'OK');
  }
  return stage;
}

function putAlarm(stage: Stage, AlarmName: string): void {
  stage.call(putMetricAlarm, {
    AlarmName,
    MetricName: 'HTTPCode_Target_5XX_Count',
    Namespace: 'AWS/ApplicationELB',
    Statistic: 'Sum',
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 5,
    ComparisonOperator: 'GreaterThanThreshold',
  });
}

function turn(stage: Stage, AlarmName: string, StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'): void {
  stage.call(setAlarmState, { AlarmName, StateValue, StateReason: 'a test' });
}

const errorFor = (names: string) => ({
  code: 'ALARM_ACTIVE',
  message: `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <${names}>`,
});

/** How a deployment gets to a place, and which of its events then runs. */
const PLACES: Record<string, { come: (stage: Stage) => void; fails: string | undefined }> = {
  BeforeInstall: { come: (stage) => stage.untilRunning('BeforeInstall'), fails: 'BeforeInstall' },
  Install: { come: (stage) => stage.untilRunning('Install'), fails: 'Install' },
  AfterAllowTestTraffic: {
    come: (stage) => stage.untilRunning('AfterAllowTestTraffic'),
    fails: 'AfterAllowTestTraffic',
  },
  'the READY wait': { come: (stage) => stage.until(() => stage.info().status === 'Ready'), fails: undefined },
  AllowTraffic: {
    come(stage) {
      stage.until(() => stage.info().status === 'Ready');
      stage.call(continueDeployment, {
        deploymentId: stage.info().deploymentId,
        deploymentWaitType: 'READY_WAIT',
      });
      stage.untilGreenHas(10);
    },
    fails: 'AllowTraffic',
  },
  'the termination wait': {
    come(stage) {
      PLACES.AllowTraffic?.come(stage);
      stage.until(() => stage.info().instanceTerminationWaitTimeStarted === true);
    },
    fails: undefined,
  },
};

function stagedAt(place: string): Stage {
  const stage = watched({
    testListener: true,
    config: CANARY,
    readyWait: 60,
    terminationWait: 60,
    functions: { slow: 'external' },
  });
  stage.deploy({ hooks: HOOK_EVENTS.some((event) => event === place) ? { [place]: 'slow' } : {} });
  PLACES[place]?.come(stage);
  return stage;
}

describe('an alarm that goes on', () => {
  it.each(
    Object.keys(PLACES),
  )('at %s stops the deployment within twenty-odd seconds, and it is rolled back', (place) => {
    const stage = stagedAt(place);
    const traffic = stage.production();
    stage.pass(7);
    const from = stage.elapsed;
    turn(stage, 'web-latency', 'ALARM');
    stage.until(() => stage.isOver());
    const seconds = stage.elapsed - from;
    stage.finish();

    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThan(15 + 5 + 3);
    expect(stage.info()).toMatchObject({ status: 'Stopped', errorInformation: errorFor('web-latency') });
    const { fails } = PLACES[place] ?? {};
    const statuses = Object.entries(stage.eventStatuses());
    expect(statuses.filter(([, status]) => status === 'Failed').map(([name]) => name)).toEqual(fails ? [fails] : []);
    expect(statuses.map(([, status]) => status)).not.toContain('InProgress');
    expect(traffic).toEqual({
      blue: { AllowTraffic: 90, 'the termination wait': 0 }[place] ?? 100,
      green: expect.any(Number),
    });
    expect(stage.production()).toEqual({ blue: 100, green: 0 });
    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
    expect(stage.info().rollbackInfo !== undefined).toBe(place !== 'BeforeInstall');
  });

  it('before the deployment began stops it within a second of its start, with nothing done', () => {
    const stage = watched();
    turn(stage, 'web-5xx', 'ALARM');
    turn(stage, 'web-latency', 'ALARM');
    stage.deploy();
    stage.finish();

    const { startTime, completeTime, errorInformation, rollbackInfo } = stage.info();
    expect((completeTime?.getTime() ?? 0) - (startTime?.getTime() ?? 0)).toBeLessThan(1000);
    expect(errorInformation).toEqual(errorFor('web-5xx, web-latency'));
    expect(rollbackInfo).toBeUndefined();
    expect(new Set(Object.values(stage.eventStatuses()))).toEqual(new Set(['Skipped']));
    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
  });

  it('and off again between two polls is not noticed', () => {
    const stage = watched();
    stage.deploy();
    stage.untilRunning('Install');
    stage.pass(2);
    turn(stage, 'web-5xx', 'ALARM');
    stage.pass(3);
    turn(stage, 'web-5xx', 'OK');
    stage.finish();

    expect(stage.info().status).toBe('Succeeded');
  });

  it('but is no alarm of the group leaves the deployment alone, and so does one that is short of data', () => {
    const stage = watched({ config: CANARY });
    putAlarm(stage, 'other');
    turn(stage, 'other', 'ALARM');
    turn(stage, 'web-5xx', 'INSUFFICIENT_DATA');
    stage.deploy();
    stage.finish();

    expect(stage.info().status).toBe('Succeeded');
  });

  it('by its rule counts as well', () => {
    const stage = watched({ alarms: { enabled: true, alarms: [{ name: 'web-any' }] }, config: CANARY });
    stage.call(putCompositeAlarm, { AlarmName: 'web-any', AlarmRule: 'ALARM(web-5xx) OR ALARM("web-latency")' });
    stage.deploy();
    stage.untilGreenHas(10);
    turn(stage, 'web-5xx', 'ALARM');
    stage.finish();

    expect(stage.info().errorInformation).toEqual(errorFor('web-any'));
  });

  it('when the original task set is gone comes too late', () => {
    const stage = watched();
    stage.deploy();
    stage.until(() => stage.sets().includes('DRAINING web-blue'));
    turn(stage, 'web-5xx', 'ALARM');
    stage.finish();

    expect(stage.info().status).toBe('Succeeded');
    expect(stage.sets()).toEqual(['PRIMARY web-green']);
  });

  it('does not stop the deployment that rolls another one back', () => {
    const stage = watched();
    stage.deploy();
    stage.untilRunning('Install');
    turn(stage, 'web-5xx', 'ALARM');
    stage.finish();

    expect(stage.info(stage.info().rollbackInfo?.rollbackDeploymentId).status).toBe('Succeeded');
  });
});

describe('the settings of a deployment', () => {
  /** What becomes of a deployment whose alarm goes on in the middle of its shift. */
  function outcome(
    setting: ConstructorParameters<typeof Stage>[0],
    request: NonNullable<Parameters<Stage['deploy']>[0]>['request'] = {},
  ): string {
    const stage = watched({ config: CANARY, ...setting });
    stage.deploy({ request });
    stage.untilGreenHas(10);
    turn(stage, 'web-5xx', 'ALARM');
    stage.finish();
    const { status, rollbackInfo } = stage.info();
    return `${status}${rollbackInfo ? ', rolled back' : ''}, blue ${stage.production().blue}`;
  }

  it.each([
    ['the group rolls back on alarms', {}, {}, 'Stopped, rolled back, blue 100'],
    ['the group rolls back on failures only', { rollbackOn: ['DEPLOYMENT_FAILURE'] }, {}, 'Stopped, blue 90'],
    ['the group never rolls back', { rollbackOn: undefined }, {}, 'Stopped, blue 90'],
    ['the alarms of the group are off', { alarms: { ...WATCHED, enabled: false } }, {}, 'Succeeded, blue 0'],
    [
      'the deployment turns them off',
      {},
      { overrideAlarmConfiguration: { enabled: false, alarms: [] } },
      'Succeeded, blue 0',
    ],
    [
      'the deployment has alarms of its own',
      {},
      { overrideAlarmConfiguration: { enabled: true, alarms: [{ name: 'web-latency' }] } },
      'Succeeded, blue 0',
    ],
    [
      'only the deployment has alarms',
      { alarms: undefined },
      { overrideAlarmConfiguration: WATCHED },
      'Stopped, rolled back, blue 100',
    ],
    [
      'the deployment does not want to be rolled back',
      {},
      { autoRollbackConfiguration: { enabled: false } },
      'Stopped, blue 90',
    ],
    [
      'only the deployment wants to be rolled back on alarms',
      { rollbackOn: undefined },
      { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_STOP_ON_ALARM'] } },
      'Stopped, rolled back, blue 100',
    ],
    [
      'the deployment wants to be rolled back on failures only',
      {},
      { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } },
      'Stopped, blue 90',
    ],
  ] as const)('decide where %s', (_, setting, request, expected) => {
    expect(outcome(setting as never, request as never)).toBe(expected);
  });
});

describe('an alarm whose state cannot be read', () => {
  it('because it does not exist stops the deployment', () => {
    const stage = new Stage({ alarms: WATCHED });
    putAlarm(stage, 'web-5xx');
    stage.deploy();
    stage.finish();

    expect(stage.info()).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'ALARM_ACTIVE', message: expect.stringContaining('not be found: <web-latency>') },
    });
  });

  it('because it was deleted on the way stops the deployment', () => {
    const stage = watched();
    stage.deploy();
    stage.untilRunning('Install');
    stage.call(deleteAlarms, { AlarmNames: ['web-5xx'] });
    stage.finish();

    expect(stage.info().status).toBe('Stopped');
    expect(stage.info().rollbackInfo).toBeDefined();
  });

  it('is passed over where the group says so, but one that can be read and is on still counts', () => {
    const stage = new Stage({ alarms: { ...WATCHED, ignorePollAlarmFailure: true }, config: CANARY });
    stage.deploy();
    stage.untilGreenHas(10);
    expect(stage.info().status).toBe('InProgress');

    putAlarm(stage, 'web-5xx');
    turn(stage, 'web-5xx', 'ALARM');
    stage.finish();
    expect(stage.info().errorInformation).toEqual(errorFor('web-5xx'));
  });

  it.each([
    ['from the start', undefined, 'BeforeInstall'],
    ['from the shift on', 'AllowTraffic', 'AllowTraffic'],
  ] as const)('because the role may not, %s, stops the deployment there', (_, from, event) => {
    const denies = 'cloudwatch:DescribeAlarms';
    const stage = watched({ config: CANARY, rules: [{ kind: 'role', denies, ...(from ? { from } : {}) }] });
    stage.deploy();
    stage.finish();

    expect(stage.info()).toMatchObject({
      status: 'Stopped',
      errorInformation: {
        code: 'IAM_ROLE_PERMISSIONS',
        message: expect.stringMatching(/role\/ecsCodeDeployRole does not give .* AWS service: AmazonCloudWatch\./),
      },
    });
    expect(stage.eventStatuses()[event]).toBe(from ? 'Failed' : 'Skipped');
    expect(stage.production()).toEqual({ blue: 100, green: 0 });
  });

  it('because the role may not is passed over where the group says so', () => {
    const stage = watched({
      alarms: { ...WATCHED, ignorePollAlarmFailure: true },
      rules: [{ kind: 'role', denies: 'cloudwatch:DescribeAlarms' }],
    });
    turn(stage, 'web-5xx', 'ALARM');
    stage.deploy();
    stage.finish();

    expect(stage.info().status).toBe('Succeeded');
  });

  it.each([
    ['AccessDenied', 'IAM_ROLE_PERMISSIONS', 'in the following AWS service: AmazonCloudWatch.'],
    ['ThrottlingException', 'THROTTLED', 'Rate exceeded'],
    ['InternalServiceError', 'ALARM_ACTIVE', 'could not be retrieved'],
  ])('because of %s is told as %s', (code, told, text) => {
    const stage = watched();
    const id = stage.deploy();
    stage.untilRunning('Install');
    turn(stage, 'web-5xx', 'OK');
    const deployment = stage.region.codedeploy.deployments[id];
    if (!deployment) throw new Error('There is no deployment');
    const context = { ...stage.context, now: nextPoll(deployment) ?? stage.context.now };
    const scene = sceneOf(deployment, context);
    const refuse = () => {
      throw new ProtocolFault(code, 'Rate exceeded');
    };
    const cause = pollAlarms({ ...scene, role: { ...scene.role, describeAlarms: refuse } });

    expect(cause).toEqual({
      kind: 'alarms-unread',
      error: { code: told, message: expect.stringContaining(text) },
    });
  });
});

describe('the polls of a deployment', () => {
  it('cost nothing while no alarm changes: two days of waiting are a handful of instants', () => {
    const stage = watched({ terminationWait: 2880 });
    stage.deploy();
    stage.until(() => stage.info().instanceTerminationWaitTimeStarted === true);
    const id = stage.info().deploymentId ?? '';
    const deployment = stage.region.codedeploy.deployments[id];
    if (!deployment) throw new Error('There is no deployment');

    expect(nextPoll(deployment)).toBeUndefined();
    turn(stage, 'web-5xx', 'OK');
    const due = nextPoll(deployment)?.getTime() ?? 0;
    expect(due).toBeGreaterThan(stage.context.now.getTime());
    expect(due - stage.context.now.getTime()).toBeLessThanOrEqual(15_000);
    expect((due - (deployment.alarmWatch?.since.getTime() ?? 0)) % 15_000).toBe(0);
    stage.pass(15);
    expect(nextPoll(deployment)).toBeUndefined();
  });

  it('are none where no alarms are configured', () => {
    const stage = new Stage();
    const id = stage.deploy();
    stage.untilRunning('Install');
    expect(stage.region.codedeploy.deployments[id]).not.toHaveProperty('alarmWatch');
  });
});
