import type {
  ServiceInputTypes as CodeDeployInput,
  ServiceOutputTypes as CodeDeployOutput,
} from '@aws-sdk/client-codedeploy';
import type { ServiceInputTypes as EcsInput, ServiceOutputTypes as EcsOutput } from '@aws-sdk/client-ecs';
import type {
  ServiceInputTypes as Elbv2Input,
  ServiceOutputTypes as Elbv2Output,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { ServiceInputTypes as SnsInput, ServiceOutputTypes as SnsOutput } from '@aws-sdk/client-sns';
import { type ClientSettings, clientSettings } from './client-settings.js';
import type { RequestReport } from './request-report.js';
import { lazySender, type Sender } from './sender.js';

/**
 * The AWS clients that a release talks through. Clients of the SDK serve as they are; {@link createAwsClients} makes
 * ones that load when they are first used.
 */
export interface AwsClients {
  readonly codedeploy: Sender<CodeDeployInput, CodeDeployOutput>;
  readonly ecs: Sender<EcsInput, EcsOutput>;
  readonly elbv2: Sender<Elbv2Input, Elbv2Output>;
  readonly sns: Sender<SnsInput, SnsOutput>;
}

/** How {@link createAwsClients} finds AWS. */
export interface AwsClientOptions {
  /** Default: as the SDK finds it (`AWS_REGION`, the profile). */
  readonly region?: string;
  /** A profile of the shared configuration; default: the SDK's chain. */
  readonly profile?: string;
  /** One address for all services. Default: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, then AWS itself. */
  readonly endpointUrl?: string;
  /** Attempts at a request before its error is reported. @defaultValue 3, the SDK's own */
  readonly maxAttempts?: number;
  /** Real milliseconds without a sign of life after which an attempt has failed. @defaultValue 30000 */
  readonly answerTimeoutMs?: number;
  /** Told of every attempt at a request: its name, duration and outcome, never its content. */
  readonly onRequest?: (report: RequestReport) => void;
  /** @defaultValue `process.env` */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** {@link AwsClients} that hold connections open until they are destroyed. */
export interface OwnedAwsClients extends AwsClients {
  destroy(): void;
}

/**
 * Clients for the four services, each loaded and made when it is first used.
 *
 * Where the endpoint is an address of this machine and nobody configured credentials, requests to it are signed with
 * ones that mean nothing. AWS itself never gets those.
 *
 * @example
 * ```ts
 * const clients = createAwsClients({ region: 'eu-west-1', onRequest: (request) => log.debug(request) });
 * ```
 */
export function createAwsClients(options: AwsClientOptions = {}): OwnedAwsClients {
  const settings = (service: ClientSettings['service']) => clientSettings(service, options);
  const codedeploy = lazySender(async () =>
    (await import('./codedeploy/client.js')).createCodeDeployClient(settings('codedeploy')),
  );
  const ecs = lazySender(async () => (await import('./ecs/client.js')).createEcsClient(settings('ecs')));
  const elbv2 = lazySender(async () => (await import('./elbv2/client.js')).createElbv2Client(settings('elbv2')));
  const sns = lazySender(async () => (await import('./sns/client.js')).createSnsClient(settings('sns')));
  return {
    codedeploy,
    ecs,
    elbv2,
    sns,
    destroy() {
      for (const client of [codedeploy, ecs, elbv2, sns]) client.destroy();
    },
  };
}
