type Numbers = readonly [major: number, minor: number, patch: number];

/** Versions from `from` on, and before `before`. */
interface Span {
  readonly from: Numbers;
  readonly before: Numbers;
}

const NONE: Numbers = [0, 0, 0];
const BEYOND_ALL: Numbers = [Number.POSITIVE_INFINITY, 0, 0];
const COMPARATOR = /^(>=|>|<=|<|=|\^|~)?v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?$/;
/** More than anybody writes; each further character would only be time. */
const LENGTH = 200;

/**
 * Whether a version is within a range as npm writes it: `>=0.2`, `^1.4`, `~1.4.2`, `>=1.2 <2`, `1.x` as `1`, alternatives
 * with `||`. A version before a release (`1.0.0-rc.1`) counts as the last before it.
 *
 * @returns `undefined` where the text is no range
 */
export function isWithinRange(version: string, range: string): boolean | undefined {
  const alternatives = readRange(range);
  const numbers = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})(-)?/.exec(version);
  if (!alternatives || !numbers) return undefined;
  const [, major, minor, patch, before] = numbers;
  const own: Numbers = [Number(major), Number(minor), Number(patch) - (before ? 0.5 : 0)];
  return alternatives.some((spans) =>
    spans.every(({ from, before: end }) => order(own, from) >= 0 && order(own, end) < 0),
  );
}

/** Whether a text is a range. */
export function isRange(text: string): boolean {
  return readRange(text) !== undefined;
}

/** Alternatives, each of spans that must all hold. */
function readRange(text: string): readonly (readonly Span[])[] | undefined {
  if (text.length > LENGTH) return undefined;
  const alternatives: Span[][] = [];
  for (const alternative of text.split('||')) {
    const words = alternative
      .replaceAll(/(>=|>|<=|<|=|\^|~)\s+/g, '$1')
      .split(/[\s,]+/)
      .filter((word) => word !== '');
    const spans = words.flatMap((word) => spanOf(word.replace(/(?:\.[x*]){1,2}$/, '')) ?? []);
    if (words.length === 0 || spans.length !== words.length) return undefined;
    alternatives.push(spans);
  }
  return alternatives;
}

function spanOf(word: string): Span | undefined {
  const match = COMPARATOR.exec(word);
  if (!match) return undefined;
  const [, operator = '=', major = '0', minor, patch] = match;
  const from: Numbers = [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
  // What comes after all that the written parts name: `1.2` is all of 1.2.x.
  const next = after(from, patch !== undefined ? 2 : minor !== undefined ? 1 : 0);
  switch (operator) {
    case '>=':
      return { from, before: BEYOND_ALL };
    case '>':
      return { from: next, before: BEYOND_ALL };
    case '<':
      return { from: NONE, before: from };
    case '<=':
      return { from: NONE, before: next };
    case '^': {
      const written = patch !== undefined ? 2 : minor !== undefined ? 1 : 0;
      const leading = from.findIndex((part) => part !== 0);
      return { from, before: after(from, leading === -1 ? written : Math.min(leading, written)) };
    }
    case '~':
      return { from, before: after(from, minor === undefined ? 0 : 1) };
    default:
      return { from, before: next };
  }
}

/** The first version with the part at `index` one higher. */
function after([major, minor, patch]: Numbers, index: number): Numbers {
  if (index === 0) return [major + 1, 0, 0];
  return index === 1 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function order(a: Numbers, b: Numbers): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
