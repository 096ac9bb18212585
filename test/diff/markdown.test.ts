import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffMarkdown } from '../../src/diff/markdown.js';
import type { Change } from '../../src/diff/release-diff.js';
import { releaseDiff } from './documents.js';

const change = (path: string, to: unknown): Change => ({
  path: ['environment', path],
  kind: 'added',
  to,
  hidden: false,
});

describe('a difference as Markdown', () => {
  it('is a heading, a sentence and a table for each container', () => {
    const side = { repository: 'registry.example/web', digest: null };
    const text = diffMarkdown(
      releaseDiff({
        commit: { from: '1a2b3c4d5e6f', to: '2b3c4d5e6f7a8b9c' },
        containers: [
          {
            name: 'web',
            kind: 'changed',
            image: {
              from: { ...side, text: 'registry.example/web:1', tag: '1', commit: null },
              to: { ...side, text: 'registry.example/web:2', tag: '2', commit: '2b3c4d5e6f7a8b9c' },
              otherRepository: false,
            },
            changes: [
              { path: ['cpu'], kind: 'changed', from: 0, to: 256, hidden: false },
              { path: ['environment', 'LOG_LEVEL'], kind: 'changed', hidden: true },
            ],
          },
        ],
        notes: ['no AppSpec is compared'],
      }),
    );
    expect(text).toBe(`<!-- bg-deploy diff main/web -->
### \`web\` in \`main\`: what a release would change

A release would change 1 container. Compared with \`web:41, which serves now (d-75I7MBT7C)\`, commit 1a2b3c4d5e6f → 2b3c4d5e6f7a.

> no AppSpec is compared

#### Container \`web\`

| | what | before | after |
| --- | --- | --- | --- |
| changed | \`image\` | \`registry.example/web:1\` | \`registry.example/web:2 (commit 2b3c4d5e6f7a)\` |
| changed | \`cpu\` | \`0\` | \`256\` |
| changed | \`environment.LOG_LEVEL\` | *not shown* | *not shown* |

Values that may be secret are not shown.
`);
  });

  it('says in a sentence that there is none', () => {
    expect(diffMarkdown(releaseDiff({ different: false }))).toContain('No difference: a release would start the same');
  });

  it('fits into a comment, and counts what does not', () => {
    const taskDefinition = Array.from({ length: 3000 }, (_, i) => change(`NAME_${i}`, 'x'.repeat(200)));
    const text = diffMarkdown(releaseDiff({ taskDefinition }));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(60_000);
    const shown = text.match(/^\| added/gm)?.length ?? 0;
    expect(text).toContain(`… and ${3000 - shown} more differences`);
  });

  it('lets no value end its table, its code span or the comment, nor notify anybody', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('`', '|', '\n', '\r', '<', '>', '-', '!', '@', 'a', ' ', '\\', '\u202e', '\u0007'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(hostile, hostile, hostile, (service, name, value) => {
        const text = diffMarkdown(releaseDiff({ service, taskDefinition: [change(name, value)], notes: [value] }));
        const [first = '', , , ...rest] = text.split('\n');
        expect(first).toMatch(/^<!-- bg-deploy diff main\/[\w.-]* -->$/);
        expect(first.slice(4, -3)).not.toContain('--');
        const rows = rest.filter((line) => line.startsWith('| added'));
        expect(rows).toHaveLength(1);
        // Four cells: five bars that no backslash takes away.
        expect(rows[0]?.replaceAll(/\\./g, '').match(/\|/g)).toHaveLength(5);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
        const note = rest.find((line) => line.startsWith('> ')) ?? '';
        expect(note.replaceAll(/\\[\\`*_{}[\]<>#|~@]/g, '')).not.toMatch(/[`<@|]/);
      }),
    );
  });
});
