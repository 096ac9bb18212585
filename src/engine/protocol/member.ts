/** Where in a request a member stands: names of members, and positions in lists counted from 1 as AWS counts them. */
export type MemberPath = readonly (string | number)[];

/** `tags.1.member.key`: how AWS's validation messages write a path. */
export function formatMember(path: MemberPath): string {
  return path.map((part) => (typeof part === 'number' ? `${part}.member` : lowerFirst(part))).join('.');
}

/** The path without positions and in the schema's own spelling (`tags.key`), by which a service knows a member. */
export function memberName(path: MemberPath): string {
  return path.filter((part) => typeof part === 'string').join('.');
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A member whose value has a type that its schema does not allow. */
export class MistypedMember extends Error {
  override readonly name = 'MistypedMember';

  constructor(
    message: string,
    readonly path: MemberPath,
  ) {
    super(message);
  }
}

/** Members that the schema requires and that a request leaves out. */
export class MissingMembers extends Error {
  override readonly name = 'MissingMembers';

  constructor(readonly paths: readonly [MemberPath, ...MemberPath[]]) {
    super(validationMessage(paths));
  }
}

/** A body that is not of the protocol's syntax at all. */
export class MalformedBody extends Error {
  override readonly name = 'MalformedBody';
}

/** Throws unless nothing is missing. */
export function refuseMissing(paths: readonly MemberPath[]): void {
  const [first, ...others] = paths;
  if (first) throw new MissingMembers([first, ...others]);
}

// The text of AWS's own validation, as SNS gives it for a Publish without a message.
function validationMessage(paths: readonly MemberPath[]): string {
  const errors = paths.map(
    (path) => `Value null at '${formatMember(path)}' failed to satisfy constraint: Member must not be null`,
  );
  return `${errors.length} validation error${errors.length === 1 ? '' : 's'} detected: ${errors.join('; ')}`;
}
