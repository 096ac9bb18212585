import type { Clock } from '../clock.js';
import { isBgDeployError } from '../errors.js';
import type { Notification } from './notification.js';

/** Delivers notifications. */
export interface Publisher {
  /**
   * @param topic - its name or ARN
   * @param signal - gives up
   * @throws anything that kept the notification from being accepted
   */
  publish(topic: string, notification: Notification, signal: AbortSignal): Promise<Published>;
}

/** A notification that was accepted. */
export interface Published {
  readonly topicArn: string;
  readonly messageId: string;
}

/** What became of a notification. */
export type Delivery = ({ readonly kind: 'sent' } & Published) | { readonly kind: 'failed'; readonly reason: string };

/** How one notification is delivered. */
export interface DeliveryOptions {
  readonly publisher: Publisher;
  readonly topic: string;
  readonly clock: Clock;
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Delivers a notification within a time. Never rejects, and never outlasts the time, whatever the publisher does. */
export async function publishInTime(notification: Notification, options: DeliveryOptions): Promise<Delivery> {
  const { publisher, topic, clock, timeout, signal } = options;
  const attempt = new AbortController();
  const either = AbortSignal.any([signal, attempt.signal]);
  const sent = async (): Promise<Delivery> => ({
    kind: 'sent',
    ...(await publisher.publish(topic, notification, either)),
  });
  const tooLate = async (): Promise<Delivery> => {
    await clock.sleep(timeout, either);
    return { kind: 'failed', reason: `SNS did not answer within ${timeout / 1000} s` };
  };
  try {
    return await Promise.race([sent(), tooLate()]);
  } catch (error) {
    return { kind: 'failed', reason: signal.aborted ? 'interrupted before SNS answered' : reasonOf(error) };
  } finally {
    attempt.abort();
  }
}

/** What went wrong, and what to do about it where that is known, as one line. */
function reasonOf(error: unknown): string {
  if (isBgDeployError(error)) return `${error.message}. ${error.remedy}`;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split('\n')[0] ?? '';
}
