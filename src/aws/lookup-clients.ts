import type {
  ServiceInputTypes as CloudFormationInput,
  ServiceOutputTypes as CloudFormationOutput,
} from '@aws-sdk/client-cloudformation';
import type { ServiceInputTypes as S3Input, ServiceOutputTypes as S3Output } from '@aws-sdk/client-s3';
import type {
  ServiceInputTypes as SecretsManagerInput,
  ServiceOutputTypes as SecretsManagerOutput,
} from '@aws-sdk/client-secrets-manager';
import type { ServiceInputTypes as SsmInput, ServiceOutputTypes as SsmOutput } from '@aws-sdk/client-ssm';
import { type ClientSettings, clientSettings } from './client-settings.js';
import type { AwsClientOptions } from './clients.js';
import { lazySender, type Sender } from './sender.js';

/** The AWS clients that values of templates are asked from. Clients of the SDK serve as they are. */
export interface LookupClients {
  readonly ssm: Sender<SsmInput, SsmOutput>;
  readonly secretsmanager: Sender<SecretsManagerInput, SecretsManagerOutput>;
  readonly cloudformation: Sender<CloudFormationInput, CloudFormationOutput>;
  readonly s3: Sender<S3Input, S3Output>;
}

/** {@link LookupClients} that hold connections open until they are destroyed. */
export interface OwnedLookupClients extends LookupClients {
  destroy(): void;
}

/** Clients for the four services, each loaded and made when it is first used, as those of a release are. */
export function createLookupClients(options: AwsClientOptions = {}): OwnedLookupClients {
  const settings = (service: ClientSettings['service']) => clientSettings(service, options);
  const ssm = lazySender(async () => (await import('./ssm/client.js')).createSsmClient(settings('ssm')));
  const secretsmanager = lazySender(async () =>
    (await import('./secretsmanager/client.js')).createSecretsManagerClient(settings('secretsmanager')),
  );
  const cloudformation = lazySender(async () =>
    (await import('./cloudformation/client.js')).createCloudFormationClient(settings('cloudformation')),
  );
  const s3 = lazySender(async () => (await import('./s3/client.js')).createS3Client(settings('s3')));
  return {
    ssm,
    secretsmanager,
    cloudformation,
    s3,
    destroy() {
      for (const client of [ssm, secretsmanager, cloudformation, s3]) client.destroy();
    },
  };
}
