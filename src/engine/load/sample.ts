import type { IncomingHttpHeaders } from 'node:http';

/** The head of an answer. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Why a request failed: `status` (400 or higher), `refused` (no connection), `reset` (the connection was cut before the
 * answer), `truncated` (in its middle), `timeout`.
 */
export type LoadFailure = 'status' | 'refused' | 'reset' | 'truncated' | 'timeout';

/** What became of one request. */
export interface LoadSample {
  /** What was under way when it was sent; see `Load.begin`. */
  readonly step: string;
  /** In milliseconds since the epoch. */
  readonly sentAt: number;
  /** From sending to the last byte of the answer. */
  readonly milliseconds: number;
  /** Absent: there was no answer. */
  readonly status?: number;
  readonly version?: string;
  /** Absent: it went well. */
  readonly failure?: LoadFailure;
}
