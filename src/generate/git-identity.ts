import type { BuildIdentity } from '../build-output/build-identity.js';
import type { GitReader } from '../lookup/git.js';

/** Which commit a folder is at. Never fails: what git does not answer is left out. */
export async function gitIdentity(folder: string, ask: GitReader): Promise<BuildIdentity> {
  const [commit, branch, description] = await Promise.all([
    ask(['rev-parse', '--verify', 'HEAD'], folder),
    ask(['symbolic-ref', '--quiet', '--short', 'HEAD'], folder),
    ask(['describe', '--tags', '--always'], folder),
  ]);
  return {
    ...(commit ? { commit } : {}),
    ...(branch ? { branch } : {}),
    ...(description ? { description } : {}),
  };
}
