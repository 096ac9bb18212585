import * as v from 'valibot';
import { type Document, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { didYouMean } from '../domain/did-you-mean.js';
import { BgDeployError, type Finding, type SourcePlace, throwFindings } from '../errors.js';
import { type ConfigFile, FileSchema } from './schema.js';

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
    document.errors.map(({ code, message, pos }) => ({
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
  if (result.success) return result.output;
  throwFindings(
    'config-invalid',
    result.issues.map((issue) => findingOf(issue, document, place)),
  );
  throw new Error('a configuration was refused without a finding');
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

  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = knownKeys(path.slice(0, -1));
    const similar = didYouMean(String(path.at(-1)), known);
    return {
      message: `there is no key ${name}`,
      remedy: similar ? `Did you mean ${similar}?` : `Known here are ${known.join(', ')}.`,
      place: place(start(key) ?? 0),
    };
  }
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

/** The keys that the schema knows at a path. */
function knownKeys(path: Path): string[] {
  let entries: Readonly<Record<string, unknown>> = FileSchema.entries;
  const steps = path[0] === 'environments' ? path.slice(2) : path;
  if (path[0] === 'environments' && path.length === 1) return [];
  for (const step of steps) {
    const inner = unwrapped(entries[String(step)]);
    if (inner === undefined) return ['module'];
    entries = inner;
  }
  return Object.keys(entries).filter((key) => path.length === 0 || key !== 'environments');
}

function unwrapped(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const object = 'wrapped' in schema ? schema.wrapped : schema;
  if (typeof object !== 'object' || object === null || !('entries' in object)) return undefined;
  const { entries } = object;
  return typeof entries === 'object' && entries !== null ? { ...entries } : undefined;
}
