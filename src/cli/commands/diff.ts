import { BUILD_OPTIONS, generateFor } from '../build-inputs.js';
import { carriedFlags, carry } from '../carried-flags.js';
import type { Command } from '../command.js';
import { FROM_SERVICE_OPTION } from '../from-service-option.js';
import { OUTPUT_FORMATS } from '../global-options.js';
import { usesColor } from '../io.js';
import { diffText } from '../render/diff-text.js';
import { paintFor } from '../render/paint.js';
import { runningIfAsked } from '../running-service.js';
import { openSession } from '../session.js';

/** What `--exit-code` ends with where there is a difference; no error ends so. */
const DIFFERENT = 9;

/** `bg-deploy diff` */
export const diffCommand: Command = {
  usage: 'diff',
  describe: 'Show what a release would change against what serves now, without changing anything',
  options: {
    ...BUILD_OPTIONS,
    ...FROM_SERVICE_OPTION,
    against: {
      type: 'string',
      requiresArg: true,
      describe: 'a deployment id or a task definition (FAMILY:REVISION) to compare with (default: what serves now)',
    },
    'show-values': {
      type: 'boolean',
      default: false,
      describe: 'show the values of environment variables too; what looks secret stays hidden',
    },
    'exit-code': { type: 'boolean', default: false, describe: `end with ${DIFFERENT} where there is a difference` },
    output: {
      alias: 'o',
      choices: [...OUTPUT_FORMATS, 'markdown'],
      default: 'text',
      requiresArg: true,
      describe: 'how to answer; markdown is for the comment of a pull request',
    },
  },
  examples: [
    ['bg-deploy diff --image web=registry.example/web:1.4.2', 'before a release'],
    ['bg-deploy diff --build-output imageDetail.json -o markdown', 'for a pull request'],
    ['bg-deploy diff --against d-75I7MBT7C --exit-code', 'against an earlier deployment; 9: something differs'],
  ],
  async run(flags, io) {
    await using session = await openSession(flags, io, { purpose: 'look' });
    const { clients, config } = session;
    const running = await runningIfAsked(clients, config, flags, io);
    const { artifacts, sourceVersion } = await generateFor(config, flags, io, running);
    const { diff } = await import('../../diff/diff.js');
    const found = await diff({
      clients,
      target: config,
      documents: artifacts,
      ...(typeof flags.against === 'string' ? { against: flags.against } : {}),
      ...(sourceVersion === undefined ? {} : { commit: sourceVersion }),
      showValues: flags.showValues === true,
      signal: io.signal,
    });
    const exitCode = flags.exitCode === true && found.different ? DIFFERENT : 0;
    switch (flags.output) {
      case 'text':
        io.stdout.write(
          carry(diffText(found, paintFor(usesColor(io.stdout, io.env, flags.color))), carriedFlags(flags)),
        );
        break;
      case 'markdown':
        io.stdout.write((await import('../../diff/markdown.js')).diffMarkdown(found));
        break;
      case 'json':
      case 'ndjson':
        io.stdout.write(`${JSON.stringify({ type: 'diff', ...found, exitCode })}\n`);
    }
    return exitCode;
  },
};
