import type { Logger } from 'pino';
import { LOG_LEVELS, type LogLevel } from './global-options.js';
import { type Io, usesColor } from './io.js';

/** The log of a run: pino's JSON lines on stderr, readable lines where stderr is a terminal. */
export interface Log {
  warn(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  debug(message: string, fields?: object): void;
  /** Resolves when everything that was logged has been written. */
  flush(): Promise<void>;
}

/** A log that loads pino when the first line is to be written: most runs write none. */
export function createLog(level: LogLevel, io: Io, color: boolean): Log {
  const enabled = (wanted: LogLevel) => LOG_LEVELS.indexOf(wanted) <= LOG_LEVELS.indexOf(level);
  let loading: Promise<Logger> | undefined;
  let written = Promise.resolve();
  const write = (wanted: 'warn' | 'info' | 'debug', message: string, fields: object = {}) => {
    if (!enabled(wanted)) return;
    loading ??= loadPino(level, io, color);
    const logger = loading;
    const time = new Date().toISOString();
    written = written.then(async () => (await logger)[wanted]({ ...fields, time }, message));
  };
  return {
    warn: (message, fields) => write('warn', message, fields),
    info: (message, fields) => write('info', message, fields),
    debug: (message, fields) => write('debug', message, fields),
    flush: () => written,
  };
}

async function loadPino(level: LogLevel, io: Io, color: boolean): Promise<Logger> {
  const { default: pino } = await import('pino');
  // Each line carries the time at which it was logged, which may be before pino was loaded.
  const options = { level, base: null, timestamp: false } as const;
  const sink = { write: (line: string) => void io.stderr.write(line) };
  if (!io.stderr.isTTY) return pino(options, sink);
  const [{ default: pretty }, { Writable }] = await Promise.all([import('pino-pretty'), import('node:stream')]);
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      sink.write(chunk.toString());
      done();
    },
  });
  return pino(
    options,
    pretty({ sync: true, destination, colorize: usesColor(io.stderr, io.env, color), translateTime: 'SYS:HH:MM:ss' }),
  );
}
