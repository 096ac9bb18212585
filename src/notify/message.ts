import { documentOf } from './document.js';
import { type Facts, factsOf } from './facts.js';
import type { Notification, NotificationContext, Phase } from './notification.js';
import { fitsSns } from './publish-input.js';
import type { Story } from './story.js';
import { subjectOf } from './subject.js';
import { textOf } from './text.js';

/** The lengths that texts are cut to, one after the other, until the whole is small enough; in characters. */
const TEXT_LIMITS = [65_536, 16_384, 4_096, 1_024, 256] as const;
/** With this one it always is. */
const LAST_TEXT_LIMIT = 64;

/**
 * Writes the notification of a phase. Where it would be larger than SNS allows, the longest texts are cut first.
 */
export function notificationFor(phase: Phase, story: Story, context: NotificationContext): Notification {
  for (const limit of TEXT_LIMITS) {
    const notification = compose(factsOf(phase, story, context, limit));
    if (fitsSns(notification)) return notification;
  }
  return compose(factsOf(phase, story, context, LAST_TEXT_LIMIT));
}

function compose(facts: Facts): Notification {
  const { phase, deploymentId } = facts;
  return {
    phase,
    deploymentId,
    subject: subjectOf(facts),
    text: textOf(facts),
    json: documentOf(facts),
    attributes: attributesOf(facts),
  };
}

/** An attribute without a value is refused by SNS; a policy can ask whether one exists. */
function attributesOf({ application, environment, service, phase, status }: Facts): Record<string, string> {
  const all = { application, environment, service, event: phase, status };
  return Object.fromEntries(Object.entries(all).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
