/** `2021-11-10T02:45:55.640+0000`: how CloudWatch writes a time in what it sends. */
export function timeStamp(time: Date): string {
  return time.toISOString().replace('Z', '+0000');
}

/** `Wednesday 10 November, 2021 02:45:55 UTC`: how CloudWatch writes a time for people. */
export function timeInWords(time: Date): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(time);
  const iso = time.toISOString();
  const [weekday, month] = [part({ weekday: 'long' }), part({ month: 'long' })];
  return `${weekday} ${iso.slice(8, 10)} ${month}, ${iso.slice(0, 4)} ${iso.slice(11, 19)} UTC`;
}
