import type { LoadBalancerTypeEnum } from '@aws-sdk/client-elastic-load-balancing-v2';

/**
 * The attributes of a new load balancer.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 */
export function initialLoadBalancerAttributes(type: LoadBalancerTypeEnum): Record<string, string> {
  const common = { 'deletion_protection.enabled': 'false' };
  if (type !== 'application') return { ...common, 'load_balancing.cross_zone.enabled': 'false' };
  return {
    ...common,
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'idle_timeout.timeout_seconds': '60',
    'client_keep_alive.seconds': '3600',
    'routing.http2.enabled': 'true',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'routing.http.desync_mitigation_mode': 'defensive',
    'routing.http.preserve_host_header.enabled': 'false',
    'routing.http.xff_header_processing.mode': 'append',
    'load_balancing.cross_zone.enabled': 'true',
  };
}
