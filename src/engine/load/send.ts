import { type Agent, request } from 'node:http';
import type { AnswerHead, LoadFailure, LoadSample } from './sample.js';

/** One request of a load. */
export interface SentRequest {
  readonly url: URL;
  readonly agent: Agent;
  readonly step: string;
  readonly timeoutMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly versionOf: (answer: AnswerHead) => string | undefined;
}

/** Sends a GET request and reads its answer to the end; never rejects. */
export function send({ url, agent, step, timeoutMs, headers, versionOf }: SentRequest): Promise<LoadSample> {
  const sentAt = Date.now();
  const began = performance.now();
  return new Promise((resolve) => {
    let answer: AnswerHead | undefined;
    let timedOut = false;
    const end = (failure?: LoadFailure) => {
      const version = answer && versionOf(answer);
      resolve({
        step,
        sentAt,
        milliseconds: performance.now() - began,
        ...(answer ? { status: answer.status } : {}),
        ...(version === undefined ? {} : { version }),
        ...(failure ? { failure } : {}),
      });
    };
    const sent = request(url, { agent, headers: { ...headers } }, (response) => {
      const status = response.statusCode ?? 0;
      answer = { status, headers: response.headers };
      response.on('error', () => {});
      response.on('end', () => end(status >= 400 ? 'status' : undefined));
      response.on('close', () => end(timedOut ? 'timeout' : 'truncated'));
      response.resume();
    });
    sent.setTimeout(timeoutMs, () => {
      timedOut = true;
      sent.destroy();
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      end(timedOut ? 'timeout' : error.code === 'ECONNREFUSED' ? 'refused' : 'reset');
    });
    sent.end();
  });
}
