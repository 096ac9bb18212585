import { createHash } from 'node:crypto';

/** Load balancers and target groups may have names of this many characters. */
const NAME_LIMIT = 32;

/** The names of the resources that the configuration does not name itself. */
export interface ResourceNames {
  readonly loadBalancer: string;
  readonly blue: string;
  readonly green: string;
}

/**
 * Names the load balancer and the target groups after cluster and service, as AWS's own tools name the CodeDeploy
 * application: `main-web`, `main-web-blue`, `main-web-green`. The cluster belongs to the name because target group names
 * are unique in a region and account, and environments usually differ by nothing but the cluster.
 *
 * Only letters, digits and hyphens are allowed, 32 at most. A name that had to be changed, or one that another cluster
 * and service could have as well (`a-b` and `c`, `a` and `b-c`), carries a hash of both.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export function resourceNames(cluster: string, service: string): ResourceNames {
  const blue = name(cluster, service, '-blue');
  const green = name(cluster, service, '-green');
  const loadBalancer = name(cluster, service, '');
  // The prefix is AWS's own: CreateLoadBalancer refuses it.
  return {
    loadBalancer: loadBalancer.startsWith('internal-') ? name(`lb-${cluster}`, service, '') : loadBalancer,
    blue,
    green,
  };
}

function name(cluster: string, service: string, suffix: string): string {
  const plain = `${cluster}-${service}`;
  const unmistakable = /^[a-z\d]+$/i.test(cluster) && /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i.test(service);
  if (unmistakable && plain.length + suffix.length <= NAME_LIMIT) return `${plain}${suffix}`;
  const hash = createHash('sha256').update(`${cluster}/${service}`).digest('hex').slice(0, 6);
  const room = NAME_LIMIT - suffix.length - hash.length - 1;
  const start = plain
    .replaceAll(/[^a-z\d]+/gi, '-')
    .slice(0, room)
    .replaceAll(/^-+|-+$/g, '');
  return `${start === '' ? '' : `${start}-`}${hash}${suffix}`;
}
