import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeploymentEvent } from '../../src/deployment/event.js';
import { BgDeployError } from '../../src/errors.js';
import { withNotifications } from '../../src/notify/notifier.js';
import type { Publisher } from '../../src/notify/publisher.js';
import { CONTEXT, CREATED, FAILED, READY, result, SHIFTED, STOPPED, TEST_TRAFFIC } from './events.js';
import { settled, TestClock } from './test-clock.js';

const TOPIC = 'deployments';
const TOPIC_ARN = 'arn:aws:sns:eu-west-1:123456789012:deployments';

/** A publisher that does for each notification what is written down for it; the last one repeats. */
function publisherThat(...behaviours: readonly Publisher['publish'][]): Publisher & { subjects: string[] } {
  const subjects: string[] = [];
  return {
    subjects,
    publish(topic, notification, signal) {
      subjects.push(notification.subject);
      const behaviour = behaviours[Math.min(subjects.length, behaviours.length) - 1];
      if (!behaviour) throw new Error('no behaviour was given');
      return behaviour(topic, notification, signal);
    },
  };
}

const succeeds: Publisher['publish'] = async () => ({ topicArn: TOPIC_ARN, messageId: 'm-1' });
const isSilent: Publisher['publish'] = () => new Promise(() => {});

async function* streamOf(events: readonly DeploymentEvent[]): AsyncGenerator<DeploymentEvent> {
  yield* events;
}

/** Collects a stream; what has arrived so far can be read at any time. */
function collect(events: AsyncIterable<DeploymentEvent>): { readonly seen: DeploymentEvent[]; done: Promise<void> } {
  const seen: DeploymentEvent[] = [];
  const done = (async () => {
    for await (const event of events) seen.push(event);
  })();
  return { seen, done };
}

const types = (events: readonly DeploymentEvent[]) => events.map(({ type }) => type);

describe('a stream of events with notifications', () => {
  it('tells what was sent, with the result as the last event', async () => {
    const clock = new TestClock();
    const publisher = publisherThat(succeeds);
    const options = { publisher, topic: TOPIC, context: CONTEXT, clock, timer: clock };
    const { seen, done } = collect(withNotifications(streamOf([CREATED, SHIFTED, result()]), options));
    await done;
    expect(types(seen).filter((type) => type !== 'notification.sent')).toEqual([
      'deployment.created',
      'traffic.shifted',
      'result',
    ]);
    expect(seen.at(-1)?.type).toBe('result');
    expect(publisher.subjects).toEqual(['[live] web d-ABC123DEF STARTED', '[live] web d-ABC123DEF SUCCEEDED']);
    expect(seen.filter(({ type }) => type === 'notification.sent')).toEqual(
      publisher.subjects.map((subject) => ({
        type: 'notification.sent',
        at: new Date(clock.now()),
        deploymentId: 'd-ABC123DEF',
        topic: TOPIC_ARN,
        subject,
        messageId: 'm-1',
      })),
    );
  });

  it('is silent about phases that another process has announced', async () => {
    const clock = new TestClock();
    const publisher = publisherThat(succeeds);
    const options = { publisher, topic: TOPIC, context: CONTEXT, clock, timer: clock, silent: ['started' as const] };
    const { done } = collect(withNotifications(streamOf([CREATED, STOPPED]), options));
    await done;
    expect(publisher.subjects).toEqual(['[live] web d-ABC123DEF ROLLED BACK']);
  });

  it('passes events on while SNS is silent, and tells of it when the time is over', async () => {
    const clock = new TestClock();
    const options = { publisher: publisherThat(isSilent), topic: TOPIC, context: CONTEXT, clock, timer: clock };
    async function* slow(): AsyncGenerator<DeploymentEvent> {
      yield CREATED;
      yield TEST_TRAFFIC;
      await clock.sleep(60_000);
      yield SHIFTED;
    }
    const { seen, done } = collect(withNotifications(slow(), options));
    await settled();
    expect(types(seen)).toEqual(['deployment.created', 'lifecycle.succeeded']);
    await clock.advance(10_000);
    expect(seen.at(-1)).toMatchObject({
      type: 'notification.failed',
      topic: TOPIC,
      subject: '[live] web d-ABC123DEF STARTED',
      reason: 'SNS did not answer within 10 s',
    });
    await clock.advance();
    await done;
    expect(types(seen).at(-1)).toBe('traffic.shifted');
  });

  it('holds the result back no longer than the grace', async () => {
    const clock = new TestClock();
    const start = clock.now();
    const publisher = publisherThat(isSilent);
    const options = { publisher, topic: TOPIC, context: CONTEXT, clock, timer: clock, grace: 3_000 };
    const { seen, done } = collect(withNotifications(streamOf([CREATED, FAILED]), options));
    await clock.advance(2_999);
    expect(types(seen)).toEqual(['deployment.created']);
    await clock.advance(1);
    await done;
    expect(types(seen)).toEqual(['deployment.created', 'notification.failed', 'notification.failed', 'result']);
    expect(seen[2]).toMatchObject({ reason: "SNS had not answered 3 s after the deployment's end" });
    expect(clock.now() - start).toBe(3_000);
    expect(clock.sleeping).toBe(0);
  });

  it('tells why a notification failed and what to do about it', async () => {
    const clock = new TestClock();
    const refusal = new BgDeployError('aws-access-denied', 'not authorized to perform: SNS:Publish', {
      remedy: 'Allow sns:Publish on the topic.',
    });
    const publisher = publisherThat(
      () => Promise.reject(refusal),
      () => {
        throw new TypeError('fetch failed\n    at somewhere');
      },
    );
    const options = { publisher, topic: TOPIC, context: CONTEXT, clock, timer: clock };
    const { seen, done } = collect(withNotifications(streamOf([CREATED, READY, result()]), options));
    await done;
    const reasons = seen.flatMap((event) => (event.type === 'notification.failed' ? [event.reason] : []));
    expect(reasons).toEqual([
      'not authorized to perform: SNS:Publish. Allow sns:Publish on the topic.',
      'TypeError: fetch failed',
      'TypeError: fetch failed',
    ]);
  });

  it('stops publishing and ends the source when its reader leaves', async () => {
    const clock = new TestClock();
    let published: AbortSignal | undefined;
    let ended = false;
    async function* source(): AsyncGenerator<DeploymentEvent> {
      try {
        yield CREATED;
        yield SHIFTED;
      } finally {
        ended = true;
      }
    }
    const publisher = publisherThat((_topic, _notification, signal) => {
      published = signal;
      return new Promise(() => {});
    });
    const options = { publisher, topic: TOPIC, context: CONTEXT, clock, timer: clock };
    for await (const event of withNotifications(source(), options)) if (event.type === 'deployment.created') break;
    expect(ended).toBe(true);
    expect(published?.aborted).toBe(true);
    expect(clock.sleeping).toBe(0);
  });

  it('does not make a reader who leaves wait for the next event of the source', async () => {
    const clock = new TestClock();
    async function* source(): AsyncGenerator<DeploymentEvent> {
      yield CREATED;
      await new Promise(() => {});
    }
    const options = { publisher: publisherThat(succeeds), topic: TOPIC, context: CONTEXT, clock, timer: clock };
    const seen: string[] = [];
    for await (const event of withNotifications(source(), options)) {
      seen.push(event.type);
      if (event.type === 'notification.sent') break;
    }
    expect(seen).toEqual(['deployment.created', 'notification.sent']);
  });

  it('fails as its source does, at once', async () => {
    const clock = new TestClock();
    async function* source(): AsyncGenerator<DeploymentEvent> {
      yield CREATED;
      throw new Error('contact lost');
    }
    const options = { publisher: publisherThat(isSilent), topic: TOPIC, context: CONTEXT, clock, timer: clock };
    const { seen, done } = collect(withNotifications(source(), options));
    await expect(done).rejects.toThrow('contact lost');
    expect(types(seen)).toEqual(['deployment.created']);
    expect(clock.sleeping).toBe(0);
  });

  it('gives up what is on its way when it is interrupted', async () => {
    const clock = new TestClock();
    const interruption = new AbortController();
    const options = { publisher: publisherThat(isSilent), topic: TOPIC, context: CONTEXT, clock, timer: clock };
    const stream = withNotifications(streamOf([CREATED, result()]), { ...options, signal: interruption.signal });
    const { seen, done } = collect(stream);
    await settled();
    interruption.abort(new Error('Ctrl-C'));
    await done;
    expect(types(seen)).toEqual(['deployment.created', 'notification.failed', 'notification.failed', 'result']);
    expect(seen[1]).toMatchObject({ reason: 'interrupted before SNS answered' });
  });
});

