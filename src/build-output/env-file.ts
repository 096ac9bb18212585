import { BgDeployError } from '../errors.js';

const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*?)\s*$/;

/** Whether a text consists of `NAME=VALUE` lines, comments and empty lines. */
export function looksLikeEnvFile(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => !isBlank(line));
  return lines.length > 0 && lines.every((line) => ASSIGNMENT.test(line));
}

/**
 * Reads `NAME=VALUE` lines: `export` before them, comments, single quotes (taken as they are) and double quotes (with
 * `\n`, `\t`, `\"`, `\\`, `\$`). Nothing is expanded.
 *
 * @throws BgDeployError `build-output-invalid`; values are never part of the message
 */
export function parseEnvFile(file: string, text: string): Record<string, string> {
  const entries: [string, string][] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (isBlank(line)) continue;
    const [, name, raw = ''] = ASSIGNMENT.exec(line) ?? [];
    const value = name === undefined ? undefined : unquote(raw);
    if (name === undefined || value === undefined) {
      throw new BgDeployError(
        'build-output-invalid',
        name === undefined ? 'a line that is not NAME=VALUE' : `the quotes around the value of ${name} are not closed`,
        {
          remedy: 'Write one NAME=VALUE a line; a value with spaces or # in quotes, closed on the same line.',
          place: { file, line: index + 1, column: 1 },
        },
      );
    }
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

function isBlank(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function unquote(raw: string): string | undefined {
  if (raw.startsWith("'")) return /^'([^']*)'\s*(?:#.*)?$/.exec(raw)?.[1];
  if (raw.startsWith('"')) {
    const inner = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(raw)?.[1];
    return inner?.replaceAll(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
  }
  return raw.replace(/\s+#.*$/, '');
}
