import type { DeploymentHandle } from '../../deployment/handle.js';
import type { OnConflict } from '../../deployment/start.js';
import type { Artifacts } from '../../generate/artifacts.js';
import { BUILD_OPTIONS, generateFor } from '../build-inputs.js';
import type { Command, Flags } from '../command.js';
import { durationFlag } from '../duration-flag.js';
import { faultExitCode } from '../fault-exit-code.js';
import { FROM_SERVICE_OPTION } from '../from-service-option.js';
import type { Io } from '../io.js';
import { resultSoFar } from '../left-running.js';
import { bootstrapWhenEmpty } from '../local-world.js';
import { notified, TOLD_BEFORE } from '../notifying.js';
import { eventOutput } from '../render/event-output.js';
import { planJson, planText } from '../render/plan-text.js';
import { runningIfAsked } from '../running-service.js';
import { openSession, type Session } from '../session.js';
import { watchToTheEnd } from '../watching.js';

const ON_CONFLICT = ['fail', 'wait', 'attach'] as const satisfies readonly OnConflict[];

/** `bg-deploy start` */
export const startCommand: Command = {
  usage: 'start',
  describe: 'Generate, register, create the deployment, stream its events, notify, end with a verdict',
  options: {
    ...BUILD_OPTIONS,
    ...FROM_SERVICE_OPTION,
    wait: { type: 'boolean', default: true, describe: 'watch to the end (--no-wait: leave once it is created)' },
    'dry-run': { type: 'boolean', default: false, describe: 'print what would be done, change nothing' },
    timeout: {
      type: 'string',
      requiresArg: true,
      describe: 'how long to wait, e.g. 90s, 15m, 2h (default: to the end)',
    },
    'on-conflict': {
      choices: ON_CONFLICT,
      default: 'fail',
      requiresArg: true,
      describe: 'when another deployment is in progress',
    },
    'deployment-config': { type: 'string', requiresArg: true, describe: "instead of the deployment group's own" },
    description: { type: 'string', requiresArg: true, describe: 'a sentence for people, kept with the deployment' },
  },
  examples: [
    ['bg-deploy start --image web=registry.example/web:1.4.2', 'release a build'],
    ['bg-deploy start --build-output imageDetail.json -o ndjson', 'from what the build left behind, for a program'],
    ['bg-deploy start --image registry.example/web:2 --local', 'rehearse it on the embedded engine'],
  ],
  async run(flags, io) {
    const timeout = durationFlag('timeout', flags.timeout);
    await using session = await openSession(flags, io);
    const { config, clients, clock, log } = session;
    const running = await runningIfAsked(clients, config, flags, io);
    const { artifacts, sourceVersion } = await generateFor(config, flags, io, running);
    for (const note of artifacts.notes) log.info(note);
    if (flags.output !== 'text') for (const { message, rule } of artifacts.warnings) log.warn(message, { rule });
    if (flags.local && flags.dryRun !== true) await bootstrapWhenEmpty(session, artifacts, flags, io);

    const options = {
      clients,
      clock,
      target: config,
      documents: artifacts,
      signal: io.signal,
      ...(config.deploymentConfig ? { deploymentConfig: config.deploymentConfig } : {}),
    };
    if (flags.dryRun === true) {
      const { planDeployment } = await import('../../deployment/plan.js');
      const plan = await planDeployment(options);
      io.stdout.write(flags.output === 'text' ? planText(plan) : planJson(plan));
      return faultExitCode(plan.checks);
    }

    const { start } = await import('../../deployment/start.js');
    const handle = await start({
      ...options,
      onConflict: ON_CONFLICT.find((known) => known === flags.onConflict) ?? 'fail',
      onWaiting: (reason) => void (flags.quiet || io.stderr.write(`${reason}\n`)),
      ...(typeof flags.description === 'string' ? { description: flags.description } : {}),
      ...(sourceVersion ? { sourceVersion } : {}),
      ...(timeout === undefined ? {} : { timeout }),
    });
    for (const warning of handle.warnings) io.stderr.write(`warning: ${warning.message}\n  ${warning.remedy}\n`);
    // Awaited here: the session, and with it a hosted engine, closes when this function returns.
    return flags.wait === false
      ? await leave(handle, artifacts, session, flags, io)
      : await watch(handle, artifacts, session, flags, io);
  },
};

async function watch(handle: DeploymentHandle, artifacts: Artifacts, session: Session, flags: Flags, io: Io) {
  const events = handle.events({ signal: io.signal });
  const announced = handle.attached
    ? await notified(events, handle.release, session, io, {}, TOLD_BEFORE)
    : await notified(events, handle.release, session, io, { images: imagesOf(artifacts) });
  return watchToTheEnd(handle.id, announced, flags, io);
}

/** Tells of the beginning, also to the topic, and leaves the rest to AWS. */
async function leave(handle: DeploymentHandle, artifacts: Artifacts, session: Session, flags: Flags, io: Io) {
  async function* beginning() {
    for await (const event of handle.events({ signal: io.signal })) {
      yield event;
      if (event.type === 'deployment.created') break;
    }
  }
  const output = eventOutput(flags, io);
  if (handle.attached) {
    output.write(await resultSoFar(handle, session, io));
    output.end();
    return 0;
  }
  for await (const event of await notified(beginning(), handle.release, session, io, { images: imagesOf(artifacts) })) {
    output.write(event);
  }
  output.write(await resultSoFar(handle, session, io));
  output.end();
  return 0;
}

function imagesOf({ taskDefinition }: Artifacts): string[] {
  return (taskDefinition.containerDefinitions ?? []).flatMap(({ image }) => (image ? [image] : []));
}
