/** Exception names by which AWS services say "slower". */
const THROTTLING: ReadonlySet<string> = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
  'SlowDown',
]);

const CONNECTION: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** The HTTP status of the answer that an SDK exception came from; `undefined` when there was no answer. */
export function statusOf(error: Error): number | undefined {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) return undefined;
  const { $metadata } = error;
  return 'httpStatusCode' in $metadata && typeof $metadata.httpStatusCode === 'number'
    ? $metadata.httpStatusCode
    : undefined;
}

/** Whether AWS asks to be asked less often. */
export function isThrottling(error: Error): boolean {
  return THROTTLING.has(error.name) || statusOf(error) === 429;
}

/** Whether nothing on the other side answered. */
export function isConnectionFailure(error: Error): boolean {
  return error.name === 'TimeoutError' || ('code' in error && CONNECTION.has(String(error.code)));
}

/** Whether an answer began and could not be read to its end. */
export function isBrokenAnswer(error: Error): boolean {
  const status = statusOf(error);
  return status !== undefined && (status < 300 || isConnectionFailure(error));
}

/** Whether the same question may be answered later: throttled, a fault of AWS's side, no connection or half an answer. */
export function isPassing(error: Error): boolean {
  if (isThrottling(error) || isConnectionFailure(error) || isBrokenAnswer(error)) return true;
  return (statusOf(error) ?? 0) >= 500;
}

/** Whether an error is AWS's exception of this name; ELBv2 and SNS leave `Exception` off on the wire. */
export function isException(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.some((name) => error.name === name || error.name === `${name}Exception`);
}
