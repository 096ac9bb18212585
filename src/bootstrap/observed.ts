import type { TargetGroupStickinessConfig } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What exists of everything that a wish names, as far as it matters; what is absent is `undefined`. */
export interface Observed {
  readonly cluster?: { readonly arn: string };
  /** What load balances the pair: the balancer of the wanted name, or the one an existing group's pair is on. */
  readonly loadBalancer?: ObservedLoadBalancer;
  readonly pair: ObservedPair;
  /** The listeners of the load balancer. */
  readonly listeners: readonly ObservedListener[];
  /** A registered task definition that says the same as the wanted one, where one was looked for and found. */
  readonly sameTaskDefinition?: { readonly arn: string };
  readonly service?: ObservedService;
  readonly application?: { readonly computePlatform: string };
  readonly deploymentGroup?: ObservedDeploymentGroup;
  /** Whether the deployment configuration that the wish names exists; `undefined` where it names none. */
  readonly deploymentConfigExists?: boolean;
  readonly topic?: ObservedTopic;
}

/** The two target groups under the names that count: the wanted ones, or those that an existing group names. */
export interface ObservedPair {
  readonly blue: { readonly name: string; readonly targetGroup?: ObservedTargetGroup };
  readonly green: { readonly name: string; readonly targetGroup?: ObservedTargetGroup };
}

/** A target group's place in the deployment group, not its role: the roles change with each deployment. */
export type Colour = 'blue' | 'green';

/** A load balancer of any type. */
export interface ObservedLoadBalancer {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly dnsName: string;
}

/** One target group of the pair. */
export interface ObservedTargetGroup {
  readonly arn: string;
  readonly vpc: string;
  readonly targetType: string;
  /** The load balancers that send to it: none while no listener names it. */
  readonly loadBalancerArns: readonly string[];
}

/** A listener of the load balancer. */
export interface ObservedListener {
  readonly arn: string;
  readonly port: number;
  /** Where its default action forwards to; `null` where it does anything else, or more than that. */
  readonly forward: ObservedForward | null;
}

/** The default action of a listener that does nothing but forward. */
export interface ObservedForward {
  readonly targets: readonly { readonly targetGroupArn: string; readonly weight: number }[];
  readonly stickiness: TargetGroupStickinessConfig | null;
}

/** The service, while its name is taken. */
export interface ObservedService {
  readonly arn: string;
  /** `ACTIVE` or `DRAINING`; an `INACTIVE` service is as good as none: its name is free again. */
  readonly status: string;
  readonly controller: string;
  /** Of the PRIMARY task set, as is the target group; `null` where there is none, as under another controller. */
  readonly taskDefinitionArn: string | null;
  readonly targetGroupArn: string | null;
}

/** The deployment group, with what is missing in AWS's answer filled in as CodeDeploy understands it. */
export interface ObservedDeploymentGroup {
  readonly deploymentConfig: string;
  readonly roleArn: string;
  readonly deploymentType: string;
  /** Short names. */
  readonly services: readonly { readonly cluster: string; readonly service: string }[];
  readonly targetGroupNames: readonly string[];
  readonly productionListenerArn: string | null;
  readonly testListenerArn: string | null;
  /** 0: it does not wait. */
  readonly readyWaitMinutes: number;
  readonly terminationWaitMinutes: number;
  /** The events on which it rolls back; none where rolling back is switched off. */
  readonly rollbackEvents: readonly string[];
}

/** The topic that was named. */
export interface ObservedTopic {
  readonly arn: string;
  /** The addresses subscribed, pending ones included. */
  readonly emails: readonly string[];
}
