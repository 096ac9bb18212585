import type { Placeholder, Span, Standing } from './placeholder.js';
import { escapedLength, FIRST_CHARACTERS, matchStyle, type StyleMatch } from './placeholder-styles.js';

/** What a template is once it is filled. JSON that is read as YAML counts as YAML. */
export type Syntax = 'json' | 'yaml';

/** All that is to be decided about in a template. */
export interface Found {
  readonly placeholders: readonly Placeholder[];
  /** Escaped dollars: `$$NAME` stands for `$NAME`. */
  readonly escapes: readonly Span[];
}

interface Candidate extends StyleMatch {
  readonly start: number;
  readonly standing: Standing;
  readonly literal: Literal;
}

/** The string, or without quotes the line, in which a candidate stands; shared by all that stand in it. */
interface Literal {
  readonly start: number;
  end: number;
  /** The names of the tags that are closed in it, in small letters; read when first asked for. */
  closedTags?: ReadonlySet<string>;
}

/**
 * Finds every placeholder and what it stands in: quotes, or none. The text need not be JSON or YAML until it is filled,
 * so this reads only quotes, escapes and (in YAML) comments; what looks like a placeholder in a comment is none.
 */
export function findPlaceholders(text: string, syntax: Syntax): Found {
  const candidates: Candidate[] = [];
  const escapes: Span[] = [];
  let quote: '"' | "'" | undefined;
  let literal: Literal = { start: 0, end: text.length };
  let line: Literal = { start: 0, end: -1 };
  let lastInLine = '';

  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);

    if (FIRST_CHARACTERS.includes(character)) {
      const escaped = character === '$' ? escapedLength(text, at) : 0;
      if (escaped > 0) {
        escapes.push({ start: at, end: at + escaped });
        at += escaped;
        lastInLine = '$';
        continue;
      }
      const inComment = syntax === 'yaml' && !quote && startsComment(text, at);
      const match = inComment ? undefined : matchStyle(text, at);
      if (match) {
        const standing = quote === '"' ? 'double-quoted' : quote === "'" ? 'single-quoted' : 'bare';
        if (!quote && at > line.end) line = lineAround(text, at);
        candidates.push({ ...match, start: at, standing, literal: quote ? literal : line });
        at += match.token.length;
        lastInLine = 'x';
        continue;
      }
    }

    if (quote) {
      if (quote === '"' && character === '\\') {
        at += 2;
        continue;
      }
      if (quote === "'" && text.startsWith("''", at)) {
        at += 2;
        continue;
      }
      // JSON strings end with their line: a quote that is missing must not turn the rest of the file inside out.
      if (character === quote || (syntax === 'json' && character === '\n')) {
        literal.end = at;
        quote = undefined;
        lastInLine = 'x';
      }
    } else if (syntax === 'yaml' && startsComment(text, at)) {
      const lineEnd = text.indexOf('\n', at);
      at = lineEnd === -1 ? text.length : lineEnd;
      continue;
    } else if (character === '"' || (character === "'" && syntax === 'yaml')) {
      if (syntax === 'json' || lastInLine === '' || ':-[,{?'.includes(lastInLine)) {
        quote = character;
        literal = { start: at + 1, end: text.length };
      } else {
        lastInLine = character;
      }
    } else if (character === '\n') {
      lastInLine = '';
    } else if (character !== ' ' && character !== '\t' && character !== '\r') {
      lastInLine = character;
    }
    at += 1;
  }

  return {
    placeholders: candidates
      .filter((candidate) => !isMarkup(text, candidate))
      .map((found) => placeholderOf(text, found)),
    escapes,
  };
}

function startsComment(text: string, at: number): boolean {
  return text[at] === '#' && (at === 0 || /\s/.test(text.charAt(at - 1)));
}

function lineAround(text: string, at: number): Literal {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at) + 1, end: end === -1 ? text.length : end };
}

/**
 * `<h1>` in a string that also closes a tag is HTML, as in the sample page of AWS's own task definitions; a name in
 * capitals stays a placeholder there, unless it is itself closed.
 */
function isMarkup(text: string, { style, name, literal }: Candidate): boolean {
  if (style !== 'angle') return false;
  literal.closedTags ??= new Set(
    [...text.slice(literal.start, literal.end).matchAll(/<\/([\p{L}\p{N}]*)/gu)].map(([, tag = '']) =>
      tag.toLowerCase(),
    ),
  );
  if (literal.closedTags.size === 0) return false;
  return name !== name.toUpperCase() || literal.closedTags.has(name.toLowerCase());
}

/** Before a bare value: the beginning of a line, a bracket or comma, a colon, or the dash of a list item. */
const VALUE_BEGINS = /(?:^|[,[{\n]|["']:|:[ \t]|(?:^|[ \t\n])-[ \t])[ \t\r]*$/;
const VALUE_ENDS = /^[ \t\r]*(?:$|[,\]}\n]|[ \t]#)/;

function placeholderOf(text: string, { literal, ...found }: Candidate): Placeholder {
  const end = found.start + found.token.length;
  const whole =
    found.standing === 'bare'
      ? VALUE_BEGINS.test(text.slice(Math.max(0, found.start - 200), found.start)) &&
        VALUE_ENDS.test(text.slice(end, end + 200))
      : literal.start === found.start && literal.end === end;
  return { ...found, end, whole };
}
