import { ERROR_CODES } from '../errors.js';
import type { Check } from '../preflight/check.js';
import { faultCode } from '../preflight/preflight.js';

/** The exit code with which `start` would refuse these findings; 0 where it would not. */
export function faultExitCode(checks: readonly Check[]): number {
  const code = faultCode(checks);
  return code === undefined ? 0 : ERROR_CODES[code].exitCode;
}
