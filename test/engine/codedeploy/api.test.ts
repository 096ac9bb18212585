import type { CreateDeploymentCommandInput, CreateDeploymentGroupCommandInput } from '@aws-sdk/client-codedeploy';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkGradual } from '../../../src/engine/codedeploy/group-load-balancer.js';
import { missingMember } from '../../../src/engine/codedeploy/missing-member.js';
import { batchGetDeploymentGroups } from '../../../src/engine/codedeploy/operations/batch-get-deployment-groups.js';
import { batchGetDeploymentTargets } from '../../../src/engine/codedeploy/operations/batch-get-deployment-targets.js';
import { batchGetDeployments } from '../../../src/engine/codedeploy/operations/batch-get-deployments.js';
import { continueDeployment } from '../../../src/engine/codedeploy/operations/continue-deployment.js';
import { createApplication } from '../../../src/engine/codedeploy/operations/create-application.js';
import { createDeployment } from '../../../src/engine/codedeploy/operations/create-deployment.js';
import { createDeploymentConfig } from '../../../src/engine/codedeploy/operations/create-deployment-config.js';
import { createDeploymentGroup } from '../../../src/engine/codedeploy/operations/create-deployment-group.js';
import { deleteApplication } from '../../../src/engine/codedeploy/operations/delete-application.js';
import { deleteDeploymentConfig } from '../../../src/engine/codedeploy/operations/delete-deployment-config.js';
import { getApplication } from '../../../src/engine/codedeploy/operations/get-application.js';
import { getApplicationRevision } from '../../../src/engine/codedeploy/operations/get-application-revision.js';
import { getDeployment } from '../../../src/engine/codedeploy/operations/get-deployment.js';
import { getDeploymentConfig } from '../../../src/engine/codedeploy/operations/get-deployment-config.js';
import { getDeploymentGroup } from '../../../src/engine/codedeploy/operations/get-deployment-group.js';
import { getDeploymentTarget } from '../../../src/engine/codedeploy/operations/get-deployment-target.js';
import { listApplicationRevisions } from '../../../src/engine/codedeploy/operations/list-application-revisions.js';
import { listDeploymentConfigs } from '../../../src/engine/codedeploy/operations/list-deployment-configs.js';
import { listDeploymentTargets } from '../../../src/engine/codedeploy/operations/list-deployment-targets.js';
import { listDeployments } from '../../../src/engine/codedeploy/operations/list-deployments.js';
import { listTagsForResource } from '../../../src/engine/codedeploy/operations/list-tags-for-resource.js';
import { stopDeployment } from '../../../src/engine/codedeploy/operations/stop-deployment.js';
import { tagResource } from '../../../src/engine/codedeploy/operations/tag-resource.js';
import { untagResource } from '../../../src/engine/codedeploy/operations/untag-resource.js';
import { updateApplication } from '../../../src/engine/codedeploy/operations/update-application.js';
import { updateDeploymentGroup } from '../../../src/engine/codedeploy/operations/update-deployment-group.js';
import { createService } from '../../../src/engine/ecs/operations/create-service.js';
import { Fault } from '../../../src/engine/fault.js';
import { Stage } from './stage.js';

const APPLICATION = 'AppECS-main-web';
const GROUP = 'DgpECS-main-web';
const NAMED = { applicationName: APPLICATION, deploymentGroupName: GROUP };
const CANARY = 'CodeDeployDefault.ECSCanary10Percent5Minutes';

