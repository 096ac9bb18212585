import { describeService } from '../aws/ecs/service.js';
import type { Artifacts } from '../generate/artifacts.js';
import { SERVICE_PATIENCE_MS } from './bootstrapping.js';
import type { Flags } from './command.js';
import type { Io } from './io.js';
import { usesColor } from './io.js';
import { bootstrapText } from './render/bootstrap-text.js';
import { paintFor } from './render/paint.js';
import type { Session } from './session.js';
import { wishFor } from './wish.js';

/**
 * Creates what a release needs on an embedded engine that does not know the service yet, so that a rehearsal takes one
 * command. Told of on stderr: what was asked for is the release.
 */
export async function bootstrapWhenEmpty(session: Session, artifacts: Artifacts, flags: Flags, io: Io): Promise<void> {
  const { clients, config, clock } = session;
  if (await serviceExists(session, io)) return;
  const { bootstrap } = await import('../bootstrap/bootstrap.js');
  const paint = paintFor(usesColor(io.stderr, io.env, flags.color));
  const speaks = flags.output === 'text' && !flags.quiet;
  if (speaks) io.stderr.write(`The embedded engine does not know ${config.service} yet: creating its world first.\n`);
  const wish = wishFor(config, artifacts, true);
  await session.undisturbed(async () => {
    for await (const event of bootstrap({
      clients,
      wish,
      clock,
      waitForService: SERVICE_PATIENCE_MS,
      signal: io.signal,
    })) {
      if (speaks) io.stderr.write(bootstrapText(event, paint));
    }
  });
}

async function serviceExists({ clients, config }: Session, io: Io): Promise<boolean> {
  const service = await describeService(clients, config.cluster, config.service, io.signal);
  return service !== null && service.status !== 'INACTIVE';
}
