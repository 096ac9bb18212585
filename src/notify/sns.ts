import { PublishCommand } from '@aws-sdk/client-sns';
import type { AwsClients } from '../aws/clients.js';
import { BgDeployError } from '../errors.js';
import { publishInput } from './publish-input.js';
import type { Publisher } from './publisher.js';
import { findTopic } from './topic.js';

/**
 * Publishes through Amazon SNS. A topic given by name is looked for once and remembered; an ARN is taken as it is.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function snsPublisher(sns: AwsClients['sns']): Publisher {
  const arns = new Map<string, string>();
  return {
    async publish(topic, notification, signal) {
      const topicArn = topic.startsWith('arn:') ? topic : (arns.get(topic) ?? (await findTopic(sns, topic, signal)));
      if (topicArn === undefined) throw noSuchTopic(topic);
      arns.set(topic, topicArn);
      try {
        const request = new PublishCommand(publishInput(topicArn, notification));
        const { MessageId } = await sns.send(request, { abortSignal: signal });
        return { topicArn, messageId: MessageId ?? '' };
      } catch (error) {
        throw explained(error, topicArn);
      }
    },
  };
}

function noSuchTopic(topic: string, cause?: unknown): BgDeployError {
  return new BgDeployError('aws-not-found', `there is no topic ${topic} in this region and account`, {
    remedy: 'Run `bg-deploy bootstrap`, or correct notifications.topic.',
    resource: topic,
    cause,
  });
}

/** SNS's refusals that somebody can do something about, with what. */
function explained(error: unknown, topicArn: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'NotFoundException') return noSuchTopic(topicArn, error);
  const remedy = REMEDIES[error.name];
  if (remedy === undefined) return error;
  const code = error.name === 'AuthorizationErrorException' ? 'aws-access-denied' : 'aws-refused';
  return new BgDeployError(code, error.message, { remedy, resource: topicArn, cause: error });
}

const KMS_REMEDY = "Allow kms:GenerateDataKey* and kms:Decrypt on the topic's key, and see that the key is enabled.";

const REMEDIES: Readonly<Record<string, string>> = {
  AuthorizationErrorException: 'Allow sns:Publish on the topic to whoever runs bg-deploy.',
  KMSAccessDeniedException: KMS_REMEDY,
  KMSDisabledException: KMS_REMEDY,
  KMSInvalidStateException: KMS_REMEDY,
  KMSNotFoundException: KMS_REMEDY,
};
