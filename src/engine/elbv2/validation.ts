import { enumBreach } from '../constraint.js';
import { ProtocolFault } from '../fault.js';

/** The refusal for which Elastic Load Balancing has a code on the wire but no exception in its model. */
export function validationError(message: string): ProtocolFault {
  return new ProtocolFault('ValidationError', message);
}

/**
 * Checks the name of a load balancer or a target group.
 *
 * @param kind - as the message says it, e.g. `Target group`
 * @throws ProtocolFault `ValidationError`
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
 */
export function checkName(kind: string, name: string): void {
  if (name.length === 0) throw validationError(`A ${kind.toLowerCase()} name must be specified`);
  if (name.length > 32) throw validationError(`${kind} name '${name}' cannot be longer than '32' characters`);
  if (!/^[a-zA-Z0-9-]+$/.test(name)) {
    throw validationError(
      `${kind} name '${name}' can only contain characters that are alphanumeric characters or hyphens(-)`,
    );
  }
  if (name.startsWith('-') || name.endsWith('-')) {
    throw validationError(`${kind} name '${name}' cannot begin or end with '-'`);
  }
}

/**
 * Checks that a number lies within AWS's bounds.
 *
 * @throws ProtocolFault `ValidationError`
 */
export function checkRange(label: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw validationError(`${label} '${value}' must be between '${least}' and '${most}'`);
}

/**
 * Checks that a member is one of its enum's values, which the SDK has as an object.
 *
 * @throws ProtocolFault `ValidationError`
 */
export function checkEnum(member: string, value: string | undefined, allowed: Readonly<Record<string, string>>): void {
  const breach = enumBreach(member, value, Object.values(allowed));
  if (breach) throw validationError(breach);
}
