import { BgDeployError } from '../errors.js';
import { loopbackUrl } from './loopback-request.js';
import type { FunctionStandIn } from './operation.js';

/** What a Lambda function that an AppSpec names is handed: https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html */
export interface HookEvent {
  readonly DeploymentId: string;
  readonly LifecycleEventHookExecutionId: string;
}

/** What a function of a test or of a program is told beside the event. */
export interface HookContext {
  /** The engine's address, for SDK clients. */
  readonly endpoint: string;
  readonly region: string;
  /** `AfterAllowTestTraffic` and its like. */
  readonly lifecycleEvent: string;
  /** The engine is closing or was emptied. */
  readonly signal: AbortSignal;
}

/**
 * A function that stands in for a Lambda function. What it resolves with is reported for it through
 * `PutLifecycleEventHookExecutionStatus`; when it resolves with nothing, it has reported by itself, or never will, and
 * when it rejects, nothing is reported either: as with Lambda, the deployment then waits for an hour.
 */
export type HookFunction =
  | ((event: HookEvent, context: HookContext) => Promise<'Succeeded' | 'Failed' | undefined>)
  | ((event: HookEvent, context: HookContext) => Promise<void>);

/** What stands in for a Lambda function that validates a deployment. */
export type HookStandIn =
  | { readonly answer: 'succeed' | 'fail' | 'silent' }
  /** A module whose `handler` is the Lambda function itself; it runs in a process of its own. */
  | { readonly module: string }
  /**
   * A command for the shell. It finds Lambda's payload on its standard input and in `BG_DEPLOY_HOOK_EVENT`, the ids in
   * `DEPLOYMENT_ID` and `LIFECYCLE_EVENT_HOOK_EXECUTION_ID`, the event in `LIFECYCLE_EVENT` and the engine in
   * `AWS_ENDPOINT_URL`. Exit code 0 is reported as Succeeded, another one as Failed, unless it has reported by itself.
   */
  | {
      readonly command: string;
      /** The folder that it runs in. @defaultValue the working directory */
      readonly folder?: string;
    }
  /**
   * A URL of this machine, to which Lambda's payload is posted. It answers 2xx and reports by itself, or has its answer
   * `{"status": "Succeeded"}` or `{"status": "Failed"}` reported for it.
   */
  | { readonly url: string }
  | HookFunction;

/** The functions that exist in an engine, by name. */
export interface StandIns {
  /** What becomes of an invocation; `undefined`: there is no such function. */
  kindOf(functionNameOrArn: string): FunctionStandIn | undefined;
  /** What is to be called, for a function that is `external`. */
  find(functionNameOrArn: string): HookStandIn | undefined;
}

/**
 * @param hooks - by function name or ARN, as an AppSpec may name them
 * @throws `BgDeployError` `usage-invalid` for a URL that is not on this machine
 */
export function createStandIns(hooks: Readonly<Record<string, HookStandIn>>): StandIns {
  for (const [name, hook] of Object.entries(hooks))
    if (typeof hook === 'object' && 'url' in hook) check(name, hook.url);
  const byName = new Map(Object.entries(hooks).map(([name, hook]) => [functionName(name), hook]));
  const find = (nameOrArn: string) => byName.get(functionName(nameOrArn));
  return {
    find,
    kindOf(nameOrArn) {
      const hook = find(nameOrArn);
      if (hook === undefined) return undefined;
      return typeof hook === 'object' && 'answer' in hook ? hook.answer : 'external';
    },
  };
}

function check(name: string, url: string): void {
  try {
    loopbackUrl(url);
  } catch (cause) {
    throw new BgDeployError('usage-invalid', `The hook ${name} cannot be called at ${url}`, {
      remedy: 'Give a URL of this machine, such as http://127.0.0.1:9000/hook: the engine contacts nothing else.',
      cause,
    });
  }
}

/**
 * The bare name of a function: AppSpecs name it, or give its ARN, in full or in part, with or without a version or an
 * alias behind it. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html (FunctionName)
 */
export function functionName(nameOrArn: string): string {
  const name = nameOrArn.split('function:').at(-1) ?? nameOrArn;
  return name.split(':', 1)[0] ?? name;
}
