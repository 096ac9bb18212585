import { Agent } from 'node:http';
import { type Clock, systemClock } from '../../clock.js';
import type { AnswerHead, LoadSample } from './sample.js';
import { send } from './send.js';
import { createTally, type LoadCounts, type Tally } from './tally.js';

/** What a load is like. */
export interface LoadOptions {
  /** An http address of this machine: a listener of an engine. */
  readonly url: string | URL;
  /** Evenly spread. Held back while all connections are busy. */
  readonly requestsPerSecond: number;
  /** Connections, kept alive. @defaultValue 50 */
  readonly connections?: number;
  /** How many requests in all. @defaultValue until it is stopped */
  readonly requests?: number;
  /** Ends it, as `stop` does. */
  readonly signal?: AbortSignal;
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which version answered. @defaultValue the header `x-version` */
  readonly versionOf?: (answer: AnswerHead) => string | undefined;
  /** When an answer counts as lost, without a byte for so long. @defaultValue 30 000 */
  readonly timeoutMs?: number;
  /** What the requests belong to in the beginning. @defaultValue `start` */
  readonly step?: string;
  /** Is told of every request when it has ended. */
  readonly onSample?: (sample: LoadSample) => void;
  /** Paces the requests: in real time, unless a test knows better. */
  readonly clock?: Clock;
}

/** What a load has seen. */
export interface LoadReport extends LoadCounts {
  /** From the first request to now, or to the end. */
  readonly seconds: number;
  /** The same by step, in the order in which they began. */
  readonly steps: readonly (LoadCounts & { readonly step: string })[];
}

/** A load that runs. */
export interface Load {
  /** From here on requests belong to another step: `10 % green`. */
  begin(step: string): void;
  /** So far. */
  report(): LoadReport;
  /** Resolves when all requests have been sent and answered. */
  readonly ended: Promise<LoadReport>;
  /** Sends no more, and resolves when those in flight are answered. */
  stop(): Promise<LoadReport>;
}

/** How often requests are sent: those that are due by then. */
const BEAT_MS = 5;

/**
 * Sends requests at an even pace over connections that are kept alive, and counts every one of them by version, status
 * and latency.
 *
 * @example
 * ```ts
 * const [listener] = engine.listeners;
 * const load = generateLoad({ url: listener.address, requestsPerSecond: 500 });
 * await release();
 * load.begin('after the release');
 * await setTimeout(5000);
 * const { requests, failed, versions, latency } = await load.stop();
 * console.log(`${requests} requests, ${failed} failed, p99 ${latency.p99} ms`, versions);
 * ```
 */
export function generateLoad(options: LoadOptions): Load {
  const { requestsPerSecond, connections = 50, requests = Number.POSITIVE_INFINITY, clock = systemClock } = options;
  const { versionOf = ({ headers }) => headers['x-version']?.toString(), timeoutMs = 30_000, headers = {} } = options;
  const url = new URL(options.url);
  const agent = new Agent({
    keepAlive: true,
    maxSockets: connections,
    maxFreeSockets: connections,
    scheduling: 'lifo',
  });
  const total = createTally();
  const tallies = new Map<string, Tally>();
  const stopping = new AbortController();
  const until = options.signal ? AbortSignal.any([stopping.signal, options.signal]) : stopping.signal;
  const inFlight = new Set<Promise<void>>();
  const began = clock.now();
  let over: number | undefined;
  let step = '';
  begin(options.step ?? 'start');

  function begin(name: string): void {
    step = name;
    if (!tallies.has(name)) tallies.set(name, createTally());
  }

  function sendOne(): void {
    const flight = send({ url, agent, step, timeoutMs, headers, versionOf }).then((sample) => {
      inFlight.delete(flight);
      total.add(sample);
      tallies.get(sample.step)?.add(sample);
      options.onSample?.(sample);
    });
    inFlight.add(flight);
  }

  async function run(): Promise<LoadReport> {
    let sent = 0;
    while (!until.aborted && sent < requests) {
      const due = Math.min(requests, ((clock.now() - began) / 1000) * requestsPerSecond);
      for (; sent < due && inFlight.size < connections; sent += 1) sendOne();
      await clock.sleep(BEAT_MS, until).catch(() => {});
    }
    await Promise.all(inFlight);
    agent.destroy();
    over = clock.now();
    return report();
  }

  function report(): LoadReport {
    return {
      ...total.counts(),
      seconds: ((over ?? clock.now()) - began) / 1000,
      steps: [...tallies].map(([name, tally]) => ({ step: name, ...tally.counts() })),
    };
  }

  const ended = run();
  return {
    begin,
    report,
    ended,
    stop() {
      stopping.abort();
      return ended;
    },
  };
}
