import type { TargetGroupStickinessConfig } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Colour, Observed } from './observed.js';
import { planApplication, planDeploymentGroup } from './plan-codedeploy.js';
import { liveColour, planListeners, planLoadBalancer, planTargetGroups } from './plan-load-balancing.js';
import { planCluster, planService, planTaskDefinition } from './plan-service.js';
import { planNotifications } from './plan-topic.js';
import type { BootstrapWish } from './wish.js';

/** What a step is about. */
export type Resource =
  | 'cluster'
  | 'load-balancer'
  | 'blue-target-group'
  | 'green-target-group'
  | 'production-listener'
  | 'test-listener'
  | 'task-definition'
  | 'service'
  | 'application'
  | 'deployment-group'
  | 'topic'
  | 'subscription';

/** One resource and what becomes of it. */
export type PlanStep = {
  readonly resource: Resource;
  readonly name: string;
  /** Why, as a sentence. */
  readonly reason: string;
} & (
  | { readonly action: 'create' }
  /** It exists and serves. `arn` where the resource has one that AWS tells. */
  | { readonly action: 'keep'; readonly arn: string | null }
  | { readonly action: 'update'; readonly change: Change }
  /** It exists, is another than the wanted one, and bootstrap may not change it: nothing at all is done. */
  | { readonly action: 'mismatch'; readonly remedy: string }
);

/** What an update of an existing resource does. */
export type Change =
  | { readonly kind: 'deployment-group'; readonly differences: readonly string[] }
  /** The listener goes on sending everything to the live target group, and names the idle one with weight 0. */
  | {
      readonly kind: 'attach-idle';
      readonly listenerArn: string;
      readonly stickiness: TargetGroupStickinessConfig | null;
    };

/** What bootstrap is going to do, in the order in which it does it. */
export interface BootstrapPlan {
  readonly steps: readonly PlanStep[];
  /** Which target group of the pair has, or is given, all production traffic. */
  readonly live: Colour;
}

/**
 * Compares what shall exist with what does. Pure: the same plan is printed by `--dry-run` and carried out by
 * {@link applyPlan}.
 */
export function planBootstrap(wanted: BootstrapWish, observed: Observed): BootstrapPlan {
  const live = liveColour(observed, wanted);
  return {
    live,
    steps: [
      planCluster(wanted, observed),
      planLoadBalancer(wanted, observed),
      ...planTargetGroups(wanted, observed),
      ...planListeners(wanted, observed, live),
      planTaskDefinition(wanted, observed),
      planService(wanted, observed),
      planApplication(wanted, observed),
      planDeploymentGroup(wanted, observed),
      ...planNotifications(wanted, observed),
    ],
  };
}
