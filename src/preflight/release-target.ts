/** The names under which AWS knows what a release goes to. */
export interface ReleaseTarget {
  /** The CodeDeploy application. */
  readonly application: string;
  readonly deploymentGroup: string;
  readonly cluster: string;
  readonly service: string;
}

/** The names alone, of something that has more than them. */
export function namesOf({ application, deploymentGroup, cluster, service }: ReleaseTarget): ReleaseTarget {
  return { application, deploymentGroup, cluster, service };
}
