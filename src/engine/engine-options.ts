import { BgDeployError } from '../errors.js';
import type { OpenListener } from './companion.js';
import type { HookStandIn } from './stand-ins.js';
import type { TrafficOptions } from './traffic-options.js';

/** How an engine is started. */
export interface EngineOptions {
  /** @defaultValue 0: any port that is free */
  readonly port?: number;
  /** A loopback name or address, unless `allowRemoteAccess` is set. @defaultValue `127.0.0.1` */
  readonly host?: string;
  /**
   * Lets `host` be a name or address by which other machines reach this one (`0.0.0.0`). The engine has no access
   * control: whoever reaches it may do everything in it. @defaultValue false
   */
  readonly allowRemoteAccess?: boolean;
  /** Engine seconds per real second; 0: a virtual clock, which moves only when it is slept on or moved. @defaultValue 1 */
  readonly speed?: number;
  /** Where the world is kept between processes. @defaultValue none: it is forgotten */
  readonly stateDirectory?: string;
  /** Where delivered mail is written, an `.eml` file for each. @defaultValue none */
  readonly mailDirectory?: string;
  /** Where events are written as EventBridge would hand them on, a line of JSON each. @defaultValue none */
  readonly eventsFile?: string;
  /** The same seed and the same calls give the same ids. @defaultValue another one each time */
  readonly seed?: number;
  /** Engine time to begin with, when no world was kept. @defaultValue now */
  readonly startAt?: Date;
  /** What stands in for Lambda functions, by name or ARN. @defaultValue none: no such function exists */
  readonly hooks?: Readonly<Record<string, HookStandIn>>;
  /**
   * What goes wrong on purpose, by name: `hook-fails`, or with an argument `hook-fails:AfterAllowTraffic`. All of them
   * hold at once. @defaultValue nothing
   */
  readonly scenarios?: readonly string[];
  /**
   * Runs tasks as processes and load balancers as listeners of this machine. @defaultValue no: the engine keeps the
   * books only
   */
  readonly traffic?: TrafficOptions;
  /** Is told of each listener of a load balancer that opens on this machine. @defaultValue nobody */
  readonly onListener?: (listener: OpenListener) => void;
  /** Is told of what goes wrong beside the requests, a line each. @defaultValue `process.emitWarning` */
  readonly warn?: (line: string) => void;
}

/** Options with their defaults. */
export type SettledOptions = Required<
  Omit<EngineOptions, 'stateDirectory' | 'mailDirectory' | 'eventsFile' | 'startAt' | 'seed' | 'traffic'>
> &
  Pick<EngineOptions, 'stateDirectory' | 'mailDirectory' | 'eventsFile' | 'startAt' | 'seed' | 'traffic'>;

/**
 * Fills in the defaults.
 *
 * @throws `BgDeployError` `usage-invalid` for a speed or a port that none can have
 */
export function settleOptions(options: EngineOptions): SettledOptions {
  const {
    port = 0,
    host = '127.0.0.1',
    allowRemoteAccess = false,
    speed = 1,
    hooks = {},
    scenarios = [],
    onListener = () => {},
    warn = (line) => process.emitWarning(line),
  } = options;
  if (!Number.isFinite(speed) || speed < 0) {
    throw new BgDeployError('usage-invalid', `The engine cannot run at speed ${speed}`, {
      remedy: 'Give the engine seconds per real second, e.g. 60; 0 makes the clock virtual.',
    });
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new BgDeployError('usage-invalid', `There is no port ${port}`, {
      remedy: 'Give a number from 1 to 65535, or 0 for any port that is free.',
    });
  }
  return { ...options, port, host, allowRemoteAccess, speed, hooks, scenarios, onListener, warn };
}
