import type { AutoRollbackEvent, ErrorCode } from '@aws-sdk/client-codedeploy';
import type { HookEventName } from '../../../domain/lifecycle-event.js';

/** The error that a deployment shows for its end. */
export interface DeploymentError {
  code: ErrorCode;
  message: string;
}

/** Why a deployment ends otherwise than by succeeding. Plain data: it is kept with the world. */
export type Cause =
  | { kind: 'hook-failed' }
  | { kind: 'hook-silent' }
  | { kind: 'function-missing'; event: HookEventName; functionName: string }
  | { kind: 'install-timeout' }
  | { kind: 'scaling-timeout' }
  | { kind: 'ready-timeout'; minutes: number }
  /** `rollback`: what the caller said; without it the group's setting decides. */
  | { kind: 'stop-requested'; rollback?: boolean }
  | { kind: 'appspec-invalid'; error: DeploymentError }
  | { kind: 'service-unfit'; message: string }
  | { kind: 'ecs-refused'; message: string }
  | { kind: 'elb-refused'; message: string }
  | { kind: 'role-refused'; roleArn: string; service: RefusingService }
  | { kind: 'restore-failed'; error: DeploymentError }
  /** `alarms`: the names of those that are on. */
  | { kind: 'alarm-active'; alarms: string[] }
  /** The state of the alarms could not be read, and the group does not ignore that. */
  | { kind: 'alarms-unread'; error: DeploymentError };

/** The causes that a phase brings about by itself, or through a report. */
export type Expiry = Extract<
  Cause['kind'],
  'hook-failed' | 'hook-silent' | 'function-missing' | 'install-timeout' | 'scaling-timeout' | 'ready-timeout'
>;

/** A service as CodeDeploy names it in an error about permissions. */
export type RefusingService = 'AmazonECS' | 'AmazonElasticLoadBalancingV2' | 'AmazonCloudWatch' | 'AWSLambda';

/** What a cause does to the deployment. */
interface Ending<C extends Cause> {
  readonly status: 'Failed' | 'Stopped';
  /** The group's automatic rollback on this event applies. */
  readonly rollsBackOn: AutoRollbackEvent;
  readonly error: (cause: C) => DeploymentError;
  /** Where the status, the code and the text come from. */
  readonly source: string;
  /** What of it nobody has recorded from AWS. */
  readonly unverified?: string;
}

const TROUBLESHOOTING = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html';
const API_STOP = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_StopDeployment.html';
const API_READY = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html';
const ALARMS =
  'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html#deployments-rollback-and-redeploy-automatic-rollbacks';
const API_ALARMS = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html';
const API_CODES = 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html';

const elbError = (message: string): DeploymentError => ({
  code: 'ELASTIC_LOAD_BALANCING_INVALID',
  message: `The ELB could not be updated due to the following error: ${message}`,
});

/** Every way in which a deployment ends badly. */
export const ENDINGS: { readonly [K in Cause['kind']]: Ending<Extract<Cause, { kind: K }>> } = {
  'hook-failed': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: () => ({
      code: 'HOOK_EXECUTION_FAILURE',
      message: 'The deployment failed because one or more of the lifecycle event validation functions failed.',
    }),
    source: TROUBLESHOOTING,
  },
  'hook-silent': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: () => ({
      code: 'HOOK_EXECUTION_FAILURE',
      message:
        'The deployment timed out while waiting for a status callback. CodeDeploy expects a status callback within one hour after a deployment hook is invoked.',
    }),
    source: TROUBLESHOOTING,
    unverified: 'the code: HOOK_EXECUTION_FAILURE or TIMEOUT',
  },
  'function-missing': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: ({ event, functionName }) => ({
      code: 'INVALID_LAMBDA_FUNCTION',
      message: `The deployment failed because the Lambda function ${functionName} of the lifecycle event ${event} could not be found.`,
    }),
    source: API_CODES,
    unverified: 'the code and the text',
  },
  'install-timeout': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: () => ({
      code: 'TIMEOUT',
      message:
        'The deployment timed out while waiting for the replacement task set to become healthy. This time out period is 60 minutes.',
    }),
    source: TROUBLESHOOTING,
    unverified: 'the code: TIMEOUT or ECS_UPDATE_ERROR',
  },
  'scaling-timeout': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: () => ({
      code: 'TIMEOUT',
      message:
        'The deployment timed out while waiting for the ECS service to return to a steady state after a scaling event. This time out period is 5 minutes.',
    }),
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html',
    unverified: 'the code and the text',
  },
  'ready-timeout': {
    status: 'Stopped',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: ({ minutes }) => ({
      code: 'TIMEOUT',
      message: `The deployment timed out while waiting for a notification to continue. This time out period is ${minutes} minutes.`,
    }),
    source: API_READY,
    unverified: 'the code, and which of the rollback events applies',
  },
  'stop-requested': {
    status: 'Stopped',
    rollsBackOn: 'DEPLOYMENT_STOP_ON_REQUEST',
    error: () => ({ code: 'MANUAL_STOP', message: 'Deployment is stopped by the user.' }),
    source: API_STOP,
    unverified: 'the text',
  },
  'appspec-invalid': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: ({ error }) => error,
    source: 'https://github.com/aws/aws-cli/issues/6267',
    unverified: 'the code',
  },
  'service-unfit': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: ({ message }) => ({ code: 'INVALID_ECS_SERVICE', message }),
    source: API_CODES,
  },
  'ecs-refused': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: ({ message }) => ({ code: 'ECS_UPDATE_ERROR', message }),
    source: TROUBLESHOOTING,
  },
  'elb-refused': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: ({ message }) => elbError(message),
    source: TROUBLESHOOTING,
  },
  'role-refused': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: ({ roleArn, service }) => ({
      code: 'IAM_ROLE_PERMISSIONS',
      message: `The IAM role ${roleArn} does not give you permission to perform operations in the following AWS service: ${service}. Contact your AWS administrator if you need help. If you are an AWS administrator, you can grant permissions to your users or groups by creating IAM policies.`,
    }),
    source: TROUBLESHOOTING,
  },
  'restore-failed': {
    status: 'Failed',
    rollsBackOn: 'DEPLOYMENT_FAILURE',
    error: ({ error }) => error,
    source: API_CODES,
    unverified: 'what a rollback that cannot put the traffic back reports',
  },
  'alarm-active': {
    status: 'Stopped',
    rollsBackOn: 'DEPLOYMENT_STOP_ON_ALARM',
    error: ({ alarms }) => ({
      code: 'ALARM_ACTIVE',
      message: `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected, and the affected deployments have been stopped. Activated alarms: <${alarms.join(', ')}>`,
    }),
    source: ALARMS,
    unverified: 'how several alarms are listed',
  },
  'alarms-unread': {
    status: 'Stopped',
    rollsBackOn: 'DEPLOYMENT_STOP_ON_ALARM',
    error: ({ error }) => error,
    source: API_ALARMS,
    unverified:
      'the codes and the texts, which of the rollback events applies, and that it holds for an alarm that does not exist',
  },
};

/** What a cause does to a deployment. */
export function endingOf(cause: Cause): {
  status: 'Failed' | 'Stopped';
  rollsBackOn: AutoRollbackEvent;
  error: DeploymentError;
} {
  // Each kind's ending takes that kind's cause; the compiler does not follow the pair through the lookup.
  const ending: Ending<never> = ENDINGS[cause.kind];
  return { status: ending.status, rollsBackOn: ending.rollsBackOn, error: ending.error(cause as never) };
}
