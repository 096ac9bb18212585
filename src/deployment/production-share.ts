import type { Traffic } from '../domain/traffic.js';
import type { Evidence, Serving } from './evidence.js';
import { trafficOf } from './snapshot.js';

/**
 * Where production traffic goes: by the listener while that is this deployment's doing, otherwise as CodeDeploy
 * recorded it. Where rules disagree, the one that is furthest from where it should be speaks.
 */
export function trafficAtTheEnd(evidence: Evidence): Traffic | null {
  const { serving, supersededBy, last } = evidence;
  if (serving === null || supersededBy !== null) return trafficOf(last.target);
  const shares = greenShares(evidence, serving);
  if (shares.length === 0) return null;
  const green = last.deployment.status === 'Succeeded' ? Math.min(...shares) : Math.max(...shares);
  return { blue: rounded(100 - green), green: rounded(green) };
}

/** Two decimals: weights of 1/3 are no reason for an odd number. */
export function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}

/** Per rule, the percentage that does not go to the original task set's group. */
function greenShares(evidence: Evidence, serving: Serving): number[] {
  const { blue, green } = targetGroups(evidence, serving);
  return serving.forwardings.map(({ targets }) => {
    const shareOf = (group: string | null) =>
      targets.filter(({ targetGroup }) => targetGroup === group).reduce((sum, { percent }) => sum + percent, 0);
    return blue === null ? shareOf(green) : 100 - shareOf(blue);
  });
}

/** Which target group is whose: by the target's task sets; before there were any, the PRIMARY one's is the original. */
export function targetGroups({ last }: Evidence, { primary, forwardings }: Serving) {
  const groupOf = (label: string) => last.target?.taskSets.find((set) => set.label === label)?.targetGroup ?? null;
  const primaryGroup =
    forwardings
      .flatMap(({ targets }) => targets)
      .find(({ targetGroupArn }) => targetGroupArn === primary?.targetGroupArn)?.targetGroup ??
    // Nothing forwards to it: then its name stands in its ARN only.
    (primary?.targetGroupArn ? (primary.targetGroupArn.split('/')[1] ?? null) : null);
  const primaryIsGreen = primary !== null && isOfDeployment(primary, last.deployment.id);
  return {
    blue: groupOf('Blue') ?? (primaryIsGreen ? null : primaryGroup),
    green: groupOf('Green') ?? (primaryIsGreen ? primaryGroup : null),
  };
}

/** Whether a deployment made a task set. */
export function isOfDeployment(taskSet: { readonly deploymentId: string | null }, deploymentId: string): boolean {
  return taskSet.deploymentId === deploymentId;
}
