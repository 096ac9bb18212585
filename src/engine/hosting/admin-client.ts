import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { BgDeployError } from '../../errors.js';
import type { EngineHealth } from '../admin.js';
import { ADMIN_PATH } from '../admin.js';

/** What a host answered when it was asked how it is; `gone`: nothing listens there; `mute`: no answer in time. */
export type HostAnswer =
  | { readonly kind: 'ok'; readonly health: EngineHealth; readonly receivedAt: number }
  | { readonly kind: 'closing' | 'gone' | 'mute' };

const HEALTH_TIMEOUT_MS = 2000;

/** Asks an engine how it is. */
export async function askHealth(endpoint: string, signal?: AbortSignal): Promise<HostAnswer> {
  const timeout = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
  try {
    const reply = await exchange(endpoint, 'GET', 'health', '', signal ? AbortSignal.any([signal, timeout]) : timeout);
    if (reply.status === 503) return { kind: 'closing' };
    const health = reply.status === 200 ? parseHealth(reply.body) : undefined;
    return health ? { kind: 'ok', health, receivedAt: Date.now() } : { kind: 'gone' };
  } catch (error) {
    signal?.throwIfAborted();
    const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    return { kind: refused ? 'gone' : 'mute' };
  }
}

/**
 * Moves the clock of an engine of another process.
 *
 * @returns the engine's time then, in milliseconds since the epoch
 */
export async function moveClock(endpoint: string, milliseconds: number, signal?: AbortSignal): Promise<number> {
  const body = JSON.stringify({ advanceSeconds: milliseconds / 1000 });
  const reply = await exchange(endpoint, 'POST', 'clock', body, signal);
  const value: unknown = JSON.parse(reply.body);
  if (reply.status !== 200 || typeof value !== 'object' || value === null || !('now' in value)) {
    throw new Error(`The engine at ${endpoint} did not move its clock: ${reply.body}`);
  }
  return Date.parse(String(value.now));
}

/**
 * Says what goes wrong on purpose in an engine of another process.
 *
 * @throws `BgDeployError` `usage-invalid` for a scenario that it does not know
 */
export async function setScenarios(endpoint: string, names: readonly string[], signal?: AbortSignal): Promise<void> {
  const reply = await exchange(endpoint, 'POST', 'scenarios', JSON.stringify({ scenarios: names }), signal);
  if (reply.status === 200) return;
  const value: unknown = JSON.parse(reply.body);
  const told = typeof value === 'object' && value !== null ? { message: '', remedy: '', ...value } : undefined;
  throw new BgDeployError('usage-invalid', String(told?.message), { remedy: String(told?.remedy) });
}

/**
 * Holds an engine of another process open.
 *
 * @returns what ends that; `undefined`: the engine takes nobody in any more
 */
export async function attach(endpoint: string, signal?: AbortSignal): Promise<(() => void) | undefined> {
  const { call, response } = await open(endpoint, 'GET', 'attach', '', signal);
  response.on('error', () => {}).resume();
  call.on('error', () => {});
  if (response.statusCode !== 200) {
    call.destroy();
    return undefined;
  }
  // A program that forgets to close what it opened still ends.
  call.socket?.unref();
  return () => call.destroy();
}

async function exchange(
  endpoint: string,
  method: string,
  path: string,
  body: string,
  signal?: AbortSignal,
): Promise<{ status: number; body: string }> {
  const { response } = await open(endpoint, method, path, body, signal);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') };
}

function open(
  endpoint: string,
  method: string,
  path: string,
  body: string,
  signal?: AbortSignal,
): Promise<{ call: ClientRequest; response: IncomingMessage }> {
  return new Promise((resolve, reject) => {
    const call = request(`${endpoint}${ADMIN_PATH}${path}`, { method, agent: false, signal });
    call.on('response', (response) => resolve({ call, response }));
    call.on('error', reject);
    call.end(body);
  });
}

function parseHealth(body: string): EngineHealth | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return undefined;
    if (!('speed' in value) || !('now' in value) || !('pid' in value)) return undefined;
    const { speed, now, pid } = value;
    if (typeof speed !== 'number' || typeof now !== 'string' || typeof pid !== 'number') return undefined;
    return { status: 'ok', speed, now, pid };
  } catch {
    return undefined;
  }
}
