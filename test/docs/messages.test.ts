import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../cli/console.js';

const PAGE = new URL('../../docs/messages.md', import.meta.url);

interface Message {
  readonly title: string;
  /** Whole files, by their names. */
  readonly files: Readonly<Record<string, string>>;
  /** What stands in a file of the project instead of something else. */
  readonly changes: readonly { readonly file: string; readonly before: string; readonly now: string }[];
  readonly argv: readonly string[];
  /** All that the command printed, and with what it ended. */
  readonly printed: string;
}

/** A section has whole files, or what stands in one instead of the project's, and one block that begins with `$ bg-deploy`. */
function messageOf(section: string): Message[] {
  const title = section.split('\n', 1)[0] ?? '';
  const files = [...section.matchAll(/^`([\w.-]+)`:\n\n```\w*\n([\s\S]*?)^```$/gm)];
  const changes = [...section.matchAll(/^- in `([\w.-]+)`: `(.+)` instead of `(.+)`$/gm)];
  const [, command = '', printed = ''] = COMMAND.exec(section) ?? [];
  if (command === '') return [];
  return [
    {
      title,
      files: Object.fromEntries(files.map(([, name = '', text = '']) => [name, text])),
      changes: changes.map(([, file = '', now = '', before = '']) => ({ file, before, now })),
      argv: command.split(' '),
      printed,
    },
  ];
}

const COMMAND = /^```text\n\$ bg-deploy ([^\n]*)\n([\s\S]*?)^```$/m;
const sections = readFileSync(PAGE, 'utf8').split(/^(?=## )/m);
const [start, ...messages] = sections.map((section) => section.replace(/^## /, '')).flatMap(messageOf);

async function printed({ files, changes, argv }: Omit<Message, 'title' | 'printed'>): Promise<Printed> {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-messages-'));
  try {
    const written: Record<string, string> = { ...start?.files, ...files };
    for (const { file, before, now } of changes) {
      const text = written[file] ?? '';
      expect(text.split(before).length, `${before} in ${file}`).toBe(2);
      written[file] = text.replace(before, () => now);
    }
    for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text);
    const { exitCode, stdout, stderr } = await run(argv, { cwd: folder });
    return { text: stderr + stdout, exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Printed {
  readonly text: string;
  readonly exitCode: number;
}

// `BG_DEPLOY_UPDATE_MESSAGES=1` writes the page anew; read it then.
if (process.env.BG_DEPLOY_UPDATE_MESSAGES) {
  const updated = await Promise.all(
    sections.map(async (section) => {
      const [message] = messageOf(section);
      if (!message) return section;
      const { text } = await printed(message);
      return section.replace(COMMAND, () => `\`\`\`text\n$ bg-deploy ${message.argv.join(' ')}\n${text}\`\`\``);
    }),
  );
  writeFileSync(PAGE, updated.join(''));
}

describe('docs/messages.md', () => {
  it('begins with a project that goes through', async () => {
    const { text, exitCode } = await printed({ files: {}, changes: [], argv: start?.argv ?? [] });
    expect([text, exitCode]).toEqual([start?.printed, 0]);
  });

  it.each(
    messages.map((message) => [message.title, message] as const),
  )('shows what is printed: %s', async (_title, message) => {
    const { text, exitCode } = await printed(message);
    expect(text).toBe(message.printed);
    expect(exitCode).toBe(text.startsWith('warning') ? 0 : 2);
  });

  it('shows ten', () => {
    expect(messages.length).toBe(10);
  });

  it('shows messages that say where, what and what to do', () => {
    for (const { title, printed } of messages) {
      const [first = '', remedy = ''] = printed.split('\n');
      expect([title, first]).toEqual([
        title,
        expect.stringMatching(/^(?:error|warning): .*[\w-]\.(?:json|yml):\d+:\d+.*\]$/),
      ]);
      expect([title, remedy]).toEqual([title, expect.stringMatching(/^ {2}\S.{20}/)]);
    }
  });
});
