import { parseDuration } from '../config/duration.js';
import { BgDeployError } from '../errors.js';

/**
 * The value of a flag that takes a length of time.
 *
 * @returns milliseconds; `undefined` where the flag was not given
 */
export function durationFlag(name: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const milliseconds = parseDuration(String(value));
  if (milliseconds === undefined) {
    throw new BgDeployError('usage-invalid', `--${name} ${JSON.stringify(String(value))} is not a length of time`, {
      remedy: 'Write it as 90s, 15m or 2h.',
    });
  }
  return milliseconds;
}
