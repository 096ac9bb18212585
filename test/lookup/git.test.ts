import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { asking, request } from './asking.js';
import { folder } from './folder.js';

/** A repository with one commit, tagged. */
function repository(): string {
  const root = folder({ VERSION: '1' });
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd: root });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '.');
  git('commit', '--quiet', '--message', 'first');
  git('tag', 'v1.2.0');
  return root;
}

describe('what git says of the checkout', () => {
  it('is the commit, its short form, the nearest tag and the branch, offline too', async () => {
    const { ask, aws } = await asking({}, { folder: repository(), offline: true });
    const [sha, short, tag, branch] = await ask(
      ...['sha', 'short', 'describe', 'branch'].map((question) => request('git', [question])),
    );
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(sha?.startsWith(short ?? '-')).toBe(true);
    expect([tag, branch]).toEqual(['v1.2.0', 'main']);
    expect(aws.seen).toEqual([]);
  });

  it('is refused for other questions, and where there is no repository', async () => {
    const { refusal } = await asking({}, { folder: folder({ VERSION: '1' }) });
    expect(await refusal(request('git', ['log']))).toMatchObject({
      code: 'lookup-failed',
      message: 'git is not asked for log',
    });
    expect(await refusal(request('git', ['sha']))).toMatchObject({
      code: 'lookup-failed',
      message: 'git has no sha here',
    });
  });
});
