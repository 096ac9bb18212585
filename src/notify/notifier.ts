import type { DeploymentEvent } from '../deployment/event.js';
import { notificationFor } from './message.js';
import type { NotificationContext, Phase } from './notification.js';
import { Outbox, type OutboxOptions } from './outbox.js';
import { phaseOf, type Story, tell, UNTOLD } from './story.js';

/** What {@link withNotifications} works with. */
export interface NotifyOptions extends OutboxOptions {
  readonly context: NotificationContext;
  /**
   * Phases that are not announced, for whoever takes up a deployment that another process has begun and announced.
   * Default: none.
   */
  readonly silent?: readonly Phase[];
}

/**
 * Announces a deployment while its events pass by. Every event goes through at once, in its place, and unchanged;
 * `notification.sent` and `notification.failed` are put between them as they come to be known. A topic that refuses,
 * dawdles or is silent is told of and never in the way: only the result waits, and not for long, since it is the last
 * event.
 *
 * @example
 * ```ts
 * const events = withNotifications(handle.events(), { publisher: snsPublisher(clients.sns), topic, context, clock });
 * for await (const event of events) console.log(event.type);
 * ```
 */
export async function* withNotifications(
  events: AsyncIterable<DeploymentEvent>,
  options: NotifyOptions,
): AsyncGenerator<DeploymentEvent, void, undefined> {
  const outbox = new Outbox(options);
  const source = events[Symbol.asyncIterator]();
  let story: Story = UNTOLD;
  let next: Promise<IteratorResult<DeploymentEvent>> | undefined;
  try {
    for (;;) {
      next ??= source.next();
      const turn = await Promise.race([next, outbox.news()]);
      if (turn === 'news') {
        yield* outbox.take();
        continue;
      }
      next = undefined;
      if (turn.done) break;
      const event = turn.value;
      story = tell(story, event);
      const phase = phaseOf(event, options.context);
      if (phase !== null && !options.silent?.includes(phase)) {
        outbox.send(notificationFor(phase, story, options.context));
      }
      if (event.type === 'result') yield* outbox.settle();
      yield event;
    }
    yield* outbox.settle();
  } finally {
    outbox.abandon();
    // A source in the middle of a step ends when that step does, and whoever leaves early must not wait for it.
    const left = next;
    const ended = Promise.resolve(source.return?.()).catch(() => {});
    if (left === undefined) await ended;
    else left.catch(() => {});
  }
}
