import type { Facts } from './facts.js';
import type { Phase } from './notification.js';
import { duration, sentence, shellWord, time, versionName } from './words.js';
import { table, wrap } from './wrap.js';

/** A paragraph, or a command on a line of its own. */
type Line = string | { readonly command: string };

/**
 * The body for a person, who may have been woken by it: what happened, where the traffic is, what to do; the details
 * and the link come last.
 */
export function textOf(facts: Facts): string {
  const sections = [
    wrap(headline(facts)),
    section('WHAT HAPPENED', whatHappened(facts)),
    section('WHERE THE TRAFFIC IS', [trafficSentence(facts)]),
    section('WHAT TO DO', whatToDo(facts)),
    ['DETAILS', ...table(details(facts))],
    facts.consoleUrl === null ? [] : [facts.consoleUrl],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function section(title: string, lines: readonly Line[]): string[] {
  return [title, ...lines.flatMap((line) => (typeof line === 'string' ? wrap(line) : [`  ${line.command}`]))];
}

const HEADLINES = {
  started: (release: string) => `${release} has started.`,
  ready: (release: string) => `${release} waits for you.`,
  succeeded: (release: string) => `${release} has succeeded.`,
  failed: (release: string) => `${release} has failed. The previous version is serving.`,
  'rolled-back': (release: string) => `${release} was rolled back. The previous version is serving.`,
  uncertain: (release: string) => `LOOK NOW: ${release} has failed, and traffic may be on the new version.`,
} as const satisfies Record<Phase, (release: string) => string>;

function headline(facts: Facts): string {
  const { phase, service, cluster, environment, rollbackOf } = facts;
  const where = `of ${service} on cluster ${cluster}${environment === null ? '' : ` (${environment})`}`;
  if (rollbackOf !== null && phase === 'rolled-back' && hasReplaced(facts))
    return `The rollback ${where} has succeeded.`;
  // Here the previous version is the one that was to be left: no comfort.
  if (rollbackOf !== null && phase === 'failed') return `The rollback ${where} has failed.`;
  return HEADLINES[phase](
    `${phase === 'uncertain' ? 'the' : 'The'} ${rollbackOf === null ? 'release' : 'rollback'} ${where}`,
  );
}

function whatHappened(facts: Facts): Line[] {
  const { phase, deploymentId, rollbackOf, readyUntil, startedAt, completedAt } = facts;
  const versions = `${before(facts)} by ${after(facts)}`;
  switch (phase) {
    case 'started':
      return [
        rollbackOf === null
          ? `CodeDeploy has begun deployment ${deploymentId}, which replaces ${versions}.`
          : `CodeDeploy has begun deployment ${deploymentId}, which goes back from ${rollbackOf}: it replaces ${versions}.`,
      ];
    case 'ready':
      return [
        `Deployment ${deploymentId} has installed ${after(facts)} beside ${before(facts)}, and waits for somebody to let it have the traffic.`,
        readyUntil === null
          ? 'CodeDeploy stops it when its ready wait is over.'
          : `Unless somebody continues it by ${time(readyUntil)}, CodeDeploy stops it.`,
      ];
    case 'succeeded':
    case 'rolled-back':
    case 'failed':
    case 'uncertain': {
      if (!hasReplaced(facts)) return [failureSentence(facts), ...reasons(facts)];
      const took = startedAt && completedAt ? ` in ${duration(completedAt.getTime() - startedAt.getTime())}` : '';
      const back = rollbackOf === null ? '' : `, and has gone back from ${rollbackOf}`;
      return [`Deployment ${deploymentId} has replaced ${versions}${took}${back}.`];
    }
  }
}

function failureSentence({ phase, deploymentId, status, failedAt, rollbackDeploymentId, rolledBack }: Facts): string {
  const verb = status === 'Stopped' ? 'was stopped' : 'failed';
  const place = failedAt === null ? '' : ` at ${failedAt}`;
  const back = rollbackDeploymentId === null ? '' : ` by deployment ${rollbackDeploymentId}`;
  if (rolledBack) {
    return `Deployment ${deploymentId} ${verb}${place} and ${status === 'Stopped' ? '' : 'was '}rolled back${back}.`;
  }
  const undone = phase === 'uncertain' ? `, and ${status === 'Stopped' ? '' : 'was '}not rolled back` : '';
  return `Deployment ${deploymentId} ${verb}${place}${undone}.`;
}

/** CodeDeploy's own words, and the check's; where it is not certain what serves, the finding says more than either. */
function reasons({ phase, cause, error, diagnostics }: Facts): string[] {
  if (error !== null && (phase === 'uncertain' || cause === null))
    return [`What was found: ${sentence(error.message)}`];
  const why = cause === null ? [] : [`CodeDeploy says: ${sentence(cause.message || 'nothing')} (${cause.code})`];
  const said =
    diagnostics === null || diagnostics === cause?.message ? [] : [`The check says: ${sentence(diagnostics)}`];
  return [...why, ...said];
}

function trafficSentence(facts: Facts): string {
  const { phase, traffic, testTraffic } = facts;
  switch (phase) {
    case 'started':
      return `Production traffic has not moved yet: it is on ${before(facts)}.`;
    case 'ready':
      return `All production traffic is on ${before(facts)}.${testTraffic ? ` The test listener reaches ${after(facts)}.` : ''}`;
    case 'succeeded':
      return `All production traffic is on ${after(facts)}.`;
    case 'rolled-back':
    case 'failed':
      if (hasReplaced(facts)) return `All production traffic is on ${after(facts)}.`;
      return `All production traffic is on ${before(facts)}. ${share(facts)}.`;
    case 'uncertain':
      return traffic === null
        ? 'It could not be found out.'
        : `The production listener sends ${percent(traffic.blue)} to ${before(facts)} and ${percent(traffic.green)} to ${after(facts)}.`;
  }
}

/** How much of it the new version has had. */
function share(facts: Facts): string {
  const { highestGreen } = facts;
  if (highestGreen === 0) return `None ever reached ${after(facts)}`;
  if (highestGreen === 100) return `For a while ${after(facts)} had all of it`;
  return `${after(facts)} never had more than ${percent(highestGreen)} of it`;
}

function whatToDo(facts: Facts): Line[] {
  const { phase, deploymentId, rollbackOf, readyUntil } = facts;
  const command = (verb: string, id = deploymentId, ...flags: string[]): Line => ({
    command: ['bg-deploy', verb, ...[id, ...flags, ...facts.commandFlags].map(shellWord)].join(' '),
  });
  switch (phase) {
    case 'started':
      return [
        'Nothing. To follow it:',
        command('status', deploymentId, '--watch'),
        'To stop it and send all traffic back:',
        command('rollback'),
      ];
    case 'ready':
      return [
        `Look at the new version. To let it have the traffic${readyUntil === null ? '' : `, by ${time(readyUntil)}`}:`,
        command('continue'),
        'To give it up:',
        command('rollback'),
      ];
    case 'succeeded':
      return ['Nothing. To go back to the previous version:', command('rollback')];
    case 'rolled-back':
      return ['Nothing now. To see how it went:', command('status')];
    case 'failed':
      if (rollbackOf !== null) {
        return [
          'The version that was to be left is still serving. Find out why, then try again:',
          command('status'),
          command('rollback', rollbackOf),
        ];
      }
      return ['Nothing is urgent: users are served. Before the next release, find out why:', command('status')];
    case 'uncertain':
      return [
        '1. See where the traffic is now:',
        command('status'),
        '2. If any of it is not where it should be, send it back:',
        command('rollback'),
        `3. If that is refused, give the target group of ${before(facts)} the weight 100, and the other 0, in every rule of the production listener, then ask status again.`,
      ];
  }
}

function details(facts: Facts): (readonly [string, string])[] {
  const row = (name: string, value: string | null) => (value === null || value === '' ? [] : [[name, value] as const]);
  return [
    ...row('environment', facts.environment),
    ...row('service', `${facts.cluster}/${facts.service}`),
    ...row('deployment', facts.deploymentId),
    ...row('application', facts.application),
    ...row('group', facts.deploymentGroup),
    ...row('strategy', facts.deploymentConfig),
    ...row('new version', facts.taskDefinitionArn),
    ...facts.images.flatMap((image) => row('image', image)),
    ...row('previous', facts.previousTaskDefinitionArn),
    ...row('description', facts.description),
    ...row('started', facts.startedAt && time(facts.startedAt)),
    ...row('ended', facts.completedAt && time(facts.completedAt)),
    ...row('region', facts.region),
  ];
}

/** Whether the new version has the traffic. A rollback that was asked for ends well (0), and does not. */
function hasReplaced({ exitCode, rolledBack }: Facts): boolean {
  return exitCode === 0 && !rolledBack;
}

function before({ previousTaskDefinitionArn }: Facts): string {
  return versionName(previousTaskDefinitionArn) ?? 'the previous version';
}

function after({ taskDefinitionArn }: Facts): string {
  return versionName(taskDefinitionArn) ?? 'the new version';
}

function percent(value: number): string {
  return `${Math.round(value * 10) / 10} %`;
}
