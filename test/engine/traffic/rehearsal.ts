import {
  CreateDeploymentCommand,
  CreateDeploymentConfigCommand,
  GetDeploymentCommand,
  StopDeploymentCommand,
  type TrafficRoutingConfig,
} from '@aws-sdk/client-codedeploy';
import { DescribeServicesCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { ModifyTargetGroupAttributesCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AppSpecHook } from '../../../src/appspec/appspec.js';
import { renderAppSpec } from '../../../src/appspec/render.js';
import { systemClock } from '../../../src/clock.js';
import { generateLoad, type LoadReport, type LoadSample, type TrafficOptions } from '../../../src/engine/index.js';
import { createWorld, type TestWorld } from '../../support/world.js';
import { NOTICED_MS, type WeightStep, watchWeights } from './watched-weights.js';

/** How much goes on in a rehearsal. Engine time runs at 60: a minute lasts a second. */
export interface RehearsalOptions {
  readonly traffic: TrafficOptions;
  readonly requestsPerSecond: number;
  /** At least so many requests in all. */
  readonly requests: number;
  /** Minutes that each step of a traffic shift lasts. */
  readonly stepMinutes: number;
  /** How long a slow request takes, in real milliseconds; targets drain half as long again. */
  readonly slowMs: number;
  readonly slowPath: string;
}

/** What a rehearsal showed. */
export interface Rehearsal {
  /** How the three deployments ended, the rolled back ones with whether the rollback succeeded. */
  readonly deployments: readonly string[];
  readonly load: LoadReport;
  readonly slow: LoadReport;
  readonly steps: readonly WeightStep[];
  /** Requests that were answered by a version to which nothing was to go any more. */
  readonly strays: readonly string[];
  /** How far the split of each step that was long enough was from its weights, in points. */
  readonly deviations: Readonly<Record<string, number>>;
  /** How long after the end of its weight a version last answered a slow request, in milliseconds. */
  readonly longestFarewellMs: number;
}

const SPEED = 60;

/**
 * Three releases under load: a canary release, one that a hook fails after all traffic has moved, which is rolled back,
 * and a linear one that is stopped in the middle of the shift and rolled back.
 */
export async function rehearse(options: RehearsalOptions): Promise<Rehearsal> {
  const { traffic, requestsPerSecond, stepMinutes, slowMs, slowPath } = options;
  await using world = await createWorld({ speed: SPEED, traffic, hooks: { check: fails } });
  await prepare(world, Math.ceil((slowMs * 1.5 * SPEED) / 1000), stepMinutes);
  const address = world.engine.listeners.find(({ listenerArn }) => listenerArn === world.listeners.production)?.address;
  if (address === undefined) throw new Error('The production listener is not open');

  const samples: LoadSample[] = [];
  const slowSamples: LoadSample[] = [];
  const load = generateLoad({ url: address, requestsPerSecond, onSample: (sample) => samples.push(sample) });
  const slow = generateLoad({
    url: new URL(slowPath, address),
    requestsPerSecond: 4,
    onSample: (sample) => slowSamples.push(sample),
  });
  const weights = watchWeights(world, ({ name }) => load.begin(name));
  const [one = '', two = ''] = world.targetGroups;
  weights.serves(one, '1');
  const shifted = (version: string, weight: number) =>
    until(() => (weights.steps.at(-1)?.weights[version] ?? 0) >= weight);

  weights.serves(two, '2');
  const canary = await release(world, '2', 'Canary');
  const deployments = [await ending(world, canary)];

  weights.serves(one, '3');
  const failing = await release(world, '3', 'Canary', [{ event: 'AfterAllowTraffic', function: 'check' }]);
  deployments.push(await ending(world, failing));

  weights.serves(one, '4');
  const stopped = await release(world, '4', 'Linear');
  await shifted('4', 50);
  await systemClock.sleep(700);
  await world.clients.codedeploy.send(new StopDeploymentCommand({ deploymentId: stopped, autoRollbackEnabled: true }));
  deployments.push(await ending(world, stopped));

  await until(() => load.report().requests >= options.requests);
  const [loadReport, slowReport] = await Promise.all([load.stop(), slow.stop()]);
  await weights.stop();
  return {
    deployments,
    load: loadReport,
    slow: slowReport,
    steps: weights.steps,
    strays: strays(samples, weights.steps),
    deviations: deviations(samples, weights.steps),
    longestFarewellMs: longestFarewell(slowSamples, weights.steps),
  };
}

/** Long enough to see that the version that the rollback brings back gets nothing before. */
async function fails() {
  await systemClock.sleep(1500);
  return 'Failed' as const;
}

async function prepare(world: TestWorld, drainSeconds: number, stepMinutes: number): Promise<void> {
  const { codedeploy, elbv2 } = world.clients;
  for (const TargetGroupArn of world.targetGroups) {
    await elbv2.send(
      new ModifyTargetGroupAttributesCommand({
        TargetGroupArn,
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: String(drainSeconds) }],
      }),
    );
  }
  const configurations: Record<string, TrafficRoutingConfig> = {
    Canary: {
      type: 'TimeBasedCanary',
      timeBasedCanary: { canaryPercentage: 20, canaryInterval: stepMinutes },
    },
    Linear: {
      type: 'TimeBasedLinear',
      timeBasedLinear: { linearPercentage: 25, linearInterval: stepMinutes },
    },
  };
  for (const [deploymentConfigName, trafficRoutingConfig] of Object.entries(configurations)) {
    await codedeploy.send(
      new CreateDeploymentConfigCommand({ deploymentConfigName, computePlatform: 'ECS', trafficRoutingConfig }),
    );
  }
}

