import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import type { YamlReading } from './yaml-reading.js';

/**
 * Whether an appspec is for one of CodeDeploy's other platforms, and what gives it away.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file.html
 */
export function foreignPlatform(root: YAMLMap, reading: YamlReading): { name: string; node: Node } | undefined {
  for (const { key } of root.items) {
    if (isScalar(key) && ['os', 'files', 'permissions', 'file_exists_behavior'].includes(String(key.value))) {
      return { name: 'EC2 or on-premises servers', node: key };
    }
  }
  const resources = reading.resolve(memberNamed(root, 'resources'));
  for (const item of isSeq(resources) ? resources.items : []) {
    const map = reading.resolve(item);
    for (const { value } of isMap(map) ? map.items : []) {
      const resource = reading.resolve(value);
      if (!isMap(resource)) continue;
      const type = reading.resolve(memberNamed(resource, 'type'));
      if (isScalar(type) && type.value === 'AWS::Lambda::Function') return { name: 'AWS Lambda', node: type };
    }
  }
  return undefined;
}

function memberNamed(map: YAMLMap, name: string): unknown {
  return map.items.find(({ key }) => isScalar(key) && String(key.value).toLowerCase() === name)?.value;
}
