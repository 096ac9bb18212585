import { join, relative, resolve } from 'node:path';
import { BUILD_OPTIONS, generateFor } from '../build-inputs.js';
import type { Command } from '../command.js';
import { configFor, stateFolder } from '../session.js';

/** `bg-deploy generate` */
export const generateCommand: Command = {
  usage: 'generate',
  describe: "Render the task definition and the appspec from templates and the build's output; no AWS call",
  options: {
    ...BUILD_OPTIONS,
    out: { type: 'string', requiresArg: true, describe: 'folder to write to (default .bg-deploy/out)' },
    'in-place': { type: 'boolean', default: false, describe: 'overwrite the templates' },
  },
  examples: [
    ['bg-deploy generate --image web=registry.example/web:1.4.2', 'from one image'],
    ['bg-deploy generate --build-output imageDetail.json --set MEMORY=512', 'from what the build left behind'],
  ],
  async run(flags, io) {
    const config = await configFor(flags, io, false);
    const { artifacts } = await generateFor(config, flags, io);
    const { writeArtifacts } = await import('../../generate/write-artifacts.js');
    const inPlace = flags.inPlace === true;
    const out =
      typeof flags.out === 'string'
        ? resolve(io.cwd, flags.out)
        : inPlace
          ? undefined
          : join(stateFolder(config), 'out');
    const written = await writeArtifacts(artifacts, { out, inPlace, templates: config });

    const shown = (path: string) => relative(io.cwd, path) || path;
    const files = { taskDefinition: shown(written.taskDefinition), appSpec: shown(written.appSpec) };
    if (flags.output !== 'text') {
      io.stdout.write(`${JSON.stringify({ type: 'generated', ...files, notes: artifacts.notes, exitCode: 0 })}\n`);
    } else {
      const notes = flags.quiet ? [] : artifacts.notes.map((note) => `  ${note}`);
      io.stdout.write(`${[...notes, files.taskDefinition, files.appSpec].join('\n')}\n`);
    }
    return 0;
  },
};
