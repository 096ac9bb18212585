import type { Journal } from './journal.js';
import type { Kernel } from './kernel.js';
import { addressOf, servedOperation } from './protocol/dispatch.js';
import { INTERNAL_FAILURE, refusalOf } from './protocol/refusal.js';
import type { WireReply, WireRequest } from './protocol/wire.js';
import type { Verdict } from './scenario/wire/fate-of-request.js';
import { refusalFor } from './scenario/wire/refusal-of.js';
import type { RequestAtHand } from './scenario/wire/turn.js';
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
  /** What the scenarios in force make of a request. */
  readonly fateOf: (request: RequestAtHand) => Verdict;
  /** Waits on the engine's clock; rejects when it will never get there. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What goes back to the caller. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: WireReply }
  /** The connection is cut, and nothing goes back. */
  | { readonly kind: 'cut' }
  /** The connection is cut in the middle of the reply's body. */
  | { readonly kind: 'broken-off'; readonly reply: WireReply };

/** Turns requests into calls on the kernel and what becomes of them into replies. */
export interface Exchange {
  /** Never rejects: whatever goes wrong is a reply in AWS's form. */
  answer(request: WireRequest): Promise<Outcome>;
  requestsInFlight(): number;
  requestsSoFar(): number;
}

/** Makes an exchange. A changing operation is answered when its change is kept, a reading one at once. */
export function createExchange(parts: ExchangeParts): Exchange {
  const { services, kernel, journal, save, now, warn, fateOf, sleep } = parts;
  let inFlight = 0;
  let soFar = 0;

  async function answer(request: WireRequest): Promise<Outcome> {
    const begun = performance.now();
    const at = new Date(now());
    const address = addressOf(request, services);
    const { service, operationName, region, format } = address;
    const readOnly = operationName !== undefined && isReadOnly(operationName);
    let errorCode: string | undefined;
    let verdict: Verdict | undefined;
    let reply: WireReply;
    try {
      const operation = servedOperation(address, request);
      const input = format.readInput(operation.schema);
      verdict = service ? fateOf({ service: service.signingName, operation: operation.name, region, at }) : undefined;
      if (service && verdict?.kind === 'refused') {
        throw refusalFor(verdict.why, { service, operation: operation.name, region, input });
      }
      if (verdict?.kind === 'reset') {
        note(0, 'ConnectionReset');
        return { kind: 'cut' };
      }
      const call = { operation, region, input, staleMs: verdict?.kind === 'carried-out' ? verdict.staleMs : 0 };
      reply = kernel.call(call, (output) => format.writeAnswer(operation.schema, output));
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
    note(reply.status, errorCode);
    if (verdict?.kind !== 'carried-out') return { kind: 'reply', reply };
    const delivered = verdict.delayMs === 0 || (await asleep(verdict.delayMs));
    if (!delivered) return { kind: 'cut' };
    switch (verdict.answer) {
      case 'arrives':
        return { kind: 'reply', reply };
      case 'is-lost':
        return { kind: 'cut' };
      case 'breaks-off':
        return { kind: 'broken-off', reply };
      default:
        return verdict.answer satisfies never;
    }

    function note(status: number, code: string | undefined): void {
      const durationMs = performance.now() - begun;
      const operation = operationName?.slice(0, 100);
      journal.add({
        at,
        region,
        service: service?.signingName,
        operation,
        readOnly,
        status,
        errorCode: code,
        durationMs,
      });
    }
  }

  /**
   * Waits for the engine's clock, which therefore must not wait for this request.
   *
   * @returns false: it will never get there
   */
  async function asleep(milliseconds: number): Promise<boolean> {
    inFlight -= 1;
    try {
      await sleep(milliseconds);
      return true;
    } catch {
      return false;
    } finally {
      inFlight += 1;
    }
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
