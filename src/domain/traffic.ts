/** Where production traffic goes, in percent; the two add up to 100. */
export interface Traffic {
  /** Percent of requests that the original task set answers, 0 to 100. */
  readonly blue: number;
  /** Percent of requests that the replacement task set answers, 0 to 100. */
  readonly green: number;
}

/**
 * How a deployment configuration moves production traffic from blue to green.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export type TrafficRouting =
  | { readonly type: 'AllAtOnce' }
  | { readonly type: 'TimeBasedCanary'; readonly percentage: number; readonly intervalMinutes: number }
  | { readonly type: 'TimeBasedLinear'; readonly percentage: number; readonly intervalMinutes: number };
