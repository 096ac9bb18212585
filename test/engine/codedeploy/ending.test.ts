import { describe, expect, it } from 'vitest';
import { HOOK_EVENTS, LIFECYCLE_EVENTS } from '../../../src/domain/lifecycle-event.js';
import { stopDeployment } from '../../../src/engine/codedeploy/operations/stop-deployment.js';
import { updateService } from '../../../src/engine/ecs/operations/update-service.js';
import { deleteListener } from '../../../src/engine/elbv2/operations/delete-listener.js';
import { Stage } from './stage.js';

const CANARY = 'CodeDeployDefault.ECSCanary10Percent5Minutes';

/** Where a deployment can be when it is stopped, and how to get there. */
const PLACES: Readonly<Record<string, (stage: Stage) => void>> = {
  Created: () => {},
  BeforeInstall: (stage) => stage.untilRunning('BeforeInstall'),
  Install: (stage) => stage.untilRunning('Install'),
  AfterInstall: (stage) => stage.untilRunning('AfterInstall'),
  AllowTestTraffic: (stage) => stage.untilRunning('AllowTestTraffic'),
  AfterAllowTestTraffic: (stage) => stage.untilRunning('AfterAllowTestTraffic'),
  Ready: (stage) => stage.until(() => stage.info().status === 'Ready'),
};

/** Those that lie behind the ready wait. */
const LATER_PLACES: Readonly<Record<string, (stage: Stage) => void>> = {
  BeforeAllowTraffic: (stage) => stage.untilRunning('BeforeAllowTraffic'),
  AllowTraffic: (stage) => stage.untilGreenHas(10),
  'the last step': (stage) => stage.untilGreenHas(100),
  AfterAllowTraffic: (stage) => stage.untilRunning('AfterAllowTraffic'),
  'the termination wait': (stage) => stage.until(() => stage.info().instanceTerminationWaitTimeStarted === true),
};

function stagedAt(place: string): Stage {
  const stage = new Stage({
    testListener: true,
    config: CANARY,
    terminationWait: 60,
    ...(place in PLACES ? { readyWait: 60 } : {}),
  });
  stage.deploy();
  (PLACES[place] ?? LATER_PLACES[place])?.(stage);
  return stage;
}

const stop = (stage: Stage, autoRollbackEnabled?: boolean) =>
  stage.call(stopDeployment, { deploymentId: stage.info().deploymentId, autoRollbackEnabled });

const ALL_PLACES = Object.keys({ ...PLACES, ...LATER_PLACES });

describe('a deployment that is stopped with rollback', () => {
  it.each(ALL_PLACES.slice(2))('at %s has all of its traffic on blue and its green set deleted', (place) => {
    const stage = stagedAt(place);
    const answer = stop(stage, true);
    stage.finish();

    expect(answer).toEqual({
      status: 'Pending',
      statusMessage: 'No more commands will be scheduled for execution in the deployment instances',
    });
    expect(stage.info()).toMatchObject({
      status: 'Stopped',
      errorInformation: { code: 'MANUAL_STOP' },
      deploymentOverview: { Failed: 1, Succeeded: 0 },
    });
    expect(stage.production()).toEqual({ blue: 100, green: 0 });
    expect(stage.forwarded(stage.arns.test)).toEqual({ blue: 100, green: 0 });
    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
    expect(Object.values(stage.eventStatuses())).not.toContain('InProgress');
  });

  it.each(['Created', 'BeforeInstall'])('at %s has nothing to roll back', (place) => {
    const stage = stagedAt(place);
    stop(stage, true);
    stage.finish();

    expect(stage.info().status).toBe('Stopped');
    expect(stage.info().rollbackInfo).toBeUndefined();
    expect(stage.production()).toEqual({ blue: 100, green: 0 });
    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
  });

  it('has its traffic back before its status says Stopped', () => {
    const stage = stagedAt('AllowTraffic');
    stop(stage, true);
    stage.finish();

    expect(stage.transcript.slice(stage.transcript.findIndex((line) => line.endsWith('traffic 90/10')))).toEqual([
      '81.4 traffic 90/10',
      '81.4 AllowTraffic Failed',
      '81.4 AfterAllowTraffic Skipped',
      '84.9 traffic 100/0',
      '84.9 test blue',
      '84.9 DRAINING web-green',
      '86.9 status Stopped',
    ]);
  });

  it('is linked with the deployment that rolls it back', () => {
    const stage = stagedAt('AllowTraffic');
    stop(stage, true);
    stage.finish();
    const stopped = stage.info();
    const rollback = stage.info(stopped.rollbackInfo?.rollbackDeploymentId);

    expect(stopped.rollbackInfo).toEqual({
      rollbackDeploymentId: rollback.deploymentId,
      rollbackMessage: `Deployment ${stopped.deploymentId} terminated. Automatic rollback is triggered with a DeploymentId ${rollback.deploymentId}.`,
    });
    expect(rollback).toMatchObject({
      status: 'Succeeded',
      creator: 'codeDeployRollback',
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      rollbackInfo: {
        rollbackTriggeringDeploymentId: stopped.deploymentId,
        rollbackMessage: `Deployment ${rollback.deploymentId} is triggered to roll back deployment ${stopped.deploymentId}.`,
      },
    });
    const seconds = ((rollback.completeTime?.getTime() ?? 0) - (rollback.createTime?.getTime() ?? 0)) / 1000;
    expect(seconds).toBeLessThan(5);
    expect(stage.target(rollback.deploymentId).taskSetsInfo).toMatchObject([
      { taskSetLabel: 'Blue', status: 'PRIMARY', trafficWeight: 100 },
      { taskSetLabel: 'Green', status: 'DRAINING', trafficWeight: 0 },
    ]);
  });

  it('tells of a rollback that cannot put the traffic back', () => {
    const stage = stagedAt('AllowTraffic');
    stage.call(deleteListener, { ListenerArn: stage.arns.production });
    stop(stage, true);
    stage.until(() => stage.isOver());
    const rollback = stage.info().rollbackInfo?.rollbackDeploymentId;
    stage.until(() => stage.isOver(rollback));

    expect(stage.info(rollback)).toMatchObject({
      status: 'Failed',
      errorInformation: { code: 'ELASTIC_LOAD_BALANCING_INVALID' },
    });
    expect(stage.sets()).toEqual(['PRIMARY web-blue', 'ACTIVE web-green']);
  });
});

