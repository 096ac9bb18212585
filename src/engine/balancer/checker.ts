import type { CompanionGround } from '../companion.js';
import { regionsOf } from '../companion.js';
import { type AskedCheck, askedChecks, recordCheck } from './health-checks.js';
import { targetKey, taskTargets } from './local-target.js';
import { probe } from './probe.js';

/** Carries out the health checks that have begun in a world. */
export interface Checker {
  /** Looks for checks that nobody carries out yet. */
  look(): void;
}

/** Makes a checker; each check is an errand, so that a virtual clock waits for it. */
export function createChecker({ world, errands, change }: CompanionGround): Checker {
  const underWay = new Set<string>();

  function start(region: string, check: AskedCheck, localPort: number | undefined): void {
    const { group, target } = check;
    const key = checkKey(check);
    underWay.add(key);
    errands.start({
      description: `The health check of ${target.id}:${target.port} in ${group.shown.TargetGroupName}`,
      async run(signal) {
        try {
          const outcome = await probe({ group: group.shown, id: target.id, port: target.port, localPort }, signal);
          underWay.delete(key);
          if (!signal.aborted) change(region, (context) => recordCheck(context, check, outcome));
        } finally {
          underWay.delete(key);
        }
      },
    });
  }

  return {
    look() {
      for (const region of regionsOf(world)) {
        const asked = askedChecks(region).filter((check) => !underWay.has(checkKey(check)));
        if (asked.length === 0) continue;
        const ports = taskTargets(region);
        for (const check of asked) {
          const { group, target } = check;
          start(region.region, check, ports.get(targetKey(group.shown.TargetGroupArn, target.id, target.port)));
        }
      }
    },
  };
}

function checkKey({ group, target }: AskedCheck): string {
  const { id, port, registeredAt } = target;
  return `${targetKey(group.shown.TargetGroupArn, id, port)} ${registeredAt.getTime()}`;
}
