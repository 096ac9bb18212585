import type { DeploymentEvent, DeploymentResult } from '../deployment/event.js';
import { BgDeployError, isBgDeployError } from '../errors.js';
import type { Flags } from './command.js';
import type { Io } from './io.js';
import { eventOutput } from './render/event-output.js';

/**
 * Writes the stream of a deployment to its end.
 *
 * @returns the exit code of the verdict
 * @throws {@link BgDeployError} `interrupted` or `terminated` when a signal ended the watching: it says what goes on
 * without us and how to take it up again
 */
export async function watchToTheEnd(
  deploymentId: string,
  events: AsyncIterable<DeploymentEvent>,
  flags: Flags,
  io: Io,
): Promise<number> {
  const output = eventOutput(flags, io);
  let green = 0;
  let status = 'Created';
  let result: DeploymentResult | undefined;
  try {
    for await (const event of events) {
      output.write(event);
      if (event.type === 'traffic.shifted') green = event.green;
      if (event.type === 'deployment.status') status = event.to;
      if (event.type === 'result') result = event;
    }
  } catch (error) {
    // However early it was: the deployment exists.
    if (!io.signal.aborted) throw error;
    throw leftRunning(io.signal.reason, deploymentId, status, green);
  } finally {
    output.end();
  }
  if (result === undefined) throw new Error('the deployment ended without a verdict');
  return result.exitCode;
}

function leftRunning(reason: unknown, id: string, status: string, green: number): BgDeployError {
  const code = isBgDeployError(reason) && reason.code === 'terminated' ? 'terminated' : 'interrupted';
  return new BgDeployError(code, `${code} while deployment ${id} was ${status}`, {
    // One line, since it is the last one of the log: what was left running, and how to go on.
    remedy: `deployment ${id} goes on without bg-deploy (${green} % of production traffic on green). Watch it: bg-deploy status ${id} --watch; go back: bg-deploy rollback ${id}`,
    resource: id,
  });
}