describe('a deployment that is stopped without rollback', () => {
  it.each([
    ['Created', { blue: 100, green: 0 }, ['PRIMARY web-blue']],
    ['Install', { blue: 100, green: 0 }, ['PRIMARY web-blue', 'ACTIVE web-green']],
    ['Ready', { blue: 100, green: 0 }, ['PRIMARY web-blue', 'ACTIVE web-green']],
    ['AllowTraffic', { blue: 90, green: 10 }, ['PRIMARY web-blue', 'ACTIVE web-green']],
    ['the last step', { blue: 0, green: 100 }, ['PRIMARY web-blue', 'ACTIVE web-green']],
    ['the termination wait', { blue: 0, green: 100 }, ['ACTIVE web-blue', 'PRIMARY web-green']],
  ])('at %s leaves everything as it is', (place, traffic, sets) => {
    const stage = stagedAt(place);
    stop(stage);
    stage.finish();

    expect(stage.info()).toMatchObject({ status: 'Stopped', errorInformation: { code: 'MANUAL_STOP' } });
    expect(stage.info().rollbackInfo).toBeUndefined();
    expect(stage.production()).toEqual(traffic);
    expect(stage.sets()).toEqual(sets);
  });

  it('in the middle of the shift keeps the next one from starting', () => {
    const stage = stagedAt('AllowTraffic');
    stop(stage);
    stage.finish();
    stage.deploy();
    stage.finish();

    expect(stage.info()).toMatchObject({
      status: 'Failed',
      errorInformation: {
        code: 'ELASTIC_LOAD_BALANCING_INVALID',
        message:
          'The ELB could not be updated due to the following error: Green taskset target group cannot have non-zero weight prior to traffic shifting',
      },
    });
  });
});

describe('the choice of a rollback', () => {
  const stopped = (rollbackOn: readonly 'DEPLOYMENT_STOP_ON_REQUEST'[], said?: boolean) => {
    const stage = new Stage({ rollbackOn, terminationWait: 5 });
    stage.deploy();
    stage.untilRunning('Install');
    stop(stage, said);
    stage.finish();
    return stage.info().rollbackInfo !== undefined;
  };

  it.each([
    [['DEPLOYMENT_STOP_ON_REQUEST'], undefined, true],
    [['DEPLOYMENT_STOP_ON_REQUEST'], false, false],
    [['DEPLOYMENT_FAILURE'], undefined, false],
    [['DEPLOYMENT_FAILURE'], true, true],
  ] as const)('is the group (%j) unless the request says otherwise (%s)', (events, said, expected) => {
    expect(stopped(events as readonly 'DEPLOYMENT_STOP_ON_REQUEST'[], said)).toBe(expected);
  });
});

describe('a stop that comes too late', () => {
  it('loses: the deployment succeeds', () => {
    const stage = new Stage();
    stage.deploy();
    stage.until(() => stage.sets().includes('DRAINING web-blue'));
    expect(stop(stage, true).status).toBe('Pending');
    stage.finish();

    expect(stage.info().status).toBe('Succeeded');
    expect(stage.sets()).toEqual(['PRIMARY web-green']);
  });
});

