#!/usr/bin/env node
import { VERSION } from '../domain/version.js';
import { BgDeployError } from '../errors.js';
import type { Io } from './io.js';

const argv = process.argv.slice(2);

/** Said where no deployment is being watched yet; whoever watches one says more. */
const NOTHING_SEEN = 'No deployment was being watched. `bg-deploy status` shows whether one was started.';

// The SDK's note on the Node.js versions of its future releases is for those who update it, not for a CI log.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader that leaves early (`bg-deploy status | head`) is no fault.
  if (error.code === 'EPIPE') return;
  process.stderr.write(`error: the output cannot be written (${error.code ?? error.message}) [internal, exit 1]
  What was started in AWS goes on there: \`bg-deploy status\` shows it.
`);
  process.exit(1);
});

if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`${VERSION}\n`);
} else {
  void run();
}

async function run(): Promise<void> {
  const cwd = workingFolder();
  if (cwd === undefined) return;
  const { atRest, main } = await import('./main.js');
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
  const io: Io = {
    stdout: process.stdout,
    stderr: process.stderr,
    // Opened only when a command asks something.
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    cwd,
    signal: interruption.signal,
  };
  // Where nothing is left to wait for, Node.js ends without a word, and with 0: that must never pass for a success.
  const onRest = () => {
    process.exitCode = atRest(argv, io);
  };
  process.once('beforeExit', onRest);
  process.exitCode = await main(argv, io);
  process.removeListener('beforeExit', onRest);
  // The SDK keeps sockets open for the next request; there is none. What could not be written is told of before.
  process.stdout.write('', () => setImmediate(() => process.exit()));
}

/** Undefined where it is gone; even the reading of the command line would fail there. */
function workingFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('error: the working folder is gone [usage-invalid, exit 2]\n  Change to one that is there.\n');
    process.exitCode = 2;
    return undefined;
  }
}
