import {
  ConfirmSubscription$,
  type ConfirmSubscriptionCommandInput,
  type ConfirmSubscriptionCommandOutput,
  CreateTopic$,
  type CreateTopicCommandInput,
  type CreateTopicCommandOutput,
  DeleteTopic$,
  type DeleteTopicCommandInput,
  type DeleteTopicCommandOutput,
  GetSubscriptionAttributes$,
  type GetSubscriptionAttributesCommandInput,
  type GetSubscriptionAttributesCommandOutput,
  GetTopicAttributes$,
  type GetTopicAttributesCommandInput,
  type GetTopicAttributesCommandOutput,
  ListSubscriptions$,
  ListSubscriptionsByTopic$,
  type ListSubscriptionsByTopicCommandInput,
  type ListSubscriptionsByTopicCommandOutput,
  type ListSubscriptionsCommandInput,
  type ListSubscriptionsCommandOutput,
  ListTagsForResource$,
  type ListTagsForResourceCommandInput,
  type ListTagsForResourceCommandOutput,
  ListTopics$,
  type ListTopicsCommandInput,
  type ListTopicsCommandOutput,
  Publish$,
  PublishBatch$,
  type PublishBatchCommandInput,
  type PublishBatchCommandOutput,
  type PublishCommandInput,
  type PublishCommandOutput,
  SetSubscriptionAttributes$,
  type SetSubscriptionAttributesCommandInput,
  type SetSubscriptionAttributesCommandOutput,
  SetTopicAttributes$,
  type SetTopicAttributesCommandInput,
  type SetTopicAttributesCommandOutput,
  Subscribe$,
  type SubscribeCommandInput,
  type SubscribeCommandOutput,
  Unsubscribe$,
  type UnsubscribeCommandInput,
  type UnsubscribeCommandOutput,
} from '@aws-sdk/client-sns';
import { operation, type ServiceDefinition } from '../service.js';
import { confirmSubscription, confirmSubscriptionByLink } from './operations/confirm-subscription.js';
import { createTopic } from './operations/create-topic.js';
import { deleteTopic } from './operations/delete-topic.js';
import { getSubscriptionAttributes } from './operations/get-subscription-attributes.js';
import { getTopicAttributes } from './operations/get-topic-attributes.js';
import { listSubscriptions } from './operations/list-subscriptions.js';
import { listSubscriptionsByTopic } from './operations/list-subscriptions-by-topic.js';
import { listTagsForResource } from './operations/list-tags-for-resource.js';
import { listTopics } from './operations/list-topics.js';
import { publish } from './operations/publish.js';
import { publishBatch } from './operations/publish-batch.js';
import { setSubscriptionAttributes } from './operations/set-subscription-attributes.js';
import { setTopicAttributes } from './operations/set-topic-attributes.js';
import { subscribe } from './operations/subscribe.js';
import { unsubscribe, unsubscribeByLink } from './operations/unsubscribe.js';

/** Amazon SNS, as far as notifications by e-mail and to HTTP endpoints need it. */
export const snsService: ServiceDefinition = {
  signingName: 'sns',
  protocol: { kind: 'awsQuery', version: '2010-03-31', xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/' },
  links: [
    operation<ConfirmSubscriptionCommandInput, ConfirmSubscriptionCommandOutput>(
      ConfirmSubscription$,
      confirmSubscriptionByLink,
    ),
    operation<UnsubscribeCommandInput, UnsubscribeCommandOutput>(Unsubscribe$, unsubscribeByLink),
  ],
  operations: [
    operation<ConfirmSubscriptionCommandInput, ConfirmSubscriptionCommandOutput>(
      ConfirmSubscription$,
      confirmSubscription,
    ),
    operation<CreateTopicCommandInput, CreateTopicCommandOutput>(CreateTopic$, createTopic),
    operation<DeleteTopicCommandInput, DeleteTopicCommandOutput>(DeleteTopic$, deleteTopic),
    operation<GetSubscriptionAttributesCommandInput, GetSubscriptionAttributesCommandOutput>(
      GetSubscriptionAttributes$,
      getSubscriptionAttributes,
    ),
    operation<GetTopicAttributesCommandInput, GetTopicAttributesCommandOutput>(GetTopicAttributes$, getTopicAttributes),
    operation<ListSubscriptionsCommandInput, ListSubscriptionsCommandOutput>(ListSubscriptions$, listSubscriptions),
    operation<ListSubscriptionsByTopicCommandInput, ListSubscriptionsByTopicCommandOutput>(
      ListSubscriptionsByTopic$,
      listSubscriptionsByTopic,
    ),
    operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput>(
      ListTagsForResource$,
      listTagsForResource,
    ),
    operation<ListTopicsCommandInput, ListTopicsCommandOutput>(ListTopics$, listTopics),
    operation<PublishCommandInput, PublishCommandOutput>(Publish$, publish),
    operation<PublishBatchCommandInput, PublishBatchCommandOutput>(PublishBatch$, publishBatch),
    operation<SetSubscriptionAttributesCommandInput, SetSubscriptionAttributesCommandOutput>(
      SetSubscriptionAttributes$,
      setSubscriptionAttributes,
    ),
    operation<SetTopicAttributesCommandInput, SetTopicAttributesCommandOutput>(SetTopicAttributes$, setTopicAttributes),
    operation<SubscribeCommandInput, SubscribeCommandOutput>(Subscribe$, subscribe),
    operation<UnsubscribeCommandInput, UnsubscribeCommandOutput>(Unsubscribe$, unsubscribe),
  ],
};
