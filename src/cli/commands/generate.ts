import { join, relative, resolve } from 'node:path';
import type { TaskSettings } from '../../aws/ecs/service.js';
import type { Config } from '../../config/config.js';
import { BUILD_OPTIONS, generateFor } from '../build-inputs.js';
import type { Command, Flags } from '../command.js';
import { configFor, stateFolder } from '../command-config.js';
import { FROM_SERVICE_OPTION } from '../from-service-option.js';
import type { Io } from '../io.js';

/** `bg-deploy generate` */
export const generateCommand: Command = {
  usage: 'generate',
  describe:
    "Render the task definition and the appspec from templates and the build's output; AWS is asked for lookups only",
  options: {
    ...BUILD_OPTIONS,
    ...FROM_SERVICE_OPTION,
    out: { type: 'string', requiresArg: true, describe: 'folder to write to (default .bg-deploy/out)' },
    'in-place': { type: 'boolean', default: false, describe: 'overwrite the templates' },
    explain: {
      type: 'boolean',
      default: false,
      describe: 'tell which placeholders were found, where each value came from and which image went where',
    },
  },
  examples: [
    ['bg-deploy generate --image web=registry.example/web:1.4.2', 'from one image'],
    ['bg-deploy generate --build-output imageDetail.json --set MEMORY=512', 'from what the build left behind'],
    ['bg-deploy generate --image web:1.4.2 --explain', 'and why it came out so'],
    ['bg-deploy generate --image web:1.4.2 --from-service', 'with the capacity providers that the service has'],
  ],
  async run(flags, io) {
    const config = await configFor(flags, io, false);
    const { artifacts } = await generateFor(config, flags, io, await running(config, flags, io));
    const { writeArtifacts } = await import('../../generate/write-artifacts.js');
    const explain = flags.explain === true;
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
      const { notes, warnings, explanation } = artifacts;
      const told = { ...files, notes, warnings, ...(explain ? { explanation } : {}) };
      io.stdout.write(`${JSON.stringify({ type: 'generated', ...told, exitCode: 0 })}\n`);
    } else {
      // The explanation has all that the notes say.
      const notes = explain
        ? (await import('../../generate/explanation.js')).explanationLines(artifacts.explanation)
        : flags.quiet
          ? []
          : artifacts.notes.map((note) => `  ${note}`);
      io.stdout.write(`${[...notes, files.taskDefinition, files.appSpec].join('\n')}\n`);
    }
    return 0;
  },
};

/** The only thing that this command may ask AWS for beside lookups. */
async function running(config: Config, flags: Flags, io: Io): Promise<TaskSettings | undefined> {
  if (flags.fromService !== true) return undefined;
  const [{ openSession }, { runningIfAsked }] = await Promise.all([
    import('../session.js'),
    import('../running-service.js'),
  ]);
  await using session = await openSession(flags, io, { purpose: 'look' });
  return await runningIfAsked(session.clients, config, flags, io);
}
