/**
 * AWS's words for a value that is not among those of its enum; `undefined` where nothing is wrong.
 *
 * @param member - the member's path as AWS writes it: `scale.unit`, `include.1.member`
 */
export function enumBreach(member: string, value: string | undefined, allowed: readonly string[]): string | undefined {
  if (value === undefined || allowed.includes(value)) return undefined;
  return breach(member, value, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}

/** AWS's words for a text that is too short or too long; `undefined` where nothing is wrong. */
export function lengthBreach(
  member: string,
  value: string | undefined,
  { least = 0, most }: { readonly least?: number; readonly most: number },
): string | undefined {
  if (value === undefined) return undefined;
  if (value.length < least) {
    return breach(member, value, `Member must have length greater than or equal to ${least}`);
  }
  return value.length > most
    ? breach(member, value, `Member must have length less than or equal to ${most}`)
    : undefined;
}

function breach(member: string, value: string, constraint: string): string {
  return `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`;
}
