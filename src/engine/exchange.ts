import type { Journal } from './journal.js';
import type { Kernel } from './kernel.js';
import { addressOf, servedOperation } from './protocol/dispatch.js';
import { INTERNAL_FAILURE, refusalOf } from './protocol/refusal.js';
import type { WireReply, WireRequest } from './protocol/wire.js';
import { isReadOnly, type ServiceDefinition } from './service.js';

/** What an exchange works with. */
export interface ExchangeParts {
  readonly services: readonly ServiceDefinition[];
  readonly kernel: Kernel;
  readonly journal: Journal;
  /** Resolves when the world is kept as it is now. */
  readonly save: () => Promise<void>;
  readonly now: () => number;
  readonly warn: (line: string) => void;
}

/** Turns requests into calls on the kernel and what becomes of them into replies. */
export interface Exchange {
  /** Never rejects: whatever goes wrong is a reply in AWS's form. */
  answer(request: WireRequest): Promise<WireReply>;
  requestsInFlight(): number;
  requestsSoFar(): number;
}

/** Makes an exchange. A changing operation is answered when its change is kept, a reading one at once. */
export function createExchange({ services, kernel, journal, save, now, warn }: ExchangeParts): Exchange {
  let inFlight = 0;
  let soFar = 0;

  async function answer(request: WireRequest): Promise<WireReply> {
    const begun = performance.now();
    const at = new Date(now());
    const address = addressOf(request, services);
    const { service, operationName, region, format } = address;
    const readOnly = operationName !== undefined && isReadOnly(operationName);
    let errorCode: string | undefined;
    let reply: WireReply;
    try {
      const operation = servedOperation(address, request);
      const input = format.readInput(operation.schema);
      reply = kernel.call({ operation, region, input }, (output) => format.writeAnswer(operation.schema, output));
      if (!readOnly) await save();
    } catch (error) {
      const refusal = refusalOf(error, service, operationName) ?? INTERNAL_FAILURE;
      if (refusal === INTERNAL_FAILURE) warn(faultLine(service, operationName, error));
      else if (UNKNOWN.has(refusal.name) && service && operationName) {
        warn(`The embedded engine does not model ${service.signingName} ${operationName}`);
      }
      errorCode = refusal.name;
      reply = format.writeRefusal(refusal);
    }
    const durationMs = performance.now() - begun;
    const { status } = reply;
    const operation = operationName?.slice(0, 100);
    journal.add({ at, region, service: service?.signingName, operation, readOnly, status, errorCode, durationMs });
    return reply;
  }

  return {
    async answer(request) {
      inFlight += 1;
      soFar += 1;
      try {
        return await answer(request);
      } finally {
        inFlight -= 1;
      }
    },
    requestsInFlight: () => inFlight,
    requestsSoFar: () => soFar,
  };
}

const UNKNOWN: ReadonlySet<string> = new Set(['UnknownOperationException', 'InvalidAction']);

function faultLine(service: ServiceDefinition | undefined, operation: string | undefined, error: unknown): string {
  const where = `${service?.signingName ?? 'a request'} ${operation ?? ''}`.trim();
  return `The embedded engine failed at ${where}: ${error instanceof Error ? error.message : String(error)}`;
}
