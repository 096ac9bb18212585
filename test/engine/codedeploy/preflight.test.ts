import { describe, expect, it } from 'vitest';
import { createDeploymentConfig } from '../../../src/engine/codedeploy/operations/create-deployment-config.js';
import { createDeploymentGroup } from '../../../src/engine/codedeploy/operations/create-deployment-group.js';
import { deleteDeploymentGroup } from '../../../src/engine/codedeploy/operations/delete-deployment-group.js';
import { getDeploymentTarget } from '../../../src/engine/codedeploy/operations/get-deployment-target.js';
import { createRule } from '../../../src/engine/elbv2/operations/create-rule.js';
import { createTargetGroup } from '../../../src/engine/elbv2/operations/create-target-group.js';
import { modifyListener } from '../../../src/engine/elbv2/operations/modify-listener.js';
import { Stage } from './stage.js';

const CANARY = 'CodeDeployDefault.ECSCanary10Percent5Minutes';

const forward = (...groups: readonly (readonly [string, number])[]) => [
  {
    Type: 'forward' as const,
    ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
  },
];

function failed(stage: Stage) {
  stage.finish();
  const { status, errorInformation } = stage.info();
  return { status, ...errorInformation };
}

function anotherGroup(stage: Stage): string {
  const { TargetGroups } = createTargetGroup(
    { Name: 'other', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' },
    stage.context,
  );
  return TargetGroups?.[0]?.TargetGroupArn ?? '';
}

describe('the look at everything before a deployment begins', () => {
  const ELB = 'The ELB could not be updated due to the following error: ';

  it.each<[string, (stage: Stage) => ReturnType<typeof forward>, (stage: Stage) => string]>([
    [
      'a listener that was put on the idle group',
      ({ arns }) => forward([arns.green, 100]),
      ({ arns }) => `${ELB}Primary taskset target group must be behind listener ${arns.production}`,
    ],
    [
      'weight on the idle group',
      ({ arns }) => forward([arns.blue, 90], [arns.green, 10]),
      () => `${ELB}Green taskset target group cannot have non-zero weight prior to traffic shifting`,
    ],
    [
      'a third group',
      (stage) => forward([stage.arns.blue, 100], [anotherGroup(stage), 0]),
      ({ arns }) =>
        `${ELB}Only target group in ECS deployment group (web-blue, web-green) can be set on listener ${arns.production}`,
    ],
  ])('finds %s', (_, actions, message) => {
    const stage = new Stage();
    stage.call(modifyListener, { ListenerArn: stage.arns.production, DefaultActions: actions(stage) });
    stage.deploy();

    expect(failed(stage)).toEqual({
      status: 'Failed',
      code: 'ELASTIC_LOAD_BALANCING_INVALID',
      message: message(stage),
    });
    expect(new Set(Object.values(stage.eventStatuses()))).toEqual(new Set(['Skipped']));
    expect(stage.sets()).toEqual(['PRIMARY web-blue']);
  });

  it('finds an AppSpec that cannot be read', () => {
    const stage = new Stage();
    stage.deploy({ appSpec: 'version: 0.0 Resources: - TargetService: x' });
    expect(failed(stage)).toMatchObject({ status: 'Failed', code: 'INVALID_REVISION' });
  });

  it.each([
    [
      { ContainerPort: 81 },
      'The container app did not have a container port 81 defined. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException;',
    ],
    [{ ContainerName: 'web' }, 'The container web does not exist in the task definition. (Service: AmazonECS;'],
  ])('leaves it to ECS to refuse what the task definition lacks (%j)', (change, message) => {
    const stage = new Stage();
    const appSpec = JSON.parse(stage.appSpec(stage.register()));
    Object.assign(appSpec.Resources[0].TargetService.Properties.LoadBalancerInfo, change);
    stage.deploy({ appSpec: JSON.stringify(appSpec) });
    const { status, code, message: told } = failed(stage);

    expect([status, code]).toEqual(['Failed', 'ECS_UPDATE_ERROR']);
    expect(told).toContain(`The ECS service cannot be updated due to an unexpected error: ${message}`);
    expect(stage.eventStatuses()).toMatchObject({
      BeforeInstall: 'Succeeded',
      Install: 'Failed',
      AfterInstall: 'Skipped',
    });
  });

  it('leaves it to ECS to refuse a revision that is no number', () => {
    const stage = new Stage();
    stage.deploy({ appSpec: stage.appSpec(stage.register().replace(/\d+$/, 'latest')) });
    expect(failed(stage).message).toContain('Invalid revision number. Number: latest');
  });

  it('shows no target while the deployment is Created', () => {
    const stage = new Stage();
    const deploymentId = stage.deploy();
    expect(() => getDeploymentTarget({ deploymentId, targetId: 'main:web' }, stage.context)).toThrow('has not started');
  });
});

describe('the production listener', () => {
  it('is made ready by a group that shifts step by step, with those of its rules that forward to the live group', () => {
    const stage = new Stage();
    const rule = (priority: number, group: string) =>
      stage.call(createRule, {
        ListenerArn: stage.arns.production,
        Priority: priority,
        Conditions: [{ Field: 'path-pattern', Values: [`/${priority}`] }],
        Actions: [{ Type: 'forward', TargetGroupArn: group }],
      }).Rules?.[0]?.RuleArn ?? '';
    const followed = rule(1, stage.arns.blue);
    const foreign = rule(2, anotherGroup(stage));
    stage.call(deleteDeploymentGroup, {
      applicationName: 'AppECS-main-web',
      deploymentGroupName: 'DgpECS-main-web',
    });
    const group = (arn: string) => stage.region.elbv2.rules[arn]?.shown.Actions[0]?.ForwardConfig?.TargetGroups;
    stage.call(createDeploymentGroup, { ...stage.groupInput(), deploymentConfigName: CANARY });

    const both = [
      { TargetGroupArn: stage.arns.blue, Weight: 100 },
      { TargetGroupArn: stage.arns.green, Weight: 0 },
    ];
    const { DefaultActions } = stage.region.elbv2.listeners[stage.arns.production]?.shown ?? {};
    expect(DefaultActions?.[0]?.TargetGroupArn).toBeUndefined();
    expect(DefaultActions?.[0]?.ForwardConfig).toMatchObject({
      TargetGroups: both,
      TargetGroupStickinessConfig: { Enabled: false },
    });
    expect(group(followed)).toEqual(both);
    expect(group(foreign)).toHaveLength(1);
    expect(stage.forwarded(stage.arns.test)).toEqual({ blue: 100, green: 0 });

    stage.deploy();
    stage.untilGreenHas(10);
    expect(group(followed)?.map(({ Weight }) => Weight)).toEqual([90, 10]);
    stage.finish();
    expect(group(followed)?.map(({ Weight }) => Weight)).toEqual([0, 100]);
    expect(group(foreign)).toHaveLength(1);
  });

  it('is left alone by a group that shifts all at once, until the shift', () => {
    const stage = new Stage();
    stage.deploy();
    stage.untilRunning('BeforeAllowTraffic');
    const groups = () =>
      stage.region.elbv2.listeners[stage.arns.production]?.shown.DefaultActions[0]?.ForwardConfig?.TargetGroups;
    expect(groups()).toHaveLength(1);
    stage.finish();
    expect(groups()).toEqual([{ TargetGroupArn: stage.arns.green, Weight: 100 }]);
  });

  it('takes the steps of a custom configuration that a single deployment asks for', () => {
    const stage = new Stage();
    stage.call(createDeploymentConfig, {
      deploymentConfigName: 'Thirds',
      computePlatform: 'ECS',
      trafficRoutingConfig: { type: 'TimeBasedLinear', timeBasedLinear: { linearPercentage: 34, linearInterval: 7 } },
    });
    stage.deploy({ config: 'Thirds' });
    stage.finish();
    expect(stage.transcript.filter((line) => line.includes('traffic '))).toEqual([
      '0 traffic 100/0',
      '79.8 traffic 66/34',
      '499.8 traffic 32/68',
      '919.8 traffic 0/100',
    ]);
  });
});
