import type { AwsvpcNetwork } from './appspec.js';
import type { Member, YamlReading } from './yaml-reading.js';

const SHAPE =
  'Write AwsvpcConfiguration: with Subnets, SecurityGroups and AssignPublicIp, or leave NetworkConfiguration out.';
const PARTS = ['Subnets', 'SecurityGroups', 'AssignPublicIp'] as const;

/**
 * The network of the replacement tasks: all three members or none, since CodeDeploy takes no part of it from the service.
 */
export function readNetwork(member: Member, reading: YamlReading): AwsvpcNetwork | undefined {
  const map = reading.map(member, SHAPE);
  const inner = map && reading.members(map, 'NetworkConfiguration', ['AwsvpcConfiguration']).get('AwsvpcConfiguration');
  if (map && !inner) return reading.missing(map, 'NetworkConfiguration.AwsvpcConfiguration', SHAPE, PARTS);
  const configuration = inner && reading.map(inner, SHAPE);
  if (!configuration) return undefined;
  const parts = reading.members(configuration, 'AwsvpcConfiguration', PARTS);
  const texts = (name: 'Subnets' | 'SecurityGroups'): string[] | undefined => {
    const part = parts.get(name);
    if (!part) return reading.missing(configuration, `AwsvpcConfiguration.${name}`, SHAPE);
    const items = reading.list(part, `Write ${name}: [ … ].`);
    if (items?.length === 0) return reading.report(part.value, 'appspec-network', `${part.path} names none`, SHAPE);
    return items?.flatMap((item, index) => {
      const one = { key: part.key, value: reading.resolve(item), path: `${part.path}[${index}]` };
      const text = reading.text(one, `Write ${name}: [ … ].`);
      if (text !== undefined && /[\s,]/.test(text)) {
        const message = `${one.path} is one text that looks like several`;
        reading.report(one.value, 'appspec-network', message, 'Write one item for each id.');
      }
      return text ?? [];
    });
  };
  const subnets = texts('Subnets');
  const securityGroups = texts('SecurityGroups');
  const assign = parts.get('AssignPublicIp');
  const remedy = 'Write ENABLED or DISABLED.';
  if (!assign) return reading.missing(configuration, 'AwsvpcConfiguration.AssignPublicIp', SHAPE);
  const assignPublicIp = reading.text(assign, remedy);
  if (assignPublicIp === undefined) return undefined;
  if (assignPublicIp !== 'ENABLED' && assignPublicIp !== 'DISABLED') {
    return reading.report(assign.value, 'appspec-network', `${assign.path} must be ENABLED or DISABLED`, remedy);
  }
  return subnets && securityGroups && { subnets, securityGroups, assignPublicIp };
}
