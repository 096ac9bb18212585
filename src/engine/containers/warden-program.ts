/**
 * The warden: a process of its own that the processes of tasks belong to. It lives as long as its input is open, and
 * takes everything that it started with it, so that nothing survives an engine, however that ends. It travels as text,
 * because the package is bundled and has no file of its own to run.
 *
 * Its input and output are lines of JSON. In: `{"do":"start","id","command","folder","env"}`,
 * `{"do":"stop","id","graceMs"}`. Out: `started` (with the pid), `failed`, `output` (the last lines since the last
 * report), `exited` (with the exit code as a shell gives it).
 */
export const WARDEN_PROGRAM = String.raw`
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const LINES = 20;
const LONGEST_LINE = 2000;
const OUTPUT_EVERY_MS = 50;
const groups = new Map();
const say = (message) => process.stdout.write(JSON.stringify(message) + '\n');

// Those that live in the session of a command: all that it started, but what made itself a session of its own.
function membersOf(pid) {
  if (process.platform !== 'linux') {
    try {
      process.kill(-pid, 0);
      return [{ pid, inGroup: true }];
    } catch {
      return [];
    }
  }
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync('/proc/' + name + '/stat', 'latin1');
      const [state, , group, session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A dead process that nobody has collected yet does nothing any more.
      if (state === 'Z' || state === 'X' || (Number(group) !== pid && Number(session) !== pid)) return [];
      return [{ pid: Number(name), inGroup: Number(group) === pid }];
    } catch {
      return [];
    }
  });
}

function signal(pid, name) {
  const others = membersOf(pid).filter(({ inGroup }) => !inGroup);
  for (const target of [-pid, ...others.map((other) => other.pid)]) {
    try {
      process.kill(target, name);
    } catch {
      // It has gone.
    }
  }
}

function kill(group) {
  group.killed = true;
  signal(group.pid, 'SIGKILL');
}

function start({ id, command, folder, env }) {
  // The shell waits for what it runs, and ends with its exit code, when both get their signal; it would be gone first.
  const text = "trap 'exit $?' TERM\n" + command;
  const child = spawn(text, { shell: true, cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid === undefined) {
    child.on('error', (error) => say({ event: 'failed', id, message: error.message }));
    return;
  }
  const group = { id, pid: child.pid, stopping: false, killed: false, lines: [], flushing: undefined };
  groups.set(id, group);
  child.on('error', () => {});
  say({ event: 'started', id, pid: child.pid });
  const rests = [child.stdout, child.stderr].map((stream) => collect(group, stream));
  const closed = new Promise((resolve) => child.on('close', resolve));
  child.on('exit', async (code, signalName) => {
    // As in a container, what the first process leaves behind ends with it. Once it was told to stop, the rest may
    // bring its work to an end.
    while (group.stopping && !group.killed && membersOf(group.pid).length > 0) await delay(20);
    if (!group.stopping || group.killed) signal(group.pid, 'SIGKILL');
    clearTimeout(group.timer);
    await Promise.race([closed, delay(200)]);
    for (const rest of rests) rest();
    flush(group);
    groups.delete(id);
    say({ event: 'exited', id, code: group.killed ? 137 : (code ?? 128 + constants.signals[signalName]) });
  });
}

// Returns what takes the last line, which nobody ended.
function collect(group, stream) {
  let rest = '';
  const take = (line) => {
    group.lines.push(line.slice(0, LONGEST_LINE));
    if (group.lines.length > LINES) group.lines.shift();
    group.flushing ??= setTimeout(() => flush(group), OUTPUT_EVERY_MS);
  };
  stream.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop().slice(-LONGEST_LINE);
    lines.slice(-LINES).forEach(take);
  });
  return () => {
    if (rest !== '') take(rest);
    rest = '';
  };
}

function flush(group) {
  clearTimeout(group.flushing);
  group.flushing = undefined;
  if (group.lines.length > 0) say({ event: 'output', id: group.id, lines: group.lines });
  group.lines = [];
}

function stop({ id, graceMs }) {
  const group = groups.get(id);
  if (!group) return;
  if (!group.stopping) signal(group.pid, 'SIGTERM');
  group.stopping = true;
  clearTimeout(group.timer);
  group.timer = setTimeout(() => kill(group), graceMs);
}

function end() {
  groups.forEach(kill);
  process.exit();
}

process.stdout.on('error', () => {});
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP', 'uncaughtException', 'unhandledRejection']) process.on(name, end);
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const message = JSON.parse(line);
    if (message.do === 'start') start(message);
    else stop(message);
  })
  .on('close', end);
`;
