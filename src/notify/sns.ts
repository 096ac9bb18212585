import { PublishCommand } from '@aws-sdk/client-sns';
import { asking } from '../aws/aws-error.js';
import type { AwsClients } from '../aws/clients.js';
import { BgDeployError, isBgDeployError } from '../errors.js';
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
      if (topicArn === null) throw noSuchTopic(topic);
      arns.set(topic, topicArn);
      const request = new PublishCommand(publishInput(topicArn, notification));
      try {
        const { MessageId } = await asking({ service: 'sns', operation: 'Publish', resource: topicArn }, signal, () =>
          sns.send(request, { abortSignal: signal }),
        );
        return { topicArn, messageId: MessageId ?? '' };
      } catch (error) {
        throw explained(error, topicArn);
      }
    },
  };
}

function noSuchTopic(topic: string, cause?: unknown): BgDeployError {
  return new BgDeployError('aws-not-found', `there is no SNS topic ${topic} in this region and account`, {
    remedy: 'Run `bg-deploy bootstrap`, or correct notifications.topic.',
    resource: topic,
    cause,
  });
}

/** Where more can be said than for any other request: a topic that is gone, and a key that does not let us. */
function explained(error: unknown, topicArn: string): unknown {
  if (!isBgDeployError(error)) return error;
  if (error.code === 'aws-not-found') return noSuchTopic(topicArn, error.cause);
  if (!(error.cause instanceof Error) || !error.cause.name.startsWith('KMS')) return error;
  return new BgDeployError(error.code, error.message, {
    remedy: "Allow kms:GenerateDataKey* and kms:Decrypt on the topic's key, and see that the key is enabled.",
    resource: topicArn,
    cause: error.cause,
  });
}
