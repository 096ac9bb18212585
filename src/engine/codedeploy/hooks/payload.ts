import { devNull } from 'node:os';
import type { HookEvent } from '../../stand-ins.js';
import type { HookInvocation } from './invocation.js';

/** Where a function finds AWS, and when it is to be given up. */
export interface HookSurroundings {
  /** The engine's address. */
  readonly endpoint: string;
  readonly region: string;
  readonly signal: AbortSignal;
}

/** What Lambda hands to the function: https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html */
export function payloadOf({ deploymentId, lifecycleEventHookExecutionId }: HookInvocation): HookEvent {
  return { DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId };
}

/**
 * The environment of a function: what Lambda sets, and what a shell needs to do without JSON. Nothing in it could lead
 * an SDK to a real account.
 */
export function hookEnvironment(
  invocation: HookInvocation,
  { endpoint, region }: Pick<HookSurroundings, 'endpoint' | 'region'>,
): NodeJS.ProcessEnv {
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
    AWS_LAMBDA_FUNCTION_NAME: invocation.functionName,
    BG_DEPLOY_HOOK_EVENT: JSON.stringify(payloadOf(invocation)),
    DEPLOYMENT_ID: invocation.deploymentId,
    LIFECYCLE_EVENT_HOOK_EXECUTION_ID: invocation.lifecycleEventHookExecutionId,
    LIFECYCLE_EVENT: invocation.event,
  };
}