describe('a lifecycle event whose function fails', () => {
  it.each(HOOK_EVENTS)('%s fails the deployment, the events behind it are skipped, and it is rolled back', (event) => {
    const stage = new Stage({
      testListener: true,
      config: CANARY,
      terminationWait: 5,
      rollbackOn: ['DEPLOYMENT_FAILURE'],
      functions: { check: 'fail' },
    });
    stage.deploy({ hooks: { [event]: 'check' } });
    stage.finish();
    const place = LIFECYCLE_EVENTS.indexOf(event);

    expect(stage.info()).toMatchObject({
      status: 'Failed',
      errorInformation: {
        code: 'HOOK_EXECUTION_FAILURE',
        message: 'The deployment failed because one or more of the lifecycle event validation functions failed.',
      },
    });
    expect(stage.info().rollbackInfo !== undefined).toBe(event !== 'BeforeInstall');
    expect(Object.values(stage.eventStatuses())).toEqual(
      LIFECYCLE_EVENTS.map((_, index) => (index < place ? 'Succeeded' : index === place ? 'Failed' : 'Skipped')),
    );
    expect(stage.production()).toEqual({ blue: 100, green: 0 });
    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
    const reached = stage.transcript.some((line) => / traffic (?!100)/.test(line));
    expect(reached).toBe(event === 'AfterAllowTraffic');
  });

  it('takes about a second to report, as one that succeeds', () => {
    const stage = new Stage({ functions: { check: 'succeed' } });
    stage.deploy({ hooks: { BeforeInstall: 'arn:aws:lambda:eu-west-1:123456789012:function:check' } });
    stage.finish();
    expect(stage.info().errorInformation).toEqual({
      code: 'INVALID_LAMBDA_FUNCTION',
      message:
        'The deployment failed because the Lambda function arn:aws:lambda:eu-west-1:123456789012:function:check of the lifecycle event BeforeInstall could not be found.',
    });

    stage.deploy({ hooks: { BeforeInstall: 'check' } });
    stage.finish();
    expect(stage.transcript.slice(3, 6)).toEqual([
      '2 status InProgress',
      '2.5 BeforeInstall InProgress',
      '3.5 BeforeInstall Succeeded',
    ]);
  });

  it('that never reports fails the deployment after an hour', () => {
    const stage = new Stage({ functions: { check: 'silent' }, rollbackOn: ['DEPLOYMENT_FAILURE'] });
    stage.deploy({ hooks: { AfterInstall: 'check' } });
    stage.finish();

    expect(stage.transcript).toContain('48.2 AfterInstall InProgress');
    expect(stage.transcript).toContain('3648.2 AfterInstall Failed');
    expect(stage.info().errorInformation?.message).toBe(
      'The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.',
    );
    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
  });
});

describe('a service that is scaled again and again', () => {
  const scale = (stage: Stage, everySeconds: number, until: () => boolean) => {
    for (let count = 3; !until(); count = count === 3 ? 2 : 3) {
      stage.call(updateService, { cluster: 'main', service: 'web', desiredCount: count });
      stage.pass(everySeconds);
    }
  };

  it('fails the deployment when green is not steady an hour after its creation', () => {
    const stage = new Stage({ rollbackOn: ['DEPLOYMENT_FAILURE'] });
    stage.deploy();
    stage.untilRunning('Install');
    scale(stage, 8, () => stage.isOver());
    stage.finish();

    expect(stage.transcript).toContain('3603.3 Install Failed');
    expect(stage.info()).toMatchObject({
      status: 'Failed',
      errorInformation: {
        code: 'TIMEOUT',
        message:
          'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.',
      },
    });
    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
  });

  it('fails the deployment when green is not steady again within five minutes of the shift', () => {
    const stage = new Stage({ config: 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes' });
    stage.deploy();
    stage.untilGreenHas(10);
    stage.pass(10);
    const from = stage.elapsed;
    scale(stage, 8, () => stage.isOver());

    expect(stage.transcript).toContain('389.8 AllowTraffic Failed');
    expect(from).toBeCloseTo(89.8);
    expect(stage.info().status).toBe('Failed');
    expect(stage.production()).toEqual({ blue: 40, green: 60 });
  });

  it('does not hold up the deployment when it settles in time', () => {
    const stage = new Stage({ config: CANARY });
    stage.deploy();
    stage.untilGreenHas(10);
    stage.call(updateService, { cluster: 'main', service: 'web', desiredCount: 5 });
    stage.finish();

    expect(stage.info().status).toBe('Succeeded');
    expect(stage.target().taskSetsInfo).toMatchObject([{}, { desiredCount: 5, runningCount: 5 }]);
  });
});
