import type { Errand } from './errands.js';
import type { HookStandIn } from './stand-ins.js';

/** An invocation of a Lambda function that something outside the world answers. */
export interface HookCall {
  readonly deploymentId: string;
  readonly lifecycleEventHookExecutionId: string;
  readonly functionName: string;
  /** The lifecycle event, e.g. `AfterAllowTestTraffic`. */
  readonly event: string;
}

/** What an invocation needs of its surroundings. */
export interface HookSurroundings {
  readonly endpoint: string;
  readonly region: string;
  /** Reports for a function that says how it went, as it would itself. */
  readonly report: (call: HookCall, status: 'Succeeded' | 'Failed') => Promise<void>;
  readonly runModule: (
    modulePath: string,
    call: HookCall,
    where: { endpoint: string; region: string; signal: AbortSignal },
  ) => Promise<void>;
}

/** The errand that calls what stands in for a function; `undefined` when nothing is to be called. */
export function hookErrand(
  standIn: HookStandIn | undefined,
  call: HookCall,
  { endpoint, region, report, runModule }: HookSurroundings,
): Errand | undefined {
  if (standIn === undefined || (typeof standIn === 'object' && 'answer' in standIn)) return undefined;
  const description = `The hook ${call.functionName} (${call.event} of ${call.deploymentId})`;
  if (typeof standIn === 'object') {
    return { description, run: (signal) => runModule(standIn.module, call, { endpoint, region, signal }) };
  }
  return {
    description,
    async run(signal) {
      const event = {
        DeploymentId: call.deploymentId,
        LifecycleEventHookExecutionId: call.lifecycleEventHookExecutionId,
      };
      const status = await standIn(event, { endpoint, region, lifecycleEvent: call.event, signal });
      if ((status === 'Succeeded' || status === 'Failed') && !signal.aborted) await report(call, status);
    },
  };
}
