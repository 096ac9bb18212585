import { BgDeployError, formatPlace, isBgDeployError } from '../errors.js';
import { carry } from './carried-flags.js';
import type { OutputFormat } from './global-options.js';
import type { Io } from './io.js';

/** Anything thrown, as an error with a code: what is not ours is a fault of bg-deploy and says so. */
export function asBgDeployError(error: unknown): BgDeployError {
  if (isBgDeployError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new BgDeployError('internal', `a fault of bg-deploy itself: ${message}`, {
    remedy: 'Run it again with --trace and report what it prints; what was started in AWS goes on there.',
    cause: error,
  });
}

/** How an error is told. */
export interface ReportOptions {
  /** Whether to show the stack trace. */
  readonly trace: boolean;
  /** Flags that proposed commands must carry. */
  readonly carried: readonly string[];
}

/** The same error, its proposed commands carrying the flags. */
function carrying(error: BgDeployError, carried: readonly string[]): BgDeployError {
  const { code, message, place, rule, resource, cause } = error;
  const others = error.others.map((finding) => ({ ...finding, remedy: carry(finding.remedy, carried) }));
  const told = new BgDeployError(code, message, {
    remedy: carry(error.remedy, carried),
    place,
    rule,
    resource,
    others,
    cause,
  });
  if (error.stack) told.stack = error.stack;
  return told;
}

/**
 * Tells of an error in the format that was asked for: sentences on stderr for people; for programs also one JSON
 * document, the last line on stdout.
 *
 * @returns the exit code
 */
export function reportError(error: unknown, format: OutputFormat, { trace, carried }: ReportOptions, io: Io): number {
  const known = carrying(asBgDeployError(error), carried);
  if (format === 'text' || format === 'markdown') {
    io.stderr.write(errorText(known));
  } else {
    const { code, message, remedy, place, rule, resource, others, exitCode } = known;
    io.stdout.write(
      `${JSON.stringify({
        type: 'error',
        code,
        message,
        remedy,
        ...(place ? { place } : {}),
        ...(rule ? { rule } : {}),
        ...(resource ? { resource } : {}),
        ...(resource && DEPLOYMENT_ID.test(resource) ? { deploymentId: resource } : {}),
        ...(others.length > 0 ? { others } : {}),
        exitCode,
      })}\n`,
    );
  }
  if (trace) io.stderr.write(`${stackOf(known)}\n`);
  return known.exitCode;
}

const DEPLOYMENT_ID = /^d-[A-Z0-9]+$/;

/** Nobody reads further than that at once. */
const SHOWN = 100;

/** An error for a person: place, what happened, what to do, and the same for everything found beside it. */
export function errorText(error: BgDeployError): string {
  const { message, remedy, place, rule } = error;
  const findings = [{ message, remedy, place, rule }, ...error.others].slice(0, SHOWN);
  // What to do stands last: it is what remains to be read at the end of a log.
  const lines = findings.flatMap(({ message, remedy, place, rule }, i) => [
    `error: ${place ? `${formatPlace(place)}: ` : ''}${message}${rule && rule !== error.code ? ` [${rule}]` : ''}${i === 0 ? ` [${error.code}, exit ${error.exitCode}]` : ''}`,
    ...remedy.split('\n').map((line) => `  ${line}`),
  ]);
  const more = error.others.length + 1 - findings.length;
  if (more > 0) lines.push(`… and ${more} more like these`);
  return `${lines.join('\n')}\n`;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
