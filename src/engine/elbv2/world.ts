import type { Action, Listener, LoadBalancer, Rule, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What Elastic Load Balancing remembers of one region; each kind by ARN, in the order of creation. */
export interface Elbv2World {
  loadBalancers: Record<string, LoadBalancerRecord>;
  targetGroups: Record<string, TargetGroupRecord>;
  listeners: Record<string, ListenerRecord>;
  /** Every rule but the default ones, which are part of their listener. */
  rules: Record<string, RuleRecord>;
}

/** A region in which nothing was made yet. */
export function emptyElbv2World(): Elbv2World {
  return { loadBalancers: {}, targetGroups: {}, listeners: {}, rules: {} };
}

/** Tags by key. */
export type Tags = Record<string, string>;

/** A load balancer as AWS describes it, with the members that the engine reads made certain. */
export interface KnownLoadBalancer extends LoadBalancer {
  LoadBalancerArn: string;
  LoadBalancerName: string;
  DNSName: string;
  VpcId: string;
  Type: NonNullable<LoadBalancer['Type']>;
  Scheme: NonNullable<LoadBalancer['Scheme']>;
}

/** A load balancer and what other calls tell of it. */
export interface LoadBalancerRecord {
  shown: KnownLoadBalancer;
  attributes: Record<string, string>;
  tags: Tags;
}

/** A target group as AWS describes it, without the load balancers, which follow from listeners and rules. */
export interface KnownTargetGroup extends Omit<TargetGroup, 'LoadBalancerArns'> {
  TargetGroupArn: string;
  TargetGroupName: string;
  TargetType: NonNullable<TargetGroup['TargetType']>;
  HealthCheckEnabled: boolean;
  HealthCheckIntervalSeconds: number;
  HealthCheckTimeoutSeconds: number;
  HealthyThresholdCount: number;
  UnhealthyThresholdCount: number;
}

/** Why a target fails its health checks. */
export interface HealthCheckFailure {
  reason: 'Target.ResponseCodeMismatch' | 'Target.Timeout' | 'Target.FailedHealthChecks';
  description: string;
}

/** A target that was registered with a group. Its health follows from these times; see `target-health.ts`. */
export interface RegisteredTarget {
  id: string;
  port: number;
  availabilityZone?: string;
  registeredAt: Date;
  /** Set by deregistration: connections drain until then, afterwards the target is gone. */
  drainsUntil?: Date;
  /** What its health checks find from the start; absent: they pass. */
  fails?: HealthCheckFailure;
  /** How its real health checks go; absent: nothing real stands behind it, and its health follows from the times. */
  checks?: TargetChecks;
}

/** What real health checks of a target have found so far. */
export interface TargetChecks {
  state: 'initial' | 'healthy' | 'unhealthy';
  /** Checks in a row that passed, up to the last one. */
  passes: number;
  /** Checks in a row that failed, up to the last one. */
  failures: number;
  /** When the next check begins; of one that has begun, when it did. */
  dueAt: Date;
  /** Whether a check has begun and not been answered yet. */
  asked: boolean;
  /** Since when it is healthy; absent: it is not. */
  healthyAt?: Date;
  /** What the last check found, if it failed. */
  failure?: HealthCheckFailure;
}

/** A target group and what other calls tell of it. */
export interface TargetGroupRecord {
  shown: KnownTargetGroup;
  attributes: Record<string, string>;
  tags: Tags;
  targets: RegisteredTarget[];
  /** Since when a listener or a rule forwards to the group; without one nothing checks the targets' health. */
  usedSince?: Date;
}

/** A listener as AWS describes it; its default actions are those of its default rule. */
export interface KnownListener extends Listener {
  ListenerArn: string;
  LoadBalancerArn: string;
  Port: number;
  Protocol: NonNullable<Listener['Protocol']>;
  DefaultActions: Action[];
}

/** A listener and what other calls tell of it. */
export interface ListenerRecord {
  shown: KnownListener;
  defaultRuleArn: string;
  attributes: Record<string, string>;
  tags: Tags;
}

/** A rule as AWS describes it. */
export interface KnownRule extends Rule {
  RuleArn: string;
  Priority: string;
  Actions: Action[];
}

/** A rule that is not the default one, with the listener that it belongs to. */
export interface RuleRecord {
  shown: KnownRule;
  listenerArn: string;
  tags: Tags;
}
