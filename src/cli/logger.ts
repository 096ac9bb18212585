import type { Logger } from 'pino';
import type { LogLevel } from './global-options.js';
import { type Io, usesColor } from './io.js';

/**
 * The log: pino's JSON lines on stderr, readable lines where stderr is a terminal. Loaded on demand, since most runs
 * log nothing.
 */
export async function createLogger(level: LogLevel, io: Io, color: boolean): Promise<Logger> {
  const { default: pino } = await import('pino');
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const sink = { write: (line: string) => void io.stderr.write(line) };
  if (!io.stderr.isTTY) return pino(options, sink);
  const { default: pretty } = await import('pino-pretty');
  const { Writable } = await import('node:stream');
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      io.stderr.write(chunk.toString());
      done();
    },
  });
  return pino(
    options,
    pretty({ sync: true, destination, colorize: usesColor(io.stderr, io.env, color), translateTime: 'SYS:HH:MM:ss' }),
  );
}
