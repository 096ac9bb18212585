import { BgDeployError } from '../errors.js';

/** A line of an env file, as far as its beginning tells. */
type Line =
  | { readonly kind: 'blank' }
  | { readonly kind: 'assignment'; readonly name: string; readonly raw: string }
  /** GitHub's form for text of several lines: `NAME<<END`, the lines, `END`. */
  | { readonly kind: 'heredoc'; readonly name: string; readonly end: string }
  | { readonly kind: 'other' };

const NAME = /^(?:export\s{1,20}|def\s{1,20})?(?:env\.)?([A-Za-z_][\w.-]{0,255})\s{0,20}(=|<<)/;

function lineOf(line: string): Line {
  const text = line.trim();
  if (text === '' || text.startsWith('#') || text.startsWith('//')) return { kind: 'blank' };
  const [start = '', name, sign] = NAME.exec(text) ?? [];
  if (name === undefined) return { kind: 'other' };
  const rest = text.slice(start.length).trim();
  if (sign === '=') return { kind: 'assignment', name, raw: rest };
  return rest === '' ? { kind: 'other' } : { kind: 'heredoc', name, end: rest };
}

/** Whether a text begins like `NAME=VALUE` lines: after comments and empty lines, with one of them. */
export function looksLikeEnvFile(text: string): boolean {
  for (const line of linesOf(text)) {
    const { kind } = lineOf(line);
    if (kind !== 'blank') return kind !== 'other';
  }
  return false;
}

/**
 * Reads `NAME=VALUE` lines, as dotenv files, GitLab's dotenv reports, Jenkins' `env.groovy` (`env.NAME = "value"`) and
 * GitHub's output files (`NAME<<END`) have them: `export` or `def` before them, comments, single quotes (taken as they
 * are) and double quotes (with `\n`, `\t`, `\"`, `\\`, `\$`). Nothing is expanded.
 *
 * @throws BgDeployError `build-output-invalid`; values are never part of the message
 */
export function parseEnvFile(file: string, text: string): Record<string, string> {
  const entries: [string, string][] = [];
  const fail = (index: number, message: string, remedy: string): never => {
    throw new BgDeployError('build-output-invalid', message, { remedy, place: { file, line: index + 1, column: 1 } });
  };
  const lines = linesOf(text);
  for (let index = 0; index < lines.length; index++) {
    const line = lineOf(lines[index] ?? '');
    switch (line.kind) {
      case 'blank':
        break;
      case 'assignment': {
        const value = unquote(line.raw);
        if (value === undefined) {
          return fail(index, `the quotes around the value of ${line.name} are not closed`, REMEDY);
        }
        entries.push([line.name, value]);
        break;
      }
      case 'heredoc': {
        const end = lines.indexOf(line.end, index + 1);
        if (end === -1) {
          return fail(
            index,
            `the lines of ${line.name} are not ended`,
            'End them by a line with the same word as behind <<.',
          );
        }
        entries.push([line.name, lines.slice(index + 1, end).join('\n')]);
        index = end;
        break;
      }
      case 'other':
        return fail(index, 'a line that is not NAME=VALUE', REMEDY);
    }
  }
  return Object.fromEntries(entries);
}

const REMEDY = 'Write one NAME=VALUE a line; a value with spaces or # in quotes, closed on the same line.';

function linesOf(text: string): string[] {
  return text.split(/\r?\n/);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The value without quotes and without a comment behind it; `undefined` where quotes are not closed. */
function unquote(raw: string): string | undefined {
  const [quote] = raw;
  if (quote !== '"' && quote !== "'") return withoutComment(raw);
  const escaping = quote === '"';
  let value = '';
  for (let at = 1; at < raw.length; at++) {
    const sign = raw.charAt(at);
    if (sign === quote) return /^\s*;?\s*(?:#|\/\/|$)/.test(raw.slice(at + 1, at + 200)) ? value : undefined;
    if (escaping && sign === '\\' && at + 1 < raw.length) {
      at += 1;
      value += ESCAPES[raw.charAt(at)] ?? raw.charAt(at);
    } else {
      value += sign;
    }
  }
  return undefined;
}

function withoutComment(raw: string): string {
  for (let at = raw.indexOf('#'); at !== -1; at = raw.indexOf('#', at + 1)) {
    if (at > 0 && /\s/.test(raw.charAt(at - 1))) return raw.slice(0, at).trimEnd();
  }
  return raw;
}
