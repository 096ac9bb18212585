import { isWhole } from './bare-value.js';
import type { Literal } from './literal.js';
import type { Placeholder, Slot, Span, Standing } from './placeholder.js';
import type { StyleMatch } from './placeholder-styles.js';
import type { Syntax } from './syntax.js';

/** A mark that was found, before it is known what all stands around it. */
export interface Candidate {
  readonly match: StyleMatch;
  readonly start: number;
  readonly standing: Standing;
  readonly literal: Literal;
  readonly inObject: boolean;
  readonly afterColon: boolean;
  readonly block: Placeholder['block'];
}

/**
 * `<h1>` in a string that also closes a tag is HTML, as in the sample page of AWS's own task definitions; a name in
 * capitals stays a placeholder there, unless it is itself closed.
 */
export function isMarkup(text: string, { match: { style, name }, literal }: Candidate): boolean {
  if (style !== 'angle') return false;
  literal.closedTags ??= new Set(
    [...text.slice(literal.start, literal.end).matchAll(/<\/([\p{L}\p{N}]*)/gu)].map(([, tag = '']) =>
      tag.toLowerCase(),
    ),
  );
  if (literal.closedTags.size === 0) return false;
  return name !== name.toUpperCase() || literal.closedTags.has(name.toLowerCase());
}

/** A candidate as a placeholder. */
export function placeholderOf(text: string, syntax: Syntax, found: Candidate): Placeholder {
  const { match, start, standing, literal, block } = found;
  const { name, token, style, meaning } = match;
  const end = start + token.length;
  const whole =
    standing === 'bare'
      ? isWhole(text, syntax, start, end)
      : standing !== 'block' && literal.start === start && literal.end === end;
  const slot = standing === 'bare' && whole ? slotOf(text, syntax, found) : undefined;
  const trimmed = style === 'double-brace' ? trimmedAround(text, start, end) : undefined;
  const placeholder = { start, end, name, token, style, standing, whole, meaning };
  if (!slot && !trimmed && !block) return placeholder;
  return { ...placeholder, ...(slot ? { slot } : {}), ...(trimmed ? { trimmed } : {}), ...(block ? { block } : {}) };
}

function slotOf(text: string, syntax: Syntax, { start, afterColon, inObject }: Candidate): Slot | undefined {
  // Of YAML, a list in brackets on one line: what else brackets may mean there, this does not read.
  if (syntax === 'yaml') {
    const line = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - 1000), start);
    return /[:\s-]\[[^[\]{}"'#]*$/.test(line) && !afterColon ? 'items' : undefined;
  }
  if (afterColon) return 'value';
  return inObject ? 'members' : 'items';
}

/** What the dashes of `{{- … -}}` take away: the white space before and behind. */
function trimmedAround(text: string, start: number, end: number): Span | undefined {
  const before = /^\{\{-\s/.test(text.slice(start, start + 4)) ? text.slice(Math.max(0, start - 1000), start) : '';
  const after = /\s-\}\}$/.test(text.slice(end - 4, end)) ? text.slice(end, end + 1000) : '';
  const blanks = [before.length - before.trimEnd().length, after.length - after.trimStart().length] as const;
  return blanks[0] + blanks[1] > 0 ? { start: start - blanks[0], end: end + blanks[1] } : undefined;
}
