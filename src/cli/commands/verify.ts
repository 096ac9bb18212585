import { BUILD_OPTIONS, generateFor } from '../build-inputs.js';
import type { Command } from '../command.js';
import { faultExitCode } from '../fault-exit-code.js';
import { FROM_SERVICE_OPTION } from '../from-service-option.js';
import { checksText } from '../render/plan-text.js';
import { runningIfAsked } from '../running-service.js';
import { openSession } from '../session.js';

/** `bg-deploy verify` */
export const verifyCommand: Command = {
  usage: 'verify',
  describe: 'Find everything that would make the deployment fail, without changing anything',
  options: { ...BUILD_OPTIONS, ...FROM_SERVICE_OPTION },
  examples: [
    ['bg-deploy verify --image web=registry.example/web:1.4.2', 'before a release'],
    ['bg-deploy verify --build-output imageDetail.json -o json', 'for a program: {ok, checks}'],
  ],
  async run(flags, io) {
    await using session = await openSession(flags, io, { purpose: 'look' });
    const running = await runningIfAsked(session.clients, session.config, flags, io);
    const { artifacts } = await generateFor(session.config, flags, io, running);
    const { verify } = await import('../../preflight/preflight.js');
    const { config, clients } = session;
    const { ok, checks } = await verify({
      clients,
      target: config,
      documents: artifacts,
      signal: io.signal,
      ...(config.deploymentConfig ? { deploymentConfig: config.deploymentConfig } : {}),
    });
    if (flags.output !== 'text') {
      io.stdout.write(`${JSON.stringify({ ok, checks })}\n`);
    } else {
      const told = flags.quiet ? checks.filter((check) => !check.ok) : checks;
      io.stdout.write(
        `${checksText(told)}\n  ${ok ? 'The deployment can be started.' : 'The deployment would fail.'}\n`,
      );
    }
    return faultExitCode(checks);
  },
};
