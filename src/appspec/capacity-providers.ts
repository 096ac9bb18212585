import type { CapacityProvider } from './appspec.js';
import type { Member, YamlReading } from './yaml-reading.js';

const SHAPE = 'Write a list of { CapacityProvider: …, Base: …, Weight: … }.';
const PARTS = ['CapacityProvider', 'Base', 'Weight'] as const;
/** Of one strategy. */
const MOST_PROVIDERS = 20;

/**
 * The capacity provider strategy of the replacement tasks; bounds and rules as in the ECS API.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export function readCapacityProviders(member: Member, reading: YamlReading): CapacityProvider[] | undefined {
  const items = reading.list(member, SHAPE);
  const providers = items?.flatMap((item, index) => {
    const path = `${member.path}[${index}]`;
    const map = reading.map({ key: member.key, value: reading.resolve(item), path }, SHAPE);
    if (!map) return [];
    const parts = reading.members(map, path, PARTS);
    const provider = parts.get('CapacityProvider');
    const [base, weight] = [parts.get('Base'), parts.get('Weight')];
    const name = provider ? reading.text(provider, SHAPE) : reading.missing(map, `${path}.CapacityProvider`, SHAPE);
    return name === undefined
      ? []
      : [
          {
            name,
            ...(base?.value ? { base: reading.integer(base, 0, 100_000) } : {}),
            ...(weight?.value ? { weight: reading.integer(weight, 0, 1000) } : {}),
          },
        ];
  });
  if (providers && providers.length === items?.length) judge(providers, member, reading);
  return providers;
}

function judge(providers: readonly CapacityProvider[], { key, value, path }: Member, reading: YamlReading): void {
  const wrong = (message: string, remedy: string) =>
    reading.report(value ?? key, 'appspec-capacity-providers', message, remedy);
  if (providers.length > MOST_PROVIDERS) {
    wrong(`${path} has ${providers.length} items, and ECS takes ${MOST_PROVIDERS}`, 'Keep those that matter.');
  }
  if (providers.filter(({ base = 0 }) => base > 0).length > 1) {
    wrong(`${path} has more than one Base, and ECS takes one`, 'Keep the Base of one capacity provider.');
  }
  if (providers.length > 1 && providers.every(({ weight = 0 }) => weight === 0)) {
    wrong(`${path} gives no capacity provider a Weight`, 'Give at least one of them a Weight of 1 or more.');
  }
  const names = providers.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) wrong(`${path} names a capacity provider twice`, 'Keep one item for each.');
  const fargate = names.filter((name) => /^FARGATE(?:_SPOT)?$/.test(name));
  if (fargate.length > 0 && fargate.length < names.length) {
    wrong(
      `${path} mixes Fargate with other capacity providers, which ECS refuses`,
      'Keep either FARGATE and FARGATE_SPOT, or those of Auto Scaling groups.',
    );
  }
}
