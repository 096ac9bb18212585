import * as v from 'valibot';
import { type Document, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { BgDeployError, type Finding, type SourcePlace, throwFindings } from '../errors.js';
import { type ConfigFile, FileSchema } from './schema.js';
import { unknownKeys } from './unknown-keys.js';

type Path = readonly (string | number)[];

/**
 * Reads the text of a configuration file, YAML or JSON, and checks every key.
 *
 * @throws BgDeployError `config-invalid` with all findings, each at its place
 */
export function readConfigFile(file: string, raw: string): ConfigFile {
  const lines = new LineCounter();
  const document = parseDocument(raw, { lineCounter: lines });
  const place = (offset: number): SourcePlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  throwFindings(
    'config-invalid',
    // The first mistake makes the reader stumble over what follows it.
    document.errors.slice(0, 3).map(({ code, message, pos }) => ({
      message:
        code === 'DUPLICATE_KEY'
          ? 'a key is given twice'
          : `this is not YAML: ${message.replace(/ at line \d[\s\S]*$/, '')}`,
      remedy: code === 'DUPLICATE_KEY' ? 'Keep one of the two.' : 'Check indentation, colons and quotes.',
      place: place(pos[0]),
    })),
  );
  keepValuesAsWritten(document);

  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new BgDeployError('config-invalid', 'the aliases (*name) of the file cannot be followed', {
      remedy: 'Write out what they stand for.',
      place: { file },
      cause,
    });
  }
  const result = v.safeParse(FileSchema, content ?? {});
  throwFindings('config-invalid', [
    ...unknownKeys(document.contents).map(({ key, ...finding }) => ({ ...finding, place: place(key.range?.[0] ?? 0) })),
    ...(result.issues ?? []).map((issue) => findingOf(issue, document, place)),
  ]);
  if (!result.success) throw new Error('a configuration was refused without a finding');
  return result.output;
}

/** `VERSION: 1.10` under `values:` means the text 1.10, and not the number 1.1. */
function keepValuesAsWritten(document: Document.Parsed): void {
  const root = document.contents;
  const environments = isMap(root) ? root.get('environments') : undefined;
  const sections = [root, ...(isMap(environments) ? environments.items.map(({ value }) => value) : [])];
  for (const section of sections) {
    const values = isMap(section) ? section.get('values') : undefined;
    for (const { value } of isMap(values) ? values.items : []) {
      if (!isScalar(value) || (typeof value.value !== 'number' && typeof value.value !== 'boolean')) continue;
      value.value = value.source ?? String(value.value);
    }
  }
}

type Issue = v.InferIssue<typeof FileSchema>;

function findingOf(issue: Issue, document: Document.Parsed, place: (offset: number) => SourcePlace): Finding {
  const path: Path = issue.path?.map(({ key }) => (typeof key === 'number' ? key : String(key))) ?? [];
  const name = path.join('.');
  const pair = pairAt(document.contents, path);
  const key = pair?.key;
  const value = document.getIn(path, true);
  const start = (node: unknown) => (isNode(node) ? node.range?.[0] : undefined);

  const found = value === undefined || (isScalar(value) && value.value === null) ? ', and is empty' : '';
  return {
    message: `${name || 'the configuration'} ${issue.message}${found}`,
    remedy: 'Correct the value, or remove the key to get its default.',
    place: place(start(value) ?? start(key) ?? 0),
  };
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'range' in node;
}

function pairAt(root: unknown, path: Path): Pair | undefined {
  let node = root;
  let pair: Pair | undefined;
  for (const step of path) {
    pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) : undefined;
    node = pair?.value;
  }
  return pair;
}
