import { BgDeployError } from '../errors.js';
import { type AssembledEngine, assembleEngine } from './assembly.js';
import { type EngineOptions, settleOptions } from './engine-options.js';
import { findHost } from './hosting/find-host.js';
import { type OpenEngine, type OpenEngineOptions, openEngineOf } from './hosting/open-engine.js';
import { awsModel } from './model.js';
import type { Mail } from './sns/mail.js';

/** A running engine: CodeDeploy, ECS, Elastic Load Balancing, SNS and CloudWatch at one address of this machine. */
export type Engine = AssembledEngine<Mail>;

/**
 * Starts an engine: a server on this machine that answers AWS's SDKs, the AWS CLI and whatever else speaks their wire
 * protocols. Any region and any credentials are accepted.
 *
 * With a state directory the world is kept between processes. One engine at a time holds a directory; to share it, use
 * {@link openEngine}.
 *
 * @throws `BgDeployError` `local-unavailable` when the port or the state directory is in use, `local-state-damaged`
 * when the kept state was cut short or altered, `usage-invalid` for options that cannot be
 * @example
 * ```ts
 * await using engine = await startEngine({ speed: 0, hooks: { smokeTest: async () => 'Succeeded' } });
 * const ecs = new ECSClient({ endpoint: engine.endpoint, region: 'eu-west-1', credentials });
 * await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
 * await engine.clock.advance(3_600_000);
 * ```
 */
export async function startEngine(options: EngineOptions = {}): Promise<Engine> {
  const settled = settleOptions(options);
  const { stateDirectory: directory } = settled;
  // One that was killed leaves its lock behind, which is removed on the way.
  const host = directory === undefined ? undefined : await findHost(directory);
  const engine = host ? undefined : await assembleEngine(awsModel, settled);
  if (engine) return engine;
  throw new BgDeployError('local-unavailable', 'Another embedded engine runs with this state directory', {
    place: { file: options.stateDirectory ?? '' },
    remedy: 'Use that one, stop it, or choose another state directory.',
  });
}

/**
 * Opens the engine that all processes of a project share: attaches to the one that runs for the state directory, or
 * starts it in this process, which then hosts it for the others.
 *
 * @throws `BgDeployError` `local-unavailable`, `local-state-damaged` or `usage-invalid`; the signal's reason
 * @example
 * ```ts
 * await using engine = await openEngine({ stateDirectory: '.bg-deploy', speed: 60 });
 * const clients = createClients({ endpoint: engine.endpoint });
 * await engine.clock.sleep(15_000); // a quarter of a second
 * ```
 */
export function openEngine(options: OpenEngineOptions): Promise<OpenEngine> {
  return openEngineOf(awsModel, options);
}
