import { DIRECTIVE_BEGINS, type Directive, matchDirective } from './directive.js';
import type { Placeholder, PlaceholderStyle, Slot, Span, Standing } from './placeholder.js';
import { escapedLength, FIRST_CHARACTERS, matchStyle, type StyleMatch } from './placeholder-styles.js';
import { plainJson } from './plain-json.js';
import { standsInText, type WordFinder, wordMatch } from './words-within-texts.js';

/** What a template is once it is filled. JSON that is read as YAML counts as YAML. */
export type Syntax = 'json' | 'yaml';

/** All that is to be decided about in a template. */
export interface Found {
  readonly placeholders: readonly Placeholder[];
  /** The first character of each escape: `$$NAME` stands for `$NAME`, `\${NAME}` for `${NAME}`. */
  readonly escapes: readonly Span[];
  /** Branches and loops of other languages. */
  readonly directives: readonly Directive[];
  /** Comments in JSON. */
  readonly comments: readonly Span[];
  /** Commas behind the last member or item in JSON. */
  readonly trailingCommas: readonly Span[];
  /** Where the search was given up, since no template has so many placeholders. */
  readonly givenUpAt?: number;
}

/** A large task definition has some hundreds; a page of HTML in a text may have thousands that turn out to be tags. */
const MOST_CANDIDATES = 20_000;

/** How placeholders are looked for. */
export interface FindingOptions {
  /** The styles that are in force; every other mark is plain text. Default: all of them. */
  readonly styles?: ReadonlySet<PlaceholderStyle>;
  /**
   * Names that have a value: a text that is one of them and nothing else is a placeholder of the style `word`. Without
   * quotes, which JSON does not allow, a word in capitals is one anyway.
   */
  readonly words?: ReadonlySet<string>;
  /** Finds words that are placeholders within a text too, where it is sticky: {@link wordsWithinTexts} makes it. */
  readonly withinTexts?: WordFinder;
}

interface Candidate {
  readonly match: StyleMatch;
  readonly start: number;
  readonly standing: Standing;
  readonly literal: Literal;
  readonly inObject: boolean;
  readonly afterColon: boolean;
  readonly block: Placeholder['block'];
}

/** The string, or without quotes the line, in which a candidate stands; shared by all that stand in it. */
interface Literal {
  readonly start: number;
  end: number;
  /** The names of the tags that are closed in it, in small letters; read when first asked for. */
  closedTags?: ReadonlySet<string>;
}

/**
 * Finds every placeholder and what it stands in: quotes, a block scalar, or neither. The text need not be JSON or YAML
 * until it is filled, so this reads only quotes, escapes, brackets and comments; what looks like a placeholder in a
 * comment is none.
 */
