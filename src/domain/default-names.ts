/** The part of a cluster's or service's name that the default names carry: the AWS CLI cuts each at 46 characters. */
const NAME_PART = 46;

/** The application name that AWS's own tools assume: `AppECS-<cluster>-<service>`. */
export function defaultApplicationName(cluster: string, service: string): string {
  return `AppECS-${cluster.slice(0, NAME_PART)}-${service.slice(0, NAME_PART)}`;
}

/** The deployment group name that AWS's own tools assume: `DgpECS-<cluster>-<service>`. */
export function defaultDeploymentGroupName(cluster: string, service: string): string {
  return `DgpECS-${cluster.slice(0, NAME_PART)}-${service.slice(0, NAME_PART)}`;
}
