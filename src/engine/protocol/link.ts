import { parseArn } from '../../domain/arn.js';
import { ProtocolFault } from '../fault.js';
import type { ServedOperation, ServiceDefinition } from '../service.js';
import { awsQuery } from './aws-query.js';
import type { Address } from './dispatch.js';
import type { WireRequest } from './wire.js';

/**
 * Reads the address of a link that somebody visits: a GET request with an action in its query, signed by nobody.
 *
 * @param region - of a link that names no resource
 * @returns `undefined`: it is no such link
 */
export function linkAddress(
  request: WireRequest,
  services: readonly ServiceDefinition[],
  region: string,
): Address | undefined {
  const query = new URLSearchParams(request.body.toString('utf8'));
  const action = query.get('Action');
  if (request.method !== 'GET' || action === null) return undefined;
  const service = services.find(({ links = [] }) => links.some(({ name }) => name === action));
  const { protocol } = service ?? {};
  // AWS tells the region by the host's name, which here is always the same.
  const named = [...query.values()].map((value) => parseArn(value)?.region).find((one) => one);
  return {
    region: named ?? region,
    format: awsQuery(request, protocol?.kind === 'awsQuery' ? protocol.xmlNamespace : UNKNOWN_NAMESPACE),
    ...(service ? { service } : {}),
    ...(protocol ? { protocol } : {}),
    operationName: action,
    isLink: true,
  };
}

const UNKNOWN_NAMESPACE = 'http://webservices.amazon.com/AWSFault/2005-15-09';

/**
 * The operation that a link carries out.
 *
 * @throws ProtocolFault for one that AWS does not carry out for anybody who comes along
 */
export function linkedOperation({ service, operationName }: Address): ServedOperation {
  const operation = service?.links?.find(({ name }) => name === operationName);
  if (operation) return operation;
  throw new ProtocolFault('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
}
