import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ContainerEnd, RunningContainer } from './running-container.js';
import { WARDEN_PROGRAM } from './warden-program.js';

/** A shell command to run. */
export interface Command {
  readonly command: string;
  readonly folder: string;
  /** Its whole environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts commands, each with a process group of its own, none of which outlives this process. */
export interface Warden {
  /** @throws Error when it cannot be started */
  start(command: Command): Promise<RunningContainer>;
  /** Ends at once whatever still runs. */
  close(): Promise<void>;
}

/** How many of the last lines of a command are kept. */
const LINES = 20;

/** What SIGKILL leaves as the exit code. */
const KILLED = 137;

/** A command from the moment when the warden was told of it. */
interface Ward {
  pid?: number;
  lines: readonly string[];
  readonly started: (pid: number) => void;
  readonly failed: (error: Error) => void;
  readonly ended: (end: ContainerEnd) => void;
}

/** Makes a warden. Its process begins with the first command. */
export function createWarden(): Warden {
  const wards = new Map<number, Ward>();
  let lastId = 0;
  let child: ChildProcess | undefined;

  function hear(line: string): void {
    const message = readMessage(line);
    const ward = message && wards.get(message.id);
    if (!ward) return;
    switch (message.event) {
      case 'started':
        ward.pid = message.pid;
        ward.started(message.pid);
        break;
      case 'output':
        ward.lines = [...ward.lines, ...message.lines].slice(-LINES);
        break;
      case 'failed':
        wards.delete(message.id);
        ward.failed(new Error(message.message));
        break;
      case 'exited':
        wards.delete(message.id);
        ward.ended({ exitCode: message.code });
    }
  }

  /** The warden has gone, and not of its own accord: nobody but this process can end what it leaves behind. */
  function lose(lost: ChildProcess): void {
    if (child === lost) child = undefined;
    for (const [id, ward] of wards) {
      wards.delete(id);
      if (ward.pid === undefined) ward.failed(new Error('The process that starts commands was ended'));
      else {
        endGroup(ward.pid);
        ward.ended({ exitCode: KILLED });
      }
    }
  }

  function begin(): ChildProcess {
    // Apart from this process's group, so that an interrupt from the keyboard does not reach it.
    const started = spawn(process.execPath, ['--input-type=module', '--eval', WARDEN_PROGRAM], {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
      env: {},
    });
    started.stdin.on('error', () => {});
    createInterface({ input: started.stdout }).on('line', hear);
    started.on('error', () => lose(started));
    // After its last words.
    started.on('close', () => lose(started));
    return started;
  }

  function tell(message: object): void {
    child?.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  return {
    start({ command, folder, env }) {
      child ??= begin();
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        let end: (end: ContainerEnd) => void = () => {};
        const ended = new Promise<ContainerEnd>((gone) => {
          end = gone;
        });
        const ward: Ward = {
          lines: [],
          started: (pid) =>
            resolve({ pid, ended, stop: (graceMs) => tell({ do: 'stop', id, graceMs }), lines: () => ward.lines }),
          failed: reject,
          ended: end,
        };
        wards.set(id, ward);
        tell({ do: 'start', id, command, folder, env });
      });
    },
    async close() {
      const last = child;
      if (!last) return;
      const gone = once(last, 'close');
      last.stdin?.end();
      await gone;
    },
  };
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has gone already.
  }
}

type Message =
  | { readonly event: 'started'; readonly id: number; readonly pid: number }
  | { readonly event: 'output'; readonly id: number; readonly lines: readonly string[] }
  | { readonly event: 'failed'; readonly id: number; readonly message: string }
  | { readonly event: 'exited'; readonly id: number; readonly code: number };

function readMessage(line: string): Message | undefined {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || !('event' in value) || !('id' in value)) return undefined;
  const { id, event } = value;
  if (typeof id !== 'number') return undefined;
  if (event === 'started' && 'pid' in value && typeof value.pid === 'number') return { event, id, pid: value.pid };
  if (event === 'exited' && 'code' in value && typeof value.code === 'number') return { event, id, code: value.code };
  if (event === 'failed' && 'message' in value) return { event, id, message: String(value.message) };
  if (event === 'output' && 'lines' in value && Array.isArray(value.lines)) {
    return { event, id, lines: value.lines.map(String) };
  }
  return undefined;
}
