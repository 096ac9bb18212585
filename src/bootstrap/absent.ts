import { isBgDeployError } from '../errors.js';

/**
 * The answer to a read, or `undefined` where AWS says that there is no such thing. Any other refusal goes on: "may not
 * look" must never be taken for "is not there".
 */
export async function unlessAbsent<Answer>(read: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await read;
  } catch (error) {
    if (isBgDeployError(error) && error.code === 'aws-not-found') return undefined;
    throw error;
  }
}
