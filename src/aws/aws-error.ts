import { BgDeployError, type ErrorCode, isBgDeployError } from '../errors.js';
import { AnswerLost } from './answer-lost.js';
import type { ServiceKey } from './endpoint.js';
import { isBrokenAnswer, isConnectionFailure, isPassing, isThrottling, statusOf } from './exception.js';
import { requestIdOf } from './request-report.js';

/** What was asked of AWS when it went wrong. */
export interface Question {
  readonly service: ServiceKey;
  /** AWS's name of the operation, e.g. `GetDeployment`. */
  readonly operation: string;
  /** What it was about, e.g. a deployment's id. */
  readonly resource?: string;
}

const SERVICE_NAME: Record<ServiceKey, string> = {
  codedeploy: 'CodeDeploy',
  ecs: 'Amazon ECS',
  elbv2: 'Elastic Load Balancing',
  sns: 'Amazon SNS',
  ssm: 'Systems Manager',
  secretsmanager: 'Secrets Manager',
  cloudformation: 'CloudFormation',
  s3: 'Amazon S3',
};

/** How IAM calls each service in the name of an action. */
const ACTION_PREFIX: Record<ServiceKey, string> = {
  codedeploy: 'codedeploy',
  ecs: 'ecs',
  elbv2: 'elasticloadbalancing',
  sns: 'sns',
  ssm: 'ssm',
  secretsmanager: 'secretsmanager',
  cloudformation: 'cloudformation',
  s3: 's3',
};

const CREDENTIALS: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
]);

const DENIED: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'AuthorizationError',
  'AuthorizationErrorException',
  'UnauthorizedOperation',
  'NotAuthorized',
]);

interface Reading {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly resource?: string;
}

/**
 * Any exception of the SDK or the network, as an error that says what was asked, why it was refused and what to do. The
 * exception is kept as the cause.
 */
export function awsError(error: unknown, question: Question): BgDeployError {
  if (isBgDeployError(error)) return error;
  const reading = read(error instanceof Error ? error : new Error(String(error)), question);
  const resource = reading.resource ?? question.resource;
  return new BgDeployError(reading.code, reading.message, {
    remedy: reading.remedy,
    ...(resource === undefined ? {} : { resource }),
    cause: error,
  });
}

/**
 * Sends a request; what comes back instead of an answer becomes an error of ours.
 *
 * @throws {@link BgDeployError} `aws-…`; the signal's reason when it was aborted
 */
export async function asking<Answer>(
  question: Question,
  signal: AbortSignal | undefined,
  send: () => Promise<Answer>,
): Promise<Answer> {
  signal?.throwIfAborted();
  try {
    return await send();
  } catch (error) {
    signal?.throwIfAborted();
    throw awsError(error, question);
  }
}

/** Whether the same question may well be answered a little later. */
export function mayPass(error: unknown): boolean {
  return isBgDeployError(error) && error.cause instanceof Error && isPassing(error.cause);
}

/** Whether AWS said that there is no such thing; of something new it may not know yet. */
export function isNotFound(error: unknown): error is BgDeployError {
  return isBgDeployError(error) && error.code === 'aws-not-found';
}

/** Whether AWS, or the way to it, was the reason, and not the user or a fault of ours. */
export function isRefusal(error: unknown): error is BgDeployError {
  return isBgDeployError(error) && error.code.startsWith('aws-');
}

/** Whether AWS asked to be asked less often. */
export function wasThrottled(error: unknown): boolean {
  return isBgDeployError(error) && error.code === 'aws-throttled';
}

