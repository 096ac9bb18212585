import { ClientException$, InvalidParameterException$ } from '@aws-sdk/client-ecs';
import { Fault } from './fault.js';

/** How ECS refuses a request without a member that it requires: as if the member were there and empty. */
export function ecsMissingMember(operation: string, member: string): Fault {
  if (operation === 'RegisterTaskDefinition') {
    return new Fault(ClientException$, REGISTRATION[member] ?? `${capitalized(member)} should not be null or empty.`);
  }
  return new Fault(InvalidParameterException$, `${capitalized(member)} cannot be empty.`);
}

const REGISTRATION: Readonly<Record<string, string | undefined>> = {
  containerDefinitions: 'Container list cannot be empty.',
};

function capitalized(member: string): string {
  return member.charAt(0).toUpperCase() + member.slice(1);
}
