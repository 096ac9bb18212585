import type { Options } from 'yargs';
import type { Config } from '../config/config.js';
import type { GeneratedFromFiles } from '../generate/from-files.js';
import type { Flags } from './command.js';
import type { Io } from './io.js';

/** The options of every command that renders templates. */
export const BUILD_OPTIONS = {
  image: {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe: 'NAME=URI (container or repository), or URI where there is one container; repeatable',
  },
  'build-output': {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe: 'imageDetail.json, imagedefinitions.json or a file of NAME=VALUE lines; repeatable',
  },
} as const satisfies Record<string, Options>;

/** Renders task definition and appspec from the configuration's templates and the build's output. No AWS call. */
export async function generateFor(config: Config, flags: Flags, io: Io): Promise<GeneratedFromFiles> {
  const { generateFromFiles } = await import('../generate/from-files.js');
  return generateFromFiles({
    config,
    images: texts(flags.image),
    buildOutputs: texts(flags.buildOutput),
    cwd: io.cwd,
    env: io.env,
  });
}

/** The values of a repeatable option. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
