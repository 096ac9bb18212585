import type { FinalizeRequestMiddleware, MiddlewareStack } from '@smithy/types';
import type { ServiceKey } from './endpoint.js';

/** One attempt at a request, for logs and counts. It never carries what was sent or answered. */
export interface RequestReport {
  readonly service: ServiceKey;
  /** AWS's name of the operation, e.g. `GetDeployment`. */
  readonly operation: string;
  readonly durationMs: number;
  readonly requestId: string | null;
  /** The exception's name; `null` when AWS answered as asked. */
  readonly errorCode: string | null;
}

/** Has each attempt reported, retries included: what throttling does to a release is seen in the counts. */
export function reportRequests<Input extends object, Output extends object>(
  stack: MiddlewareStack<Input, Output>,
  service: ServiceKey,
  report: (request: RequestReport) => void,
): void {
  const middleware: FinalizeRequestMiddleware<Input, Output> = (next, context) => async (args) => {
    const operation = String(context.commandName ?? '').replace(/Command$/, '');
    const began = performance.now();
    const tell = (told: unknown, errorCode: string | null) => {
      const durationMs = Math.round(performance.now() - began);
      report({ service, operation, durationMs, requestId: requestIdOf(told), errorCode });
    };
    try {
      const result = await next(args);
      tell(result.output, null);
      return result;
    } catch (error) {
      tell(error, error instanceof Error ? error.name : 'UnknownError');
      throw error;
    }
  };
  stack.addRelativeTo(middleware, {
    name: 'bgDeployRequestReport',
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    override: true,
  });
}

/** The id that AWS's support asks for, out of an output or an exception. */
export function requestIdOf(told: unknown): string | null {
  if (typeof told !== 'object' || told === null || !('$metadata' in told)) return null;
  const metadata = told.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('requestId' in metadata)) return null;
  return typeof metadata.requestId === 'string' ? metadata.requestId : null;
}
