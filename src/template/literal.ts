/** The string, or without quotes the line, in which a candidate stands; shared by all that stand in it. */
export interface Literal {
  readonly start: number;
  end: number;
  /** The names of the tags that are closed in it, in small letters; read when first asked for. */
  closedTags?: ReadonlySet<string>;
}

/** The line around an offset. */
export function lineAround(text: string, at: number): Literal {
  const end = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at) + 1, end: end === -1 ? text.length : end };
}
