/** The ways in which teams write placeholders; each is described in `placeholder-styles.ts`. */
export type PlaceholderStyle =
  | 'angle'
  | 'double-brace'
  | 'dollar-brace'
  | 'dollar-parenthesis'
  | 'dollar'
  | 'hash-brace'
  | 'at'
  | 'percent'
  | 'underscore'
  | 'brace';

/** What surrounds a placeholder, and so decides how its value is written. */
export type Standing = 'double-quoted' | 'single-quoted' | 'bare';

/** A range of offsets, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A placeholder as it stands in a template. */
export interface Placeholder extends Span {
  /** What is looked up: the text between the marks. */
  readonly name: string;
  /** The placeholder with its marks, as it stands in the template. */
  readonly token: string;
  readonly style: PlaceholderStyle;
  readonly standing: Standing;
  /** Whether it is the whole of its string or of its bare value. */
  readonly whole: boolean;
  /** `${NAME:-fallback}`: what to take when nothing else has a value. */
  readonly fallback?: string;
  /** Whether the text between the marks is more than a name: a call or an operator of another template language. */
  readonly expression: boolean;
}
