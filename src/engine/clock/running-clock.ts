import { acceleratedClock } from '../../clock.js';
import { BgDeployError } from '../../errors.js';
import type { EngineClock } from './engine-clock.js';

/**
 * A clock that runs by itself.
 *
 * @param start - engine time now, in milliseconds since the epoch
 * @param speed - engine seconds per real second, more than 0
 */
export function createRunningClock(start: number, speed: number): EngineClock {
  const clock = acceleratedClock(speed, start - Date.now());
  let latest = start;
  return {
    speed,
    now() {
      // The machine's clock may be set back; what has happened in the engine has happened.
      latest = Math.max(latest, Math.floor(clock.now()));
      return latest;
    },
    sleep: clock.sleep,
    async advance() {
      throw new BgDeployError('usage-invalid', `The engine's clock runs by itself (speed ${speed})`, {
        remedy: 'Start the engine with speed 0 to move its clock by hand.',
      });
    },
  };
}
