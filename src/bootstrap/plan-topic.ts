import type { Observed } from './observed.js';
import type { PlanStep } from './plan.js';
import type { BootstrapWish } from './wish.js';

/** The topic, and a subscription for each address that has none; one that awaits confirmation is not asked again. */
export function planNotifications({ notifications }: BootstrapWish, { topic }: Observed): PlanStep[] {
  if (!notifications) return [];
  return [planTopic(notifications.topic, topic), ...notifications.emails.filter(isFirst).map(planSubscription)];

  function planSubscription(email: string): PlanStep {
    const known = topic?.emails.some((address) => address.toLowerCase() === email.toLowerCase()) ?? false;
    return known
      ? { resource: 'subscription', action: 'keep', name: email, arn: null, reason: 'the address is subscribed' }
      : { resource: 'subscription', action: 'create', name: email, reason: 'the address is not subscribed' };
  }
}

function planTopic(nameOrArn: string, topic: Observed['topic']): PlanStep {
  const resource = 'topic';
  if (topic) return { resource, action: 'keep', name: nameOrArn, arn: topic.arn, reason: 'it exists' };
  if (nameOrArn.startsWith('arn:')) {
    return {
      resource,
      action: 'mismatch',
      name: nameOrArn,
      reason: `topic ${nameOrArn} does not exist`,
      remedy: 'Correct notifications.topic, or give a name instead of an ARN; bootstrap then creates the topic.',
    };
  }
  return { resource, action: 'create', name: nameOrArn, reason: 'it does not exist' };
}

function isFirst(email: string, index: number, all: readonly string[]): boolean {
  return all.findIndex((other) => other.toLowerCase() === email.toLowerCase()) === index;
}
