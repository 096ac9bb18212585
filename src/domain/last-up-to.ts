/**
 * The index of the last of some positions that is not above a limit; -1 without one.
 *
 * @param count - how many positions there are
 * @param positionOf - the position of each, which never falls from one to the next
 */
export function lastUpTo(count: number, positionOf: (index: number) => number, limit: number): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (positionOf(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
