import { isException } from '../aws/exception.js';

/**
 * The answer to a read, or `undefined` where AWS refused it because there is no such thing. Any other refusal goes on:
 * "may not look" must never be taken for "is not there".
 *
 * @param names - the exceptions that mean absence; `Exception` at the end may be left off
 */
export async function unlessAbsent<Answer>(
  names: readonly string[],
  read: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isException(error, ...names)) return undefined;
    throw error;
  }
}
