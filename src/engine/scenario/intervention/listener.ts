import { pairNames, productionListener } from '../../codedeploy/traffic-listener.js';
import { describeServices } from '../../ecs/operations/describe-services.js';
import { createRule } from '../../elbv2/operations/create-rule.js';
import { describeRules } from '../../elbv2/operations/describe-rules.js';
import { describeTargetGroups } from '../../elbv2/operations/describe-target-groups.js';
import { modifyListener } from '../../elbv2/operations/modify-listener.js';
import type { Concern } from './group-concerned.js';

/** The two groups of the pair, by ARN: the one that has served so far, and the other one. */
interface Pair {
  readonly blue: string;
  readonly green: string;
}

/** Has the production listener forward to the idle target group alone, as a template does that still says so. */
export function pointElsewhere(concern: Concern): void {
  const { green } = pairOf(concern);
  forward(concern, [{ TargetGroupArn: green, Weight: 1 }]);
}

/** Sets the weights of the production listener. */
export function setWeights(concern: Concern, blueWeight: number, greenWeight: number): void {
  const { blue, green } = pairOf(concern);
  forward(concern, [
    { TargetGroupArn: blue, Weight: blueWeight },
    { TargetGroupArn: green, Weight: greenWeight },
  ]);
}

/** Adds a rule that keeps some paths on the original task set, whatever the listener's own weights are. */
export function addRule(concern: Concern): void {
  const { context, group } = concern;
  const ListenerArn = productionListener(group.loadBalancerInfo);
  const taken = (describeRules({ ListenerArn }, context).Rules ?? []).map(({ Priority }) => Number(Priority));
  createRule(
    {
      ListenerArn,
      Priority: Math.max(0, ...taken.filter((priority) => priority > 0)) + 1,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/added-meanwhile/*'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: pairOf(concern).blue }],
    },
    context,
  );
}

function forward({ context, group }: Concern, TargetGroups: { TargetGroupArn: string; Weight: number }[]): void {
  modifyListener(
    {
      ListenerArn: productionListener(group.loadBalancerInfo),
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }],
    },
    context,
  );
}

function pairOf({ context, group, deployment }: Concern): Pair {
  const { parts } = deployment ?? {};
  if (parts) return { blue: parts.blue.targetGroup.arn, green: parts.greenGroup.arn };
  const [named] = group.ecsServices;
  const found = describeServices({ cluster: named?.clusterName, services: [named?.serviceName ?? ''] }, context);
  const primary = found.services?.[0]?.taskSets?.find(({ status }) => status === 'PRIMARY');
  const live = primary?.loadBalancers?.[0]?.targetGroupArn;
  const arns = (describeTargetGroups({ Names: pairNames(group.loadBalancerInfo) }, context).TargetGroups ?? []).flatMap(
    ({ TargetGroupArn }) => TargetGroupArn ?? [],
  );
  const blue = arns.find((arn) => arn === live) ?? arns[0] ?? '';
  return { blue, green: arns.find((arn) => arn !== blue) ?? '' };
}
