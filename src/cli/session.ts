import { type AwsClients, createAwsClients } from '../aws/clients.js';
import { configuredEndpoint, hasConfiguredEndpoint } from '../aws/endpoint.js';
import { type Clock, systemClock } from '../clock.js';
import type { Config } from '../config/config.js';
import { BgDeployError } from '../errors.js';
import { carriedFlags } from './carried-flags.js';
import type { Flags } from './command.js';
import { configFor, stateFolder } from './command-config.js';
import type { Io } from './io.js';
import { type LocalPurpose, localEngineOptions } from './local-engine.js';
import { createLog, type Log } from './log.js';

/** What a command that talks to AWS works with; the only place that knows whether "AWS" is the embedded engine. */
export interface Session extends AsyncDisposable {
  readonly config: Config;
  readonly clients: AwsClients;
  /** Runs as fast as the side that is talked to. */
  readonly clock: Clock;
  readonly log: Log;
  /** What commands proposed to people must carry. */
  readonly carried: readonly string[];
  /** Where AWS is, when it is not where AWS is. */
  readonly endpointUrl: string | undefined;
  /** Does something while the scenarios that this command has asked for do not hold: preparations are no rehearsal. */
  undisturbed(work: () => Promise<void>): Promise<void>;
}

/** The region of the embedded engine for somebody who named none. */
export const LOCAL_REGION = 'us-east-1';

/**
 * Opens the way to AWS, or with `--local` to the embedded engine: only the endpoint and the clock differ from there on.
 */
export async function openSession(
  flags: Flags,
  io: Io,
  { needsService = true, purpose = 'release' }: { needsService?: boolean; purpose?: LocalPurpose } = {},
): Promise<Session> {
  if (flags.local && flags.endpointUrl !== undefined) {
    throw new BgDeployError('usage-invalid', '--local and --endpoint-url exclude each other', {
      remedy: 'Leave one of them out: --local runs the embedded engine, --endpoint-url uses one that runs elsewhere.',
    });
  }
  refuseNoAddress('--endpoint-url', flags.endpointUrl);
  refuseNoAddress('AWS_ENDPOINT_URL', io.env.AWS_ENDPOINT_URL);
  const config = await configFor(flags, io, needsService);
  const log = createLog(flags.logLevel, io, flags.color);
  const local = flags.local ? await openLocalEngine(config, flags, io, purpose) : undefined;
  const engine = local?.engine;
  const region = config.region ?? (engine ? LOCAL_REGION : undefined);
  // A flag goes before the environment, which may name an endpoint for each service, and that before the file.
  const endpointUrl =
    engine?.endpoint ?? flags.endpointUrl ?? (hasConfiguredEndpoint(io.env) ? undefined : config.endpointUrl);
  const clients = createAwsClients({
    region,
    profile: engine ? undefined : config.profile,
    endpointUrl,
    env: io.env,
    onRequest: (request) => log.debug(`${request.service} ${request.operation}`, request),
  });
  return {
    config: region === undefined ? config : { ...config, region },
    clients,
    clock: engine?.clock ?? systemClock,
    log,
    carried: carriedFlags(flags),
    endpointUrl: endpointUrl ?? configuredEndpoint('codedeploy', io.env),
    undisturbed: local?.undisturbed ?? ((work) => work()),
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await engine?.close();
      await log.flush();
    },
  };
}

function refuseNoAddress(name: string, value: string | undefined): void {
  if (!value || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))) return;
  throw new BgDeployError('usage-invalid', `${name} ${JSON.stringify(value)} is not an address`, {
    remedy: 'Write it with its scheme and port, e.g. http://127.0.0.1:4566.',
  });
}

async function openLocalEngine(config: Config, flags: Flags, io: Io, purpose: LocalPurpose) {
  const { openEngine } = await import('../engine/index.js');
  const engine = await openEngine({
    ...localEngineOptions({ config, flags, io }, stateFolder(config), purpose),
    speed: flags.speed ?? 60,
    signal: io.signal,
  });
  // An engine that runs already has scenarios of its own; who names some means these. What they have counted (the first
  // answer that was lost) counts from the beginning of a release, not from the last one in this folder.
  const wanted = flags.scenario ?? (engine.hosted && purpose === 'release' ? config.local.scenarios : undefined);
  if (wanted) await engine.setScenarios(wanted);
  return {
    engine,
    async undisturbed(work: () => Promise<void>) {
      if (!wanted) return work();
      await engine.setScenarios([]);
      await work();
      await engine.setScenarios(wanted);
    },
  };
}
