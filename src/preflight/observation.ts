import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { AppSpec } from '../appspec/appspec.js';
import type { DeploymentConfig } from '../aws/codedeploy/deployment-config.js';
import type { DeploymentGroup } from '../aws/codedeploy/deployment-group.js';
import { primaryTaskSet, type Service, type TaskSet } from '../aws/ecs/service.js';
import type { RegisteredTaskDefinition } from '../aws/ecs/task-definition.js';
import type { Forwarding, Listener } from '../aws/elbv2/forwarding.js';
import type { TargetGroup, TargetHealth } from '../aws/elbv2/target-group.js';
import type { ReleaseTarget } from './release-target.js';

/** The documents of a release. */
export interface ReleaseDocuments {
  readonly taskDefinition: RegisterTaskDefinitionCommandInput;
  readonly appSpec: AppSpec;
}

/** Everything in AWS that decides whether a deployment can work, as it was found. `null`: there is no such thing. */
export interface Observation {
  readonly target: ReleaseTarget;
  /** Of the application: `ECS`, `Lambda`, `Server`. */
  readonly computePlatform: string | null;
  readonly group: DeploymentGroup | null;
  /** The configuration that the deployment would run with. */
  readonly deploymentConfigName: string | null;
  readonly deploymentConfig: DeploymentConfig | null;
  readonly activeDeployments: readonly string[];
  readonly service: Service | null;
  readonly targetGroups: readonly TargetGroup[];
  readonly productionListener: Listener | null;
  readonly testListener: Listener | null;
  /** The production listener's forwarding rules beside its default action. */
  readonly productionRules: readonly Forwarding[];
  /** Health of the targets that serve now. */
  readonly blueHealth: TargetHealth | null;
  /** The family's latest ACTIVE revision. */
  readonly registered: RegisteredTaskDefinition | null;
  /** What serves now, where it is another revision of the same family. */
  readonly serving: RegisteredTaskDefinition | null;
  /** What is to be released; absent for a rollback, whose documents AWS keeps. */
  readonly documents: ReleaseDocuments | null;
}

/** The task set that serves production. */
export function blueTaskSet(observation: Observation): TaskSet | undefined {
  return observation.service === null ? undefined : primaryTaskSet(observation.service);
}

/** The target group that serves production, if it is one of the pair. */
export function liveGroup(observation: Observation): TargetGroup | undefined {
  const arn = blueTaskSet(observation)?.targetGroupArn;
  return observation.targetGroups.find((group) => group.arn === arn);
}

/** What the production listener forwards to the pair, default action first. */
export function productionForwardings(observation: Observation): readonly Forwarding[] {
  const { productionListener, productionRules, group } = observation;
  const all = [...(productionListener ? [productionListener.forwarding] : []), ...productionRules];
  return all.filter(({ targets }) => targets.some((one) => group?.route?.targetGroups.includes(one.targetGroup)));
}
