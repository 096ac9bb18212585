import { readDescription } from '../../deployment/description.js';
import type { DeploymentEvent } from '../../deployment/event.js';
import type { Command } from '../command.js';
import { durationFlag } from '../duration-flag.js';
import { resultSoFar } from '../left-running.js';
import { notified, TOLD_BEFORE } from '../notifying.js';
import { eventOutput } from '../render/event-output.js';
import { openSession } from '../session.js';
import { watchToTheEnd } from '../watching.js';

/** `bg-deploy rollback` */
export const rollbackCommand: Command = {
  usage: 'rollback [deploymentId]',
  describe: 'In flight: stop it and send traffic back. Finished: deploy the last successful revision before it again',
  positionals: {
    deploymentId: { type: 'string', describe: 'default: the one in progress, otherwise what serves now' },
  },
  options: {
    to: { type: 'string', requiresArg: true, describe: 'a deployment id or a task definition to go back to' },
    reason: {
      type: 'string',
      requiresArg: true,
      describe: 'a sentence for people, kept with a deployment that is made',
    },
    wait: { type: 'boolean', default: true, describe: 'watch to the end (--no-wait: leave once it is on its way)' },
    timeout: {
      type: 'string',
      requiresArg: true,
      describe: 'how long to wait, e.g. 90s, 15m, 2h (default: to the end)',
    },
    'deployment-config': {
      type: 'string',
      requiresArg: true,
      describe: 'how an earlier revision is deployed again (default CodeDeployDefault.ECSAllAtOnce)',
    },
  },
  examples: [
    ['bg-deploy rollback', 'back to the previous version'],
    ['bg-deploy rollback --to d-75I7MBT7C --reason "prices are wrong"', 'back to what a certain deployment released'],
  ],
  async run(flags, io) {
    const timeout = durationFlag('timeout', flags.timeout);
    await using session = await openSession({ ...flags, deploymentConfig: undefined }, io);
    const { clients, config, clock } = session;
    const { rollback } = await import('../../deployment/rollback.js');
    const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
    const handle = await rollback({
      clients,
      clock,
      target: config,
      deploymentId: text(flags.deploymentId),
      to: text(flags.to),
      reason: text(flags.reason),
      deploymentConfig: text(flags.deploymentConfig),
      timeout,
      onWaiting: (reason) => void (flags.quiet || io.stderr.write(`${reason}\n`)),
      signal: io.signal,
    });
    for (const warning of handle.warnings) io.stderr.write(`warning: ${warning.message}\n  ${warning.remedy}\n`);
    const isNew = !handle.attached;
    if (!isNew && flags.reason !== undefined && !flags.quiet) {
      io.stderr.write('AWS keeps no reason with a deployment that is stopped: it stands in this output alone.\n');
    }
    if (flags.wait === false) {
      const output = eventOutput(flags, io);
      output.write(await resultSoFar(handle, session, io));
      output.end();
      return 0;
    }
    const events = await notified(
      isNew
        ? handle.events({ signal: io.signal })
        : withReason(handle.events({ signal: io.signal }), text(flags.reason)),
      handle.release,
      session,
      io,
      isNew ? { rollbackOf: readDescription(handle.release.description).from ?? 'what served before' } : {},
      isNew ? [] : TOLD_BEFORE,
    );
    return await watchToTheEnd(handle.id, events, flags, io);
  },
};

/** The stream, with what the person who asked for the rollback says of it. */
async function* withReason(events: AsyncIterable<DeploymentEvent>, reason: string | undefined) {
  for await (const event of events) {
    yield event.type === 'rollback.started' && reason !== undefined ? { ...event, reason } : event;
  }
}
