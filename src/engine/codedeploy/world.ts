/** What CodeDeploy remembers of one region. */
export interface CodeDeployWorld {
  placeholder?: never;
}

/** A region in which nothing was made yet. */
export function emptyCodeDeployWorld(): CodeDeployWorld {
  return {};
}
