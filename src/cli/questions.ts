import { createInterface } from 'node:readline/promises';
import type { Io } from './io.js';

/** A question, and the answer of somebody who only presses Enter. */
export interface Question {
  readonly text: string;
  readonly preset: string;
  /** Where only some answers will do. */
  readonly choices?: readonly string[];
}

/** Whether there is somebody to ask. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin?.isTTY === true && stderr.isTTY;
}

/**
 * Asks one question after the other on the terminal. An answer that will not do is asked for again; the end of the
 * input answers everything else with the presets.
 *
 * @throws the reason of the signal when somebody presses Ctrl-C
 */
export async function askAll(questions: readonly Question[], io: Io): Promise<string[]> {
  if (!io.stdin) return questions.map(({ preset }) => preset);
  const lines = createInterface({ input: io.stdin, terminal: false, signal: io.signal });
  const input = lines[Symbol.asyncIterator]();
  try {
    const answers: string[] = [];
    for (const question of questions) answers.push(await ask(question, input, io));
    return answers;
  } finally {
    lines.close();
  }
}

async function ask({ text, preset, choices }: Question, input: AsyncIterator<string>, io: Io): Promise<string> {
  for (;;) {
    const offered = choices ? ` (${choices.join(', ')})` : '';
    io.stderr.write(`${text}${offered}${preset ? ` [${preset}]` : ''}: `);
    const { value, done } = await input.next();
    io.signal.throwIfAborted();
    const answer = done ? '' : String(value).trim();
    if (answer === '') {
      if (preset !== '' || done) return preset;
    } else if (!choices || choices.includes(answer)) {
      return answer;
    }
  }
}
