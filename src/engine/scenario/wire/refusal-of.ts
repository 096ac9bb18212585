import { ThrottlingException$ as CodeDeployThrottling$ } from '@aws-sdk/client-codedeploy';
import { ServerException$ } from '@aws-sdk/client-ecs';
import { AuthorizationErrorException$, InternalErrorException$, ThrottledException$ } from '@aws-sdk/client-sns';
import { Fault, ProtocolFault } from '../../fault.js';
import type { ServiceDefinition } from '../../service.js';
import { ACCOUNT } from '../../world/world.js';
import type { RefusalReason } from '../request-fate.js';

/** A request that is refused, as far as the refusal speaks of it. */
export interface RefusedRequest {
  readonly service: ServiceDefinition;
  readonly operation: string;
  readonly region: string;
  readonly input: object;
}

/**
 * A refusal in a service's own words. Codes and statuses of a service's own exceptions come from the SDK's schemas; the
 * others are AWS's common errors, which each protocol spells in its own way.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/CommonErrors.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html
 */
export function refusalFor(why: RefusalReason, request: RefusedRequest): Fault | ProtocolFault {
  const { service } = request;
  const query = service.protocol.kind === 'awsQuery';
  switch (why) {
    case 'throttled':
      if (service.signingName === 'codedeploy') return new Fault(CodeDeployThrottling$, 'Rate exceeded');
      if (service.signingName === 'sns') return new Fault(ThrottledException$, 'Rate exceeded');
      return new ProtocolFault(query ? 'Throttling' : 'ThrottlingException', 'Rate exceeded');
    case 'server-fault':
      if (service.signingName === 'ecs') return new Fault(ServerException$, SERVER_FAULT);
      if (service.signingName === 'sns') return new Fault(InternalErrorException$, SERVER_FAULT);
      return new ProtocolFault('InternalFailure', SERVER_FAULT, 500);
    case 'unavailable':
      return new ProtocolFault(
        'ServiceUnavailable',
        'The request has failed due to a temporary failure of the server.',
        503,
      );
    case 'credentials-expired':
      return new ProtocolFault(
        query ? 'ExpiredToken' : 'ExpiredTokenException',
        'The security token included in the request is expired',
        query ? 403 : 400,
      );
    case 'access-denied': {
      const message = denial(request);
      if (service.signingName === 'sns') return new Fault(AuthorizationErrorException$, message);
      return query
        ? new ProtocolFault('AccessDenied', message, 403)
        : new ProtocolFault('AccessDeniedException', message);
    }
    default:
      return why satisfies never;
  }
}

const SERVER_FAULT = 'The request processing has failed because of an unknown error, exception or failure.';

/** Who calls, as far as the engine knows: it looks at no credentials. */
const CALLER = `arn:aws:sts::${ACCOUNT}:assumed-role/release/bg-deploy`;

function denial({ service, operation, region, input }: RefusedRequest): string {
  // SNS names its actions in capitals: `SNS:Publish`.
  const prefix = service.signingName === 'sns' ? 'SNS' : service.signingName;
  const action = `${prefix}:${operation}`;
  const resource = resourceOf(service.signingName, operation, region, input);
  const on = resource === undefined ? '' : ` on resource: ${resource}`;
  return `User: ${CALLER} is not authorized to perform: ${action}${on} because no identity-based policy allows the ${action} action`;
}

/** What a request is about, in IAM's terms; `undefined`: an action that IAM knows without a resource. */
function resourceOf(service: string, operation: string, region: string, input: object): string | undefined {
  const text = (member: string) => {
    const value: unknown = new Map<string, unknown>(Object.entries(input)).get(member);
    return typeof value === 'string' ? value : undefined;
  };
  const arn = (rest: string) => `arn:aws:${service}:${region}:${ACCOUNT}:${rest}`;
  switch (service) {
    case 'codedeploy': {
      const application = text('applicationName');
      const group = text('deploymentGroupName');
      const config = text('deploymentConfigName');
      if (application !== undefined && group !== undefined) return arn(`deploymentgroup:${application}/${group}`);
      if (application !== undefined) return arn(`application:${application}`);
      return config === undefined ? '*' : arn(`deploymentconfig:${config}`);
    }
    case 'ecs': {
      const family = text('family');
      const cluster = text('cluster') ?? 'default';
      const name = text('service') ?? text('serviceName');
      if (operation.endsWith('TaskDefinition')) return family === undefined ? '*' : arn(`task-definition/${family}:*`);
      return name === undefined ? '*' : arn(`service/${cluster}/${name}`);
    }
    case 'sns':
      return text('TopicArn') ?? '*';
    default:
      // Elastic Load Balancing's Describe operations have no resource.
      return text('ListenerArn') ?? text('RuleArn') ?? text('TargetGroupArn') ?? text('LoadBalancerArn');
  }
}
