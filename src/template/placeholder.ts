import type { Expression } from './expression.js';

/** The ways in which teams write placeholders, by their marks; `placeholder-styles.ts` tells how each looks. */
export const PLACEHOLDER_STYLES = [
  'angle',
  'double-angle',
  'double-brace',
  'dollar-double-brace',
  'dollar-brace',
  'dollar-parenthesis',
  'dollar',
  'dollars',
  'hash-brace',
  'hash',
  'double-hash',
  'at',
  'single-at',
  'percent',
  'double-percent',
  'underscore',
  'double-bracket',
  'bracket',
  'brace',
  'word',
] as const;

/** One of {@link PLACEHOLDER_STYLES}. */
export type PlaceholderStyle = (typeof PLACEHOLDER_STYLES)[number];

/** What surrounds a placeholder, and so decides how its value is written. `block`: a block scalar of YAML (`|`, `>`). */
export type Standing = 'double-quoted' | 'single-quoted' | 'bare' | 'block';

/** A range of offsets, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a placeholder without quotes stands for in JSON: a member's value, items of a list, or members of an object. */
export type Slot = 'value' | 'items' | 'members';

/** A placeholder as it stands in a template. */
export interface Placeholder extends Span {
  /** What messages call it and `--set` gives: the text between the marks, of a call the name that it asks for. */
  readonly name: string;
  /** The placeholder with its marks, as it stands in the template. */
  readonly token: string;
  readonly style: PlaceholderStyle;
  readonly standing: Standing;
  /** Whether it is the whole of its string or of its bare value. */
  readonly whole: boolean;
  /** What is to be asked for its value. */
  readonly meaning: Expression;
  /** Only for a whole one without quotes in JSON. */
  readonly slot?: Slot;
  /** White space around it that goes with it: `{{- … -}}` of Go templates. */
  readonly trimmed?: Span;
  /** In a block scalar: what each further line of a value begins with, and whether lines stay lines (`|`). */
  readonly block?: { readonly indent: string; readonly literal: boolean; readonly beginsLine: boolean };
}
