import type { World } from '../../world/world.js';
import type { Since } from '../request-fate.js';

/**
 * Whether the time has come from which on a rule holds.
 *
 * @param from - deployments that were created earlier do not count
 */
export function hasCome({ event, seconds }: Since, world: World, from: Date, now: Date): boolean {
  const deployments = Object.values(world.regions).flatMap(({ codedeploy }) => Object.values(codedeploy.deployments));
  return deployments.some(({ creator, createTime, events }) => {
    if (creator !== 'user' || createTime < from) return false;
    const begun = event === undefined ? createTime : events.find(({ name }) => name === event)?.startTime;
    return begun !== undefined && now.getTime() >= begun.getTime() + seconds * 1000;
  });
}
