import type { DeploymentEvent } from '../../deployment/event.js';
import { carriedFlags, carry } from '../carried-flags.js';
import type { GlobalFlags } from '../global-options.js';
import { type Io, usesColor } from '../io.js';
import { paintFor } from './paint.js';
import { progressText, resultText } from './progress-text.js';

/** Writes events as they happen, in the form that was asked for. */
export interface EventOutput {
  write(event: DeploymentEvent): void;
  /** To be called when the stream has ended, however it ended. */
  end(): void;
}

/** The output for `-o`: lines for people, one event a line for programs, or the result alone. */
export function eventOutput(flags: GlobalFlags, io: Io): EventOutput {
  const carried = carriedFlags(flags);
  const writeJson = (value: object) => io.stdout.write(`${JSON.stringify(value)}\n`);
  switch (flags.output) {
    case 'ndjson':
      return { write: writeJson, end: () => {} };
    case 'json':
      return { write: (event) => event.type === 'result' && writeJson(event), end: () => {} };
    case 'markdown':
    case 'text': {
      const paint = paintFor(usesColor(io.stdout, io.env, flags.color));
      if (flags.quiet) {
        return {
          write: (event) => event.type === 'result' && io.stdout.write(carry(resultText(event, paint), carried)),
          end: () => {},
        };
      }
      const text = progressText(paint);
      const put = (lines: string) => lines !== '' && io.stdout.write(carry(lines, carried));
      let idle: NodeJS.Immediate | undefined;
      return {
        write(event) {
          clearImmediate(idle);
          put(text.render(event));
          idle = setImmediate(() => put(text.flush()));
        },
        end() {
          clearImmediate(idle);
          put(text.flush());
        },
      };
    }
  }
}
