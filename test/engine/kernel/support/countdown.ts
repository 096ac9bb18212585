import {
  ClusterNotFoundException$,
  CreateCluster$,
  DeleteCluster$,
  DescribeClusters$,
  TagResource$,
} from '@aws-sdk/client-ecs';
import type { Process } from '../../../../src/engine/advance.js';
import { Fault } from '../../../../src/engine/fault.js';
import type { RegionWorld } from '../../../../src/engine/world/world.js';
import { emptyRegion, testOperation, testService } from './test-model.js';

/** A region in which things happen at times that are noted down beforehand. */
export interface CountdownRegion extends RegionWorld {
  /** What is still to happen. */
  due: { at: number; what: string }[];
  /** What has happened, with the time at which it was done. */
  done: string[];
}

export function countdownRegion(region: string): CountdownRegion {
  return { ...emptyRegion(region), due: [], done: [] };
}

export function countdownOf(world: RegionWorld): CountdownRegion {
  return Object.assign(world, { due: [], done: [], ...world });
}

/** Does what is due; `explode` throws. */
export const countdown: Process = {
  nextChange: (world) =>
    countdownOf(world).due.reduce<number | undefined>((a, { at }) => Math.min(a ?? at, at), undefined),
  applyChanges({ world, now }) {
    const region = countdownOf(world);
    for (const item of region.due.filter(({ at }) => at <= now.getTime())) {
      if (item.what === 'explode') throw new Error('the countdown exploded');
      region.due = region.due.filter((other) => other !== item);
      region.done.push(`${item.what} at ${now.toISOString().slice(11, 19)}`);
    }
  },
};

/**
 * ECS as a note pad: CreateCluster `name+seconds` notes something down for later, DescribeClusters tells what is done,
 * DeleteCluster changes something and then refuses, TagResource changes something and then is at fault.
 */
export const countdownService = testService('ecs', [
  testOperation(CreateCluster$, (input, { world, now }) => {
    const [what = '', seconds = '0'] = nameIn(input).split('+');
    countdownOf(world).due.push({ at: now.getTime() + Number(seconds) * 1000, what });
    return {};
  }),
  testOperation(DescribeClusters$, (_input, { world, now }) => ({
    clusters: [
      ...countdownOf(world).done.map((clusterName) => ({ clusterName })),
      { clusterName: `asked at ${now.toISOString().slice(11, 19)}` },
    ],
  })),
  testOperation(DeleteCluster$, (_input, { world, random }) => {
    countdownOf(world).done.push(random.uuid());
    throw new Fault(ClusterNotFoundException$, 'Cluster not found.');
  }),
  testOperation(TagResource$, (_input, { world, random }) => {
    countdownOf(world).done.push(random.uuid());
    throw new TypeError('a fault in the handler');
  }),
]);

export const countdownModel = {
  services: [countdownService],
  processes: [countdown],
  emptyRegion: countdownRegion,
};

function nameIn(input: object): string {
  return 'clusterName' in input ? String(input.clusterName) : '';
}
