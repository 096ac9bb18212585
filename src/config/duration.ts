const UNITS = { h: 3_600_000, m: 60_000, s: 1000 } as const;
const DURATION = /^(?:(\d{1,7})h)?(?:(\d{1,7})m)?(?:(\d{1,9})s)?$/;

/**
 * Reads `90s`, `15m`, `2h`, or several of them from the longest on (`1h30m`).
 *
 * @returns milliseconds; `undefined` where the text is no duration
 */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text.trim());
  if (!match?.[0]) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * UNITS.h + Number(minutes) * UNITS.m + Number(seconds) * UNITS.s;
}

/**
 * Writes a duration as {@link parseDuration} reads it: `1h30m`, `90000` as `1m30s`, 0 as `0s`.
 *
 * @param milliseconds - parts of a second are left out
 */
export function formatDuration(milliseconds: number): string {
  let rest = Math.max(0, Math.floor(milliseconds / 1000) * 1000);
  let text = '';
  for (const [unit, length] of Object.entries(UNITS)) {
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest %= length;
  }
  return text || '0s';
}