async function release(
  { clients, target, documents }: TestWorld,
  version: string,
  deploymentConfigName: string,
  hooks: readonly AppSpecHook[] = [],
): Promise<string> {
  const { taskDefinition, appSpec } = documents(version, hooks);
  const registered = await clients.ecs.send(new RegisterTaskDefinitionCommand(taskDefinition));
  const { taskDefinitionArn = '' } = registered.taskDefinition ?? {};
  const created = await clients.codedeploy.send(
    new CreateDeploymentCommand({
      applicationName: target.application,
      deploymentGroupName: target.deploymentGroup,
      deploymentConfigName,
      revision: {
        revisionType: 'AppSpecContent',
        appSpecContent: { content: renderAppSpec(appSpec, { taskDefinitionArn, format: 'json' }) },
      },
    }),
  );
  return created.deploymentId ?? '';
}

/** Waits until a deployment has ended, its rollback too, and nothing drains any more. */
async function ending({ clients, target }: TestWorld, deploymentId: string): Promise<string> {
  const settled = async (id: string) => {
    let status = '';
    let rollbackId: string | undefined;
    await until(async () => {
      const { deploymentInfo } = await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId: id }));
      status = deploymentInfo?.status ?? '';
      rollbackId = deploymentInfo?.rollbackInfo?.rollbackDeploymentId;
      return ['Succeeded', 'Failed', 'Stopped'].includes(status);
    });
    return { status, rollbackId };
  };
  const { status, rollbackId } = await settled(deploymentId);
  const rollback = rollbackId === undefined ? undefined : await settled(rollbackId);
  await until(async () => {
    const { services } = await clients.ecs.send(
      new DescribeServicesCommand({ cluster: target.cluster, services: [target.service] }),
    );
    return services?.[0]?.taskSets?.length === 1;
  });
  return rollback ? `${status}, rollback ${rollback.status}` : status;
}

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await systemClock.sleep(50);
}

/** Whether a version had a weight at any time between two, given that a change is noticed a little later. */
function hadWeight(version: string, from: number, to: number, steps: readonly WeightStep[]): boolean {
  return steps.some(({ since, weights }, index) => {
    const ended = steps[index + 1]?.since ?? Number.POSITIVE_INFINITY;
    return (weights[version] ?? 0) > 0 && since - NOTICED_MS <= to && from <= ended;
  });
}

function strays(samples: readonly LoadSample[], steps: readonly WeightStep[]): string[] {
  return samples
    .filter(({ version, sentAt, milliseconds, failure }) => {
      if (failure) return false;
      return version === undefined || !hadWeight(version, sentAt, sentAt + milliseconds, steps);
    })
    .map(({ version, sentAt }) => `${version} at ${sentAt}`);
}

/** A step of fewer requests says nothing. */
const ENOUGH = 300;

/** Of the requests that began and ended within a step: one that was under way at a change may belong to either. */
function deviations(samples: readonly LoadSample[], steps: readonly WeightStep[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [index, { name, since, weights }] of steps.entries()) {
    const ended = (steps[index + 1]?.since ?? Number.POSITIVE_INFINITY) - NOTICED_MS;
    const versions: Record<string, number> = {};
    for (const { version, failure, sentAt, milliseconds } of samples) {
      if (failure || version === undefined || sentAt < since || sentAt + milliseconds > ended) continue;
      versions[version] = (versions[version] ?? 0) + 1;
    }
    const requests = sum(Object.values(versions));
    if (requests < ENOUGH) continue;
    const total = sum(Object.values(weights));
    const names = new Set([...Object.keys(versions), ...Object.keys(weights)]);
    const points = [...names].map((version) =>
      Math.abs((100 * (versions[version] ?? 0)) / requests - (100 * (weights[version] ?? 0)) / total),
    );
    found[name] = Math.max(...points);
  }
  return found;
}

function longestFarewell(samples: readonly LoadSample[], steps: readonly WeightStep[]): number {
  const farewells = samples.map(({ version = '', sentAt, milliseconds }) => {
    const left = steps.find(
      ({ since, weights }, index) =>
        since >= sentAt && weights[version] === undefined && (steps[index - 1]?.weights[version] ?? 0) > 0,
    );
    return left ? sentAt + milliseconds - left.since : 0;
  });
  return Math.max(0, ...farewells);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
