import type { AlarmConfiguration } from '@aws-sdk/client-codedeploy';
import { Fault, ProtocolFault } from '../fault.js';
import { type Cause, type DeploymentError, endingOf } from './machine/cause.js';
import type { PhaseName } from './machine/phase.js';
import type { Scene } from './machine/scene.js';
import { REVERSIBLE } from './machine/transition.js';
import type { DeploymentRecord } from './world.js';

/**
 * Milliseconds between two polls. An alarm that went on at the 99th second of a deployment was seen to have stopped it
 * at the 118th, which leaves some seconds for the rollback.
 */
const POLL_INTERVAL_MS = 15_000;

/** When the alarms of a deployment are asked for next. Plain data: it is kept with the world. */
export interface AlarmWatch {
  /** The next poll that may find something else than the last one. Absent: none will, as things stand. */
  next?: Date;
  /** When the first poll was due; the others follow it at regular intervals. */
  since: Date;
  /** All that the answer of a poll depends on, as it was at the last one. */
  seen: string;
}

/** Begins to watch the alarms, if a deployment has any: at once, and regularly from then on. */
export function watchAlarms({ deployment, context: { now } }: Scene): undefined {
  if (alarmsOf(deployment)) deployment.alarmWatch = { since: now, next: now, seen: '' };
}

/** When a deployment next asks for its alarms; `undefined`: not as things stand, or never again. */
export function nextPoll({ alarmWatch, phase }: DeploymentRecord): Date | undefined {
  return alarmWatch && isReversible(phase.name) ? alarmWatch.next : undefined;
}

/**
 * Polls the alarms, if it is time to.
 *
 * A poll that can only find what the last one found is passed over: days of waiting would be made of nothing else. As
 * soon as something has changed that its answer depends on, it is due where it would have been anyway.
 *
 * @returns why the deployment has to stop, if it has to
 */
export function pollAlarms(scene: Scene): Cause | undefined {
  const { deployment, context } = scene;
  const { alarmWatch: watch, phase } = deployment;
  if (!watch || !isReversible(phase.name)) return undefined;
  const { now } = context;
  const grounds = groundsOf(scene);
  if (!watch.next && watch.seen !== grounds) watch.next = pollFrom(watch.since, now);
  if (!watch.next || watch.next > now) return undefined;
  delete watch.next;
  watch.seen = grounds;
  return found(scene);
}

/** The first poll that is due at a time or after it. */
function pollFrom(since: Date, time: Date): Date {
  const intervals = Math.ceil((time.getTime() - since.getTime()) / POLL_INTERVAL_MS);
  return new Date(since.getTime() + intervals * POLL_INTERVAL_MS);
}

/** What the answer of a poll depends on: the alarms, and what a scenario lets the role do at this point of the way. */
function groundsOf({ deployment, context: { rules, world } }: Scene): string {
  const denials = rules.filter((rule) => rule.kind === 'role' && rule.denies === 'cloudwatch:DescribeAlarms').length;
  const progress = denials > 0 ? ` ${denials} denials at ${deployment.updatedAt.toISOString()}` : '';
  return `${world.cloudwatch.changes} changes${progress}`;
}

function isReversible(phase: PhaseName): boolean {
  const reversible: readonly PhaseName[] = REVERSIBLE;
  return reversible.includes(phase);
}

/** The alarms that count for a deployment: its own, where it was given some, otherwise its group's. */
function alarmsOf({ overrideAlarmConfiguration, group }: DeploymentRecord): AlarmConfiguration | undefined {
  const configuration = overrideAlarmConfiguration ?? group.alarmConfiguration;
  return configuration?.enabled && configuration.alarms?.length ? configuration : undefined;
}

function found(scene: Scene): Cause | undefined {
  const configuration = alarmsOf(scene.deployment);
  if (!configuration) return undefined;
  const names = (configuration.alarms ?? []).flatMap(({ name }) => name ?? []);
  try {
    const answer = scene.role.describeAlarms({ AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] });
    const alarms = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
    const active = names.filter((name) =>
      alarms.some(({ AlarmName, StateValue }) => AlarmName === name && StateValue === 'ALARM'),
    );
    if (active.length > 0) return { kind: 'alarm-active', alarms: active };
    const missing = names.filter((name) => !alarms.some(({ AlarmName }) => AlarmName === name));
    if (missing.length === 0 || configuration.ignorePollAlarmFailure) return undefined;
    return { kind: 'alarms-unread', error: missingAlarms(missing) };
  } catch (error) {
    if (!(error instanceof Fault || error instanceof ProtocolFault)) throw error;
    if (configuration.ignorePollAlarmFailure) return undefined;
    return { kind: 'alarms-unread', error: refusedPoll(error, scene.deployment) };
  }
}

function missingAlarms(names: readonly string[]): DeploymentError {
  return {
    code: 'ALARM_ACTIVE',
    message: `The status of one or more alarms could not be retrieved from Amazon CloudWatch, and the affected deployments have been stopped. Alarms that could not be found: <${names.join(', ')}>`,
  };
}

function refusedPoll(error: Fault | ProtocolFault, { group }: DeploymentRecord): DeploymentError {
  const code = error instanceof ProtocolFault ? error.code : error.schema[2];
  if (code.startsWith('AccessDenied')) {
    return endingOf({ kind: 'role-refused', roleArn: group.serviceRoleArn, service: 'AmazonCloudWatch' }).error;
  }
  return {
    code: code.startsWith('Throttling') ? 'THROTTLED' : 'ALARM_ACTIVE',
    message: `The status of one or more alarms could not be retrieved from Amazon CloudWatch, and the affected deployments have been stopped: ${error.message}`,
  };
}
