import { forwardAll, productionForward } from '../../listener-traffic.js';
import { productionListener, testListener } from '../../traffic-listener.js';
import { type Cause, endingOf } from '../cause.js';
import { causeOfRefusal } from '../refusal.js';
import { partsOf, type Scene, serviceOf } from '../scene.js';

/** Puts production traffic back on the original task set, if any of it was moved. */
export function restoreTraffic(scene: Scene): undefined {
  const { deployment, role } = scene;
  if (deployment.shifts === 0) return;
  const { blue, greenGroup, routes } = partsOf(deployment);
  const pair = { blue: blue.targetGroup.arn, green: greenGroup.arn };
  const listener = productionListener(deployment.group.loadBalancerInfo);
  tolerate(scene, () => forwardAll(role, listener, routes, productionForward(deployment.routing, pair, 0)));
}

/** Puts test traffic back on the original task set, if it was moved. */
export function restoreTestTraffic(scene: Scene): undefined {
  const { deployment, role } = scene;
  const listener = testListener(deployment.group.loadBalancerInfo);
  if (!deployment.testTrafficMoved || !listener) return;
  const { blue } = partsOf(deployment);
  const groups = [{ TargetGroupArn: blue.targetGroup.arn, Weight: 1 }];
  tolerate(scene, () => forwardAll(role, listener, [{ kind: 'listener', arn: listener }], groups));
}

/** Makes the original task set PRIMARY again, if it is not any more. */
export function restorePrimary(scene: Scene): undefined {
  const { deployment, role } = scene;
  if (!deployment.greenIsPrimary) return;
  tolerate(scene, () => {
    role.updateServicePrimaryTaskSet({ ...serviceOf(deployment), primaryTaskSet: partsOf(deployment).blue.id });
    delete deployment.greenIsPrimary;
  });
}

/** Deletes the replacement task set; while its traffic or its rank could not be taken from it, it stays. */
export function deleteGreen(scene: Scene): undefined {
  const { deployment, role } = scene;
  const { green } = partsOf(deployment);
  if (!green || deployment.restoreFailure) return;
  tolerate(scene, () => {
    role.deleteTaskSet({ ...serviceOf(deployment), taskSet: green.id, force: true });
  });
}

/** A rollback says here whether all could be put back. */
export function confirmReturn({ deployment }: Scene): Cause | undefined {
  const { restoreFailure } = deployment;
  return restoreFailure && { kind: 'restore-failed', error: restoreFailure };
}

/** What cannot be put back must not keep the rest from being put back. */
function tolerate(scene: Scene, restore: () => void): void {
  try {
    restore();
  } catch (error) {
    const cause = causeOfRefusal(error, scene);
    if (!cause) throw error;
    scene.deployment.restoreFailure ??= endingOf(cause).error;
  }
}
