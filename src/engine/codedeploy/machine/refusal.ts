import { Fault, ProtocolFault } from '../../fault.js';
import type { Cause, RefusingService } from './cause.js';
import type { Scene } from './scene.js';

/** Why a deployment ends whose call another service refused; `undefined` for an error that is the engine's own. */
export function causeOfRefusal(error: unknown, { deployment, context }: Scene): Cause | undefined {
  if (!(error instanceof Fault || error instanceof ProtocolFault)) return undefined;
  const { code, service } = origin(error);
  if (code.startsWith('AccessDenied')) {
    return { kind: 'role-refused', roleArn: deployment.group.serviceRoleArn, service };
  }
  if (service === 'AmazonElasticLoadBalancingV2') return { kind: 'elb-refused', message: error.message };
  return {
    kind: 'ecs-refused',
    message: `The ECS service cannot be updated due to an unexpected error: ${error.message} (Service: AmazonECS; Status Code: 400; Error Code: ${code}; Request ID: ${context.random.uuid()}; Proxy: null). Check your ECS service status.`,
  };
}

function origin(error: Fault | ProtocolFault): { code: string; service: RefusingService } {
  // Of the services that the role calls, only load balancing has errors without a schema (`ValidationError`).
  if (error instanceof ProtocolFault) return { code: error.code, service: 'AmazonElasticLoadBalancingV2' };
  const [, namespace, code] = error.schema;
  const balancing = namespace.includes('elasticloadbalancing');
  return { code, service: balancing ? 'AmazonElasticLoadBalancingV2' : 'AmazonECS' };
}
