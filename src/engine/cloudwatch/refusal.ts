import { InvalidParameterCombinationException$, ValidationException$ } from '@aws-sdk/client-cloudwatch';
import { Fault } from '../fault.js';

/** CloudWatch's refusal of most that is wrong with a request. */
export function validationError(message: string): Fault {
  return new Fault(ValidationException$, message);
}

/** CloudWatch's refusal of parameters that exclude each other. */
export function invalidCombination(message: string): Fault {
  return new Fault(InvalidParameterCombinationException$, message);
}

/** The refusal of a value that breaks a constraint, in the words of AWS's validation. */
function broken(value: unknown, member: string, constraint: string): Fault {
  return validationError(
    `1 validation error detected: Value '${String(value)}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

/** @throws Fault `ValidationError` unless the value is absent or one of those allowed */
export function checkEnum(value: string | undefined, member: string, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.includes(value)) {
    throw broken(value, member, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
  }
}

/** @throws Fault `ValidationError` unless the text is absent or has a length from `least` to `most` */
export function checkLength(value: string | undefined, member: string, least: number, most: number): void {
  if (value === undefined) return;
  if (value.length < least) throw broken(value, member, `Member must have length greater than or equal to ${least}`);
  if (value.length > most) throw broken(value, member, `Member must have length less than or equal to ${most}`);
}

/** @throws Fault `ValidationError` unless the list is absent or has at most so many elements */
export function checkCount(list: readonly unknown[] | undefined, member: string, most: number): void {
  if (list && list.length > most) {
    throw broken(`[${list.join(', ')}]`, member, `Member must have length less than or equal to ${most}`);
  }
}

/** @throws Fault `ValidationError` for more than 100 names of alarms, or one that no alarm can have */
export function checkAlarmNames(names: readonly string[] | undefined): void {
  checkCount(names, 'alarmNames', 100);
  for (const name of names ?? []) checkLength(name, 'alarmNames', 1, 255);
}

/** @throws Fault `ValidationError` unless the number is absent or between `least` and `most` */
export function checkRange(value: number | undefined, member: string, least: number, most = Number.MAX_VALUE): void {
  if (value === undefined) return;
  if (value < least) throw broken(value, member, `Member must have value greater than or equal to ${least}`);
  if (value > most) throw broken(value, member, `Member must have value less than or equal to ${most}`);
}
