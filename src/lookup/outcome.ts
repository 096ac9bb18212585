import { BgDeployError, isBgDeployError } from '../errors.js';
import type { LookupRequest } from '../template/lookup-request.js';

/** What came of a request: what it asked for, or why there is none. Errors have no place yet. */
export type Outcome = { readonly value: string } | { readonly error: BgDeployError };

/** Answers all requests of one kind that are known so far, in their order. */
export type Answerer = (requests: readonly LookupRequest[]) => Promise<readonly Outcome[]>;

/** An answerer for what is asked one by one. */
export function oneByOne(answer: (request: LookupRequest) => Promise<string>): Answerer {
  return (requests) => Promise.all(requests.map((request) => outcomeOf(() => answer(request))));
}

/** Keeps errors that were thrown on purpose, so that all of them can be told at once. */
export async function outcomeOf(answer: () => string | Promise<string>): Promise<Outcome> {
  try {
    return { value: await answer() };
  } catch (error) {
    if (isBgDeployError(error)) return { error };
    throw error;
  }
}

/** The error of a request that cannot be answered whatever AWS says. */
export function lookupFailed(message: string, remedy: string): BgDeployError {
  return new BgDeployError('lookup-failed', message, { remedy });
}
