import type { Random } from './operation.js';

/**
 * Random choices whose state is the world's seed: the same seed and the same calls give the same ids, also when the
 * world was put away in between. The generator is mulberry32.
 *
 * @param world - holds the seed; each choice changes it
 */
export function seededRandom(world: { seed: number }): Random {
  const next = () => {
    world.seed = (world.seed + 0x6d2b79f5) >>> 0;
    let mixed = world.seed;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const text = (length: number, alphabet: string) =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(next() * alphabet.length))).join('');
  return {
    next,
    text,
    uuid() {
      const hex = '0123456789abcdef';
      // Version 4, variant 1: https://www.rfc-editor.org/rfc/rfc9562#section-5.4
      return `${text(8, hex)}-${text(4, hex)}-4${text(3, hex)}-${text(1, '89ab')}${text(3, hex)}-${text(12, hex)}`;
    },
  };
}
