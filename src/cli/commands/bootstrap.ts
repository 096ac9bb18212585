import type { BootstrapEvent, BootstrapResult } from '../../bootstrap/event.js';
import { SERVICE_PATIENCE_MS } from '../bootstrapping.js';
import { BUILD_OPTIONS, generateFor } from '../build-inputs.js';
import type { Command, Flags } from '../command.js';
import { type Io, usesColor } from '../io.js';
import { bootstrapText } from '../render/bootstrap-text.js';
import { paintFor } from '../render/paint.js';
import { openSession } from '../session.js';
import { wishFor } from '../wish.js';

/** `bg-deploy bootstrap` */
export const bootstrapCommand: Command = {
  usage: 'bootstrap',
  describe: 'Create what the configuration names and the account lacks; running it again changes nothing',
  options: {
    ...BUILD_OPTIONS,
    'dry-run': { type: 'boolean', default: false, describe: 'print the plan, change nothing' },
  },
  examples: [
    ['bg-deploy bootstrap --image web=registry.example/web:1 --dry-run', 'what would be created'],
    ['bg-deploy bootstrap --image web=registry.example/web:1 --local', 'the same world on the embedded engine'],
  ],
  async run(flags, io) {
    await using session = await openSession(flags, io);
    const { artifacts } = await generateFor(session.config, flags, io);
    const { bootstrap } = await import('../../bootstrap/bootstrap.js');
    const events = bootstrap({
      clients: session.clients,
      wish: wishFor(session.config, artifacts, flags.local),
      clock: session.clock,
      dryRun: flags.dryRun === true,
      waitForService: SERVICE_PATIENCE_MS,
      signal: io.signal,
    });
    const result = await writeEvents(events, flags, io);
    return result.exitCode;
  },
};

async function writeEvents(events: AsyncIterable<BootstrapEvent>, flags: Flags, io: Io): Promise<BootstrapResult> {
  const paint = paintFor(usesColor(io.stdout, io.env, flags.color));
  let result: BootstrapResult | undefined;
  for await (const event of events) {
    if (event.type === 'result') result = event;
    if (flags.output === 'text') {
      if (!flags.quiet || event.type === 'result') io.stdout.write(bootstrapText(event, paint));
    } else if (flags.output === 'ndjson' || event.type === 'result') {
      io.stdout.write(`${JSON.stringify(event)}\n`);
    }
  }
  if (result === undefined) throw new Error('bootstrap ended without a result');
  return result;
}