export function findPlaceholders(text: string, syntax: Syntax, options: FindingOptions = {}): Found {
  const { styles } = options;
  const words = styles && !styles.has('word') ? undefined : (options.words ?? NO_WORDS);
  const candidates: Candidate[] = [];
  const escapes: Span[] = [];
  const directives: Directive[] = [];
  const comments: Span[] = [];
  const trailingCommas: Span[] = [];
  const brackets: ('{' | '[')[] = [];
  let quote: '"' | "'" | undefined;
  let literal: Literal = { start: 0, end: text.length };
  let line: Literal = { start: 0, end: -1 };
  let block: BlockScalar | undefined;
  const lastClose = syntax === 'json' ? text.lastIndexOf('*/') : -1;
  /** The last character that counts; `lastInLine` forgets it at each line's end. */
  let last = '';
  let lastAt = -1;
  let lastInLine = '';
  let lineStart = 0;
  const seen = (character: string, at: number) => {
    last = character;
    lastAt = at;
    lastInLine = character;
  };
  const add = (match: StyleMatch, at: number, standing: Standing) => {
    if (standing === 'bare' && at > line.end) line = lineAround(text, at);
    candidates.push({
      match,
      start: at,
      standing,
      literal: standing === 'bare' || standing === 'block' ? line : literal,
      inObject: brackets.at(-1) === '{',
      afterColon: last === ':',
      block:
        block && standing === 'block'
          ? { indent: block.indent, literal: block.literal, beginsLine: lastInLine === '' }
          : undefined,
    });
  };

  const within = words && options.withinTexts;
  const plain = syntax === 'json' && !within ? plainJson(text, words) : undefined;

  let givenUpAt: number | undefined;
  for (let at = 0; at < text.length; ) {
    if (candidates.length >= MOST_CANDIDATES) {
      givenUpAt = at;
      break;
    }
    if (plain && !quote) {
      const run = plain(at, last === ',');
      if (run) {
        for (const bracket of run.brackets) {
          if (bracket === '{' || bracket === '[') brackets.push(bracket);
          else brackets.pop();
        }
        if (run.last) seen(run.last, run.lastAt);
        if (run.endsLine) lastInLine = '';
        at = run.end;
        continue;
      }
    }
    if (quote && !within) {
      // Most of a template stands in quotes and means nothing.
      PLAIN.lastIndex = at;
      if (PLAIN.test(text)) at = PLAIN.lastIndex;
    }
    const character = text.charAt(at);
    if (block && at >= block.end) block = undefined;
    if (character === ' ' && !quote && !block) {
      BLANKS.lastIndex = at;
      BLANKS.test(text);
      at = BLANKS.lastIndex;
      continue;
    }
    const standing: Standing = block
      ? 'block'
      : quote === '"'
        ? 'double-quoted'
        : quote === "'"
          ? 'single-quoted'
          : 'bare';

    const inner = within?.(text, at);
    if (inner && (quote || block || countsBare(text, syntax, at, inner))) {
      add(inner, at, standing);
      at += inner.token.length;
      seen('x', at - 1);
      continue;
    }
    if (character === '\\' && FIRST_CHARACTERS.includes(text.charAt(at + 1)) && at + 1 < text.length) {
      const match = matchStyle(text, at + 1, standing, styles);
      if (match) {
        escapes.push({ start: at, end: at + 1 });
        at += 1 + match.token.length;
        seen('x', at - 1);
        continue;
      }
    }
    if (FIRST_CHARACTERS.includes(character)) {
      const inComment = syntax === 'yaml' && standing === 'bare' && startsComment(text, at);
      const directive =
        inComment || !DIRECTIVE_BEGINS.includes(character) ? undefined : matchDirective(text, at, standing, styles);
      if (directive) {
        directives.push(directive);
        at = directive.end;
        seen('x', at - 1);
        continue;
      }
      const match = inComment ? undefined : matchStyle(text, at, standing, styles);
      const escaped = character === '$' && match?.style !== 'dollars' ? escapedLength(text, at, styles) : 0;
      if (escaped > 0) {
        escapes.push({ start: at, end: at + 1 });
        at += escaped;
        seen('$', at - 1);
        continue;
      }
      if (match) {
        add(match, at, standing);
        at += match.token.length;
        seen('x', at - 1);
        continue;
      }
    }

    if (block) {
      if (character === '\n') lastInLine = '';
      else if (character !== ' ') lastInLine = character;
      at += 1;
      continue;
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
        seen('x', at);
      }
      at += 1;
      continue;
    }
    const comment = character === '/' || character === '#' ? commentLength(text, at, syntax, lastClose) : 0;
    if (comment > 0) {
      if (syntax === 'json') comments.push({ start: at, end: at + comment });
      at += comment;
      continue;
    }
    if (character === '"' || (character === "'" && syntax === 'yaml')) {
      if (syntax === 'json' || lastInLine === '' || ':-[,{?'.includes(lastInLine)) {
        const word = words?.size ? quotedWord(text, at, words) : undefined;
        literal = { start: at + 1, end: text.length };
        quote = character;
        if (word !== undefined) {
          const standingThere = character === '"' ? 'double-quoted' : 'single-quoted';
          add(wordMatch(word), at + 1, standingThere);
          at += 1 + word.length;
          continue;
        }
      } else {
        seen(character, at);
      }
      at += 1;
      continue;
    }
    if (words && WORD_BEGINS.test(character) && (syntax === 'json' || words.size > 0)) {
      const length = wordLength(text, at);
      const word = text.slice(at, at + length);
      const begins =
        syntax === 'json'
          ? last !== 'x' || lastInLine === ''
          : brackets.length > 0
            ? ':[,'.includes(lastInLine || '-')
            : ':-'.includes(lastInLine || '-') &&
              /(?:^[\s-]*|:\s+)$/.test(text.slice(Math.max(0, at - 200, lineStart), at));
      if (begins && isWord(word, syntax, words) && isWhole(text, syntax, at, at + length)) {
        add(wordMatch(word), at, 'bare');
        at += length;
      } else {
        // `check-STAGE` is one word, and may have another in it.
        at += within ? word.search(/[.-]|$/) || 1 : length;
      }
      seen('x', at - 1);
      continue;
    }
    if (character === '\n') {
      lastInLine = '';
      lineStart = at + 1;
    } else if (syntax === 'yaml' && (character === '|' || character === '>') && ':-'.includes(lastInLine || ' ')) {
      block = blockScalarAt(text, at);
      seen(character, at);
      if (block) {
        at = block.start;
        lastInLine = '';
        continue;
      }
    } else if (character !== ' ' && character !== '\t' && character !== '\r' && character !== '\uFEFF') {
      if (character === '{' || character === '[') brackets.push(character);
      else if (character === '}' || character === ']') {
        if (syntax === 'json' && last === ',') trailingCommas.push({ start: lastAt, end: lastAt + 1 });
        brackets.pop();
      }
      seen(character, at);
    }
    at += 1;
  }

  return {
    placeholders: (text.includes('</') ? candidates.filter((one) => !isMarkup(text, one)) : candidates).map((found) =>
      placeholderOf(text, syntax, found),
    ),
    escapes,
    directives,
    comments,
    trailingCommas,
    ...(givenUpAt === undefined ? {} : { givenUpAt }),
  };
}

