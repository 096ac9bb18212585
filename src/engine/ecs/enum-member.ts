import { ClientException$, InvalidParameterException$ } from '@aws-sdk/client-ecs';
import { enumBreach } from '../constraint.js';
import { Fault } from '../fault.js';

/** The values of an enum as the SDK has it. */
type Enum = Readonly<Record<string, string>>;

/**
 * Checks that a member is one of its enum's values. That ECS refuses others is certain, its words are unverified.
 *
 * @throws Fault `InvalidParameterException`
 */
export function checkEnum(member: string, value: string | undefined, allowed: Enum): void {
  const breach = enumBreach(member, value, Object.values(allowed));
  if (breach) throw new Fault(InvalidParameterException$, breach);
}

/** As {@link checkEnum}, for each element of a list. */
export function checkEnums(member: string, values: readonly string[] | undefined, allowed: Enum): void {
  for (const [index, value] of (values ?? []).entries()) checkEnum(`${member}.${index + 1}.member`, value, allowed);
}

/**
 * As {@link checkEnum}, for a member of a task definition.
 *
 * @throws Fault `ClientException`
 */
export function checkDefinitionEnum(member: string, value: string | undefined, allowed: Enum): void {
  const breach = enumBreach(member, value, Object.values(allowed));
  if (breach) throw new Fault(ClientException$, breach);
}
