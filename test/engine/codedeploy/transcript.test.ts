import { describe, expect, it } from 'vitest';
import { continueDeployment } from '../../../src/engine/codedeploy/operations/continue-deployment.js';
import { Stage } from './stage.js';

const CANARY = 'CodeDeployDefault.ECSCanary10Percent5Minutes';
const LINEAR = 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes';

const told = (stage: Stage) => `\n${stage.transcript.join('\n')}\n`;

describe('a deployment from its creation to its end, in seconds of engine time', () => {
  it('shifts all at once, six events long without a test listener', () => {
    const stage = new Stage({ terminationWait: 60 });
    stage.deploy();
    stage.finish();

    expect(told(stage)).toBe(`
0 status Created
0 traffic 100/0
0 PRIMARY web-blue
2 status InProgress
2.5 BeforeInstall InProgress
2.8 BeforeInstall Succeeded
3.3 Install InProgress
3.3 ACTIVE web-green
47.8 Install Succeeded
48.2 AfterInstall InProgress
48.6 AfterInstall Succeeded
49 BeforeAllowTraffic InProgress
49.4 BeforeAllowTraffic Succeeded
49.8 AllowTraffic InProgress
49.8 traffic 0/100
50.2 AllowTraffic Succeeded
50.2 ACTIVE web-blue
50.2 PRIMARY web-green
50.6 AfterAllowTraffic InProgress
51 AfterAllowTraffic Succeeded
51.4 termination wait
3651.4 DRAINING web-blue
3652.4 status Succeeded
`);
  });

  it('moves the test listener first where there is one, eight events long', () => {
    const stage = new Stage({ testListener: true });
    stage.deploy();
    stage.finish();

    expect(told(stage)).toBe(`
0 status Created
0 traffic 100/0
0 test blue
0 PRIMARY web-blue
2 status InProgress
2.5 BeforeInstall InProgress
2.8 BeforeInstall Succeeded
3.3 Install InProgress
3.3 ACTIVE web-green
47.8 Install Succeeded
48.2 AfterInstall InProgress
48.6 AfterInstall Succeeded
49 AllowTestTraffic InProgress
49 test green
49.4 AllowTestTraffic Succeeded
49.8 AfterAllowTestTraffic InProgress
50.2 AfterAllowTestTraffic Succeeded
50.6 BeforeAllowTraffic InProgress
51 BeforeAllowTraffic Succeeded
51.4 AllowTraffic InProgress
51.4 traffic 0/100
51.8 AllowTraffic Succeeded
51.8 ACTIVE web-blue
51.8 PRIMARY web-green
52.2 AfterAllowTraffic InProgress
52.6 AfterAllowTraffic Succeeded
53 termination wait
53 DRAINING web-blue
54 status Succeeded
`);
  });

  it('shifts a tenth, waits five minutes and shifts the rest', () => {
    const stage = new Stage({ config: CANARY, terminationWait: 5 });
    stage.deploy();
    stage.finish();

    expect(stage.transcript.slice(-13)).toEqual([
      '79 BeforeAllowTraffic InProgress',
      '79.4 BeforeAllowTraffic Succeeded',
      '79.8 AllowTraffic InProgress',
      '79.8 traffic 90/10',
      '379.8 traffic 0/100',
      '380.2 AllowTraffic Succeeded',
      '380.2 ACTIVE web-blue',
      '380.2 PRIMARY web-green',
      '380.6 AfterAllowTraffic InProgress',
      '381 AfterAllowTraffic Succeeded',
      '381.4 termination wait',
      '681.4 DRAINING web-blue',
      '682.4 status Succeeded',
    ]);
  });

  it('shifts a tenth at once and a tenth every minute, nine intervals in all', () => {
    const stage = new Stage({ config: LINEAR });
    stage.deploy();
    stage.finish();

    expect(stage.transcript.filter((line) => line.includes('traffic '))).toEqual([
      '0 traffic 100/0',
      ...Array.from({ length: 10 }, (_, step) => `${79.8 + 60 * step} traffic ${90 - 10 * step}/${10 + 10 * step}`),
    ]);
    expect(stage.transcript).toContain('620.2 AllowTraffic Succeeded');
  });

  it('is Ready before BeforeAllowTraffic and goes on when it is told to', () => {
    const stage = new Stage({ readyWait: 30 });
    const deploymentId = stage.deploy();
    stage.until(() => stage.info().status === 'Ready');
    expect(stage.target().status).toBe('Ready');
    stage.pass(600);
    stage.call(continueDeployment, { deploymentId, deploymentWaitType: 'READY_WAIT' });
    stage.finish();

    expect(stage.transcript.slice(9, 16)).toEqual([
      '48.2 AfterInstall InProgress',
      '48.6 AfterInstall Succeeded',
      '49 status Ready',
      '649 status InProgress',
      '649.5 BeforeAllowTraffic InProgress',
      '649.8 BeforeAllowTraffic Succeeded',
      '650.3 AllowTraffic InProgress',
    ]);
    expect(stage.info().status).toBe('Succeeded');
  });

  it('is Stopped when nobody tells it to go on in time', () => {
    const stage = new Stage({ readyWait: 30 });
    stage.deploy();
    stage.finish();

    expect(stage.transcript.slice(11)).toEqual([
      '49 status Ready',
      '1849 BeforeAllowTraffic Skipped',
      '1849 AllowTraffic Skipped',
      '1849 AfterAllowTraffic Skipped',
      '1851 status Stopped',
    ]);
    expect(stage.info().errorInformation).toEqual({
      code: 'TIMEOUT',
      message:
        'The deployment timed out while waiting for a notification to continue. This time out period is 30 minutes.',
    });
  });

  it('ends the termination wait early when it is told to', () => {
    const stage = new Stage({ terminationWait: 1440 });
    const deploymentId = stage.deploy();
    stage.until(() => stage.info().instanceTerminationWaitTimeStarted === true);
    expect(stage.info().status).toBe('InProgress');
    expect(new Set(Object.values(stage.eventStatuses()))).toEqual(new Set(['Succeeded']));
    stage.pass(60);
    stage.call(continueDeployment, { deploymentId, deploymentWaitType: 'TERMINATION_WAIT' });
    stage.finish();

    expect(stage.transcript.slice(-3)).toEqual([
      '51.4 termination wait',
      '111.4 DRAINING web-blue',
      '112.4 status Succeeded',
    ]);
    expect(stage.sets()).toEqual(['PRIMARY web-green']);
  });

  it('swaps the roles of the two groups with every deployment', () => {
    const stage = new Stage({ config: CANARY });
    stage.deploy();
    stage.finish();
    stage.deploy();
    stage.untilGreenHas(90);
    expect(stage.production()).toEqual({ blue: 10, green: 90 });
    stage.finish();

    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
    expect(stage.production()).toEqual({ blue: 100, green: 0 });
    expect(stage.info().previousRevision?.appSpecContent?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
