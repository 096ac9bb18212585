import { mayPass } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { getDeploymentGroup } from '../aws/codedeploy/deployment-group.js';
import type { TrafficRoute } from '../aws/codedeploy/traffic-route.js';
import { describeService, primaryTaskSet, type Service, type TaskSet } from '../aws/ecs/service.js';
import { describeForwardingRules, describeListeners, type Forwarding } from '../aws/elbv2/forwarding.js';
import { describeTargetHealth, type TargetHealth } from '../aws/elbv2/target-group.js';
import { isBgDeployError } from '../errors.js';
import { complaintOf } from './complaint.js';
import type { Snapshot } from './snapshot.js';

/** How the deployment that rolls another one back has ended. */
export interface RollbackEnd {
  readonly deploymentId: string;
  readonly status: string;
}

/** What serves production, by the word of ECS and the load balancer. */
export interface Serving {
  readonly service: Pick<Service, 'desired'> | null;
  readonly primary: TaskSet | null;
  /** The production listener's default action and its other rules, as far as they forward to the pair. */
  readonly forwardings: readonly Forwarding[];
  readonly health: Pick<TargetHealth, 'healthy' | 'total'> | null;
  /** What ECS has to say against the tasks that it started for the deployment; `null`: nothing. */
  readonly complaint?: string | null;
}

/** All that a verdict is made of. */
export interface Evidence {
  /** The last look, with a final status. */
  readonly last: Snapshot;
  readonly rollback: RollbackEnd | null;
  /** `null`: it could not be found out, for the reason in `unknown`. */
  readonly serving: Serving | null;
  readonly unknown: string | null;
  /** A later deployment of the group: what serves now is its doing. */
  readonly supersededBy: string | null;
}

/**
 * Finds out what serves production after a deployment has ended: the group (a later deployment may have begun), the
 * service, the production listener with its rules, the target health. A missing permission makes the answer unknown,
 * not the deployment a failure.
 *
 * @throws `BgDeployError` for what may pass (throttling, no connection)
 */
export async function gatherEvidence(
  clients: AwsClients,
  last: Snapshot,
  rollback: RollbackEnd | null,
  signal?: AbortSignal,
): Promise<Evidence> {
  const { release, deployment } = last;
  try {
    const [group, service] = await Promise.all([
      getDeploymentGroup(clients, release, signal),
      describeService(clients, release.cluster, release.service, signal),
    ]);
    const attempted = group.lastAttempted;
    const ours = [deployment.id, rollback?.deploymentId, deployment.rollback.rolledBackBy];
    const superseded =
      attempted?.createdAt && attempted.createdAt > deployment.createdAt && !ours.includes(attempted.deploymentId);
    return {
      last,
      rollback,
      serving: {
        ...(await findServing(clients, group.route ?? deployment.route, service, signal)),
        complaint: service && complaintOf(service, deployment.createdAt),
      },
      unknown: null,
      supersededBy: superseded ? attempted.deploymentId : null,
    };
  } catch (error) {
    if (!isBgDeployError(error) || mayPass(error)) throw error;
    return { last, rollback, serving: null, unknown: error.message, supersededBy: null };
  }
}

async function findServing(
  clients: AwsClients,
  route: TrafficRoute | null,
  service: Service | null,
  signal: AbortSignal | undefined,
): Promise<Serving> {
  const primary = (service && primaryTaskSet(service)) ?? null;
  const listener = route?.productionListener;
  const [listeners, rules, health] = await Promise.all([
    describeListeners(clients, listener ? [listener] : [], signal),
    listener ? describeForwardingRules(clients, listener, signal) : [],
    primary?.targetGroupArn
      ? describeTargetHealth(clients, { arn: primary.targetGroupArn, name: primary.targetGroupArn }, signal)
      : null,
  ]);
  const all = [...listeners.map(({ forwarding }) => forwarding), ...rules];
  return { service, primary, forwardings: all.filter((forwarding) => concerns(forwarding, route)), health };
}

/** CodeDeploy moves every rule of the production listener that forwards to one of the two groups, and no other. */
function concerns({ targets }: Forwarding, route: TrafficRoute | null): boolean {
  return targets.some(({ targetGroup }) => route?.targetGroups.includes(targetGroup));
}
