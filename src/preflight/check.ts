import type { ErrorCode } from '../errors.js';

/** One thing that was looked at before a deployment. */
export interface Check {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly ok: boolean;
  /** `error`: a deployment would fail. `warning`: it can work, but somebody should know. */
  readonly severity: 'error' | 'warning';
  /** What was found, also where all is well. */
  readonly message: string;
  /** What to do; empty where all is well. */
  readonly remedy: string;
  /** The error that `start` ends with where this is not well. */
  readonly code: ErrorCode;
}

/** A check that found nothing wrong. */
export function passed(id: string, message: string): Check {
  return { id, ok: true, severity: 'error', message, remedy: '', code: 'preflight-failed' };
}

/** A check that found what would make the deployment fail. */
export function failed(id: string, message: string, remedy: string, code: ErrorCode = 'preflight-failed'): Check {
  return { id, ok: false, severity: 'error', message, remedy, code };
}

/** A check that found something to know about. */
export function warned(id: string, message: string, remedy: string): Check {
  return { id, ok: false, severity: 'warning', message, remedy, code: 'preflight-failed' };
}