/** What ends nothing, begins nothing and escapes nothing. */
const PLAIN = /(?:[^"'\\\n<{$#@%_[]|_(?!_))+/y;
const BLANKS = / +/y;

const NO_WORDS: ReadonlySet<string> = new Set();
const WORD_BEGINS = /[A-Za-z_]/;
const WORD = /[A-Za-z_][\w.-]{0,200}/y;
/** What JSON, JavaScript and Python have for values. */
const LITERALS = new Set(['true', 'false', 'null', 'none', 'nan', 'undefined', 'infinity']);

function wordLength(text: string, at: number): number {
  WORD.lastIndex = at;
  return WORD.exec(text)?.[0].length ?? 1;
}

function isWord(word: string, syntax: Syntax, words: ReadonlySet<string>): boolean {
  if (words.has(word)) return true;
  return syntax === 'json' && /^[A-Z][A-Z0-9_]+$/.test(word) && !LITERALS.has(word.toLowerCase());
}

/** The word that is all of the string that begins at `at`, if it has a value and the string is no name of a member. */
function quotedWord(text: string, at: number, words: ReadonlySet<string>): string | undefined {
  const word = text.slice(at + 1, at + 1 + (WORD_BEGINS.test(text.charAt(at + 1)) ? wordLength(text, at + 1) : 0));
  if (!words.has(word) || text[at + 1 + word.length] !== text[at]) return undefined;
  return /^[ \t]{0,50}:/.test(text.slice(at + 2 + word.length, at + 60 + word.length)) ? undefined : word;
}

/** Without quotes, a word of JSON stands for a value anyway; in marks it is none yet. */
function countsBare(text: string, syntax: Syntax, at: number, { token, name }: StyleMatch): boolean {
  return syntax === 'yaml' ? standsInText(text, at, at + token.length) : token !== name;
}

function startsComment(text: string, at: number): boolean {
  return text[at] === '#' && (at === 0 || /\s/.test(text.charAt(at - 1)));
}

/** The length of the comment that begins at `at`, without the line's end, or 0. One that is not closed is none. */
function commentLength(text: string, at: number, syntax: Syntax, lastClose: number): number {
  if (syntax === 'json' && text.startsWith('/*', at)) {
    return lastClose < at + 2 ? 0 : text.indexOf('*/', at + 2) + 2 - at;
  }
  if (syntax === 'json' ? !text.startsWith('//', at) : !startsComment(text, at)) return 0;
  const lineEnd = text.indexOf('\n', at);
  const end = lineEnd === -1 ? text.length : lineEnd;
  return (text[end - 1] === '\r' ? end - 1 : end) - at;
}

interface BlockScalar extends Span {
  readonly indent: string;
  readonly literal: boolean;
}

/** The block scalar whose header (`|`, `>-`, `|2` …) stands at `at`: its lines are all that are indented further. */
function blockScalarAt(text: string, at: number): BlockScalar | undefined {
  const header = /^[|>][+-]?\d?[+-]?[ \t]{0,50}(?:#[^\n]{0,1000})?\r?\n/.exec(text.slice(at, at + 1100));
  if (!header) return undefined;
  const { start: lineStart } = lineAround(text, at);
  const parent = /^[ ]*(?:- +)*/.exec(text.slice(lineStart, at))?.[0] ?? '';
  // A list item's text is indented further than its dash.
  const outer =
    parent.includes('-') && !/:\s*$/.test(text.slice(lineStart, at)) ? parent.lastIndexOf('-') : parent.length;
  const start = at + header[0].length;
  let end = start;
  let indent: string | undefined;
  while (end < text.length) {
    const newline = text.indexOf('\n', end);
    const next = newline === -1 ? text.length : newline + 1;
    const content = /^ *(?=[^ \r\n])/.exec(text.slice(end, next))?.[0];
    if (content !== undefined) {
      if (content.length <= outer) break;
      indent ??= content;
    }
    end = next;
  }
  return { start, end, indent: indent ?? `${' '.repeat(outer)}  `, literal: header[0].startsWith('|') };
}

function lineAround(text: string, at: number): Literal {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at) + 1, end: end === -1 ? text.length : end };
}

/**
 * `<h1>` in a string that also closes a tag is HTML, as in the sample page of AWS's own task definitions; a name in
 * capitals stays a placeholder there, unless it is itself closed.
 */
function isMarkup(text: string, { match: { style, name }, literal }: Candidate): boolean {
  if (style !== 'angle') return false;
  literal.closedTags ??= new Set(
    [...text.slice(literal.start, literal.end).matchAll(/<\/([\p{L}\p{N}]*)/gu)].map(([, tag = '']) =>
      tag.toLowerCase(),
    ),
  );
  if (literal.closedTags.size === 0) return false;
  return name !== name.toUpperCase() || literal.closedTags.has(name.toLowerCase());
}

/** Blanks further away than that are not looked over. */
const BLANK_LIMIT = 200;

/** Whether a bare value may begin here: at a line's beginning, behind a bracket, comma, colon or the dash of an item. */
function beginsValue(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at < BLANK_LIMIT && ' \t\r'.includes(text.charAt(at))) at -= 1;
  if (at < 0) return true;
  const blank = ' \t'.includes(text.charAt(at + 1)) && at + 1 < start;
  switch (text[at]) {
    case ',':
    case '[':
    case '{':
    case '\n':
      return true;
    case ':':
      return blank || '"\''.includes(text.charAt(at - 1) || ' ');
    case '-':
      return blank && (at === 0 || ' \t\n'.includes(text.charAt(at - 1)));
    case '/':
      return text[at - 1] === '*';
    default:
      return false;
  }
}

function endsValue(text: string, end: number, syntax: Syntax): boolean {
  let at = end;
  while (at - end < BLANK_LIMIT && ' \t\r'.includes(text.charAt(at) || '-')) at += 1;
  if (at >= text.length || ',]}\n'.includes(text.charAt(at))) return true;
  return syntax === 'json' ? /^\/[/*]/.test(text.slice(at, at + 2)) : text[at] === '#' && at > end;
}

function isWhole(text: string, syntax: Syntax, start: number, end: number): boolean {
  return beginsValue(text, start) && endsValue(text, end, syntax);
}

function placeholderOf(text: string, syntax: Syntax, found: Candidate): Placeholder {
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
