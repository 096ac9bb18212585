import {
  AuthorizationErrorException$,
  InvalidParameterException$,
  InvalidParameterValueException$,
  NotFoundException$,
} from '@aws-sdk/client-sns';
import { Fault } from '../fault.js';

/** SNS's refusal of a parameter: `Invalid parameter: <what>`. */
export function invalidParameter(what: string): Fault {
  return new Fault(InvalidParameterException$, `Invalid parameter: ${what}`);
}

/** SNS's refusal of a message attribute's value. */
export function invalidValue(message: string): Fault {
  return new Fault(InvalidParameterValueException$, message);
}

/** SNS's refusal of something that does not exist: `Topic`, `Subscription`. */
export function notFound(kind: 'Topic' | 'Subscription'): Fault {
  return new Fault(NotFoundException$, `${kind} does not exist`);
}

/** SNS's refusal of what only a signed request may do. */
export function authorizationError(action: string, resource: string | undefined): Fault {
  return new Fault(
    AuthorizationErrorException$,
    `User: anonymous is not authorized to perform: ${action} on resource: ${resource}`,
  );
}
