import {
  forward,
  forwardAll,
  groupsIn,
  productionForward,
  routesOfListener,
  weighted,
} from '../../listener-traffic.js';
import { shiftSteps } from '../../shift-step.js';
import { productionListener, testListener } from '../../traffic-listener.js';
import { partsOf, type Scene } from '../scene.js';

/** Puts green's group on the production listener with weight 0, where traffic is to be shifted step by step. */
export function attachGreenGroup({ deployment, role }: Scene): undefined {
  if (deployment.routing.type === 'AllAtOnce') return;
  const { blue, greenGroup, routes } = partsOf(deployment);
  const pair = { blue: blue.targetGroup.arn, green: greenGroup.arn };
  for (const present of routesOfListener(role, productionListener(deployment.group.loadBalancerInfo))) {
    const known = routes.some(({ arn }) => arn === present.route.arn);
    const attached = groupsIn(present.actions).some(({ TargetGroupArn }) => TargetGroupArn === pair.green);
    if (known && !attached) forward(role, present, weighted(pair, 0));
  }
}

/** Has the test listener forward to green's group. */
export function moveTestTraffic({ deployment, role }: Scene): undefined {
  const listener = testListener(deployment.group.loadBalancerInfo);
  if (!listener) return;
  const { greenGroup } = partsOf(deployment);
  forwardAll(role, listener, [{ kind: 'listener', arn: listener }], [{ TargetGroupArn: greenGroup.arn, Weight: 1 }]);
  deployment.testTrafficMoved = true;
}

/**
 * Takes the next step of the shift: the production listener and those of its rules that forwarded to the pair move
 * together.
 */
export function shiftTraffic({ deployment, role }: Scene): undefined {
  const greenPercent = shiftSteps(deployment.routing)[deployment.shifts] ?? 100;
  // Counted before it is done: half a step that a rule refused has to be taken back as well.
  deployment.shifts += 1;
  const { blue, greenGroup, routes } = partsOf(deployment);
  const pair = { blue: blue.targetGroup.arn, green: greenGroup.arn };
  const listener = productionListener(deployment.group.loadBalancerInfo);
  forwardAll(role, listener, routes, productionForward(deployment.routing, pair, greenPercent));
}
