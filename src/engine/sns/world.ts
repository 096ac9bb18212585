/** What Sns remembers of one region. */
export interface SnsWorld {
  placeholder?: never;
}

/** A region in which nothing was made yet. */
export function emptySnsWorld(): SnsWorld {
  return {};
}
