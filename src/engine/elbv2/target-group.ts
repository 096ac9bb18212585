import {
  type CreateTargetGroupCommandInput,
  type Matcher,
  type ModifyTargetGroupCommandInput,
  ProtocolEnum,
  type TargetGroup,
  TargetGroupIpAddressTypeEnum,
  TargetTypeEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { balancersOf } from './forward-action.js';
import { checkEnum, checkRange, validationError } from './validation.js';
import type { Elbv2World, KnownTargetGroup, TargetGroupRecord } from './world.js';

/** A target group without its identity. */
type TargetGroupSettings = Omit<KnownTargetGroup, 'TargetGroupArn' | 'TargetGroupName'>;

/**
 * The settings of a new target group with AWS's defaults filled in.
 *
 * @throws ProtocolFault `ValidationError`
 */
export function newTargetGroup(input: CreateTargetGroupCommandInput): TargetGroupSettings {
  checkEnum('targetType', input.TargetType, TargetTypeEnum);
  checkEnum('protocol', input.Protocol, ProtocolEnum);
  checkEnum('ipAddressType', input.IpAddressType, TargetGroupIpAddressTypeEnum);
  const type = input.TargetType ?? 'instance';
  if (type !== 'lambda') {
    if (!input.Protocol) throw validationError('A protocol must be specified');
    if (input.Port === undefined) throw validationError('A port must be specified');
    if (!input.VpcId) throw validationError('A VPC ID must be specified');
  }
  checkRange('Target group port', input.Port, 1, 65_535);
  const web = isWeb(input.Protocol);
  const checkProtocol = input.HealthCheckProtocol ?? (type === 'lambda' || web ? 'HTTP' : 'TCP');
  const settings: TargetGroupSettings = {
    ...(type === 'lambda'
      ? {}
      : {
          Protocol: input.Protocol,
          Port: input.Port,
          VpcId: input.VpcId,
          HealthCheckPort: input.HealthCheckPort ?? 'traffic-port',
          HealthCheckProtocol: checkProtocol,
          ...(web ? { ProtocolVersion: input.ProtocolVersion ?? 'HTTP1' } : {}),
        }),
    HealthCheckEnabled: input.HealthCheckEnabled ?? type !== 'lambda',
    HealthCheckIntervalSeconds: input.HealthCheckIntervalSeconds ?? (type === 'lambda' ? 35 : 30),
    HealthCheckTimeoutSeconds: input.HealthCheckTimeoutSeconds ?? initialTimeout(type, checkProtocol),
    HealthyThresholdCount: input.HealthyThresholdCount ?? 5,
    UnhealthyThresholdCount: input.UnhealthyThresholdCount ?? 2,
    ...(isWeb(checkProtocol)
      ? { HealthCheckPath: input.HealthCheckPath ?? '/', Matcher: input.Matcher ?? initialMatcher(web) }
      : {}),
    TargetType: type,
    IpAddressType: input.IpAddressType ?? 'ipv4',
  };
  checkHealthCheck(settings);
  return settings;
}

/**
 * The settings after a change of the health check; what the request leaves out stays.
 *
 * @throws ProtocolFault `ValidationError`
 */
export function modifiedTargetGroup(current: KnownTargetGroup, input: ModifyTargetGroupCommandInput): KnownTargetGroup {
  const { TargetGroupArn: _arn, ...changes } = input;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const modified: KnownTargetGroup = { ...current, ...given };
  checkHealthCheck(modified);
  return modified;
}

function checkHealthCheck(settings: TargetGroupSettings): void {
  checkEnum('healthCheckProtocol', settings.HealthCheckProtocol, ProtocolEnum);
  checkRange('Health check path length', settings.HealthCheckPath?.length, 1, 1024);
  checkRange('Health check interval', settings.HealthCheckIntervalSeconds, 5, 300);
  checkRange('Health check timeout', settings.HealthCheckTimeoutSeconds, 2, 120);
  checkRange('Healthy threshold count', settings.HealthyThresholdCount, 2, 10);
  checkRange('Unhealthy threshold count', settings.UnhealthyThresholdCount, 2, 10);
  const { HealthCheckTimeoutSeconds: timeout, HealthCheckIntervalSeconds: interval } = settings;
  if (isWeb(settings.HealthCheckProtocol) && timeout >= interval) {
    throw validationError(`Health check timeout '${timeout}' must be smaller than the interval '${interval}'`);
  }
  const codes = settings.Matcher?.HttpCode;
  if (codes !== undefined && !/^\d{3}(-\d{3})?(,\d{3}(-\d{3})?)*$/.test(codes)) {
    throw validationError('HttpCode must be like 200 | 200-399 | 200,201 ...');
  }
}

function isWeb(protocol: ProtocolEnum | undefined): boolean {
  return protocol === 'HTTP' || protocol === 'HTTPS';
}

function initialTimeout(type: TargetTypeEnum, protocol: ProtocolEnum): number {
  if (type === 'lambda') return 30;
  return protocol === 'HTTP' ? 5 : protocol === 'HTTPS' ? 5 : 10;
}

function initialMatcher(web: boolean): Matcher {
  return { HttpCode: web ? '200' : '200-399' };
}

/** The attributes of a new target group. */
export function initialTargetGroupAttributes(
  type: TargetTypeEnum,
  protocol: ProtocolEnum | undefined,
): Record<string, string> {
  if (type === 'lambda') return { 'lambda.multi_value_headers.enabled': 'false' };
  const common = {
    'deregistration_delay.timeout_seconds': '300',
    'stickiness.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'use_load_balancer_configuration',
  };
  if (!isWeb(protocol)) {
    return { ...common, 'stickiness.type': 'source_ip', 'proxy_protocol_v2.enabled': 'false' };
  }
  return {
    ...common,
    'stickiness.type': 'lb_cookie',
    'stickiness.lb_cookie.duration_seconds': '86400',
    'stickiness.app_cookie.cookie_name': '',
    'stickiness.app_cookie.duration_seconds': '86400',
    'slow_start.duration_seconds': '0',
    'load_balancing.algorithm.type': 'round_robin',
  };
}

/** A target group as AWS answers it, with the load balancers that its uses make. */
export function showTargetGroup(world: Elbv2World, { shown }: TargetGroupRecord): TargetGroup {
  return { ...shown, LoadBalancerArns: balancersOf(world, shown.TargetGroupArn) };
}
