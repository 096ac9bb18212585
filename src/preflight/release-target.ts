/** The names under which AWS knows what a release goes to. */
export interface ReleaseTarget {
  /** The CodeDeploy application. */
  readonly application: string;
  readonly deploymentGroup: string;
  readonly cluster: string;
  readonly service: string;
}
