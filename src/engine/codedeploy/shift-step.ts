import type { TrafficRouting } from '../../domain/traffic.js';

/**
 * The shares of the traffic that green has after each step of a shift, in percent. The first step is taken at once;
 * then a step follows every interval, and nothing after the last: a linear shift by 10 takes nine intervals.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export function shiftSteps(routing: TrafficRouting): number[] {
  switch (routing.type) {
    case 'AllAtOnce':
      return [100];
    case 'TimeBasedCanary':
      return [routing.percentage, 100];
    case 'TimeBasedLinear':
      return Array.from({ length: Math.ceil(100 / routing.percentage) }, (_, step) =>
        Math.min(100, (step + 1) * routing.percentage),
      );
  }
}

/** Minutes between two steps. */
export function shiftInterval(routing: TrafficRouting): number {
  return routing.type === 'AllAtOnce' ? 0 : routing.intervalMinutes;
}
