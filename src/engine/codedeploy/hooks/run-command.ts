import type { HookInvocation } from './invocation.js';
import { type ProgramEnd, runKept } from './kept-process.js';
import { type HookSurroundings, hookEnvironment, payloadOf } from './payload.js';

/**
 * Runs a user's command as the Lambda function that an AppSpec names, by the shell.
 *
 * @param folder - that it runs in; by default the working directory
 */
export async function runHookCommand(
  { command, folder }: { readonly command: string; readonly folder?: string },
  invocation: HookInvocation,
  { endpoint, region, signal }: HookSurroundings,
): Promise<ProgramEnd> {
  return runKept({
    command: ['/bin/sh', '-c', command],
    ...(folder === undefined ? {} : { folder }),
    environment: hookEnvironment(invocation, { endpoint, region }),
    input: JSON.stringify(payloadOf(invocation)),
    signal,
  });
}
