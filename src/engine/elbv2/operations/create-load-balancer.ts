import {
  type CreateLoadBalancerCommandInput,
  type CreateLoadBalancerCommandOutput,
  DuplicateLoadBalancerNameException$,
  InvalidConfigurationRequestException$,
  IpAddressType,
  LoadBalancerSchemeEnum,
  LoadBalancerTypeEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { dnsName, newLoadBalancerArn } from '../identifier.js';
import { initialLoadBalancerAttributes } from '../load-balancer-attribute.js';
import { readTags } from '../tags.js';
import { checkEnum, checkName, validationError } from '../validation.js';
import type { KnownLoadBalancer } from '../world.js';

/** The VPC of every subnet: the engine has no network of its own. */
const VPC = 'vpc-0a1b2c3d4e5f60718';

/**
 * Creates a load balancer, active at once. The same name with the same settings answers the existing one, as AWS does.
 *
 * @throws Fault `DuplicateLoadBalancerName`, `InvalidConfigurationRequest`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
 */
export function createLoadBalancer(
  input: CreateLoadBalancerCommandInput,
  { world, now, random }: CallContext,
): Answer<CreateLoadBalancerCommandOutput> {
  const name = input.Name ?? '';
  checkName('Load balancer', name);
  if (name.startsWith('internal-')) throw validationError(`Load balancer name '${name}' cannot begin with 'internal-'`);
  checkEnum('scheme', input.Scheme, LoadBalancerSchemeEnum);
  checkEnum('type', input.Type, LoadBalancerTypeEnum);
  checkEnum('ipAddressType', input.IpAddressType, IpAddressType);
  const type = input.Type ?? 'application';
  const subnets = readSubnets(input, type);
  const settings = {
    Scheme: input.Scheme ?? 'internet-facing',
    Type: type,
    IpAddressType: input.IpAddressType ?? 'ipv4',
    AvailabilityZones: subnets.map((SubnetId, index) => ({
      ZoneName: `${world.region}${'abcdef'[index % 6]}`,
      SubnetId,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: input.SecurityGroups ?? [],
  } satisfies Partial<KnownLoadBalancer>;
  const tags = readTags(input.Tags);
  const existing = Object.values(world.elbv2.loadBalancers).find(({ shown }) => shown.LoadBalancerName === name);
  if (existing) {
    if (!sameSettings(existing.shown, settings)) {
      throw new Fault(
        DuplicateLoadBalancerNameException$,
        `A load balancer with the same name '${name}' exists, but with different settings`,
      );
    }
    return { LoadBalancers: [existing.shown] };
  }
  const arn = newLoadBalancerArn(world.region, type, name, random);
  const internal = settings.Scheme === 'internal';
  const shown: KnownLoadBalancer = {
    LoadBalancerArn: arn,
    DNSName: dnsName(world.region, { name, type, internal, arn }, random),
    CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
    CreatedTime: now,
    LoadBalancerName: name,
    VpcId: VPC,
    State: { Code: 'active' },
    ...settings,
  };
  world.elbv2.loadBalancers[arn] = { shown, attributes: initialLoadBalancerAttributes(type), tags };
  return { LoadBalancers: [shown] };
}

function readSubnets(input: CreateLoadBalancerCommandInput, type: LoadBalancerTypeEnum): string[] {
  const subnets = input.Subnets ?? (input.SubnetMappings ?? []).map(({ SubnetId }) => SubnetId ?? '');
  if (subnets.length === 0) throw validationError('At least one subnet must be specified');
  if (type === 'application' && new Set(subnets).size < 2) {
    throw new Fault(
      InvalidConfigurationRequestException$,
      'At least two subnets in two different Availability Zones must be specified',
    );
  }
  return [...subnets];
}

function sameSettings(shown: KnownLoadBalancer, settings: Partial<KnownLoadBalancer>): boolean {
  const identity = (balancer: Partial<KnownLoadBalancer>) =>
    JSON.stringify([
      balancer.Scheme,
      balancer.Type,
      balancer.IpAddressType,
      balancer.AvailabilityZones?.map(({ SubnetId }) => SubnetId).sort(),
      [...(balancer.SecurityGroups ?? [])].sort(),
    ]);
  return identity(shown) === identity(settings);
}
