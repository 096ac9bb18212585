import { carriedFlags, carry } from '../carried-flags.js';
import type { Command } from '../command.js';
import { openSession } from '../session.js';

/** `bg-deploy continue` */
export const continueCommand: Command = {
  usage: 'continue [deploymentId]',
  describe: 'End the wait before production traffic moves, or the wait before blue is terminated',
  positionals: { deploymentId: { type: 'string', describe: 'default: the one in progress in the deployment group' } },
  options: {
    'terminate-blue': { type: 'boolean', default: false, describe: 'end the wait before blue is terminated instead' },
  },
  examples: [
    ['bg-deploy continue', 'let production traffic move'],
    ['bg-deploy continue d-75I7MBT7C --terminate-blue', 'blue is not needed any more'],
  ],
  async run(flags, io) {
    const given = typeof flags.deploymentId === 'string' ? flags.deploymentId : undefined;
    await using session = await openSession(flags, io, { needsService: given === undefined, purpose: 'look' });
    const { activeDeploymentId, continueWait } = await import('../../deployment/continue.js');
    const { clients, config } = session;
    const deploymentId = given ?? (await activeDeploymentId(clients, config, io.signal));
    const wait = flags.terminateBlue === true ? 'termination' : 'ready';
    await continueWait({ clients, deploymentId, wait, signal: io.signal });

    if (flags.output !== 'text') {
      io.stdout.write(`${JSON.stringify({ type: 'continued', deploymentId, wait, exitCode: 0 })}\n`);
    } else {
      const now = wait === 'ready' ? 'production traffic moves now' : 'blue is terminated now';
      const text = `${deploymentId} continues: ${now}. Watch it: bg-deploy status ${deploymentId} --watch\n`;
      io.stdout.write(carry(text, carriedFlags(flags)));
    }
    return 0;
  },
};
