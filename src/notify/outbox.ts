import { type Clock, systemClock } from '../clock.js';
import type { DeploymentEvent } from '../deployment/event.js';
import type { Notification } from './notification.js';
import { type Delivery, type Publisher, publishInTime } from './publisher.js';

/** What an {@link Outbox} works with. */
export interface OutboxOptions {
  readonly publisher: Publisher;
  /** The topic's name or ARN. */
  readonly topic: string;
  /** Dates the events. */
  readonly clock: Clock;
  /** Bounds the publishing. Default: the machine's clock, since this is the network's work and not the deployment's. */
  readonly timer?: Clock;
  /** Milliseconds that one notification may take, the SDK's retries included. Default 10 s. */
  readonly timeout?: number;
  /** Milliseconds for which the end of a deployment waits for notifications that are on their way. Default 10 s. */
  readonly grace?: number;
  readonly signal?: AbortSignal;
}

const DEFAULT_TIMEOUT = 10_000;
const DEFAULT_GRACE = 10_000;

/** Notifications on their way, and what became of those that are not any more. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #abandoned = new AbortController();
  readonly #signal: AbortSignal;
  readonly #outstanding = new Set<Notification>();
  readonly #outcomes: DeploymentEvent[] = [];
  #bell = new Bell();

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#signal = options.signal ? AbortSignal.any([options.signal, this.#abandoned.signal]) : this.#abandoned.signal;
  }

  /** Begins to deliver a notification, and returns at once. */
  send(notification: Notification): void {
    const { publisher, topic, timer = systemClock, timeout = DEFAULT_TIMEOUT } = this.#options;
    this.#outstanding.add(notification);
    void publishInTime(notification, { publisher, topic, clock: timer, timeout, signal: this.#signal }).then(
      (delivery) => this.#conclude(notification, delivery),
    );
  }

  /** Resolves as soon as there is an outcome to take. */
  news(): Promise<'news'> {
    return this.#outcomes.length > 0 ? Promise.resolve('news') : this.#bell.rung;
  }

  /** The outcomes that nobody took yet. */
  take(): DeploymentEvent[] {
    return this.#outcomes.splice(0);
  }

  /** The outcomes of all that is on its way; what has none when the grace is over counts as failed. */
  async *settle(): AsyncGenerator<DeploymentEvent, void, undefined> {
    const { timer = systemClock, grace = DEFAULT_GRACE } = this.#options;
    const settled = new AbortController();
    const over = () => 'over' as const;
    const end = timer.sleep(grace, settled.signal).then(over, over);
    try {
      for (;;) {
        yield* this.take();
        // While the reader was busy with one outcome, another may have come.
        if (this.#outcomes.length > 0) continue;
        if (this.#outstanding.size === 0) return;
        if ((await Promise.race([this.news(), end])) === 'news') continue;
        for (const notification of [...this.#outstanding]) {
          this.#conclude(notification, {
            kind: 'failed',
            reason: `SNS had not answered ${grace / 1000} s after the deployment's end`,
          });
        }
      }
    } finally {
      settled.abort();
    }
  }

  /** Gives up what is on its way, untold. */
  abandon(): void {
    this.#outstanding.clear();
    this.#abandoned.abort();
  }

  #conclude(notification: Notification, delivery: Delivery): void {
    if (!this.#outstanding.delete(notification)) return;
    const { deploymentId, subject } = notification;
    const at = new Date(this.#options.clock.now());
    this.#outcomes.push(
      delivery.kind === 'sent'
        ? {
            type: 'notification.sent',
            at,
            deploymentId,
            topic: delivery.topicArn,
            subject,
            messageId: delivery.messageId,
          }
        : {
            type: 'notification.failed',
            at,
            deploymentId,
            topic: this.#options.topic,
            subject,
            reason: delivery.reason,
          },
    );
    this.#bell.ring();
    this.#bell = new Bell();
  }
}

/** A promise that can be kept from outside, once. */
class Bell {
  readonly rung: Promise<'news'>;
  #keep: (news: 'news') => void = () => {};

  constructor() {
    this.rung = new Promise((resolve) => {
      this.#keep = resolve;
    });
  }

  ring(): void {
    this.#keep('news');
  }
}
