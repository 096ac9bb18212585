/**
 * Measures how long computing takes, in milliseconds: the less of the clock, which runs on while others have the machine,
 * and of the processor's time, to which all threads add. A machine of its own would have been done by then.
 */
export function stopwatch(): () => number {
  const began = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min(performance.now() - began, (user + system) / 1000);
  };
}