/** `Code: message` of a refusal. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Fault) return `${error.schema[2]}: ${error.message}`;
    throw error;
  }
  return 'nothing';
}

const inline = (content: string) => ({ revisionType: 'AppSpecContent' as const, appSpecContent: { content } });

describe('the creation of a deployment group', () => {
  let stage: Stage;
  beforeAll(() => {
    stage = new Stage();
    stage.call(createApplication, { applicationName: 'server' });
  });

  type Input = CreateDeploymentGroupCommandInput;
  const create = (change: (input: Input) => Partial<Input>) => {
    const input: Input = { ...stage.groupInput(), deploymentGroupName: 'another' };
    return refusal(() => createDeploymentGroup({ ...input, ...change(input) }, stage.context));
  };
  const pair = (input: Input) => input.loadBalancerInfo?.targetGroupPairInfoList?.[0];
  const withPair = (change: object) => (input: Input) => ({
    loadBalancerInfo: { targetGroupPairInfoList: [{ ...pair(input), ...change }] },
  });

  it.each<[string, (input: Input) => Partial<Input>, string]>([
    [
      'an application that is not there',
      () => ({ applicationName: 'no' }),
      'ApplicationDoesNotExistException: No application found for name: no',
    ],
    [
      'a name that is taken',
      () => ({ deploymentGroupName: GROUP }),
      `DeploymentGroupAlreadyExistsException: Deployment Group already exists: ${GROUP}`,
    ],
    ['no role', () => ({ serviceRoleArn: undefined }), 'RoleRequiredException: Role must be specified'],
    [
      'a role that is none',
      () => ({ serviceRoleArn: 'ecsCodeDeployRole' }),
      'InvalidRoleException: The service role ARN is not valid: ecsCodeDeployRole',
    ],
    [
      'a configuration that is not there',
      () => ({ deploymentConfigName: 'ECSAllAtOnceBlueGreen' }),
      'DeploymentConfigDoesNotExistException: No deployment configuration found for name: ECSAllAtOnceBlueGreen',
    ],
    [
      'an application for servers',
      () => ({ applicationName: 'server' }),
      'InvalidLoadBalancerInfoException: The specification for load balancing in the deployment group is invalid. The deploymentOption value is set to WITH_TRAFFIC_CONTROL, but either no load balancer was specified in elbInfoList or no target group was specified in targetGroupInfoList.',
    ],
    [
      'an in-place style',
      () => ({ deploymentStyle: { deploymentType: 'IN_PLACE' } }),
      'InvalidDeploymentStyleException: For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL.',
    ],
    [
      'no blue/green settings',
      () => ({ blueGreenDeploymentConfiguration: undefined }),
      'InvalidBlueGreenDeploymentConfigurationException: For ECS deployment group, blueGreenDeploymentConfiguration must be specified',
    ],
    [
      'a wait that nobody waits',
      () => ({
        blueGreenDeploymentConfiguration: {
          deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 5 },
        },
      }),
      "InvalidBlueGreenDeploymentConfigurationException: Deployment ready action cannot be set to 'CONTINUE_DEPLOYMENT' when timeout is specified",
    ],
    [
      'no load balancer',
      () => ({ loadBalancerInfo: undefined }),
      'InvalidLoadBalancerInfoException: For ECS deployment group, loadBalancerInfo must be specified',
    ],
    [
      'a classic load balancer',
      () => ({ loadBalancerInfo: { elbInfoList: [{ name: 'x' }] } }),
      'InvalidLoadBalancerInfoException: For ECS deployment group, loadBalancerInfo must not contain elbInfo list',
    ],
    [
      'a list of target groups',
      () => ({ loadBalancerInfo: { targetGroupInfoList: [{ name: 'x' }] } }),
      'InvalidLoadBalancerInfoException: For ECS deployment group, loadBalancerInfo must not contain targetGroupInfo list',
    ],
    [
      'the same target group twice',
      withPair({ targetGroups: [{ name: 'web-blue' }, { name: 'web-blue' }] }),
      'InvalidTargetGroupPairException: Target group pair must have distinct target groups.',
    ],
    [
      'a target group that is not there',
      withPair({ targetGroups: [{ name: 'web-blue' }, { name: 'no' }] }),
      'InvalidTargetGroupPairException: A deployment group associated with an application that uses the ECS compute platform must contain a valid pair of target groups that identify a load balancer. The target group no could not be found.',
    ],
    [
      'Auto Scaling groups',
      () => ({ autoScalingGroups: ['asg'] }),
      'InvalidAutoScalingGroupException: For ECS deployment group, autoScalingGroups can not be specified',
    ],
    [
      'a service that is not there',
      () => ({ ecsServices: [{ clusterName: 'main', serviceName: 'no' }] }),
      'InvalidECSServiceException: Could not load ECS service information for cluster: main, service: no. Cause: Service not found.',
    ],
    [
      'a service that another group has',
      () => ({}),
      `ECSServiceMappingLimitExceededException: The ECS service web in the cluster main already belongs to the deployment group ${GROUP} of the application ${APPLICATION}`,
    ],
    [
      'rollback without events',
      () => ({ autoRollbackConfiguration: { enabled: true } }),
      'InvalidAutoRollbackConfigException: At least one event must be specified when automatic rollback is enabled',
    ],
    [
      'alarms without names',
      () => ({ alarmConfiguration: { enabled: true, alarms: [] } }),
      'InvalidAlarmConfigException: At least one alarm must be specified when alarms are enabled',
    ],
  ])('is refused for %s', (_, change, message) => {
    expect(create(change)).toBe(message);
  });

  it.each<[string, (input: Input) => Partial<Input>, string]>([
    [
      'KEEP_ALIVE',
      () => ({
        blueGreenDeploymentConfiguration: { terminateBlueInstancesOnDeploymentSuccess: { action: 'KEEP_ALIVE' } },
      }),
      'InvalidBlueGreenDeploymentConfigurationException',
    ],
    [
      'a termination wait over two days',
      () => ({
        blueGreenDeploymentConfiguration: {
          terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 2881 },
        },
      }),
      'InvalidBlueGreenDeploymentConfigurationException',
    ],
    [
      'a configuration for Lambda',
      () => ({ deploymentConfigName: 'CodeDeployDefault.LambdaAllAtOnce' }),
      'InvalidDeploymentConfigNameException',
    ],
    [
      'two production listeners',
      withPair({ prodTrafficRoute: { listenerArns: ['a', 'b'] } }),
      'InvalidLoadBalancerInfoException',
    ],
    [
      'a listener that is not there',
      withPair({ prodTrafficRoute: { listenerArns: ['arn:aws:x'] } }),
      'InvalidLoadBalancerInfoException',
    ],
    ['tags of instances', () => ({ ec2TagFilters: [{ Key: 'a' }] }), 'InvalidInputException'],
    [
      'the same alarm twice',
      () => ({ alarmConfiguration: { enabled: true, alarms: [{ name: 'a' }, { name: 'a' }] } }),
      'InvalidAlarmConfigException',
    ],
    [
      'a trigger without a topic',
      () => ({ triggerConfigurations: [{ triggerName: 'x', triggerEvents: ['DeploymentStart'] }] }),
      'InvalidTriggerConfigException',
    ],
    ['a name with a slash', () => ({ deploymentGroupName: 'a/b' }), 'InvalidDeploymentGroupNameException'],
  ])('is refused for %s, in words of its own', (_, change, code) => {
    expect(create(change).split(':')[0]).toBe(code);
  });
});

describe('a gradual shift', () => {
  it.each([
    [
      'TCP',
      'InvalidTrafficRoutingConfigurationException: Only ALB supports gradual traffic routing, use AllAtOnce Traffic routing instead when you create/update Deployment group.',
    ],
    ['HTTPS', 'nothing'],
  ] as const)('on a listener of %s is answered with %s', (Protocol, answer) => {
    const routing = { type: 'TimeBasedCanary', percentage: 10, intervalMinutes: 5 } as const;
    expect(refusal(() => checkGradual({ Protocol }, routing))).toBe(answer);
    expect(refusal(() => checkGradual({ Protocol }, { type: 'AllAtOnce' }))).toBe('nothing');
  });
});

describe('the request for a deployment', () => {
  it.each<[string, Partial<CreateDeploymentCommandInput>, string]>([
    [
      'an application that is not there',
      { applicationName: 'no' },
      'ApplicationDoesNotExistException: No application found for name: no',
    ],
    [
      'a group that is not there',
      { deploymentGroupName: 'no' },
      'DeploymentGroupDoesNotExistException: No Deployment Group found for name: no',
    ],
    [
      'no group',
      { deploymentGroupName: undefined },
      'DeploymentGroupNameRequiredException: Deployment Group name must be specified',
    ],
    [
      'a configuration that is not there',
      { deploymentConfigName: 'no' },
      'DeploymentConfigDoesNotExistException: No deployment configuration found for name: no',
    ],
    ['no revision', { revision: undefined }, 'RevisionRequiredException: RevisionLocation must be specified'],
    [
      'a bundle',
      { revision: { revisionType: 'S3', s3Location: { bucket: 'b', key: 'k', bundleType: 'zip' } } },
      'InvalidRevisionException: BundleType must be either YAML or JSON',
    ],
    [
      'files of a server',
      { fileExistsBehavior: 'OVERWRITE' },
      'InvalidFileExistsBehaviorException: For Lambda, ECS and Kubernetes deployment, fileExistsBehavior can not be specified',
    ],
  ])('is refused for %s', (_, change, message) => {
    const { context } = new Stage();
    expect(refusal(() => createDeployment({ ...NAMED, revision: inline('{}'), ...change }, context))).toBe(message);
  });

  it.each<[string, Partial<CreateDeploymentCommandInput>, string]>([
    ['a long description', { description: 'x'.repeat(257) }, 'DescriptionTooLongException'],
    [
      'an unknown hash',
      { revision: { revisionType: 'AppSpecContent', appSpecContent: { sha256: 'a'.repeat(64) } } },
      'RevisionDoesNotExistException',
    ],
    [
      'a wrong hash',
      { revision: { revisionType: 'AppSpecContent', appSpecContent: { content: 'x', sha256: 'a'.repeat(64) } } },
      'InvalidRevisionException',
    ],
    [
      'S3',
      { revision: { revisionType: 'S3', s3Location: { bucket: 'b', key: 'k', bundleType: 'YAML' } } },
      'InvalidRevisionException',
    ],
    ['a restart', { deploymentMode: 'RESTART' }, 'InvalidInputException'],
    ['alarms of an empty list', { overrideAlarmConfiguration: { enabled: true } }, 'InvalidAlarmConfigException'],
  ])('is refused for %s, in words of its own', (_, change, code) => {
    const { context } = new Stage();
    expect(
      refusal(() => createDeployment({ ...NAMED, revision: inline('{}'), ...change }, context)).split(':')[0],
    ).toBe(code);
  });

  it('is refused while another deployment of the group is active, its termination wait included', () => {
    const stage = new Stage({ terminationWait: 60 });
    const id = stage.deploy();
    stage.until(() => stage.info().instanceTerminationWaitTimeStarted === true);
    expect(refusal(() => createDeployment({ ...NAMED, revision: inline('{}') }, stage.context))).toBe(
      `DeploymentLimitExceededException: The Deployment Group '${GROUP}' already has an active Deployment '${id}'`,
    );
  });

  it('may name a revision by its hash once it is known, and reads back without its text', () => {
    const stage = new Stage();
    stage.deploy();
    stage.finish();
    const { revision } = stage.info();
    const sha256 = revision?.appSpecContent?.sha256;
    expect(revision?.appSpecContent?.content).toBeUndefined();
    const known = getApplicationRevision({ applicationName: APPLICATION, revision }, stage.context);
    expect(known.revision?.appSpecContent?.content).toContain('AWS::ECS::Service');
    expect(known.revisionInfo).toMatchObject({ deploymentGroups: [GROUP], firstUsedTime: expect.any(Date) });

    const again = stage.call(createDeployment, { ...NAMED, revision });
    stage.until(() => stage.isOver(again.deploymentId));
    expect(stage.info(again.deploymentId)).toMatchObject({
      status: 'Succeeded',
      revision: { appSpecContent: { sha256 } },
      previousRevision: { appSpecContent: { sha256 } },
    });
    expect(listApplicationRevisions({ applicationName: APPLICATION }, stage.context).revisions).toHaveLength(1);
  });
});

describe('what is told of deployments', () => {
  it('is listed by group, status and time, newest first', () => {
    const stage = new Stage();
    const first = stage.deploy();
    stage.finish();
    const second = stage.deploy();
    const list = (input: Parameters<typeof listDeployments>[0]) => listDeployments(input, stage.context).deployments;

    expect(list({})).toEqual([second, first]);
    expect(list({ ...NAMED, includeOnlyStatuses: ['Created', 'InProgress'] })).toEqual([second]);
    expect(list({ createTimeRange: { end: stage.info(first).createTime } })).toEqual([first]);
    expect(list({ externalId: 'stack' })).toEqual([]);
    expect(refusal(() => list({ applicationName: APPLICATION }))).toMatch('DeploymentGroupNameRequiredException');
    expect(refusal(() => list({ deploymentGroupName: GROUP }))).toMatch('ApplicationNameRequiredException');
    expect(refusal(() => list({ includeOnlyStatuses: ['Done' as 'Created'] }))).toMatch(
      'InvalidDeploymentStatusException',
    );
    expect(refusal(() => list({ nextToken: 'x' }))).toMatch('InvalidNextTokenException');
    expect(refusal(() => list({ createTimeRange: { start: new Date(1), end: new Date(0) } }))).toMatch(
      'InvalidTimeRange',
    );
  });

  it('is paged', () => {
    const stage = new Stage();
    const template = stage.region.codedeploy.deployments;
    const id = stage.deploy();
    stage.finish();
    for (let n = 0; n < 150; n += 1) {
      const copy = template[id];
      const name = `d-${String(n).padStart(9, '0')}`;
      if (copy) template[name] = { ...copy, id: name };
    }
    const first = listDeployments({}, stage.context);
    const rest = listDeployments({ nextToken: first.nextToken }, stage.context);
    expect(first.deployments).toHaveLength(100);
    expect(new Set([...(first.deployments ?? []), ...(rest.deployments ?? [])]).size).toBe(151);
    expect(rest.nextToken).toBeUndefined();
  });

  it('is refused for what is not there', () => {
    const stage = new Stage();
    const deploymentId = stage.deploy();
    const { context } = stage;
    expect(refusal(() => getDeployment({ deploymentId: 'x' }, context))).toMatch('InvalidDeploymentIdException');
    expect(refusal(() => getDeployment({ deploymentId: 'd-ABCDEFGHI' }, context))).toMatch(
      'DeploymentDoesNotExistException',
    );
    expect(refusal(() => listDeploymentTargets({ deploymentId }, context))).toMatch('DeploymentNotStartedException');
    expect(refusal(() => batchGetDeployments({ deploymentIds: Array(26).fill(deploymentId) }, context))).toMatch(
      'BatchLimitExceeded',
    );
    stage.untilRunning('Install');
    expect(listDeploymentTargets({ deploymentId }, context).targetIds).toEqual(['main:web']);
    expect(refusal(() => getDeploymentTarget({ deploymentId, targetId: 'main:no' }, context))).toMatch(
      'DeploymentTargetDoesNotExist',
    );
    expect(refusal(() => getDeploymentTarget({ deploymentId, targetId: 'web' }, context))).toMatch(
      'InvalidDeploymentTargetId',
    );
    expect(refusal(() => batchGetDeploymentTargets({ deploymentId, targetIds: ['a', 'b'] }, context))).toMatch(
      'DeploymentTargetListSizeExceeded',
    );
    expect(
      batchGetDeploymentTargets({ deploymentId, targetIds: ['main:web'] }, context).deploymentTargets,
    ).toHaveLength(1);
  });

  it('of its target names the task sets as AWS spells them', () => {
    const stage = new Stage({ config: CANARY });
    stage.deploy();
    stage.untilGreenHas(10);
    expect(stage.target().taskSetsInfo).toEqual([
      {
        identifer: expect.stringMatching(/^ecs-svc\/\d{19,}$/),
        desiredCount: 2,
        pendingCount: 0,
        runningCount: 2,
        status: 'PRIMARY',
        trafficWeight: 90,
        targetGroup: { name: 'web-blue' },
        taskSetLabel: 'Blue',
      },
      {
        identifer: expect.stringMatching(/^ecs-svc\/\d{19,}$/),
        desiredCount: 2,
        pendingCount: 0,
        runningCount: 2,
        status: 'ACTIVE',
        trafficWeight: 10,
        targetGroup: { name: 'web-green' },
        taskSetLabel: 'Green',
      },
    ]);
    expect(stage.info().deploymentOverview).toBeUndefined();
  });

  it('of a group has its last deployments', () => {
    const stage = new Stage();
    const group = () => getDeploymentGroup(NAMED, stage.context).deploymentGroupInfo;
    expect(group()?.lastAttemptedDeployment).toBeUndefined();
    const first = stage.deploy();
    stage.finish();
    const second = stage.deploy();
    stage.untilRunning('Install');
    stage.call(stopDeployment, { deploymentId: second });
    stage.finish();
    expect(group()).toMatchObject({
      deploymentConfigName: 'CodeDeployDefault.ECSAllAtOnce',
      lastSuccessfulDeployment: { deploymentId: first, status: 'Succeeded' },
      lastAttemptedDeployment: { deploymentId: second, status: 'Stopped' },
      targetRevision: stage.info(first).revision,
    });
  });
});

describe('the calls that steer a deployment', () => {
  it('are refused at the wrong time', () => {
    const stage = new Stage();
    const deploymentId = stage.deploy();
    const { context } = stage;
    expect(refusal(() => continueDeployment({ deploymentId }, context))).toMatch(
      'DeploymentIsNotInReadyStateException',
    );
    expect(
      refusal(() => continueDeployment({ deploymentId, deploymentWaitType: 'NO' as 'READY_WAIT' }, context)),
    ).toMatch('InvalidDeploymentWaitTypeException');
    expect(refusal(() => continueDeployment({}, context))).toMatch('DeploymentIdRequiredException');
    stage.finish();
    expect(refusal(() => continueDeployment({ deploymentId }, stage.context))).toMatch(
      'DeploymentAlreadyCompletedException',
    );
    expect(refusal(() => stopDeployment({ deploymentId }, stage.context))).toMatch(
      'DeploymentAlreadyCompletedException',
    );
  });
});

describe('configurations', () => {
  it('are predefined in AWS words', () => {
    const { context } = new Stage();
    const names = listDeploymentConfigs({}, context).deploymentConfigsList;
    expect(names).toContain('CodeDeployDefault.ECSLinear10PercentEvery1Minutes');
    expect(names).toContain('CodeDeployDefault.LambdaLinear10PercentEvery1Minute');
    expect(names).toContain('CodeDeployDefault.OneAtATime');
    expect(getDeploymentConfig({ deploymentConfigName: CANARY }, context).deploymentConfigInfo).toMatchObject({
      computePlatform: 'ECS',
      trafficRoutingConfig: { type: 'TimeBasedCanary', timeBasedCanary: { canaryPercentage: 10, canaryInterval: 5 } },
    });
  });

  it.each([
    [{ deploymentConfigName: 'CodeDeployDefault.Mine' }, 'InvalidDeploymentConfigNameException'],
    [{ trafficRoutingConfig: undefined }, 'InvalidTrafficRoutingConfigurationException'],
    [
      {
        trafficRoutingConfig: {
          type: 'TimeBasedLinear' as const,
          timeBasedLinear: { linearPercentage: 100, linearInterval: 1 },
        },
      },
      'InvalidTrafficRoutingConfigurationException',
    ],
    [
      {
        trafficRoutingConfig: {
          type: 'TimeBasedLinear' as const,
          timeBasedLinear: { linearPercentage: 1, linearInterval: 30 },
        },
      },
      'InvalidTrafficRoutingConfigurationException',
    ],
    [{ computePlatform: undefined }, 'InvalidMinimumHealthyHostValueException'],
    [{ computePlatform: 'EKS' as 'ECS' }, 'InvalidComputePlatformException'],
  ])("of one's own are refused with %j", (change, code) => {
    const { context } = new Stage();
    const input = {
      deploymentConfigName: 'Mine',
      computePlatform: 'ECS' as const,
      trafficRoutingConfig: { type: 'AllAtOnce' as const },
      ...change,
    };
    expect(refusal(() => createDeploymentConfig(input, context)).split(':')[0]).toBe(code);
  });

  it("of one's own cannot go while a group uses them", () => {
    const stage = new Stage();
    const name = { deploymentConfigName: 'Mine' };
    stage.call(createDeploymentConfig, {
      ...name,
      computePlatform: 'ECS',
      trafficRoutingConfig: { type: 'AllAtOnce' },
    });
    expect(
      refusal(() =>
        createDeploymentConfig(
          { ...name, computePlatform: 'ECS', trafficRoutingConfig: { type: 'AllAtOnce' } },
          stage.context,
        ),
      ),
    ).toMatch('DeploymentConfigAlreadyExistsException');
    const update = (deploymentConfigName: string) =>
      stage.call(updateDeploymentGroup, {
        applicationName: APPLICATION,
        currentDeploymentGroupName: GROUP,
        deploymentConfigName,
      });
    update('Mine');
    expect(refusal(() => deleteDeploymentConfig(name, stage.context))).toMatch('DeploymentConfigInUseException');
    update(CANARY);
    deleteDeploymentConfig(name, stage.context);
    expect(refusal(() => getDeploymentConfig(name, stage.context))).toMatch(
      'No deployment configuration found for name: Mine',
    );
    expect(refusal(() => deleteDeploymentConfig({ deploymentConfigName: CANARY }, stage.context))).toMatch(
      'InvalidOperationException',
    );
  });
});

describe('applications and groups', () => {
  it('keep their deployments when they get another name', () => {
    const stage = new Stage();
    const id = stage.deploy();
    stage.finish();
    stage.call(updateApplication, { applicationName: APPLICATION, newApplicationName: 'app' });
    stage.call(updateDeploymentGroup, {
      applicationName: 'app',
      currentDeploymentGroupName: GROUP,
      newDeploymentGroupName: 'group',
    });
    expect(stage.info(id)).toMatchObject({ applicationName: 'app', deploymentGroupName: 'group' });
    expect(
      listDeployments({ applicationName: 'app', deploymentGroupName: 'group' }, stage.context).deployments,
    ).toEqual([id]);
    expect(
      batchGetDeploymentGroups({ applicationName: 'app', deploymentGroupNames: ['group', GROUP] }, stage.context),
    ).toMatchObject({
      deploymentGroupsInfo: [{ deploymentGroupName: 'group' }],
      errorMessage: `No Deployment Group found for name: ${GROUP}`,
    });
  });

  it('keep what an update leaves out', () => {
    const stage = new Stage({ readyWait: 7, rollbackOn: ['DEPLOYMENT_FAILURE'] });
    const before = getDeploymentGroup(NAMED, stage.context).deploymentGroupInfo;
    stage.call(updateDeploymentGroup, {
      applicationName: APPLICATION,
      currentDeploymentGroupName: GROUP,
      deploymentConfigName: CANARY,
    });
    expect(getDeploymentGroup(NAMED, stage.context).deploymentGroupInfo).toEqual({
      ...before,
      deploymentConfigName: CANARY,
    });
  });

  it('can be made, tagged and deleted', () => {
    const stage = new Stage();
    const { context } = stage;
    expect(refusal(() => createApplication({ applicationName: APPLICATION }, context))).toMatch(
      'ApplicationAlreadyExistsException',
    );
    expect(refusal(() => createApplication({ applicationName: 'a b' }, context))).toMatch(
      'InvalidApplicationNameException',
    );
    const ResourceArn = `arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:${APPLICATION}/${GROUP}`;
    tagResource(
      {
        ResourceArn,
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      },
      context,
    );
    untagResource({ ResourceArn, TagKeys: ['a'] }, context);
    expect(listTagsForResource({ ResourceArn }, context).Tags).toEqual([{ Key: 'b', Value: '2' }]);
    expect(refusal(() => listTagsForResource({ ResourceArn: 'x' }, context))).toMatch('InvalidArnException');
    deleteApplication({ applicationName: APPLICATION }, context);
    deleteApplication({ applicationName: APPLICATION }, context);
    expect(refusal(() => getApplication({ applicationName: APPLICATION }, context))).toMatch('No application found');
  });

  it('need a CODE_DEPLOY service', () => {
    const stage = new Stage();
    stage.call(createService, {
      cluster: 'main',
      serviceName: 'rolling',
      taskDefinition: stage.register(),
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    });
    const input = {
      ...stage.groupInput(),
      deploymentGroupName: 'x',
      ecsServices: [{ clusterName: 'main', serviceName: 'rolling' }],
    };
    expect(refusal(() => createDeploymentGroup(input, stage.context))).toBe(
      "InvalidECSServiceException: Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
    );
  });
});

describe('a request without a required member', () => {
  it.each([
    ['applicationName', 'ApplicationNameRequiredException'],
    ['targetId', 'DeploymentTargetIdRequiredException'],
    ['revision', 'RevisionRequiredException'],
  ])('%s is refused with %s', (member, code) => {
    expect(missingMember('GetDeploymentTarget', member)?.schema[2]).toBe(code);
  });

  it('is left to the protocol where CodeDeploy has no exception of its own', () => {
    expect(missingMember('TagResource', 'constructor')).toBeUndefined();
  });
});
