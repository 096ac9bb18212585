/** A stretch of JSON in which there is nothing to be filled, tolerated or refused. */
export interface PlainRun {
  readonly end: number;
  /** The brackets that it opens and closes, in order. */
  readonly brackets: string;
  /** Its last character that counts, a text as `x`; empty where it is blank. */
  readonly last: string;
  readonly lastAt: number;
  /** Nothing that counts stands behind its last line break. */
  readonly endsLine: boolean;
}

/** A text without anything with which a mark could begin, and without what ends it early. */
const TEXT = String.raw`"(?:[^"'\\\n<{}$#@%_[\]]|_(?!_))*"`;
/** Brackets with which no mark begins, and commas behind which there is something. */
const PUNCTUATION = String.raw`[ \t\r\n:]+|\{(?=[ \t\r\n"}])|\[(?=[ \t\r\n"{\]])|[\]}]|,(?![ \t\r\n]*[\]}])`;
/** Bounded, so that the parts of a run need not all be kept in mind. */
const RUN = new RegExp(`(?:${PUNCTUATION}|${TEXT}){1,1000}`, 'y');
const BLANKS_BEFORE_CLOSING = /[ \t\r\n]*(?=[\]}])/y;
/** Texts of one word that name no member, with their quotes. */
const WORDS = /"[A-Za-z_][\w.-]{0,200}"(?![ \t]{0,50}:)/g;
const ALL_BUT_BRACKETS = /"[^"]*"|[^[\]{}"]+/g;

/**
 * Finds plain stretches of a JSON text: most of a large template is that, and is passed over at once.
 *
 * @param words - texts that are placeholders when they stand alone
 * @returns finds the run that begins at an offset where no text is open; `behindComma`: the last character that counts
 */
export function plainJson(
  text: string,
  words: ReadonlySet<string> | undefined,
): (at: number, behindComma: boolean) => PlainRun | undefined {
  // A run that was cut short by a word is gone on with behind it: each part is looked at once.
  let plainUpTo = 0;
  return (at, behindComma) => {
    if (behindComma) {
      const blanks = matchAt(BLANKS_BEFORE_CLOSING, text, at);
      // That comma is to be told of by whoever comes to the bracket.
      if (blanks !== undefined) return blanks === '' ? undefined : runOf(blanks, at, '');
    }
    if (at >= plainUpTo) plainUpTo = at + (matchAt(RUN, text, at)?.length ?? 0);
    if (at >= plainUpTo) return undefined;
    const whole = text.slice(at, plainUpTo);
    const { brackets, length } = lookOver(whole, words);
    return length === 0 ? undefined : runOf(whole.slice(0, length), at, brackets);
  };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function runOf(run: string, at: number, brackets: string): PlainRun {
  const counted = run.trimEnd().length;
  const last = run.charAt(counted - 1);
  return {
    end: at + run.length,
    brackets,
    last: last === '"' ? 'x' : last,
    lastAt: at + counted - 1,
    endsLine: run.includes('\n', counted),
  };
}

/** The brackets of a run, and how long it is up to the first word that is to be filled. */
function lookOver(
  run: string,
  words: ReadonlySet<string> | undefined,
): { readonly brackets: string; readonly length: number } {
  const word = words?.size ? run.match(WORDS)?.find((one) => words.has(one.slice(1, -1))) : undefined;
  const length = word === undefined ? run.length : indexOfWord(run, word);
  return { brackets: run.slice(0, length).replaceAll(ALL_BUT_BRACKETS, ''), length };
}

/** The same text may name a member before. */
function indexOfWord(run: string, word: string): number {
  for (const { 0: found, index } of run.matchAll(WORDS)) if (found === word) return index;
  return run.length;
}
