import { closeSync, mkdtempSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, resourceUsage, stdout } from 'node:process';
import { once, problemOf } from './once.js';
import { APP_SPECS, BUILD_OUTPUTS, CONFIGURATIONS, TASK_DEFINITIONS } from './sound-files.js';

/** What came of the files that are made to take memory and time; printed as JSON by this file. */
export interface Giants {
  readonly results: readonly { readonly what: string; readonly exitCode: number; readonly problem?: string }[];
  /** The most memory that the process had, in MiB. */
  readonly peakMemory: number;
}

const MIB = 1024 * 1024;
const KINDS = ['taskdef', 'appspec', 'build-output', 'config'] as const;
type Kind = (typeof KINDS)[number];

/** Nine lists of nine of the last: three and a half billion values at the end, of some hundred characters. */
const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghij'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[at]}`).join(', ')}]`),
].join('\n');

/** As much as a limit lets through, of one kind of text. */
const filled = (unit: string, size: number) => unit.repeat(Math.floor(size / unit.length));

const LIMITS: Readonly<Record<Kind, number>> = {
  taskdef: MIB,
  appspec: MIB,
  'build-output': MIB,
  config: 64 * 1024,
};

type Make = (file: string) => void;
const text =
  (content: string): Make =>
  (file) =>
    writeFileSync(file, content);

const CASES: readonly (readonly [what: string, kind: Kind, name: string, make: Make])[] = KINDS.flatMap((kind) => {
  const yaml = kind === 'build-output' ? 'compose.yaml' : `${kind}.yml`;
  const limit = LIMITS[kind];
  return [
    [`100 MB of nothing as ${kind}`, kind, `${kind}.json`, (file: string) => hole(file, 100 * MIB)],
    [`100 MB of text as ${kind}`, kind, `${kind}.json`, (file: string) => long(file, 100)],
    [`a YAML bomb as ${kind}`, kind, yaml, text(`${BOMB}\nservices: *j\nvalues: *j\n`)],
    [`YAML that contains itself as ${kind}`, kind, yaml, text('a: &a\n  <<: *a\n  b: *a\n')],
    [
      `YAML keys as ${kind}`,
      kind,
      yaml,
      text(
        Array.from({ length: limit / 16 }, (_, at) => `k${at}: 1\n`)
          .join('')
          .slice(0, limit),
      ),
    ],
    [`YAML anchors as ${kind}`, kind, yaml, text(filled('- &a x\n- *a\n', limit))],
    [`brackets as ${kind}`, kind, `${kind}.json`, text(filled('[', limit))],
    [`objects in objects as ${kind}`, kind, `${kind}.json`, text(filled('{"a":', limit))],
    [`placeholders as ${kind}`, kind, yaml, text(`a: "${filled('<A>${B}{{C}}', limit - 20)}"\n`)],
    [`half a placeholder as ${kind}`, kind, yaml, text(`a: "${filled('${a(', limit - 20)}"\n`)],
    [`expressions as ${kind}`, kind, `${kind}.json`, text(`{"a": "${filled('${f({"a":[', limit - 20)}"}`)],
    [`calls as ${kind}`, kind, yaml, text(filled('a: {{ env `A` (env `B` (env `C`\n', limit))],
    [`quotes as ${kind}`, kind, yaml, text(filled(`"'`, limit))],
    [`what an example left as ${kind}`, kind, yaml, text(`a: "${filled('XXXX account_id your-x ', limit - 20)}"\n`)],
  ] as const;
});

function hole(file: string, size: number): void {
  writeFileSync(file, '');
  truncateSync(file, size);
}

function long(file: string, mebibytes: number): void {
  const descriptor = openSync(file, 'w');
  const block = Buffer.from(filled('{"a": "b"},\n', MIB));
  for (let count = 0; count < mebibytes; count++) writeSync(descriptor, block);
  closeSync(descriptor);
}

async function giants(): Promise<Giants> {
  const results: { what: string; exitCode: number; problem?: string }[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-hostile-'));
  const sound = [TASK_DEFINITIONS[0], APP_SPECS[0], BUILD_OUTPUTS[0], CONFIGURATIONS[0]];
  try {
    for (const [at, file] of sound.entries()) if (file) writeFileSync(join(folder, `sound-${at}-${file[0]}`), file[1]);
    const run = async (what: string, kind: Kind, name: string) => {
      const words = KINDS.flatMap((one, at) => [`--${one}`, one === kind ? name : `sound-${at}-${sound[at]?.[0]}`]);
      const ended = await once(['generate', ...words, '--offline'], folder);
      const problem = problemOf(ended, false);
      results.push({ what, exitCode: ended.exitCode, ...(problem ? { problem: problem.slice(0, 2000) } : {}) });
    };
    for (const [what, kind, name, make] of CASES) {
      make(join(folder, name));
      await run(what, kind, name);
      rmSync(join(folder, name));
    }
    // A device that never ends.
    for (const kind of KINDS) await run(`/dev/zero as ${kind}`, kind, '/dev/zero');
    await run('a folder as taskdef', 'taskdef', '.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { results, peakMemory: resourceUsage().maxRSS / 1024 };
}

if (argv[2] === 'run') stdout.write(JSON.stringify(await giants()));
