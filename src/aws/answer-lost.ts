import type { FinalizeRequestMiddleware, MiddlewareStack } from '@smithy/types';
import { isThrottling, statusOf } from './exception.js';

/**
 * Operations that make something anew each time and take no idempotency token: the SDK must not repeat them by itself
 * when it does not know whether the first attempt was carried out.
 */
const MAKES_ANEW: ReadonlySet<string> = new Set(['CreateDeploymentCommand', 'RegisterTaskDefinitionCommand']);

/** The request may never have been seen by anybody. */
const NEVER_ARRIVED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/**
 * AWS may have carried out a request whose answer did not arrive whole (connection cut, time-out, 5xx). Whoever sent it must
 * look before sending it again.
 */
export class AnswerLost extends Error {
  override readonly name = 'AnswerLost';
}

/** Puts itself under the SDK's retries: a lost answer to an operation that makes something anew is not retried. */
export function keepLostAnswers<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
): void {
  const middleware: FinalizeRequestMiddleware<Input, Output> = (next, context) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (!MAKES_ANEW.has(String(context.commandName)) || !mayHaveBeenCarriedOut(error)) throw error;
      // Without `cause`: the SDK looks for a reason to retry in the whole chain.
      throw new AnswerLost(error instanceof Error ? error.message : String(error));
    }
  };
  stack.addRelativeTo(middleware, {
    name: 'bgDeployAnswerLost',
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    override: true,
  });
}

function mayHaveBeenCarriedOut(error: unknown): boolean {
  if (!(error instanceof Error) || error.name === 'AbortError' || isThrottling(error)) return false;
  const status = statusOf(error);
  // An answer that says yes and cannot be read has broken off on its way.
  if (status !== undefined) return status >= 500 || status < 300;
  return 'code' in error ? !NEVER_ARRIVED.has(String(error.code)) : error.name === 'TimeoutError';
}
