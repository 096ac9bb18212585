import { LifecycleEventAlreadyCompletedException$ } from '@aws-sdk/client-codedeploy';
import { Fault } from '../../fault.js';
import type { CallContext } from '../../operation.js';
import type { Outgoing, OutgoingGround } from '../../outbox.js';
import type { HookStandIn } from '../../stand-ins.js';
import type { RegionWorld } from '../../world/world.js';
import { putLifecycleEventHookExecutionStatus } from '../operations/put-lifecycle-event-hook-execution-status.js';
import { callHookUrl } from './call-url.js';
import { endInvocation, type HookInvocation, pendingInvocations } from './invocation.js';
import { type HookSurroundings, payloadOf } from './payload.js';
import { runHookCommand } from './run-command.js';
import { runHookModule } from './run-module.js';

/** What is reported for a function; `undefined`: it has reported by itself, or nobody ever will. */
export type HookVerdict = 'Succeeded' | 'Failed' | undefined;

/** The calls of functions that a region waits for. */
export function outgoingHooks(region: RegionWorld, ground: OutgoingGround): Outgoing[] {
  return pendingInvocations(region).map((invocation) => ({
    ...hookErrand(invocation, ground),
    failed: ({ world }) => endInvocation(world, invocation),
  }));
}

/** The call of one function. */
export function hookErrand(
  invocation: HookInvocation,
  { endpoint, standIns, warn }: OutgoingGround,
): Omit<Outgoing, 'failed'> {
  const { functionName, event, deploymentId, region } = invocation;
  const description = `The hook ${functionName} (${event} of ${deploymentId})`;
  return {
    key: `hook ${invocation.lifecycleEventHookExecutionId}`,
    description,
    async run(signal) {
      const complain = (what: string) => warn(`${description} ${what}`);
      const verdict = await verdictOf(standIns.find(functionName), invocation, { endpoint, region, signal }, complain);
      return (context) => conclude(context, invocation, verdict);
    },
  };
}

async function verdictOf(
  standIn: HookStandIn | undefined,
  invocation: HookInvocation,
  surroundings: HookSurroundings,
  complain: (what: string) => void,
): Promise<HookVerdict> {
  if (standIn === undefined) throw new Error('nothing stands in for it any more');
  if (typeof standIn === 'function') {
    const { endpoint, region, signal } = surroundings;
    const context = { endpoint, region, lifecycleEvent: invocation.event, signal };
    const status = await standIn(payloadOf(invocation), context);
    return status === 'Succeeded' || status === 'Failed' ? status : undefined;
  }
  if ('module' in standIn) {
    await runHookModule(standIn.module, invocation, surroundings);
    return undefined;
  }
  if ('command' in standIn) {
    const { exitCode, lastLines } = await runHookCommand(standIn, invocation, surroundings);
    if (exitCode === 0) return 'Succeeded';
    complain([`ended with exit code ${exitCode}, which is reported as Failed`, ...lastLines].join('\n'));
    return 'Failed';
  }
  if ('url' in standIn) return callHookUrl(standIn.url, invocation, surroundings);
  // The engine was started anew, and this function is one that it answers for by now.
  return ({ succeed: 'Succeeded', fail: 'Failed', silent: undefined } as const)[standIn.answer];
}

/** Reports for a function, unless it has done so itself, and lets go of the call. */
function conclude(context: CallContext, invocation: HookInvocation, status: HookVerdict): void {
  endInvocation(context.world, invocation);
  if (status === undefined) return;
  const { deploymentId, lifecycleEventHookExecutionId } = invocation;
  try {
    putLifecycleEventHookExecutionStatus({ deploymentId, lifecycleEventHookExecutionId, status }, context);
  } catch (error) {
    if (!(error instanceof Fault && error.schema === LifecycleEventAlreadyCompletedException$)) throw error;
  }
}
