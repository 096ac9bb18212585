import { BgDeployError, formatPlace, isBgDeployError } from '../errors.js';
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

/**
 * Tells of an error in the format that was asked for: sentences on stderr for people; for programs also one JSON
 * document, the last line on stdout.
 *
 * @returns the exit code
 */
export function reportError(error: unknown, format: OutputFormat, trace: boolean, io: Io): number {
  const known = asBgDeployError(error);
  if (format === 'text') {
    io.stderr.write(errorText(known));
  } else {
    const { code, message, remedy, place, resource, others, exitCode } = known;
    io.stdout.write(
      `${JSON.stringify({ type: 'error', code, message, remedy, ...(place ? { place } : {}), ...(resource ? { resource } : {}), ...(others.length > 0 ? { others } : {}), exitCode })}\n`,
    );
  }
  if (trace) io.stderr.write(`${stackOf(known)}\n`);
  return known.exitCode;
}

/** An error for a person: place, what happened, what to do, and the same for everything found beside it. */
export function errorText(error: BgDeployError): string {
  const findings = [{ message: error.message, remedy: error.remedy, place: error.place }, ...error.others];
  const lines = findings.flatMap(({ message, remedy, place }) => [
    `error: ${place ? `${formatPlace(place)}: ` : ''}${message}`,
    ...remedy.split('\n').map((line) => `  ${line}`),
  ]);
  return `${lines.join('\n')}\n  [${error.code}, exit ${error.exitCode}]\n`;
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by: ${stackOf(error.cause)}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
