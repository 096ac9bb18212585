import { onTestFinished } from 'vitest';
import { createLookupClients } from '../../src/aws/lookup-clients.js';
import { type LookupOptions, openLookups } from '../../src/lookup/lookups.js';
import type { LookupKind, LookupRequest } from '../../src/template/lookup-request.js';
import { type Account, type FakeAws, fakeAws } from './fake-aws.js';

/** A request as a template makes it. */
export function request(kind: LookupKind, args: readonly string[], line = 1, source?: string): LookupRequest {
  return { kind, args, places: [{ file: 'taskdef.json', line, column: 5 }], ...(source ? { source } : {}) };
}

export interface Asking {
  readonly aws: FakeAws;
  /** The answers, in the order of the requests. */
  ask(...requests: readonly LookupRequest[]): Promise<string[]>;
  /** The error instead of answers. */
  refusal(...requests: readonly LookupRequest[]): Promise<unknown>;
}

/** Lookups against an account, until the test is over. */
export async function asking(account: Account = {}, options: Partial<LookupOptions> = {}): Promise<Asking> {
  const aws = await fakeAws(account);
  const clients = createLookupClients({ region: 'eu-west-1', endpointUrl: aws.endpoint, maxAttempts: 1 });
  onTestFinished(async () => {
    clients.destroy();
    await aws[Symbol.asyncDispose]();
  });
  const lookups = openLookups({ clients, folder: '/nowhere', ...options });
  return {
    aws,
    ask: async (...requests) => Object.values(await lookups.answer(requests)),
    refusal: (...requests) =>
      lookups.answer(requests).then(
        (answers) => ({ answers }),
        (error: unknown) => error,
      ),
  };
}
