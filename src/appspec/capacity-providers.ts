import type { CapacityProvider } from './appspec.js';
import type { Member, YamlReading } from './yaml-reading.js';

const SHAPE = 'Write a list of { CapacityProvider: …, Base: …, Weight: … }.';

/** The capacity provider strategy of the replacement tasks; bounds as in the ECS API. */
export function readCapacityProviders(member: Member, reading: YamlReading): CapacityProvider[] | undefined {
  return reading.list(member, SHAPE)?.flatMap((item, index) => {
    const path = `${member.path}[${index}]`;
    const map = reading.map({ key: member.key, value: reading.resolve(item), path }, SHAPE);
    if (!map) return [];
    const parts = reading.members(map, path, ['CapacityProvider', 'Base', 'Weight']);
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
}