function read(error: Error, { service, operation, resource }: Question): Reading {
  const what = `${SERVICE_NAME[service]} ${operation}${resource === undefined ? '' : ` (${resource})`}`;
  const action = `${ACTION_PREFIX[service]}:${operation}`;

  if (/^Region is missing/.test(error.message)) {
    return {
      code: 'config-invalid',
      message: 'no AWS region is configured',
      remedy: 'Give --region, set AWS_REGION, or write `region:` into the configuration.',
    };
  }
  if (CREDENTIALS.has(error.name) || /^ExpiredToken/.test(error.name)) {
    const expired = /expired/i.test(`${error.name} ${error.message}`);
    return {
      code: 'aws-credentials',
      message: `${what}: ${expired ? 'the credentials have expired' : `no usable credentials: ${sentence(error)}`}`,
      remedy: expired
        ? 'Sign in again (for instance `aws sso login`) and run the command again.'
        : 'Configure credentials as for the AWS CLI (`aws sts get-caller-identity` tells whether they work).',
    };
  }
  if (DENIED.has(error.name) || statusOf(error) === 403) {
    const denied = /not authorized to perform:? ([\w-]+:\w+)(?: on resource:? (\S+))?/.exec(error.message);
    const on = denied?.[2]?.replace(/[.,]$/, '');
    return {
      code: 'aws-access-denied',
      message: `${what} is not allowed: ${sentence(error)}`,
      remedy: `Grant ${denied?.[1] ?? action}${on ? ` on ${on}` : ''} to the identity that runs bg-deploy.`,
      ...(on ? { resource: on } : {}),
    };
  }
  if (isThrottling(error)) {
    return {
      code: 'aws-throttled',
      message: `${what} was throttled past all retries: ${sentence(error)}`,
      remedy: 'Run it again later; fewer programs that poll AWS at the same time help.',
    };
  }
  if (error instanceof AnswerLost) {
    return {
      code: 'aws-unreachable',
      message: `${what}: the answer was lost (${sentence(error)}), so it may have been carried out`,
      remedy: 'Look with `bg-deploy status` before running it again.',
    };
  }
  if (isBrokenAnswer(error) && !(error instanceof SyntaxError)) {
    return {
      code: 'aws-unreachable',
      message: `${what}: the answer broke off (${sentence(error)})`,
      remedy: 'Check the network and whatever stands between here and AWS, and run it again.',
    };
  }
  if (error.name === 'TimeoutError') {
    return {
      code: 'aws-unreachable',
      message: `${what}: no answer came in time`,
      remedy: 'Check the network, the region and --endpoint-url (or AWS_ENDPOINT_URL), and run it again.',
    };
  }
  if (isConnectionFailure(error)) {
    return {
      code: 'aws-unreachable',
      message: `${what}: ${addressOf(error)} cannot be reached (${sentence(error)})`,
      remedy: 'Check the network, the region and --endpoint-url (or AWS_ENDPOINT_URL).',
    };
  }
  if (error instanceof SyntaxError) {
    return {
      code: 'aws-unreachable',
      message: `${what}: what answers there does not speak AWS's protocol`,
      remedy: 'Check --endpoint-url (or AWS_ENDPOINT_URL): it names another server.',
    };
  }
  if (/(NotFound|DoesNotExist)(Exception)?$/.test(error.name)) {
    return {
      code: 'aws-not-found',
      message: `${what}: ${sentence(error)}`,
      remedy: 'Check the name, the region and the account.',
    };
  }
  const requestId = requestIdOf(error);
  return {
    code: 'aws-refused',
    message: `${what} was refused: ${error.name}: ${sentence(error)}`,
    remedy: requestId
      ? `Mend what the message names; AWS support finds the request by its id ${requestId}.`
      : 'Mend what the message names and run it again.',
  };
}

function sentence(error: Error): string {
  // The SDK's advice to its own users.
  const [message = ''] = error.message.split('\n  Deserialization error:');
  return message.trim() || error.name;
}

/** Where a connection was tried, as far as Node.js tells. */
function addressOf(error: Error): string {
  const { hostname, address, port } = error as { hostname?: unknown; address?: unknown; port?: unknown };
  const host = typeof hostname === 'string' ? hostname : typeof address === 'string' ? address : undefined;
  if (host === undefined) return 'AWS';
  return typeof port === 'number' ? `${host}:${port}` : host;
}
