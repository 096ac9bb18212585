import type { StaticOperationSchema } from '@smithy/types';
import { type AssembledEngine, assembleEngine, type EngineModel } from '../../../../src/engine/assembly.js';
import { emptyCloudWatchWorld } from '../../../../src/engine/cloudwatch/world.js';
import { emptyCodeDeployWorld } from '../../../../src/engine/codedeploy/world.js';
import { emptyEcsWorld } from '../../../../src/engine/ecs/world.js';
import { emptyElbv2World } from '../../../../src/engine/elbv2/world.js';
import { type EngineOptions, settleOptions } from '../../../../src/engine/engine-options.js';
import { emptyEventsWorld } from '../../../../src/engine/events/world.js';
import type { CallContext } from '../../../../src/engine/operation.js';
import type { ServedOperation, ServiceDefinition, WireProtocol } from '../../../../src/engine/service.js';
import { emptySnsWorld } from '../../../../src/engine/sns/world.js';
import type { RegionWorld } from '../../../../src/engine/world/world.js';

/** Any credentials do. */
export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

export const PROTOCOLS = {
  codedeploy: { kind: 'awsJson1_1', target: 'CodeDeploy_20141006' },
  ecs: { kind: 'awsJson1_1', target: 'AmazonEC2ContainerServiceV20141113' },
  elasticloadbalancing: {
    kind: 'awsQuery',
    version: '2015-12-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  },
  sns: { kind: 'awsQuery', version: '2010-03-31', xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
} as const satisfies Record<string, WireProtocol>;

/** A service of operations that a test makes. */
export function testService(
  signingName: keyof typeof PROTOCOLS,
  operations: readonly ServedOperation[],
): ServiceDefinition {
  return { signingName, protocol: PROTOCOLS[signingName], operations };
}

/** An operation whose handler sees the input as the protocol layer has read it. */
export function testOperation(
  schema: StaticOperationSchema,
  run: (input: object, context: CallContext) => object | undefined,
): ServedOperation {
  return { name: schema[2], schema, run };
}

export function emptyRegion(region: string): RegionWorld {
  return {
    region,
    cloudwatch: emptyCloudWatchWorld(),
    codedeploy: emptyCodeDeployWorld(),
    ecs: emptyEcsWorld(),
    elbv2: emptyElbv2World(),
    events: emptyEventsWorld(),
    sns: emptySnsWorld(),
  };
}

/** An engine in which nothing happens by itself, unless a test says so. */
export function testModel(parts: Partial<EngineModel<string>>): EngineModel<string> {
  return {
    services: [],
    processes: [],
    emptyRegion,
    takeMail: () => [],
    writeMail: async () => 'mail.eml',
    takeEvents: () => [],
    outgoing: () => [],
    ...parts,
  };
}

/** Starts an engine on a virtual clock, beginning at 2026-01-01. */
export async function startTestEngine(
  parts: Partial<EngineModel<string>>,
  options: EngineOptions = {},
): Promise<AssembledEngine<string> & { readonly warnings: readonly string[] }> {
  const warnings: string[] = [];
  const engine = await assembleEngine(
    testModel(parts),
    settleOptions({
      speed: 0,
      seed: 1,
      startAt: new Date('2026-01-01T00:00:00Z'),
      warn: (line) => warnings.push(line),
      ...options,
    }),
  );
  if (!engine) throw new Error('The state directory is held by another engine');
  return Object.assign(engine, { warnings });
}
