import { execFile } from 'node:child_process';
import type { BuildIdentity } from '../build-output/build-identity.js';

/** Asks git one thing: the first line of its answer, or nothing where it has none (no repository, no git). */
export type GitReader = (words: readonly string[], folder: string) => Promise<string | undefined>;

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

/** Asks the git of this machine, for two seconds at most. */
export const askGit: GitReader = (words, folder) =>
  new Promise((resolve) => {
    const options = { cwd: folder, timeout: 2000, maxBuffer: 64 * 1024, windowsHide: true };
    execFile('git', [...words], options, (error, stdout) => {
      const line = stdout.slice(0, 500).split('\n')[0]?.trim();
      resolve(error || !line ? undefined : line);
    });
  });
