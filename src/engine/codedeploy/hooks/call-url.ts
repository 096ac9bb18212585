import { postToLoopback } from '../../loopback-request.js';
import type { HookInvocation } from './invocation.js';
import { type HookSurroundings, payloadOf } from './payload.js';

/** How long Lambda lets a function run, in real milliseconds. */
const LONGEST_MS = 900_000;

/**
 * Posts what Lambda would hand to the function to a program on this machine.
 *
 * @returns what is to be reported for it; `undefined`: it will report by itself
 * @throws Error when it does not take the call
 */
export async function callHookUrl(
  url: string,
  invocation: HookInvocation,
  { signal }: HookSurroundings,
): Promise<'Succeeded' | 'Failed' | undefined> {
  const timeout = AbortSignal.timeout(LONGEST_MS);
  const headers = { 'content-type': 'application/json' };
  const payload = JSON.stringify(payloadOf(invocation));
  const { status, body } = await postToLoopback(url, headers, payload, AbortSignal.any([signal, timeout]));
  if (status < 200 || status > 299) throw new Error(`${url} answered with status ${status}`);
  return statusIn(body);
}

function statusIn(body: string): 'Succeeded' | 'Failed' | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== 'object' || answer === null || !('status' in answer)) return undefined;
    const { status } = answer;
    return status === 'Succeeded' || status === 'Failed' ? status : undefined;
  } catch {
    return undefined;
  }
}
