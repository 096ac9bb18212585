import type { Forwarding } from '../aws/elbv2/forwarding.js';
import { type Check, failed, passed, warned } from './check.js';
import { blueTaskSet, liveGroup, type Observation, productionForwardings } from './observation.js';

/** The pair exists: two target groups, both on one load balancer, one of them serving. */
export function checkTargetGroupPair(observation: Observation): Check | undefined {
  const { group, targetGroups } = observation;
  if (group === null) return undefined;
  const id = 'target-group-pair';
  const names = group.route?.targetGroups ?? [];
  if (new Set(names).size !== 2) {
    return failed(
      id,
      `the deployment group ${group.name} has ${names.length === 0 ? 'no target group pair' : 'no two distinct target groups'}`,
      'Give it targetGroupPairInfoList with two target groups.',
    );
  }
  const missing = names.filter((name) => !targetGroups.some((found) => found.name === name));
  if (missing.length > 0) {
    return failed(id, `there is no target group ${missing.join(' and ')}`, 'Create it, or run `bg-deploy bootstrap`.');
  }
  const balancers = new Set(targetGroups.flatMap(({ loadBalancerArns }) => loadBalancerArns));
  if (balancers.size > 1) {
    return failed(
      id,
      `the target groups ${names.join(' and ')} are on different load balancers`,
      'Use two target groups of the load balancer that the listeners belong to.',
    );
  }
  if (blueTaskSet(observation) && !liveGroup(observation)) {
    return failed(
      id,
      `the PRIMARY task set is behind neither ${names.join(' nor ')}`,
      'Put its target group into the pair, or create the service anew on one of the pair.',
    );
  }
  return passed(id, `the target groups ${names.join(' and ')} are on one load balancer`);
}

/** The production listener exists. */
export function checkProductionListener({ group, productionListener }: Observation): Check | undefined {
  if (group === null) return undefined;
  const id = 'production-listener';
  const arn = group.route?.productionListener;
  if (productionListener) return passed(id, `the production listener is on port ${productionListener.port}`);
  return failed(
    id,
    arn ? `there is no listener ${arn}` : 'the deployment group names no production listener',
    'Set prodTrafficRoute of the deployment group to the listener that users reach.',
  );
}

/**
 * The live target group has all production traffic, the idle one none, and no third group has a part: CodeDeploy
 * refuses anything else. It looks at the default action and at every other rule that forwards to the pair.
 */
export function checkProductionTraffic(observation: Observation): Check | undefined {
  const { group, productionListener, activeDeployments } = observation;
  const live = liveGroup(observation);
  // While another deployment moves traffic, its weights say nothing about this one.
  if (!productionListener || !live || activeDeployments.length > 0) return undefined;
  const id = 'production-traffic';
  const forwardings = productionForwardings(observation);
  if (forwardings.length === 0) {
    return failed(
      id,
      `the production listener does not forward to ${live.name}, which serves now`,
      `Forward all of it to ${live.name}; if something else manages the listener, have it ignore the listener's actions.`,
    );
  }
  for (const forwarding of forwardings) {
    const wrong = wrongShare(forwarding, live.name, group?.route?.targetGroups ?? []);
    if (wrong !== undefined) {
      const where = forwarding.isDefault ? 'the production listener' : `the rule ${forwarding.source}`;
      const idle = group?.route?.targetGroups.find((name) => name !== live.name) ?? 'the idle group';
      return failed(id, `${where} ${wrong}`, `Set the weights to ${live.name} 100 and ${idle} 0 there.`);
    }
  }
  return passed(id, `all production traffic goes to ${live.name}`);
}

function wrongShare({ targets }: Forwarding, live: string, pair: readonly string[]): string | undefined {
  const third = targets.find(({ targetGroup }) => !pair.includes(targetGroup));
  if (third) return `forwards also to ${third.targetGroup}, which is not one of the pair`;
  const stray = targets.find(({ targetGroup, percent }) => targetGroup !== live && percent > 0);
  if (stray) return `sends ${Math.round(stray.percent)} % to ${stray.targetGroup}, while ${live} serves`;
  return targets.some(({ targetGroup, percent }) => targetGroup === live && percent === 100)
    ? undefined
    : `sends nothing to ${live}, which serves`;
}

/** A Network Load Balancer moves all traffic at once or not at all. */
export function checkNetworkLoadBalancer({ productionListener, deploymentConfig }: Observation): Check | undefined {
  if (!productionListener || !deploymentConfig) return undefined;
  const id = 'gradual-traffic';
  const gradual = deploymentConfig.routing.type !== 'AllAtOnce';
  const network = !productionListener.protocol.startsWith('HTTP');
  return gradual && network
    ? failed(
        id,
        `${deploymentConfig.name} moves traffic in steps, which a Network Load Balancer cannot`,
        'Use CodeDeployDefault.ECSAllAtOnce, or an Application Load Balancer.',
      )
    : passed(id, `${deploymentConfig.name} fits the load balancer`);
}

/** The test listener that the group names exists. */
export function checkTestListener({ group, testListener }: Observation): Check | undefined {
  const arn = group?.route?.testListener;
  if (!arn) return undefined;
  const id = 'test-listener';
  return testListener
    ? passed(id, `the test listener is on port ${testListener.port}`)
    : failed(id, `there is no listener ${arn}`, 'Set testTrafficRoute of the deployment group to one that exists.');
}

/** What serves now should be well: it is what a rollback goes back to. */
export function checkBlueHealth({ service, blueHealth }: Observation): Check | undefined {
  if (!service || !blueHealth) return undefined;
  const id = 'blue-health';
  const { healthy, total } = blueHealth;
  if (healthy === 0 && service.desired > 0) {
    return warned(
      id,
      `none of the ${total} targets that serve now is healthy: a rollback would go back to that`,
      'Look at the running tasks and the health check before deploying.',
    );
  }
  return passed(id, `${healthy} of ${total} targets that serve now are healthy`);
}
