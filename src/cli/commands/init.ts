import { basename, resolve } from 'node:path';
import type { Config } from '../../config/config.js';
import { lastSegment } from '../../domain/arn.js';
import { defaultApplicationName, defaultDeploymentGroupName } from '../../domain/default-names.js';
import { BgDeployError } from '../../errors.js';
import type { InitPlan } from '../../init/plan.js';
import { IMAGE_NAME, PIPELINES, type Pipeline, type RunningService } from '../../init/subject.js';
import type { WrittenFiles } from '../../init/write.js';
import type { Command, Flags } from '../command.js';
import { configFor } from '../command-config.js';
import type { Io } from '../io.js';
import { askAll, canAsk } from '../questions.js';
import { noSuchService } from '../running-service.js';
import { openSession } from '../session.js';

/** `bg-deploy init` */
export const initCommand: Command = {
  usage: 'init',
  describe: 'Write the configuration, the templates and the pipeline of a project; no file is overwritten unasked',
  options: {
    'from-service': { type: 'boolean', default: false, describe: 'make the files from the service as it runs' },
    pipeline: {
      choices: PIPELINES,
      requiresArg: true,
      describe: 'write the file of this pipeline too (default none)',
    },
    yes: { alias: 'y', type: 'boolean', default: false, describe: 'ask nothing: what no flag says gets its default' },
    force: { type: 'boolean', default: false, describe: 'overwrite files that exist' },
    dir: { type: 'string', requiresArg: true, describe: 'the folder to write to (default: this one)' },
  },
  examples: [
    ['bg-deploy init', 'asks for what it needs to know'],
    ['bg-deploy init --from-service --cluster main --service web --pipeline codebuild', 'for a service that runs'],
    ['bg-deploy init --yes && bg-deploy start --image web:1 --local', 'a first rehearsal in an empty folder'],
  ],
  async run(flags, io) {
    const folder = typeof flags.dir === 'string' ? resolve(io.cwd, flags.dir) : io.cwd;
    const answers = await answersFor(flags, io, folder);
    const told: Flags = { ...flags, ...answers.names };
    const running = flags.fromService === true ? await observed(told, io) : undefined;
    const config = running?.config ?? (await configFor(told, io, true));
    const [{ planInit }, { writePlanned }, { packedBuildspec }] = await Promise.all([
      import('../../init/plan.js'),
      import('../../init/write.js'),
      import('../../init/packed-buildspec.js'),
    ]);
    const plan = planInit({
      cluster: config.cluster,
      service: config.service,
      ...otherNames(config),
      ...(config.region === undefined ? {} : { region: config.region }),
      pipeline: answers.pipeline,
      ...(running ? { running: running.service } : {}),
      ...(answers.pipeline === 'codebuild' ? { buildspec: await packedBuildspec() } : {}),
    });
    const written = await writePlanned(folder, plan.files, { force: flags.force === true });
    tell(plan, written, flags, io);
    return 0;
  },
};

interface Answers {
  readonly names: { readonly cluster?: string; readonly service?: string; readonly region?: string };
  readonly pipeline: Pipeline;
}

async function answersFor(flags: Flags, io: Io, folder: string): Promise<Answers> {
  const known = await configFor(flags, io, false);
  const pipeline = PIPELINES.find((one) => one === flags.pipeline);
  if (flags.yes === true || !canAsk(io)) {
    if (known.service === '' && flags.yes !== true) throw nobodyToAsk();
    return { names: known.service === '' ? { service: nameOf(folder) } : {}, pipeline: pipeline ?? 'none' };
  }
  const wanted = [
    { key: 'cluster', given: flags.cluster, text: 'ECS cluster', preset: known.cluster },
    { key: 'service', given: flags.service, text: 'ECS service', preset: known.service || nameOf(folder) },
    { key: 'region', given: flags.region, text: 'AWS region', preset: known.region ?? '' },
    { key: 'pipeline', given: pipeline, text: 'Pipeline', preset: 'none', choices: PIPELINES },
  ] as const;
  const open = wanted.filter(({ given }) => given === undefined);
  const answers = await askAll(open, io);
  const { pipeline: chosen, ...names } = Object.fromEntries(
    open.map(({ key }, index) => [key, answers[index]] as const).filter(([, answer]) => answer),
  );
  return { names, pipeline: PIPELINES.find((one) => one === chosen) ?? pipeline ?? 'none' };
}

function nobodyToAsk(): BgDeployError {
  return new BgDeployError('usage-invalid', 'no service is named, and there is no terminal to ask on', {
    remedy: "Name it by --service, or take the folder's name by --yes.",
  });
}

/** A service name that ECS takes. */
function nameOf(folder: string): string {
  return (
    basename(folder)
      .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'web'
  );
}

/** Application and group, where they are not named as everybody expects. */
function otherNames({ cluster, service, application, deploymentGroup }: Config) {
  const [clusterName, serviceName] = [lastSegment(cluster), lastSegment(service)];
  return {
    ...(application === defaultApplicationName(clusterName, serviceName) ? {} : { application }),
    ...(deploymentGroup === defaultDeploymentGroupName(clusterName, serviceName) ? {} : { deploymentGroup }),
  };
}

async function observed(flags: Flags, io: Io): Promise<{ readonly config: Config; readonly service: RunningService }> {
  await using session = await openSession(flags, io, { purpose: 'look' });
  const { observeService } = await import('../../init/observe.js');
  const service = await observeService(session.clients, session.config, io.signal);
  if (service === null) throw noSuchService(session.config);
  return { config: session.config, service };
}

function tell({ notes }: InitPlan, { written, unchanged }: WrittenFiles, flags: Flags, io: Io): void {
  const next = `bg-deploy verify --image ${IMAGE_NAME}=URI`;
  if (flags.output !== 'text') {
    io.stdout.write(`${JSON.stringify({ type: 'initialised', written, unchanged, notes, next, exitCode: 0 })}\n`);
    return;
  }
  const lines = [
    ...written.map((path) => `wrote ${path}`),
    ...unchanged.map((path) => `${path} is as it should be`),
    ...(flags.quiet ? [] : notes.map((note) => `  ${note}`)),
    ...(flags.quiet ? [] : [`Next: ${next}`]),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
}
