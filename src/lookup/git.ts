import { execFile } from 'node:child_process';
import { type Answerer, lookupFailed, oneByOne } from './outcome.js';

/** Asks git one thing: the first line of its answer, or nothing where it has none (no repository, no git). */
export type GitReader = (words: readonly string[], folder: string) => Promise<string | undefined>;

/** Asks the git of this machine, for two seconds at most. */
export const askGit: GitReader = (words, folder) =>
  new Promise((resolve) => {
    const options = { cwd: folder, timeout: 2000, maxBuffer: 64 * 1024, windowsHide: true };
    execFile('git', [...words], options, (error, stdout) => {
      const line = stdout.slice(0, 500).split('\n')[0]?.trim();
      resolve(error || !line ? undefined : line);
    });
  });

/** What can be asked, each with the words for git. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  sha: ['rev-parse', '--verify', 'HEAD'],
  short: ['rev-parse', '--short', '--verify', 'HEAD'],
  describe: ['describe', '--tags', '--always'],
  branch: ['symbolic-ref', '--quiet', '--short', 'HEAD'],
};

/**
 * What git says of the working tree that a folder belongs to: `sha`, `short`, `describe`, `branch`.
 *
 * @param folder - absolute
 */
export function workingTree(folder: string, ask: GitReader = askGit): Answerer {
  return oneByOne(async ({ args: [question = ''] }) => {
    const words = Object.hasOwn(QUESTIONS, question) ? QUESTIONS[question] : undefined;
    if (!words) {
      throw lookupFailed(
        `git is not asked for ${question}`,
        `Ask for one of ${Object.keys(QUESTIONS).join(', ')}: \${git:sha}.`,
      );
    }
    const answer = await ask(words, folder);
    if (answer !== undefined) return answer;
    throw lookupFailed(
      `git has no ${question} here`,
      question === 'branch'
        ? "Builds check out a commit, not a branch: take the branch from the build's own variable."
        : `Run it in a checkout with a commit, or give the value by --set 'git:${question}=…'.`,
    );
  });
}
