import { ProtocolFault } from '../fault.js';
import type { ServedOperation, ServiceDefinition, WireProtocol } from '../service.js';
import { awsJson } from './aws-json.js';
import { awsQuery } from './aws-query.js';
import { linkAddress, linkedOperation } from './link.js';
import type { WireFormat, WireRequest } from './wire.js';

/** The region of callers that name none (unsigned requests). */
export const DEFAULT_REGION = 'us-east-1';

/** What a request is addressed to, as far as it says. */
export interface Address {
  readonly region: string;
  /** Writes the answer, also where the service is not known. */
  readonly format: WireFormat;
  readonly service?: ServiceDefinition;
  /** The one of the service's protocols that the request speaks. */
  readonly protocol?: WireProtocol;
  /** The operation's name, served or not. */
  readonly operationName?: string;
  /** It is a link that somebody visits. */
  readonly isLink?: true;
}

/** Reads the address of a request: `X-Amz-Target`, or else the form's `Action` and `Version`, and the signature's scope. */
export function addressOf(request: WireRequest, services: readonly ServiceDefinition[]): Address {
  const scope = credentialScope(request.headers.authorization);
  const region = scope?.region ?? DEFAULT_REGION;
  const link = linkAddress(request, services, region);
  if (link) return link;
  const target = request.headers['x-amz-target'];
  if (target === undefined && isForm(request)) return queryAddress(request, services, region, scope?.service);

  const [prefix, operationName] = splitTarget(target ?? '');
  const [service, protocol] =
    services
      .flatMap((one) => protocolsOf(one).map((spoken) => [one, spoken] as const))
      .find(([, spoken]) => spoken.kind !== 'awsQuery' && spoken.target === prefix) ?? [];
  return { region, format: awsJson(request), service, protocol, operationName };
}

/**
 * The operation that an address names.
 *
 * @throws {@link ProtocolFault} in AWS's words when it names none that is served
 */
export function servedOperation(address: Address, request: WireRequest): ServedOperation {
  const { service, protocol, operationName } = address;
  if (address.isLink) return linkedOperation(address);
  if (request.method !== 'POST') {
    throw new ProtocolFault('UnknownOperationException', `${request.method} is not a method of this API`, 404);
  }
  const query = protocol ? protocol.kind === 'awsQuery' : isForm(request);
  if (!operationName) {
    throw query
      ? new ProtocolFault('MissingAction', 'The request must contain the parameter Action')
      : new ProtocolFault('UnknownOperationException', 'The request must carry the header X-Amz-Target');
  }
  const operation = service?.operations.find(({ name }) => name === operationName);
  if (operation) return operation;
  if (!query) throw new ProtocolFault('UnknownOperationException', `Unknown operation ${printable(operationName)}`);
  const version = protocol?.kind === 'awsQuery' ? protocol.version : 'of any service of this engine';
  throw new ProtocolFault(
    'InvalidAction',
    `Could not find operation ${printable(operationName)} for version ${version}`,
  );
}

function queryAddress(
  request: WireRequest,
  services: readonly ServiceDefinition[],
  region: string,
  signedFor: string | undefined,
): Address {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const version = form.get('Version') ?? undefined;
  const candidates = services.flatMap((service) =>
    protocolsOf(service).flatMap((protocol) => (protocol.kind === 'awsQuery' ? [{ service, protocol }] : [])),
  );
  const { service, protocol } =
    candidates.find((candidate) => candidate.protocol.version === version) ??
    (version === undefined ? candidates.find((candidate) => candidate.service.signingName === signedFor) : undefined) ??
    {};
  return {
    region,
    format: awsQuery(request, protocol?.xmlNamespace ?? UNKNOWN_NAMESPACE),
    service,
    protocol,
    operationName: form.get('Action') ?? undefined,
  };
}

function protocolsOf({ protocol, otherProtocols = [] }: ServiceDefinition): readonly WireProtocol[] {
  return [protocol, ...otherProtocols];
}

const UNKNOWN_NAMESPACE = 'http://webservices.amazon.com/AWSFault/2005-15-09';

function isForm(request: WireRequest): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
}

function splitTarget(target: string): [prefix: string, operationName: string | undefined] {
  const dot = target.lastIndexOf('.');
  return dot < 0 ? [target, target || undefined] : [target.slice(0, dot), target.slice(dot + 1) || undefined];
}

// Credential=AKIA…/20260101/eu-west-1/ecs/aws4_request
function credentialScope(authorization: string | undefined): { region: string; service: string } | undefined {
  const scope = /Credential=[^,\s]*\/\d{8}\/([a-z0-9-]{1,40})\/([a-z0-9-]{1,40})\/aws4_request/.exec(
    authorization ?? '',
  );
  return scope?.[1] && scope[2] ? { region: scope[1], service: scope[2] } : undefined;
}

function printable(name: string): string {
  return name.replace(/[^\w.:-]/g, '?').slice(0, 100);
}
