#!/usr/bin/env node
import { VERSION } from '../domain/version.js';
import { BgDeployError } from '../errors.js';

const argv = process.argv.slice(2);

/** Said where no deployment is being watched yet; whoever watches one says more. */
const NOTHING_SEEN = 'No deployment was being watched. `bg-deploy status` shows whether one was started.';

// The SDK's note on the Node.js versions of its future releases is for those who update it, not for a CI log.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`${VERSION}\n`);
} else {
  void run();
}

async function run(): Promise<void> {
  // Where nothing is left to wait for, Node.js ends without a word, and with 0: that must never pass for a success.
  process.once('beforeExit', atRest);
  const { main } = await import('./main.js');
  const interruption = new AbortController();
  const onSignal = (signal: 'SIGINT' | 'SIGTERM') => {
    // A second signal means it: the default action ends the process at once.
    process.removeAllListeners(signal);
    interruption.abort(
      signal === 'SIGINT'
        ? new BgDeployError('interrupted', 'interrupted by Ctrl-C', { remedy: NOTHING_SEEN })
        : new BgDeployError('terminated', 'ended by SIGTERM', { remedy: NOTHING_SEEN }),
    );
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  // A reader that leaves early (`bg-deploy status | head`) is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.exitCode = await main(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    // Opened only when a command asks something.
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    cwd: process.cwd(),
    signal: interruption.signal,
  });
  process.removeListener('beforeExit', atRest);
  // The SDK keeps sockets open for the next request; there is none.
  process.stdout.write('', () => process.exit());
}

function atRest(): void {
  process.stderr.write(`error: a fault of bg-deploy itself: it came to rest before its end [internal, exit 1]
  Report it. What was started in AWS goes on there: \`bg-deploy status\` shows it.
`);
  process.exit(1);
}
