import { isBgDeployError } from '../errors.js';
import type { EngineClock } from './clock/engine-clock.js';
import type { LocalTask, OpenListener } from './companion.js';
import type { JournalEntry } from './journal.js';
import { SCENARIOS } from './scenario/catalogue.js';
import type { ScenariosInForce } from './scenario/in-force.js';

/** Where the engine is spoken to about itself; AWS has no such paths. */
export const ADMIN_PATH = '/_bg-deploy/';

/** What the engine says of itself. */
export interface EngineHealth {
  readonly status: 'ok' | 'closing';
  /** Engine seconds per real second; 0: virtual. */
  readonly speed: number;
  /** Engine time, ISO 8601. */
  readonly now: string;
  readonly pid: number;
}

/** The engine as its admin paths see it. */
export interface Administered {
  readonly engine: {
    readonly clock: EngineClock;
    readonly requests: readonly JournalEntry[];
    readonly scenarios: ScenariosInForce;
    readonly listeners: readonly OpenListener[];
    readonly tasks: readonly LocalTask[];
    reset(): Promise<void>;
  };
  /** Whether the engine has begun to close. */
  readonly closing: boolean;
}

/** A request on an admin path. */
export interface AdminRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A reply on an admin path. */
export interface AdminReply {
  readonly status: number;
  readonly body: object;
}

/** Answers a request on an admin path (`attach` apart, which holds a connection and is the server's). */
export async function administer(
  administered: Administered,
  { method, path, body }: AdminRequest,
): Promise<AdminReply> {
  const { engine, closing } = administered;
  switch (`${method} ${path.slice(ADMIN_PATH.length)}`) {
    case 'GET health':
    case 'HEAD health':
      return { status: closing ? 503 : 200, body: healthOf(administered) };
    case 'GET requests':
      return { status: 200, body: { requests: engine.requests } };
    case 'POST reset':
      await engine.reset();
      return { status: 200, body: { status: 'ok' } };
    case 'GET scenarios':
      return { status: 200, body: scenariosOf(engine.scenarios) };
    case 'POST scenarios':
      return putInForce(engine.scenarios, body);
    case 'GET listeners':
      return { status: 200, body: { listeners: engine.listeners } };
    case 'GET tasks':
      return { status: 200, body: { tasks: engine.tasks } };
    case 'POST clock':
      return moveClock(engine.clock, body);
    default:
      return refusal(404, `There is no ${method} ${path}`);
  }
}

function healthOf({ engine, closing }: Administered): EngineHealth {
  return {
    status: closing ? 'closing' : 'ok',
    speed: engine.clock.speed,
    now: new Date(engine.clock.now()).toISOString(),
    pid: process.pid,
  };
}

function scenariosOf(scenarios: ScenariosInForce): object {
  return {
    inForce: scenarios.names(),
    known: SCENARIOS.map(({ name, summary, argument }) => ({ name, summary, ...(argument ? { argument } : {}) })),
  };
}

function putInForce(scenarios: ScenariosInForce, body: string): AdminReply {
  const names = scenarioNames(body);
  if (!names) return refusal(400, 'The body must be {"scenarios": ["name", …]}; an empty list ends them all');
  try {
    scenarios.replace(names);
  } catch (error) {
    if (!isBgDeployError(error)) throw error;
    return { status: 400, body: { message: error.message, remedy: error.remedy } };
  }
  return { status: 200, body: scenariosOf(scenarios) };
}

function scenarioNames(body: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || !('scenarios' in value)) return undefined;
    const { scenarios } = value;
    return Array.isArray(scenarios) && scenarios.every((name) => typeof name === 'string') ? scenarios : undefined;
  } catch {
    return undefined;
  }
}

async function moveClock(clock: EngineClock, body: string): Promise<AdminReply> {
  const seconds = advanceSeconds(body);
  if (seconds === undefined) {
    return refusal(400, 'The body must be {"advanceSeconds": N} with a number of 0 or more');
  }
  if (clock.speed !== 0) {
    return refusal(409, `The clock is not virtual: it runs by itself at speed ${clock.speed}`);
  }
  try {
    await clock.advance(Math.round(seconds * 1000));
  } catch (error) {
    return refusal(isBgDeployError(error) ? 400 : 500, error instanceof Error ? error.message : String(error));
  }
  return { status: 200, body: { now: new Date(clock.now()).toISOString() } };
}

function advanceSeconds(body: string): number | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null || !('advanceSeconds' in value)) return undefined;
    const { advanceSeconds: seconds } = value;
    return typeof seconds === 'number' && seconds >= 0 && seconds <= LONGEST_STEP_SECONDS ? seconds : undefined;
  } catch {
    return undefined;
  }
}

/** A century: beyond it dates would run out before patience. */
const LONGEST_STEP_SECONDS = 100 * 366 * 24 * 3600;

function refusal(status: number, message: string): AdminReply {
  return { status, body: { message } };
}
