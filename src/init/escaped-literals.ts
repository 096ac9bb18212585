import { outlineOf } from '../taskdef/outline.js';
import { taskDefinitionTreatment } from '../taskdef/placeholder-treatment.js';
import type { Span } from '../template/placeholder.js';
import { readTemplate } from '../template/template.js';

/** Taking one mark away can make another of what is left: `{{{a}}}`, `{{a}}`, `{a}`. */
const ROUNDS = 10;

/**
 * Writes what looks like a placeholder in a task definition and is none with JSON's own escapes (`\u0024NAME`), so that
 * filling leaves it alone and reading gives the text again. What filling leaves alone anyway, such as a shell variable
 * in a command, stays readable.
 *
 * @param text - JSON
 * @param placeholders - those that are meant
 */
export function escapedLiterals(text: string, placeholders: readonly string[]): string {
  let escaped = text;
  for (let round = 0; round < ROUNDS; round++) {
    const marks = marksIn(escaped, placeholders);
    if (marks.length === 0) break;
    let next = '';
    let at = 0;
    for (const { start, end } of marks) {
      if (start < at) continue;
      next += escaped.slice(at, start) + escaped.slice(start, end).replaceAll(MARKS, unicodeEscape);
      at = end;
    }
    escaped = next + escaped.slice(at);
  }
  return escaped;
}

/** Every character that begins a placeholder. */
const MARKS = /[<{$#@%_[]/g;

const unicodeEscape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** All that filling would change or refuse, in order. */
function marksIn(text: string, meant: readonly string[]): Span[] {
  const template = readTemplate('taskdef.json', text, 'json');
  const treatment = taskDefinitionTreatment(outlineOf(template));
  const placeholders = template.placeholders.filter((placeholder) => {
    if (meant.includes(placeholder.token)) return false;
    const { kind } = treatment(placeholder);
    return kind !== 'left' && kind !== 'explicit';
  });
  return [...placeholders, ...template.escapes, ...template.directives].sort((a, b) => a.start - b.start);
}
