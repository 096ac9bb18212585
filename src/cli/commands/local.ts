import { resolve } from 'node:path';
import { BgDeployError } from '../../errors.js';
import type { Command } from '../command.js';
import { configFor, stateFolder } from '../command-config.js';
import { localEngineOptions } from '../local-engine.js';

/** Where the engine answers unless told otherwise; other stand-ins for AWS use the same port. */
const DEFAULT_PORT = 4566;

/** `bg-deploy local` */
export const localCommand: Command = {
  usage: 'local',
  describe: 'Run the embedded engine as a server until it is stopped',
  options: {
    port: { type: 'number', default: DEFAULT_PORT, requiresArg: true, describe: 'port; 0: any free one' },
    host: { type: 'string', requiresArg: true, default: '127.0.0.1', describe: 'name or address to listen on' },
    'allow-remote-access': {
      type: 'boolean',
      default: false,
      describe: 'let --host be reached by other machines; there is no access control',
    },
    state: {
      type: 'string',
      requiresArg: true,
      describe: 'folder of the state (default: .bg-deploy beside the configuration)',
    },
  },
  examples: [
    ['bg-deploy local', 'then, elsewhere: AWS_ENDPOINT_URL=http://127.0.0.1:4566 aws deploy list-applications'],
    ['bg-deploy local --speed 60', 'an engine minute lasts a second'],
    ['bg-deploy local --speed 0', 'time moves only by POST /_bg-deploy/clock'],
  ],
  async run(flags, io) {
    if (flags.local) {
      throw new BgDeployError(
        'usage-invalid',
        '`bg-deploy local` runs the engine itself; --local has no meaning here',
        {
          remedy: 'Leave --local out.',
        },
      );
    }
    const config = await configFor(flags, io, false);
    const { startEngine } = await import('../../engine/index.js');
    const folder = typeof flags.state === 'string' ? resolve(io.cwd, flags.state) : stateFolder(config);
    const speed = flags.speed ?? 1;
    await using engine = await startEngine({
      ...localEngineOptions({ config, flags, io }, folder, 'release'),
      port: Number(flags.port),
      host: String(flags.host),
      allowRemoteAccess: flags.allowRemoteAccess === true,
      speed,
    });
    const { endpoint } = engine;
    io.stdout.write(
      flags.output === 'text'
        ? `bg-deploy engine ready at ${endpoint} (speed ${speed}, state in ${folder})\n`
        : `${JSON.stringify({ type: 'ready', endpoint, speed, state: folder })}\n`,
    );
    await new Promise<void>((stopped) => {
      if (io.signal.aborted) stopped();
      io.signal.addEventListener('abort', () => stopped(), { once: true });
    });
    return 0;
  },
};
