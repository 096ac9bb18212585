import type { AppSpec } from './appspec.js';

/** How an appspec is written. */
export interface AppSpecFormat {
  /** Takes the place of the task definition that the appspec names; by default that one stays. */
  readonly taskDefinitionArn?: string;
  /** Default `yaml`. */
  readonly format?: 'yaml' | 'json';
}

/** An appspec as text that is the same for the same content, ending in a newline. Reading it again gives the same. */
export function renderAppSpec(appSpec: AppSpec, { taskDefinitionArn, format = 'yaml' }: AppSpecFormat = {}): string {
  const tree = treeOf(appSpec, taskDefinitionArn ?? appSpec.taskDefinition);
  // JSON has no 0.0 of its own: a serializer shortens it to 0, and the documented version is `0.0`.
  return format === 'json'
    ? `${JSON.stringify({ version: 0, ...tree }, null, 2).replace('"version": 0,', '"version": 0.0,')}\n`
    : `version: 0.0\n${yamlMapping(tree, '').join('\n')}\n`;
}

type Tree = string | number | readonly Tree[] | { readonly [key: string]: Tree };

function treeOf(appSpec: AppSpec, taskDefinition: string): { readonly [key: string]: Tree } {
  const { containerName, containerPort, platformVersion, network, capacityProviders, hooks } = appSpec;
  return {
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: taskDefinition,
            LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
            ...(platformVersion === undefined ? {} : { PlatformVersion: platformVersion }),
            ...(network === undefined
              ? {}
              : {
                  NetworkConfiguration: {
                    AwsvpcConfiguration: {
                      Subnets: network.subnets,
                      SecurityGroups: network.securityGroups,
                      AssignPublicIp: network.assignPublicIp,
                    },
                  },
                }),
            ...(capacityProviders === undefined
              ? {}
              : {
                  CapacityProviderStrategy: capacityProviders.map(({ name, base, weight }) => ({
                    CapacityProvider: name,
                    ...(base === undefined ? {} : { Base: base }),
                    ...(weight === undefined ? {} : { Weight: weight }),
                  })),
                }),
          },
        },
      },
    ],
    ...(hooks.length === 0 ? {} : { Hooks: hooks.map((hook) => ({ [hook.event]: hook.function })) }),
  };
}

function yamlMapping(mapping: { readonly [key: string]: Tree }, indent: string): string[] {
  return Object.entries(mapping).flatMap(([key, value]) => {
    if (typeof value === 'string' || typeof value === 'number') return [`${indent}${key}: ${yamlScalar(value)}`];
    if (isList(value)) {
      return value.length === 0 ? [`${indent}${key}: []`] : [`${indent}${key}:`, ...yamlList(value, `${indent}  `)];
    }
    return [`${indent}${key}:`, ...yamlMapping(value, `${indent}  `)];
  });
}

function yamlList(items: readonly Tree[], indent: string): string[] {
  return items.flatMap((item) => {
    if (typeof item === 'string' || typeof item === 'number') return [`${indent}- ${yamlScalar(item)}`];
    const [first = '', ...rest] = isList(item) ? yamlList(item, `${indent}  `) : yamlMapping(item, `${indent}  `);
    return [`${indent}- ${first.trimStart()}`, ...rest];
  });
}

/** Every JSON string is a double-quoted YAML scalar; what nothing can misread stays without quotes. */
function yamlScalar(value: string | number): string {
  return typeof value === 'number' || value === 'AWS::ECS::Service' ? String(value) : JSON.stringify(value);
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}
