import type { AwsCredentialIdentity, MiddlewareStack } from '@smithy/types';
import { keepLostAnswers } from './answer-lost.js';
import type { AwsClientOptions } from './clients.js';
import { configuredEndpoint, isLoopback, type ServiceKey } from './endpoint.js';
import { reportRequests } from './request-report.js';

/** What the constructors of all SDK clients understand. */
export interface ClientSettings {
  readonly service: ServiceKey;
  readonly config: {
    readonly region?: string;
    readonly profile?: string;
    readonly endpoint?: string;
    readonly maxAttempts?: number;
    readonly credentials?: AwsCredentialIdentity;
    readonly requestHandler: { readonly connectionTimeout: number; readonly socketTimeout: number };
  };
  /** Adds what a release wants of every client. */
  equip<Input extends object, Output extends object>(stack: MiddlewareStack<Input, Output>): void;
}

/** The SDK would wait for a connection as long as the operating system does: minutes. */
const CONNECTION_TIMEOUT_MS = 10_000;
/** The SDK would wait for ever for an answer on a connection that nobody cuts. These operations take a second at most. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Mean nothing to anybody; an endpoint on this machine does not look at them. */
const DUMMY_CREDENTIALS: AwsCredentialIdentity = { accessKeyId: 'local', secretAccessKey: 'local' };

/** What tells the SDK's credential chain where to look; with none of them set, it would ask the network. */
const CREDENTIAL_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
] as const;

/** The settings of one service's client. */
export function clientSettings(service: ServiceKey, options: AwsClientOptions): ClientSettings {
  const { region, profile, maxAttempts, answerTimeoutMs = ANSWER_TIMEOUT_MS, onRequest, env = process.env } = options;
  const endpoint = options.endpointUrl ?? configuredEndpoint(service, env);
  const anonymous =
    endpoint !== undefined &&
    isLoopback(endpoint) &&
    profile === undefined &&
    CREDENTIAL_VARIABLES.every((name) => !env[name]);
  return {
    service,
    config: {
      ...(region === undefined ? {} : { region }),
      ...(profile === undefined ? {} : { profile }),
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(maxAttempts === undefined ? {} : { maxAttempts }),
      ...(anonymous ? { credentials: DUMMY_CREDENTIALS } : {}),
      requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: answerTimeoutMs },
    },
    equip(stack) {
      keepLostAnswers(stack);
      if (onRequest) reportRequests(stack, service, onRequest);
    },
  };
}
