import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HookInvocation } from './invocation.js';
import { runKept } from './kept-process.js';
import { type HookSurroundings, hookEnvironment, payloadOf } from './payload.js';

/**
 * What the child process does: imports the module, calls its `handler` as Lambda would (awaited, or with a call-back)
 * and throws where there is none. It travels as text, because the package is bundled and has no file of its own to run.
 */
const RUNNER = `
const [moduleUrl, eventText, contextText] = process.argv.slice(1);
const module = await import(moduleUrl);
const handler = module.handler ?? module.default?.handler;
if (typeof handler !== 'function') throw new Error('The module exports no function named handler');
const until = Date.now() + 900_000;
const context = { ...JSON.parse(contextText), getRemainingTimeInMillis: () => Math.max(0, until - Date.now()) };
if (handler.length < 3) await handler(JSON.parse(eventText), context);
else await new Promise((resolve, reject) => {
  handler(JSON.parse(eventText), context, (error, result) => (error ? reject(error) : resolve(result)));
});
`;

/**
 * Runs a user's module as the Lambda function that an AppSpec names: an ES module (or CommonJS) that exports
 * `handler(event, context)`, in a process of its own. Its SDK clients talk to the engine and to nobody else. What the
 * handler returns is not looked at: it reports through `PutLifecycleEventHookExecutionStatus`.
 *
 * @param modulePath - absolute, or from the working directory
 * @throws Error with the last lines that the module wrote, when it fails; the deployment hears nothing of that, as with
 *   Lambda
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export async function runHookModule(
  modulePath: string,
  invocation: HookInvocation,
  { endpoint, region, signal }: HookSurroundings,
): Promise<void> {
  const { functionName, lifecycleEventHookExecutionId: awsRequestId } = invocation;
  const event = JSON.stringify(payloadOf(invocation));
  const moduleUrl = pathToFileURL(resolve(modulePath)).href;
  const { exitCode, lastLines } = await runKept({
    command: [
      process.execPath,
      '--input-type=module',
      '--eval',
      RUNNER,
      moduleUrl,
      event,
      JSON.stringify({ functionName, awsRequestId }),
    ],
    environment: hookEnvironment(invocation, { endpoint, region }),
    input: event,
    signal,
  });
  if (exitCode !== 0) throw new Error([`it ended with exit code ${exitCode}`, ...lastLines].join('\n'));
}
