import type { Clock } from '../../clock.js';
import { type AssembledEngine, assembleEngine, type EngineModel } from '../assembly.js';
import { type EngineOptions, settleOptions } from '../engine-options.js';
import { attach, setScenarios } from './admin-client.js';
import { findHost } from './find-host.js';
import { remoteClock } from './remote-clock.js';

/** How a shared engine is opened. What the host was started with holds for all who use it. */
export interface OpenEngineOptions extends EngineOptions {
  /** The project's directory: all who open the same one share one engine. */
  readonly stateDirectory: string;
  /** Ends the opening, and a wait in {@link OpenEngine.close}. */
  readonly signal?: AbortSignal;
  /** Real milliseconds that a host waits for the others when it closes. @defaultValue 600000 (10 minutes) */
  readonly lingerMs?: number;
}

/** An engine that this process uses, whoever hosts it. */
export interface OpenEngine extends AsyncDisposable {
  readonly endpoint: string;
  /** Engine seconds per real second; 0: virtual. */
  readonly speed: number;
  readonly clock: Clock;
  /** Whether this process hosts it. */
  readonly hosted: boolean;
  /**
   * Says what goes wrong in it on purpose, from now on and for all who use it.
   *
   * @throws `BgDeployError` `usage-invalid`
   */
  setScenarios(names: readonly string[]): Promise<void>;
  /** Lets go of it. A host goes on serving until the others have let go too, or the time or the signal ends that. */
  close(): Promise<void>;
}

const LINGER_MS = 600_000;

/**
 * Opens the engine of a state directory: attaches to the process that hosts it, or else becomes its host.
 *
 * @throws `BgDeployError` `local-unavailable`, `local-state-damaged` or `usage-invalid`; the signal's reason
 */
export async function openEngineOf<Mail>(model: EngineModel<Mail>, options: OpenEngineOptions): Promise<OpenEngine> {
  const { stateDirectory, signal } = options;
  const settled = settleOptions(options);
  for (;;) {
    signal?.throwIfAborted();
    const host = await findHost(stateDirectory, signal);
    if (!host) {
      const engine = await assembleEngine(model, settled);
      // Another starter was faster: it is the one to attach to.
      if (!engine) continue;
      return hosting(engine, settled.warn, options);
    }
    const detach = await attach(host.endpoint, signal).catch(() => undefined);
    signal?.throwIfAborted();
    if (!detach) continue;
    const close = async () => detach();
    const { speed } = host.health;
    return {
      endpoint: host.endpoint,
      speed,
      clock: remoteClock(host),
      hosted: false,
      setScenarios: (names) => setScenarios(host.endpoint, names, signal),
      close,
      [Symbol.asyncDispose]: close,
    };
  }
}

function hosting<Mail>(
  engine: AssembledEngine<Mail>,
  warn: (line: string) => void,
  { signal, lingerMs = LINGER_MS }: OpenEngineOptions,
): OpenEngine {
  const close = async () => {
    const others = engine.attached();
    if (others > 0 && signal?.aborted !== true) {
      warn(`The embedded engine stays up for ${others} other process${others === 1 ? '' : 'es'} of this project`);
    }
    const patience = AbortSignal.timeout(lingerMs);
    await engine.whenDetached(signal ? AbortSignal.any([signal, patience]) : patience).catch(() => {});
    await engine.close();
  };
  const { endpoint, clock } = engine;
  return {
    endpoint,
    speed: clock.speed,
    clock,
    hosted: true,
    setScenarios: async (names) => engine.scenarios.replace(names),
    close,
    [Symbol.asyncDispose]: close,
  };
}
