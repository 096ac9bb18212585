import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateDeploymentCommand,
  GetDeploymentCommand,
  UpdateDeploymentGroupCommand,
} from '@aws-sdk/client-codedeploy';
import { expect, it } from 'vitest';
import { stopwatch } from '../../support/stopwatch.js';
import { createWorld, type TestWorld, type WorldOptions } from '../../support/world.js';

/** A world whose group watches an alarm that is OK; `deploy` creates a deployment, `turn` sets the alarm. */
async function watchedWorld(options: WorldOptions) {
  const world = await createWorld(options);
  const { engine, clients, target } = world;
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const cloudwatch = new CloudWatchClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
  const turn = (StateValue: 'OK' | 'ALARM') =>
    cloudwatch.send(new SetAlarmStateCommand({ AlarmName: 'web-5xx', StateValue, StateReason: 'a test' }));
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'web-5xx',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Namespace: 'AWS/ApplicationELB',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  await turn('OK');
  await clients.codedeploy.send(
    new UpdateDeploymentGroupCommand({
      applicationName: target.application,
      currentDeploymentGroupName: target.deploymentGroup,
      alarmConfiguration: { enabled: true, alarms: [{ name: 'web-5xx' }] },
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_STOP_ON_ALARM'] },
    }),
  );
  return { ...world, turn, deploy: () => deploy(world), [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

async function deploy({ clients, target }: TestWorld): Promise<string> {
  const { deploymentId = '' } = await clients.codedeploy.send(
    new CreateDeploymentCommand({
      applicationName: target.application,
      deploymentGroupName: target.deploymentGroup,
      revision: {
        revisionType: 'AppSpecContent',
        appSpecContent: { content: appSpec(`arn:aws:ecs:eu-west-1:123456789012:task-definition/web:1`) },
      },
    }),
  );
  return deploymentId;
}

function appSpec(TaskDefinition: string): string {
  const LoadBalancerInfo = { ContainerName: 'web', ContainerPort: 80 };
  const Properties = { TaskDefinition, LoadBalancerInfo };
  return JSON.stringify({
    version: 0.0,
    Resources: [{ TargetService: { Type: 'AWS::ECS::Service', Properties } }],
  });
}

async function info({ clients }: TestWorld, deploymentId: string) {
  return (await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId }))).deploymentInfo;
}

it('An alarm that is set over the wire in mid-shift stops the deployment, which is rolled back', async () => {
  await using world = await watchedWorld({ deploymentConfig: 'CodeDeployDefault.ECSCanary10Percent5Minutes' });
  const id = await world.deploy();
  await world.engine.clock.advance(120_000);
  await world.turn('ALARM');
  await world.engine.clock.advance(30_000);

  expect(await info(world, id)).toMatchObject({
    status: 'Stopped',
    errorInformation: { code: 'ALARM_ACTIVE', message: expect.stringContaining('Activated alarms: <web-5xx>') },
    rollbackInfo: { rollbackDeploymentId: expect.stringMatching(/^d-/) },
  });
});

it('A wait of two days under the eyes of an alarm passes at once, and its end is still watched', async () => {
  await using world = await watchedWorld({ terminationMinutes: 2880 });
  const id = await world.deploy();
  await world.engine.clock.advance(120_000);
  expect((await info(world, id))?.instanceTerminationWaitTimeStarted).toBe(true);
  const taken = stopwatch();
  await world.engine.clock.advance(47 * 3_600_000);
  expect(taken()).toBeLessThan(500);

  expect((await info(world, id))?.status).toBe('InProgress');
  await world.turn('ALARM');
  await world.engine.clock.advance(30_000);
  expect((await info(world, id))?.errorInformation?.code).toBe('ALARM_ACTIVE');
});
