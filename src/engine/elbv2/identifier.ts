import type { Random } from '../operation.js';
import { ACCOUNT } from '../world/world.js';

const HEX = '0123456789abcdef';

/** The kind of a load balancer as its ARN says it. */
const ARN_KIND = { application: 'app', network: 'net', gateway: 'gwy' } as const;

function arn(region: string, resource: string): string {
  return `arn:aws:elasticloadbalancing:${region}:${ACCOUNT}:${resource}`;
}

/** `arn:…:targetgroup/<name>/<16 hex digits>` */
export function newTargetGroupArn(region: string, name: string, random: Random): string {
  return arn(region, `targetgroup/${name}/${random.text(16, HEX)}`);
}

/** `arn:…:loadbalancer/app/<name>/<16 hex digits>` */
export function newLoadBalancerArn(region: string, type: keyof typeof ARN_KIND, name: string, random: Random): string {
  return arn(region, `loadbalancer/${ARN_KIND[type]}/${name}/${random.text(16, HEX)}`);
}

/** The load balancer's ARN with `listener` for `loadbalancer` and 16 hex digits behind. */
export function newListenerArn(loadBalancerArn: string, random: Random): string {
  return `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${random.text(16, HEX)}`;
}

/** The listener's ARN with `listener-rule` for `listener` and 16 hex digits behind. */
export function newRuleArn(listenerArn: string, random: Random): string {
  return `${listenerArn.replace(':listener/', ':listener-rule/')}/${random.text(16, HEX)}`;
}

/** The name by which clients reach a load balancer. */
export function dnsName(
  region: string,
  balancer: { name: string; type: keyof typeof ARN_KIND; internal: boolean; arn: string },
  random: Random,
): string {
  if (balancer.type === 'application') {
    const digits = random.text(1, '123456789') + random.text(9, '0123456789');
    return `${balancer.internal ? 'internal-' : ''}${balancer.name}-${digits}.${region}.elb.amazonaws.com`;
  }
  return `${balancer.name}-${balancer.arn.slice(balancer.arn.lastIndexOf('/') + 1)}.elb.${region}.amazonaws.com`;
}
