import type { BlueGreenDeploymentConfiguration } from '@aws-sdk/client-codedeploy';

/** The two waits of a blue/green deployment. */
export interface Waits {
  /** How long the deployment is `Ready` for somebody to continue it before it gives up; `null`: it does not wait. */
  readonly readyMinutes: number | null;
  /** How long the original task set is kept after the shift. */
  readonly terminationMinutes: number;
}

/** Reads the waits; what AWS leaves out is no wait. */
export function parseWaits(config: BlueGreenDeploymentConfiguration | undefined): Waits {
  const ready = config?.deploymentReadyOption;
  return {
    readyMinutes: ready?.actionOnTimeout === 'STOP_DEPLOYMENT' ? (ready.waitTimeInMinutes ?? 0) : null,
    terminationMinutes: config?.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes ?? 0,
  };
}
