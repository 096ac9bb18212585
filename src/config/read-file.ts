import * as v from 'valibot';
import { type Document, isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import { NO_VERSION } from '../domain/version.js';
import { BgDeployError, type Finding, type SourcePlace, throwFindings } from '../errors.js';
import { brokenExtends, type Environments } from './environment-layers.js';
import { type ConfigFile, FileSchema } from './schema.js';
import { unknownKeys } from './unknown-keys.js';
import { isWithinRange } from './version-range.js';

type Path = readonly (string | number)[];

/**
 * Reads the text of a configuration file, YAML or JSON, and checks every key.
 *
 * @param version - of this package; {@link NO_VERSION} fits every `requiredVersion`
 * @throws BgDeployError `config-invalid` with all findings, each at its place
 */
export function readConfigFile(file: string, raw: string, version: string = NO_VERSION): ConfigFile {
  try {
    return readDocument(file, raw, version);
  } catch (cause) {
    // The readers call themselves for each level.
    if (!(cause instanceof RangeError)) throw cause;
    throw new BgDeployError('config-invalid', TOO_DEEP, {
      remedy: 'See docs/configuration.md for what it may say.',
      place: { file },
      cause,
    });
  }
}

const TOO_DEEP = 'the file is nested too deeply to be a configuration';

const firstLine = (message: string) => message.slice(0, 200).split('\n')[0] ?? message;

function readDocument(file: string, raw: string, version: string): ConfigFile {
  const lines = new LineCounter();
  // Both options that are off would take ever longer, the more mistakes or keys there are.
  const document = parseDocument(raw, {
    lineCounter: lines,
    logLevel: 'error',
    prettyErrors: false,
    uniqueKeys: false,
  });
  const place = (offset: number): SourcePlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  throwFindings(
    'config-invalid',
    // The first mistake makes the reader stumble over what follows it.
    document.errors.slice(0, 3).map(({ message, pos }) => ({
      message: /call stack/.test(message) ? TOO_DEEP : `this is not YAML: ${firstLine(message)}`,
      remedy: 'Check indentation, colons and quotes.',
      place: place(pos[0]),
    })),
  );
  throwFindings(
    'config-invalid',
    wrongKeys(document).map(({ key, ...finding }) => ({ ...finding, place: place(startOf(key) ?? 0) })),
  );
  keepValuesAsWritten(document);
  const content = contentOf(document, file);
  // First of all: what another version knows may be unknown here.
  refuseOtherVersion(document, version, place);
  const result = v.safeParse(FileSchema, content ?? {});
  throwFindings('config-invalid', [
    ...unknownKeys(document.contents).map(({ key, ...finding }) => ({ ...finding, place: place(key.range?.[0] ?? 0) })),
    ...(result.issues ?? []).map((issue) => findingOf(issue, document, place)),
    ...brokenExtends(extendsIn(content)).map(({ environment, ...finding }) => ({
      ...finding,
      place: place(startOf(document.getIn(['environments', environment, 'extends'], true)) ?? 0),
    })),
  ]);
  if (!result.success) throw new Error('a configuration was refused without a finding');
  return result.output;
}

/** How often one anchor may be repeated, its own aliases included. */
const MOST_COPIES = 100;
/** Of all anchors: each alias takes a walk over the file to be followed. */
const MOST_ALIASES = 1000;

function contentOf(document: Document.Parsed, file: string): unknown {
  let aliases = 0;
  visit(document, {
    Alias: () => {
      aliases += 1;
      return aliases > MOST_ALIASES ? visit.BREAK : undefined;
    },
  });
  try {
    if (aliases > MOST_ALIASES) throw new Error(`more than ${MOST_ALIASES} aliases`);
    const content: unknown = document.toJS({ maxAliasCount: MOST_COPIES });
    return content;
  } catch (cause) {
    throw new BgDeployError('config-invalid', 'the aliases (*name) of the file cannot be followed', {
      remedy: 'Write out what they stand for.',
      place: { file },
      cause,
    });
  }
}

interface WrongKey extends Finding {
  readonly key: unknown;
}

/**
 * Keys that are given twice, and those that are mappings, lists or aliases: to write these out as text takes ever longer,
 * the deeper they are. A few of them: where there is one, the file is seldom a configuration.
 */
function wrongKeys(document: Document.Parsed): WrongKey[] {
  const wrong: WrongKey[] = [];
  visit(document, {
    Map(_key, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : undefined;
        if (name === undefined) {
          const remedy = 'Write it as `name: value`, a name with special characters in quotes.';
          wrong.push({ key, message: 'a key is no text', remedy });
        } else if (seen.has(name)) {
          wrong.push({ key, message: 'a key is given twice', remedy: 'Keep one of the two.' });
        } else {
          seen.add(name);
        }
        if (wrong.length === 5) return visit.BREAK;
      }
      return undefined;
    },
  });
  return wrong;
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

/** What environments extend, also in a file with mistakes. */
function extendsIn(content: unknown): Environments {
  const found = isMembers(content) && isMembers(content.environments) ? Object.entries(content.environments) : [];
  return Object.fromEntries(
    found.map(([name, section]) => [
      name,
      isMembers(section) && typeof section.extends === 'string' && section.extends !== ''
        ? { extends: section.extends }
        : null,
    ]),
  );
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseOtherVersion(document: Document.Parsed, version: string, place: (offset: number) => SourcePlace): void {
  const wanted = document.getIn(['requiredVersion'], true);
  if (version === NO_VERSION || !isScalar(wanted) || typeof wanted.value !== 'string') return;
  if (isWithinRange(version, wanted.value) !== false) return;
  throw new BgDeployError(
    'config-invalid',
    `this configuration asks for bg-deploy ${wanted.value}, and this is ${version}`,
    {
      remedy: `Install a version that fits: npm install --save-dev 'bg-deploy@${wanted.value}'`,
      place: place(startOf(wanted) ?? 0),
    },
  );
}

type Issue = v.InferIssue<typeof FileSchema>;

function findingOf(issue: Issue, document: Document.Parsed, place: (offset: number) => SourcePlace): Finding {
  const path: Path = issue.path?.map(({ key }) => (typeof key === 'number' ? key : String(key))) ?? [];
  const name = path.join('.');
  const pair = pairAt(document.contents, path);
  const key = pair?.key;
  const value = document.getIn(path, true);
  const found = value === undefined || (isScalar(value) && value.value === null) ? ', and is empty' : '';
  return {
    message: `${name || 'the configuration'} ${issue.message}${found}`,
    remedy: 'Correct the value, or remove the key to get its default.',
    place: place(startOf(value) ?? startOf(key) ?? 0),
  };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
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
