import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs';

const KIB = 1024;
const MIB = 1024 * KIB;

/** What `generate` reads, by the names of its flags. */
export const KINDS = ['taskdef', 'appspec', 'build-output', 'config'] as const;
export type Kind = (typeof KINDS)[number];

/** Nine lists of nine of the last: three and a half billion values at the end, of some hundred characters. */
const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghij'].map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[at]}`).join(', ')}]`),
].join('\n');

/** As much as a limit lets through, of one kind of text. */
const filled = (unit: string, size: number) => unit.repeat(Math.floor(size / unit.length));

/** What is longer is refused for that alone. */
const LIMITS: Readonly<Record<Kind, { readonly json: number; readonly yaml: number }>> = {
  taskdef: { json: 512 * KIB, yaml: 128 * KIB },
  appspec: { json: 128 * KIB, yaml: 128 * KIB },
  'build-output': { json: MIB, yaml: 128 * KIB },
  config: { json: 64 * KIB, yaml: 64 * KIB },
};

type Make = (file: string) => void;
const text =
  (content: string): Make =>
  (file) =>
    writeFileSync(file, content);

/** Files that are made to take memory and time. */
export const GIANTS: readonly (readonly [what: string, kind: Kind, name: string, make: Make])[] = KINDS.flatMap(
  (kind) => {
    const yaml = kind === 'build-output' ? 'compose.yaml' : `${kind}.yml`;
    const { json: inJson, yaml: limit } = LIMITS[kind];
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
      [`brackets as ${kind}`, kind, `${kind}.json`, text(filled('[', inJson))],
      [
        `a list that is deep and wide as ${kind}`,
        kind,
        `${kind}.json`,
        text(`{"family": "web", "a": ${'['.repeat(1500)}${filled('1,', inJson - 4000)}1${']'.repeat(1500)}}`),
      ],
      [
        `words that have a value as ${kind}`,
        kind,
        `${kind}.json`,
        text(`{"command": [${filled('"WORD",', inJson / 8)}"${filled('a', (inJson * 3) / 4)}$"]}`),
      ],
      [
        `marks of other languages in many images as ${kind}`,
        kind,
        `${kind}.json`,
        text(
          `{"containerDefinitions": [${filled('{"image":"{{#x}}"},', inJson - 4000)}{"image": "x"}], "family": "x"}`,
        ),
      ],
      [`objects in objects as ${kind}`, kind, `${kind}.json`, text(filled('{"a":', inJson))],
      [`placeholders as ${kind}`, kind, yaml, text(`a: "${filled('<A>${B}{{C}}', limit - 20)}"\n`)],
      [`half a placeholder as ${kind}`, kind, yaml, text(`a: "${filled('${a(', limit - 20)}"\n`)],
      [`expressions as ${kind}`, kind, `${kind}.json`, text(`{"a": "${filled('${f({"a":[', inJson - 20)}"}`)],
      [`calls as ${kind}`, kind, yaml, text(filled('a: {{ env `A` (env `B` (env `C`\n', limit))],
      [`quotes as ${kind}`, kind, yaml, text(filled(`"'`, limit))],
      [`what an example left as ${kind}`, kind, yaml, text(`a: "${filled('XXXX account_id your-x ', limit - 20)}"\n`)],
    ] as const;
  },
);

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
