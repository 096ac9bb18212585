/** What Ecs remembers of one region. */
export interface EcsWorld {
  placeholder?: never;
}

/** A region in which nothing was made yet. */
export function emptyEcsWorld(): EcsWorld {
  return {};
}
