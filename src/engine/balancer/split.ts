/**
 * The next turn of a smooth weighted round robin: over any stretch of turns each choice comes as often as its weight
 * says, give or take one, and evenly spread. A weight of 0 never has a turn.
 *
 * @param credits - what the choices have saved up so far, 0 each in the beginning
 * @returns the index of the choice and the credits afterwards; `undefined`: no choice has a weight
 */
export function nextTurn(
  weights: readonly number[],
  credits: readonly number[],
): { readonly index: number; readonly credits: readonly number[] } | undefined {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) return undefined;
  const saved = weights.map((weight, index) => (credits[index] ?? 0) + weight);
  let best = -1;
  for (const [index, weight] of weights.entries()) {
    if (weight > 0 && (best < 0 || (saved[index] ?? 0) > (saved[best] ?? 0))) best = index;
  }
  saved[best] = (saved[best] ?? 0) - total;
  return { index: best, credits: saved };
}
