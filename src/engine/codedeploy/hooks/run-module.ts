import { spawn } from 'node:child_process';
import { devNull } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a module is run for. */
export interface ModuleInvocation {
  readonly deploymentId: string;
  readonly lifecycleEventHookExecutionId: string;
  readonly functionName: string;
}

/** Where a module finds AWS, and when it is to be given up. */
export interface ModuleSurroundings {
  readonly endpoint: string;
  readonly region: string;
  readonly signal: AbortSignal;
}

/** How much of what a module wrote last is kept for the report of its failure. */
const LAST_LINES = 10;

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
  invocation: ModuleInvocation,
  { endpoint, region, signal }: ModuleSurroundings,
): Promise<void> {
  const event = {
    DeploymentId: invocation.deploymentId,
    LifecycleEventHookExecutionId: invocation.lifecycleEventHookExecutionId,
  };
  const context = { functionName: invocation.functionName, awsRequestId: invocation.lifecycleEventHookExecutionId };
  const moduleUrl = pathToFileURL(resolve(modulePath)).href;
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', RUNNER, moduleUrl, JSON.stringify(event), JSON.stringify(context)],
    { env: environment(endpoint, region, invocation.functionName), stdio: ['ignore', 'ignore', 'pipe'], signal },
  );
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-10_000);
  });
  await new Promise<void>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code, killedBy) => {
      if (code === 0) done();
      else failed(new Error([`it ended with ${killedBy ?? `exit code ${code}`}`, ...lastLines(complaint)].join('\n')));
    });
  });
}

function lastLines(text: string): string[] {
  return text.trim() === '' ? [] : text.trimEnd().split('\n').slice(-LAST_LINES);
}

/** The environment of a Lambda function, without anything that could lead its SDK to a real account. */
function environment(endpoint: string, region: string, functionName: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('AWS_'));
  return {
    ...Object.fromEntries(own),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_LAMBDA_FUNCTION_NAME: functionName,
  };
}
