import { isWhole } from './bare-value.js';
import { countsBare, isWord, NO_WORDS, quotedWord, WORD_BEGINS, wordLength } from './bare-word.js';
import { type BlockScalar, blockScalarAt } from './block-scalar.js';
import { type Candidate, isMarkup, placeholderOf } from './candidate.js';
import { commentLength, startsComment } from './comment.js';
import { DIRECTIVE_BEGINS, type Directive, matchDirective } from './directive.js';
import { type Literal, lineAround } from './literal.js';
import type { Placeholder, PlaceholderStyle, Span, Standing } from './placeholder.js';
import { escapedLength, FIRST_CHARACTERS, matchStyle, type StyleMatch } from './placeholder-styles.js';
import { plainJson } from './plain-json.js';
import type { Syntax } from './syntax.js';
import { type WordsByOffset, wordMatch } from './words-within-texts.js';

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
  /** Words that are placeholders within a text too: `wordsWithinTexts` finds them. */
  readonly withinTexts?: WordsByOffset;
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

    const inner = within?.get(at);
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
