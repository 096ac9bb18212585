import { carriedFlags, carry } from '../carried-flags.js';
import type { Command, Flags } from '../command.js';
import { type Io, usesColor } from '../io.js';
import { paintFor } from '../render/paint.js';
import { statusText } from '../render/status-text.js';
import { openSession, type Session } from '../session.js';
import { watchToTheEnd } from '../watching.js';

/** `bg-deploy status` */
export const statusCommand: Command = {
  usage: 'status [deploymentId]',
  describe: 'Show a deployment: status, lifecycle events, task sets, traffic weights, target health',
  positionals: { deploymentId: { type: 'string', describe: "default: the deployment group's latest" } },
  options: {
    watch: { type: 'boolean', alias: 'w', default: false, describe: 'stay until it has ended, as `start` does' },
  },
  examples: [
    ['bg-deploy status', 'the latest deployment of the group'],
    ['bg-deploy status d-75I7MBT7C --watch', 'take up the watching again; ends with the exit code of the verdict'],
  ],
  async run(flags, io) {
    const given = typeof flags.deploymentId === 'string' ? flags.deploymentId : undefined;
    await using session = await openSession(flags, io, {
      needsService: given === undefined,
      purpose: flags.watch === true ? 'release' : 'look',
    });
    const { clients, config, clock } = session;
    const { deploymentStatus } = await import('../../deployment/status.js');
    const report = await deploymentStatus({ clients, target: config, deploymentId: given, clock, signal: io.signal });
    if (flags.watch === true) return await watch(report.deploymentId, session, flags, io);
    io.stdout.write(
      flags.output === 'text'
        ? carry(
            statusText(report, clock.now(), paintFor(usesColor(io.stdout, io.env, flags.color))),
            carriedFlags(flags),
          )
        : `${JSON.stringify(report)}\n`,
    );
    return 0;
  },
};

/** Whoever started it notifies; a second watcher only looks. */
async function watch(deploymentId: string, { clients, clock }: Session, flags: Flags, io: Io): Promise<number> {
  const { getDeployment } = await import('../../deployment/get-deployment.js');
  const handle = await getDeployment(deploymentId, { clients, clock, signal: io.signal });
  return watchToTheEnd(deploymentId, handle.events({ signal: io.signal }), flags, io);
}
