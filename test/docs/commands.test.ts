import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const BIN = join(ROOT, 'dist/cli/bin.js');

/** The deployment id that the documents show; in a run it stands for the newest deployment. */
const SHOWN_ID = 'd-75I7MBT7C';

/** Run by `.ci/run` itself, in a clean clone. */
const RUN_BY_CI = ['npm ci', 'npm test', 'npm run check', 'npm run demo', 'npm run bench', 'bash .ci/run'];

interface Block {
  readonly page: string;
  readonly lines: readonly string[];
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => ({
    page,
    lines: (match[1] ?? '')
      .replaceAll(/\\\n\s*/g, ' ')
      .split('\n')
      .map((line) => line.replace(/^\$ /, '').trim())
      .filter((line) => line !== '' && !line.startsWith('#')),
  }));
}

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const byCi = (line: string) => line.split('&&').every((part) => RUN_BY_CI.includes(part.replace(/#.*/, '').trim()));

/**
 * One shell for a whole page, so that variables and files live from block to block. A comment `exits 3` behind a
 * command says with what it ends. `bg-deploy local` stays in the background until the page is over.
 */
function scriptOf(lines: readonly string[]): string {
  const steps = lines.map((line) => {
    const expected = /#.*\bexits (\d+)/.exec(line)?.[1] ?? '0';
    const command = line.replace(/\s+#\s.*$/, '').replaceAll(SHOWN_ID, '$(newest)');
    if (/^(npx )?bg-deploy local\b(?!.*--help)/.test(command)) return `background ${JSON.stringify(command)}`;
    return `run ${expected} ${quote(command)}`;
  });
  return [PRELUDE, ...steps].join('\n');
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

const PRELUDE = `
newest() { bg-deploy status -o json | node -p 'JSON.parse(require("fs").readFileSync(0, "utf8")).deploymentId'; }
run() {
  local status=0
  echo "\\$ $2" >&2
  eval "$2" || status=$?
  if [ "$status" -ne "$1" ]; then echo "exit $status instead of $1: $2" >&2; exit 1; fi
}
background() {
  echo "\\$ $1 &" >&2
  eval "$1 --speed 1800 --state $PWD/.engine > $PWD/.ready &"
  for _ in $(seq 100); do [ -s .ready ] && return; sleep 0.1; done
  echo "not ready: $1" >&2; exit 1
}
trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
`;

/** A project such as the documents describe, with `bg-deploy` and `npx bg-deploy` on the path; engine time is hurried. */
function sandbox(): { folder: string; bin: string } {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-docs-'));
  cpSync(join(ROOT, 'test/docs/project'), folder, { recursive: true });
  cpSync(join(ROOT, 'appspec'), join(folder, 'appspec'), { recursive: true });
  cpSync(join(ROOT, 'taskdef'), join(folder, 'taskdef'), { recursive: true });
  const bin = join(folder, '.bin');
  mkdirSync(bin);
  writeFileSync(
    join(bin, 'bg-deploy'),
    `#!/bin/sh\ncase " $* " in *" --local "*) set -- "$@" --speed 1800 ;; esac\nexec ${process.execPath} ${BIN} "$@"\n`,
    { mode: 0o755 },
  );
  writeFileSync(join(bin, 'npx'), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
  return { folder, bin };
}

async function runScript(script: string): Promise<{ status: number | null; output: string }> {
  const { folder, bin } = sandbox();
  // What a page writes as for AWS goes to an engine: only the endpoint differs.
  await using engine = await startEngine({ speed: 1800 });
  try {
    const child = spawn('bash', ['-c', script], {
      cwd: folder,
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: engine.endpoint,
        PATH: `${bin}:${process.env.PATH}`,
        AWS_REGION: 'eu-west-1',
        AWS_DEFAULT_REGION: 'eu-west-1',
        CI: 'true',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk));
    const status = await new Promise<number | null>((done) => child.on('close', done));
    return { status, output };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(pages.filter((page) => blocksOf(page).length > 0))('the commands in %s', (page) => {
  const lines = blocksOf(page)
    .flatMap((block) => block.lines)
    .filter((line) => !byCi(line));

  it.runIf(lines.length > 0)('do what the page says', { timeout: 180_000 }, async () => {
    const { status, output } = await runScript(scriptOf(lines));
    expect(status, output).toBe(0);
  });

  it('leave to .ci/run only what it runs', () => {
    const ci = readFileSync(join(ROOT, '.ci/run'), 'utf8');
    const left = blocksOf(page)
      .flatMap((block) => block.lines)
      .filter(byCi)
      .flatMap((line) => line.split('&&').map((part) => part.replace(/#.*/, '').trim()))
      .filter((command) => !['npm run check', 'npm run bench', 'bash .ci/run'].includes(command));
    expect(
      left.filter((command) => !ci.includes(command.replace('npm run ', 'npm run --silent ')) && !ci.includes(command)),
    ).toEqual([]);
  });
});
