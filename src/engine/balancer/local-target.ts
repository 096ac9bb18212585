import type { RegionWorld } from '../world/world.js';

/** A name for a target among all of a region. */
export function targetKey(targetGroupArn: string, id: string, port: number): string {
  return `${targetGroupArn} ${id}:${port}`;
}

/**
 * The targets behind which a task stands, by {@link targetKey}: the port of this machine where its process listens, or
 * `undefined` while none does.
 */
export function taskTargets({ ecs }: RegionWorld): ReadonlyMap<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (const cluster of Object.values(ecs.clusters)) {
    for (const { targets, shown } of Object.values(cluster.tasks)) {
      if (shown.lastStatus === 'STOPPED') continue;
      for (const { targetGroupArn, id, port, localPort } of targets) {
        found.set(targetKey(targetGroupArn, id, port), localPort);
      }
    }
  }
  return found;
}
