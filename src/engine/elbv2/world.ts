/** What Elbv2 remembers of one region. */
export interface Elbv2World {
  placeholder?: never;
}

/** A region in which nothing was made yet. */
export function emptyElbv2World(): Elbv2World {
  return {};
}
