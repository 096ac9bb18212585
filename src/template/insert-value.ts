import type { Placeholder } from './placeholder.js';
import type { Syntax } from './syntax.js';

/** A value written for the place where it goes, or why it cannot go there. */
export type Inserted = { readonly text: string } | { readonly problem: string; readonly remedy: string };

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Text that YAML reads as itself wherever a plain scalar may stand, in block and in flow style. */
const PLAIN_YAML = /^[\p{L}\p{N}_/](?:[\p{L}\p{N}_./@+=%-]|:(?=[^\s,[\]{}]))*$/u;
/** What YAML has only as an escape in double quotes. */
const UNPRINTABLE = /[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|[\x85\u2028\u2029]/u;

/**
 * Writes a value so that it cannot break out of the place it goes to: escaped inside quotes, indented in a block
 * scalar, and as a value of its own where there are no quotes.
 *
 * Without quotes, a JSON value (number, `true`, `null`, list, object) is taken as it is, and any other text becomes a
 * string: the schema then decides whether a string may stand there. Where members or items stand, the value has to be
 * some, and may be none.
 */
export function insertValue(placeholder: Placeholder, value: string, syntax: Syntax): Inserted {
  const { standing, whole, token, slot } = placeholder;
  switch (standing) {
    case 'double-quoted':
      return { text: syntax === 'yaml' ? yamlEscaped(value) : JSON.stringify(value).slice(1, -1) };
    case 'single-quoted':
      return /[\r\n]/.test(value) || UNPRINTABLE.test(value)
        ? {
            problem: `the value of ${token} has several lines or control characters, which single quotes cannot hold`,
            remedy: 'Put the placeholder into double quotes in the template.',
          }
        : { text: value.replaceAll("'", "''") };
    case 'block':
      return inBlock(placeholder, value);
    case 'bare':
      if (slot === 'members') return members(token, value);
      if (slot === 'items') return { text: items(value, syntax) };
      if (whole) return { text: syntax === 'json' ? jsonValue(value) : yamlValue(value) };
      return PLAIN_YAML.test(value)
        ? { text: value }
        : {
            problem: `the value of ${token} has characters that need quotes, and the template has none there`,
            remedy: 'Put the whole text around the placeholder into double quotes in the template.',
          };
  }
}

function inBlock({ token, block }: Placeholder, value: string): Inserted {
  const { indent = '', literal = true, beginsLine = true } = block ?? {};
  const lines = value.replaceAll('\r\n', '\n').split('\n');
  const quotes = 'Put the text into double quotes in the template, on one line.';
  if (UNPRINTABLE.test(value.replaceAll('\r\n', '\n'))) {
    return {
      problem: `the value of ${token} has control characters, which a block of YAML cannot hold`,
      remedy: quotes,
    };
  }
  if (!literal && lines.length > 1) {
    return {
      problem: `the value of ${token} has several lines, which a folded block (>) would join`,
      remedy: 'Begin the block with | instead of >.',
    };
  }
  if (beginsLine && /^[ \t]/.test(value)) {
    return {
      problem: `the value of ${token} begins with a blank, which YAML would take for indentation`,
      remedy: quotes,
    };
  }
  return {
    text: lines
      .map((line, index) => (index > 0 && (line !== '' || index === lines.length - 1) ? indent + line : line))
      .join('\n'),
  };
}

/** As JSON, with what YAML cannot hold raw written as escapes too. */
function yamlEscaped(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(
      /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
      (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
}

function members(token: string, value: string): Inserted {
  const text = withoutOuterCommas(value);
  if (text === '' || isJson(`{${text}}`)) return { text };
  return {
    problem: `${token} stands where members of an object stand, and its value is not "name": value`,
    remedy: 'Give it members as JSON has them, or nothing, or write "name": before it in the template.',
  };
}

/** Any number of JSON values, or a list of them, or else a text, which becomes one; of YAML, words between commas. */
function items(value: string, syntax: Syntax): string {
  const text = withoutOuterCommas(value);
  if (text.startsWith('[') && isJson(text)) return text.slice(1, -1).trim();
  if (text === '' || isJson(`[${text}]`)) return text;
  if (syntax === 'json') return JSON.stringify(value);
  const words = text.split(',').map((word) => word.trim());
  return words.every((word) => PLAIN_YAML.test(word)) ? words.join(', ') : yamlValue(value);
}

const withoutOuterCommas = (value: string) => value.trim().replace(/^,/, '').replace(/,$/, '').trim();

function jsonValue(value: string): string {
  const trimmed = value.trim();
  if (JSON_NUMBER.test(trimmed) || /^(?:true|false|null)$/.test(trimmed)) return trimmed;
  return /^["[{]/.test(trimmed) && isJson(trimmed) ? trimmed : JSON.stringify(value);
}

function yamlValue(value: string): string {
  if (PLAIN_YAML.test(value) || JSON_NUMBER.test(value)) return value;
  return /^["[{]/.test(value.trim()) && isJson(value) ? value.trim() : `"${yamlEscaped(value)}"`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
