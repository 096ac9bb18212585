import { DescribeTargetGroupsCommand, DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';
import { isException } from '../exception.js';

/** A target group as a release sees it. */
export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  /** `ip`, `instance`, `lambda`, `alb` */
  readonly targetType: string;
  readonly port: number | null;
  readonly loadBalancerArns: readonly string[];
}

/** How the targets of a group are. */
export interface TargetHealth {
  readonly targetGroup: string;
  readonly targetGroupArn: string;
  /** Number of registered targets. */
  readonly total: number;
  readonly healthy: number;
  readonly targets: readonly TargetState[];
}

/** A registered target. */
export interface TargetState {
  readonly id: string;
  readonly port: number | null;
  /** `initial`, `healthy`, `unhealthy`, `unused`, `draining`, … */
  readonly state: string;
  readonly reason: string | null;
}

/** Target groups by name; those that do not exist are left out. */
export async function describeTargetGroups(
  clients: AwsClients,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<TargetGroup[]> {
  if (names.length === 0) return [];
  const question = { service: 'elbv2', operation: 'DescribeTargetGroups', resource: names.join(', ') } as const;
  try {
    const { TargetGroups = [] } = await asking(question, signal, () =>
      clients.elbv2.send(new DescribeTargetGroupsCommand({ Names: [...names] }), { abortSignal: signal }),
    );
    return TargetGroups.map((group) => ({
      arn: group.TargetGroupArn ?? '',
      name: group.TargetGroupName ?? '',
      targetType: group.TargetType ?? 'instance',
      port: group.Port ?? null,
      loadBalancerArns: group.LoadBalancerArns ?? [],
    }));
  } catch (error) {
    if (!(error instanceof Error) || !isException(error.cause, 'TargetGroupNotFound')) throw error;
    if (names.length === 1) return [];
    // One missing group fails the whole question; the others are asked for one by one.
    return (await Promise.all(names.map((name) => describeTargetGroups(clients, [name], signal)))).flat();
  }
}

/** The health of a group's targets. */
export async function describeTargetHealth(
  clients: AwsClients,
  group: Pick<TargetGroup, 'arn' | 'name'>,
  signal?: AbortSignal,
): Promise<TargetHealth> {
  const question = { service: 'elbv2', operation: 'DescribeTargetHealth', resource: group.name } as const;
  const { TargetHealthDescriptions = [] } = await asking(question, signal, () =>
    clients.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn: group.arn }), { abortSignal: signal }),
  );
  const targets = TargetHealthDescriptions.map(({ Target, TargetHealth: health }) => ({
    id: Target?.Id ?? '',
    port: Target?.Port ?? null,
    state: health?.State ?? 'unavailable',
    reason: health?.Reason ?? null,
  }));
  return {
    targetGroup: group.name,
    targetGroupArn: group.arn,
    total: targets.length,
    healthy: targets.filter(({ state }) => state === 'healthy').length,
    targets,
  };
}
