/**
 * Every kind of failure that bg-deploy reports, with the exit code of the command line. The codes are part of the
 * public contract (`docs/exit-codes.md` is checked against this table by a test).
 */
export const ERROR_CODES = {
  'usage-invalid': { exitCode: 2, meaning: 'an unknown or malformed command, flag or value' },
  'config-not-found': { exitCode: 2, meaning: 'the configuration file that was named does not exist' },
  'config-invalid': { exitCode: 2, meaning: 'the configuration has an unknown key, a wrong type or a missing value' },
  'template-not-found': { exitCode: 2, meaning: 'no task definition or appspec template where one was expected' },
  'template-invalid': { exitCode: 2, meaning: 'a template that is not JSON or YAML once it is filled' },
  'placeholder-unfilled': { exitCode: 2, meaning: 'a placeholder for which no value was given' },
  'lookup-failed': {
    exitCode: 2,
    meaning: 'a template asks elsewhere for a value that is not there, or may not stand in a task definition',
  },
  'build-output-invalid': { exitCode: 2, meaning: 'a build output file that cannot be read or has another shape' },
  'image-missing': { exitCode: 2, meaning: 'a container, or an image placeholder, for which the build named no image' },
  'image-ambiguous': { exitCode: 2, meaning: 'an image that could go to more than one container' },
  'image-invalid': { exitCode: 2, meaning: 'text that is not an image reference' },
  'taskdef-invalid': { exitCode: 2, meaning: 'a task definition that RegisterTaskDefinition would refuse' },
  'appspec-invalid': {
    exitCode: 2,
    meaning: 'an appspec that breaks the grammar or disagrees with the task definition',
  },
  'file-exists': { exitCode: 2, meaning: 'a file that would be written exists; nothing was written' },
  'nothing-to-roll-back': { exitCode: 2, meaning: 'no earlier revision is known to go back to' },
  'nothing-to-continue': { exitCode: 2, meaning: 'the deployment is not at a wait that can be ended' },
  'local-state-damaged': { exitCode: 2, meaning: 'the state file of the embedded engine was cut short or altered' },
  'local-unavailable': { exitCode: 2, meaning: 'the embedded engine cannot start or be reached at its address' },
  'deployment-unsuccessful': {
    exitCode: 3,
    meaning: 'the deployment did not succeed; all traffic is on the previous version',
  },
  'traffic-uncertain': {
    exitCode: 4,
    meaning: 'the deployment did not succeed and traffic may not be on the previous version',
  },
  'preflight-failed': {
    exitCode: 5,
    meaning: 'something in AWS would have made the deployment fail; nothing was started',
  },
  'aws-credentials': { exitCode: 5, meaning: 'no credentials, or expired or refused ones' },
  'aws-access-denied': { exitCode: 5, meaning: 'a permission is missing' },
  'aws-not-found': { exitCode: 5, meaning: 'a resource that the request names does not exist' },
  'aws-throttled': { exitCode: 5, meaning: 'AWS throttled the request past all retries' },
  'aws-unreachable': { exitCode: 5, meaning: 'AWS, or the endpoint given, cannot be reached' },
  'aws-refused': { exitCode: 5, meaning: 'AWS refused a request for another reason' },
  'wait-timed-out': { exitCode: 6, meaning: 'waiting ended while the deployment was still running' },
  'contact-lost': { exitCode: 6, meaning: 'AWS could no longer be asked while the deployment was still running' },
  'deployment-in-progress': { exitCode: 7, meaning: 'another deployment is in progress in the deployment group' },
  interrupted: { exitCode: 130, meaning: 'stopped by Ctrl-C (SIGINT)' },
  terminated: { exitCode: 143, meaning: 'stopped by SIGTERM' },
  internal: { exitCode: 1, meaning: 'a fault of bg-deploy itself' },
} as const satisfies Record<string, { readonly exitCode: number; readonly meaning: string }>;

/** The stable code of an error. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** A place in a file that the user wrote. Lines and columns start at 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** What an error is made of, beside its code and its message. */
export interface ErrorParts {
  /** What to do now, as a sentence or a command. */
  readonly remedy: string;
  /** Where in the user's files. */
  readonly place?: SourcePlace;
  /** The stable name of the rule that was broken, where it is one of several: `fargate-memory`. */
  readonly rule?: string;
  /** The AWS resource or operation that it is about. */
  readonly resource?: string;
  /** Further findings of the same kind: all problems are reported together, the first as the message. */
  readonly others?: readonly Finding[];
  readonly cause?: unknown;
}

/** One problem among several that were found together. */
export interface Finding {
  readonly message: string;
  readonly remedy: string;
  readonly place?: SourcePlace;
  /** The stable name of the rule that was broken, where it is one of several: `fargate-memory`. */
  readonly rule?: string;
}

/**
 * The one error that bg-deploy throws on purpose: what happened, where, why, and what to do next.
 *
 * @example
 * ```ts
 * try {
 *   await start(options);
 * } catch (error) {
 *   if (isBgDeployError(error) && error.code === 'deployment-in-progress') return later();
 *   throw error;
 * }
 * ```
 */
export class BgDeployError extends Error {
  override readonly name = 'BgDeployError';
  /** What to do now. */
  readonly remedy: string;
  readonly place?: SourcePlace;
  /** The stable name of the rule that was broken, as docs/taskdef-rules.md and its neighbours list them. */
  readonly rule?: string;
  readonly resource?: string;
  readonly others: readonly Finding[];

  constructor(
    readonly code: ErrorCode,
    message: string,
    parts: ErrorParts,
  ) {
    super(message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.remedy = parts.remedy;
    if (parts.place) this.place = parts.place;
    if (parts.rule) this.rule = parts.rule;
    if (parts.resource) this.resource = parts.resource;
    this.others = parts.others ?? [];
  }

  /** The exit code of the command line for this error. */
  get exitCode(): number {
    return ERROR_CODES[this.code].exitCode;
  }
}

/** Whether a caught value is a {@link BgDeployError}, also one of another copy of this package. */
export function isBgDeployError(error: unknown): error is BgDeployError {
  return error instanceof Error && error.name === 'BgDeployError' && 'code' in error && 'remedy' in error;
}

/** `file:line:column`, as far as it is known. */
export function formatPlace(place: SourcePlace): string {
  return [place.file, place.line, place.line === undefined ? undefined : place.column]
    .filter((part) => part !== undefined)
    .join(':');
}

/**
 * Throws the findings as one error: the first is the message, the rest stand under it.
 *
 * @throws {@link BgDeployError} with `code`, unless there are no findings
 */
export function throwFindings(code: ErrorCode, findings: readonly Finding[]): void {
  const [first, ...others] = findings;
  if (!first) return;
  const { message, remedy, place, rule } = first;
  throw new BgDeployError(code, message, { remedy, place, rule, others });
}
