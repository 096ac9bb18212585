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
    describe: 'NAME=URI (container, placeholder or repository), or URI where only one fits; repeatable',
  },
  'build-output': {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    describe: 'what the build wrote: imageDetail.json, buildx metadata, NAME=VALUE lines …; repeatable',
  },
  'pin-digest': { type: 'boolean', describe: 'name images by repository@digest where the build says the digest' },
} as const satisfies Record<string, Options>;

/** Renders task definition and appspec from the configuration's templates and the build's output. No AWS call. */
export async function generateFor(config: Config, flags: Flags, io: Io): Promise<GeneratedFromFiles> {
  const [{ generateFromFiles }, { askGit }] = await Promise.all([
    import('../generate/from-files.js'),
    import('../generate/git-identity.js'),
  ]);
  return generateFromFiles({
    config: typeof flags.pinDigest === 'boolean' ? { ...config, pinDigest: flags.pinDigest } : config,
    images: texts(flags.image),
    buildOutputs: texts(flags.buildOutput),
    cwd: io.cwd,
    env: io.env,
    git: askGit,
  });
}

/** The values of a repeatable option. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
