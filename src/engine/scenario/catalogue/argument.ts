import { LIFECYCLE_EVENTS, type LifecycleEventName } from '../../../domain/lifecycle-event.js';

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/** Seconds out of `90`, `90s`, `15m` or `2h`; `undefined`: it is none of these. */
export function seconds(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,6})([smh]?)$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) * (UNITS[unit] ?? 1);
}

/** A percentage from 1 to 100; `undefined`: it is none. */
export function percent(text: string): number | undefined {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return number >= 1 && number <= 100 ? number : undefined;
}

/** A lifecycle event of this name; `undefined`: there is none. */
export function lifecycleEvent(text: string): LifecycleEventName | undefined {
  return LIFECYCLE_EVENTS.find((name) => name === text);
}