describe('whatever SNS does and whenever events come', () => {
  const anyDelay = fc.constantFrom(0, 0, 1, 500, 5_000, 9_999, 10_000, 60_000);
  const anyOutcome = fc.record({ kind: fc.constantFrom('sends', 'refuses', 'hangs'), delay: anyDelay });
  const anyStep = fc.record({ event: fc.constantFrom(CREATED, READY, SHIFTED, TEST_TRAFFIC), delay: anyDelay });
  const anyEnd = fc.constantFrom(result(), FAILED, result({ status: 'InProgress', exitCode: 6 }));

  it('the events come through unchanged and in order, the result last, one outcome for each notification', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyStep, { maxLength: 6 }),
        anyEnd,
        fc.array(anyOutcome, { minLength: 8, maxLength: 8 }),
        async (steps, end, outcomes) => {
          const clock = new TestClock();
          const publisher = publisherThat(
            ...outcomes.map(({ kind, delay }): Publisher['publish'] => async () => {
              if (kind === 'hangs') await new Promise(() => {});
              if (delay > 0) await clock.sleep(delay);
              if (kind === 'refuses') throw new Error('refused');
              return { topicArn: TOPIC_ARN, messageId: 'm' };
            }),
          );
          const passedAt = new Map<number, number>();
          async function* source(): AsyncGenerator<DeploymentEvent> {
            for (const [index, { event, delay }] of steps.entries()) {
              if (delay > 0) await clock.sleep(delay);
              passedAt.set(index, clock.now());
              yield event;
            }
            passedAt.set(steps.length, clock.now());
            yield end;
          }
          const seen: DeploymentEvent[] = [];
          const delays: number[] = [];
          const options = { publisher, topic: TOPIC, context: CONTEXT, clock, timer: clock };
          const reading = (async () => {
            let index = 0;
            for await (const event of withNotifications(source(), options)) {
              seen.push(event);
              if (event.type.startsWith('notification.')) continue;
              delays.push(clock.now() - (passedAt.get(index++) ?? Number.NaN));
            }
          })();
          await clock.advance();
          await reading;

          const passed = seen.filter(({ type }) => !type.startsWith('notification.'));
          expect(passed).toEqual([...steps.map(({ event }) => event), end]);
          expect(seen.at(-1)).toBe(end);
          const outcomesTold = seen.flatMap((event) =>
            event.type === 'notification.sent' || event.type === 'notification.failed' ? [event.subject] : [],
          );
          expect(outcomesTold.toSorted()).toEqual(publisher.subjects.toSorted());
          // Nothing but the result waits, and that not above the grace.
          expect(delays.slice(0, -1).every((delay) => delay === 0)).toBe(true);
          expect(delays.at(-1)).toBeLessThanOrEqual(10_000);
        },
      ),
      { numRuns: 200 },
    );
  });
});
