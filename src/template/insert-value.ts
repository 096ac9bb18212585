import type { Syntax } from './find-placeholders.js';
import type { Placeholder } from './placeholder.js';

/** A value written for the place where it goes, or why it cannot go there. */
export type Inserted = { readonly text: string } | { readonly problem: string; readonly remedy: string };

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Text that YAML reads as itself wherever a plain scalar may stand, in block and in flow style. */
const PLAIN_YAML = /^[\p{L}\p{N}_/](?:[\p{L}\p{N}_./@+=%-]|:(?=[^\s,[\]{}]))*$/u;

/**
 * Writes a value so that it cannot break out of the place it goes to: escaped inside quotes, and as a value of its own
 * where there are none.
 *
 * Without quotes, a JSON value (number, `true`, `null`, list, object) is taken as it is, and any other text becomes a
 * string: the schema then decides whether a string may stand there.
 */
export function insertValue({ standing, whole, token }: Placeholder, value: string, syntax: Syntax): Inserted {
  switch (standing) {
    case 'double-quoted':
      return { text: JSON.stringify(value).slice(1, -1) };
    case 'single-quoted':
      return /[\r\n]/.test(value)
        ? {
            problem: `the value of ${token} has several lines, which single quotes would fold into one`,
            remedy: 'Put the placeholder into double quotes in the template.',
          }
        : { text: value.replaceAll("'", "''") };
    case 'bare':
      if (whole) return { text: syntax === 'json' ? jsonValue(value) : yamlValue(value) };
      return PLAIN_YAML.test(value)
        ? { text: value }
        : {
            problem: `the value of ${token} has characters that need quotes, and the template has none there`,
            remedy: 'Put the whole text around the placeholder into double quotes in the template.',
          };
  }
}

function jsonValue(value: string): string {
  const trimmed = value.trim();
  if (JSON_NUMBER.test(trimmed) || /^(?:true|false|null)$/.test(trimmed)) return trimmed;
  return /^["[{]/.test(trimmed) && isJson(trimmed) ? trimmed : JSON.stringify(value);
}

function yamlValue(value: string): string {
  if (PLAIN_YAML.test(value) || JSON_NUMBER.test(value)) return value;
  return /^["[{]/.test(value.trim()) && isJson(value) ? value.trim() : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
