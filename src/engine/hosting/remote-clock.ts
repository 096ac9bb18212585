import { acceleratedClock, type Clock } from '../../clock.js';
import { moveClock } from './admin-client.js';
import type { Host } from './find-host.js';

/**
 * The clock of an engine that another process hosts. A virtual one is moved by sleeping on it; what time it is there is
 * only known as of the last sleep.
 */
export function remoteClock({ endpoint, health, receivedAt }: Host): Clock {
  const hostNow = Date.parse(health.now);
  if (health.speed > 0) {
    return acceleratedClock(health.speed, hostNow + (Date.now() - receivedAt) * health.speed - Date.now());
  }
  let now = hostNow;
  return {
    now: () => now,
    async sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      now = Math.max(now, await moveClock(endpoint, Math.max(0, milliseconds), signal));
    },
  };
}
