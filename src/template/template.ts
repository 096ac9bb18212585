import type { SourcePlace } from '../errors.js';
import { type FindingOptions, type Found, findPlaceholders } from './find-placeholders.js';
import { lineIndex } from './line-index.js';
import type { Syntax } from './syntax.js';
import { wordsWithinTexts } from './words-within-texts.js';

/** A template as it was read, with what there is to fill. */
export interface Template extends Found {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
  readonly syntax: Syntax;
  placeAt(offset: number): SourcePlace;
}

/** How a template is read. */
export interface ReadingOptions extends FindingOptions {
  /** Names that somebody has given a value for this very template: they count within texts too. */
  readonly given?: ReadonlySet<string>;
}

/** The longest template that is read, in UTF-16 units. ECS takes 64 KiB of task definition. */
export const TEMPLATE_LIMIT = 512 * 1024;

/**
 * Reads a template's text.
 *
 * @param file - as messages are to name it
 */
export function readTemplate(file: string, text: string, syntax: Syntax, options: ReadingOptions = {}): Template {
  const position = lineIndex(text);
  const found = findPlaceholders(text, syntax, options);
  const withinTexts = options.given && wordsWithinTexts(text, options.given, found.placeholders);
  return {
    file,
    text,
    syntax,
    placeAt: (offset) => ({ file, ...position(offset) }),
    ...(withinTexts ? findPlaceholders(text, syntax, { ...options, withinTexts }) : found),
  };
}
