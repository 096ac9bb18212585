import { styleText } from 'node:util';

/** Colours text, or leaves it as it is. */
export type Paint = (style: 'green' | 'red' | 'yellow' | 'blue' | 'dim' | 'bold', text: string) => string;

/** A {@link Paint} for a sink that takes colours, or for one that does not. */
export function paintFor(color: boolean): Paint {
  return color
    ? (style, text) => styleText(style === 'dim' ? 'gray' : style, text, { validateStream: false })
    : (_style, text) => text;
}
