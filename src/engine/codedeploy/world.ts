import type {
  ApplicationInfo,
  DeploymentConfigInfo,
  DeploymentGroupInfo,
  ECSTaskSet,
  RevisionLocation,
  RollbackInfo,
  Tag,
} from '@aws-sdk/client-codedeploy';
import type { HookEventName, LifecycleEventName } from '../../domain/lifecycle-event.js';
import type { TrafficRouting } from '../../domain/traffic.js';
import type { FunctionStandIn } from '../operation.js';
import type { AlarmWatch } from './alarm-poll.js';
import type { AppSpec } from './appspec-reader.js';
import type { DeploymentError } from './machine/cause.js';
import type { Phase, Station } from './machine/phase.js';

/** What CodeDeploy remembers of one region. The predefined configurations are no part of it. */
export interface CodeDeployWorld {
  /** By name. */
  applications: Record<string, ApplicationRecord>;
  /** The custom ones, by name. */
  configurations: Record<string, KnownConfiguration>;
  /** By id, in the order of creation. */
  deployments: Record<string, DeploymentRecord>;
  /** Calls of Lambda functions that nobody has picked up yet. */
  invocations: QueuedInvocation[];
}

/** A region in which nothing was made yet. */
export function emptyCodeDeployWorld(): CodeDeployWorld {
  return { applications: {}, configurations: {}, deployments: {}, invocations: [] };
}

/** An application with what belongs to it. */
export interface ApplicationRecord {
  shown: ApplicationInfo & {
    applicationId: string;
    applicationName: string;
    computePlatform: 'Server' | 'Lambda' | 'ECS';
  };
  tags: Tag[];
  /** By name. */
  groups: Record<string, GroupRecord>;
  revisions: RevisionRecord[];
}

/** A deployment group, without what follows from its deployments (`targetRevision`, the last deployments). */
export interface KnownGroup
  extends Omit<DeploymentGroupInfo, 'targetRevision' | 'lastSuccessfulDeployment' | 'lastAttemptedDeployment'> {
  applicationName: string;
  deploymentGroupId: string;
  deploymentGroupName: string;
  deploymentConfigName: string;
  serviceRoleArn: string;
  deploymentStyle: NonNullable<DeploymentGroupInfo['deploymentStyle']>;
  blueGreenDeploymentConfiguration: NonNullable<DeploymentGroupInfo['blueGreenDeploymentConfiguration']>;
  loadBalancerInfo: NonNullable<DeploymentGroupInfo['loadBalancerInfo']>;
  ecsServices: NonNullable<DeploymentGroupInfo['ecsServices']>;
}

/** A deployment group with its tags. */
export interface GroupRecord {
  shown: KnownGroup;
  tags: Tag[];
}

/** A revision that was registered, or used by a deployment, with the text of its AppSpec. */
export interface RevisionRecord {
  content: string;
  sha256: string;
  revisionType: 'AppSpecContent' | 'String';
  description?: string;
  deploymentGroups: string[];
  registerTime: Date;
  firstUsedTime?: Date;
  lastUsedTime?: Date;
}

/** A deployment configuration with the members that the engine reads made certain. */
export interface KnownConfiguration extends DeploymentConfigInfo {
  deploymentConfigId: string;
  deploymentConfigName: string;
  computePlatform: 'Server' | 'Lambda' | 'ECS';
}

/** One lifecycle event of a deployment's target. */
export interface EventRecord {
  name: LifecycleEventName;
  status: 'Pending' | 'InProgress' | 'Succeeded' | 'Failed' | 'Skipped';
  startTime?: Date;
  endTime?: Date;
  /** The call of the event's Lambda function, once it was made. */
  hook?: HookCall;
}

/** The call of a Lambda function that an event waits for. */
export interface HookCall {
  functionName: string;
  executionId: string;
  /** What becomes of the call. */
  answer: FunctionStandIn | 'missing';
}

/** A task set with the target group that it registers with. */
export interface DeployedSet {
  id: string;
  targetGroup: { name: string; arn: string };
}

/** An action list that sends production traffic: a listener's default actions, or those of one of its rules. */
export interface TrafficRoute {
  kind: 'listener' | 'rule';
  arn: string;
}

/** What a deployment has found out and made. */
export interface DeploymentParts {
  appSpec: AppSpec;
  serviceArn: string;
  blue: DeployedSet;
  greenGroup: { name: string; arn: string };
  /** The actions of the production listener that forward to the pair; they follow every shift together. */
  routes: TrafficRoute[];
  /** Once it was created. */
  green?: DeployedSet;
}

/** A deployment. What it shows of its group is a copy, taken when it was created. */
export interface DeploymentRecord {
  id: string;
  applicationName: string;
  deploymentGroupName: string;
  deploymentGroupId: string;
  creator: 'user' | 'codeDeployRollback';
  deploymentConfigName: string;
  routing: TrafficRouting;
  group: Pick<
    KnownGroup,
    | 'serviceRoleArn'
    | 'deploymentStyle'
    | 'blueGreenDeploymentConfiguration'
    | 'loadBalancerInfo'
    | 'autoRollbackConfiguration'
    | 'alarmConfiguration'
  >;
  overrideAlarmConfiguration?: KnownGroup['alarmConfiguration'];
  cluster: string;
  service: string;
  description?: string;
  revision?: RevisionLocation;
  previousRevision?: RevisionLocation;
  createTime: Date;
  startTime?: Date;
  completeTime?: Date;
  updatedAt: Date;
  /** The stations that are to be passed, in order. */
  stations: Station[];
  phase: Phase;
  events: EventRecord[];
  parts?: DeploymentParts;
  /** How many steps of the shift were taken. */
  shifts: number;
  testTrafficMoved?: true;
  greenIsPrimary?: true;
  terminationWaitStarted?: true;
  /** Once it has begun, where alarms were configured. */
  alarmWatch?: AlarmWatch;
  /** Since when the service has not been steady, after the replacement task set was installed. */
  unsteadySince?: Date;
  /** What could not be put back. */
  restoreFailure?: DeploymentError;
  rollbackInfo?: RollbackInfo;
  /** The task sets as they were at the end. */
  lastSets?: ECSTaskSet[];
}

/** The call of a Lambda function that something outside the world answers. */
export interface QueuedInvocation {
  deploymentId: string;
  lifecycleEventHookExecutionId: string;
  functionName: string;
  event: HookEventName;
}
