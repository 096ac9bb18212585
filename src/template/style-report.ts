import type { SourcePlace } from '../errors.js';
import type { PlaceholderStyle } from './placeholder.js';
import type { Template } from './template.js';

/** Which styles a template has, and how that was decided. */
export interface StyleReport {
  readonly decided: 'declared' | 'detected';
  /** By how often they occur. */
  readonly styles: readonly { readonly style: PlaceholderStyle; readonly count: number; readonly example: string }[];
  /** A sentence that tells why these. */
  readonly why: string;
  /** Places where the marks of two styles meet, with what was decided. */
  readonly ambiguous: readonly {
    readonly text: string;
    readonly place: SourcePlace;
    readonly readAs: PlaceholderStyle;
  }[];
}

/** Marks that could belong to a longer one: `<${X}>`, `%{{X}}%`. */
const OUTER: readonly (readonly [before: string, behind: string])[] = [
  ['<', '>'],
  ['%', '%'],
  ['@', '@'],
  ['#', '#'],
  ['_', '_'],
  ['{', '}'],
  ['$', ''],
  ['#', ''],
];

/** Tells of a template's styles. */
export function reportStyles(template: Template, declared?: ReadonlySet<PlaceholderStyle>): StyleReport {
  const counts = new Map<PlaceholderStyle, { count: number; example: string }>();
  for (const { style, token } of template.placeholders) {
    const seen = counts.get(style);
    if (seen) seen.count += 1;
    else counts.set(style, { count: 1, example: token });
  }
  const styles = [...counts].map(([style, seen]) => ({ style, ...seen })).sort((a, b) => b.count - a.count);
  const ambiguous = template.placeholders.flatMap(({ start, end, style, standing }) => {
    if (standing === 'bare') return [];
    const before = template.text.charAt(start - 1);
    const behind = template.text.charAt(end);
    const outer = OUTER.find(([left, right]) => left === before && (right === '' || right === behind));
    return outer
      ? [
          {
            text: template.text.slice(start - 1, end + outer[1].length),
            place: template.placeAt(start - 1),
            readAs: style,
          },
        ]
      : [];
  });
  return { decided: declared ? 'declared' : 'detected', styles, why: reason(styles, declared), ambiguous };
}

function reason(styles: StyleReport['styles'], declared: ReadonlySet<PlaceholderStyle> | undefined): string {
  const listed = styles.map(({ style, count, example }) => `${style} (${count}, e.g. ${example})`).join(', ');
  if (declared) return `declared: ${[...declared].join(', ')}; found: ${listed || 'none'}; other marks are plain text`;
  if (styles.length === 0) return 'no mark of any style occurs';
  return styles.length === 1
    ? `detected: only ${listed} occurs`
    : `detected: ${listed}; all of them are filled, and a mark without a value is an error`;
}
