import { LIFECYCLE_EVENTS } from '../../../domain/lifecycle-event.js';
import type { OperationPattern, Since } from '../request-fate.js';

/** The signing names of the services, also by the names that people and the AWS CLI give them. */
const SIGNING_NAMES: Readonly<Record<string, string>> = {
  codedeploy: 'codedeploy',
  ecs: 'ecs',
  elbv2: 'elasticloadbalancing',
  elasticloadbalancing: 'elasticloadbalancing',
  sns: 'sns',
  cloudwatch: 'monitoring',
  monitoring: 'monitoring',
};

/**
 * Reads which operations a scenario is about: `codedeploy:GetDeployment`, `ecs:*`, `elbv2:Describe*`, `*`.
 *
 * @returns `undefined`: the text names no operation of a service that the engine has
 */
export function readOperation(text: string): OperationPattern | undefined {
  if (text === '*') return text;
  const [, service = '', operation] = /^([a-z0-9]+):([A-Z][A-Za-z0-9]*\*?|\*)$/.exec(text) ?? [];
  const known = Object.hasOwn(SIGNING_NAMES, service) ? SIGNING_NAMES[service] : undefined;
  return known === undefined || operation === undefined ? undefined : `${known}:${operation}`;
}

/**
 * Reads a span of engine time: `90s`, `15m`, `1h`, or seconds alone.
 *
 * @returns seconds, more than 0; `undefined`: the text is none
 */
export function readSeconds(text: string): number | undefined {
  const [, number = '', unit = 's'] = /^(\d{1,6}(?:\.\d{1,3})?)([smh])?$/.exec(text) ?? [];
  const seconds = number === '' ? 0 : Number(number) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
  return seconds > 0 ? seconds : undefined;
}

/** Reads a share of requests: `0.2`, `20%`; `undefined`: the text is none between 0 and 1. */
export function readShare(text: string): number | undefined {
  const [, number = '', percent] = /^(\d{1,3}(?:\.\d{1,4})?)(%)?$/.exec(text) ?? [];
  if (number === '') return undefined;
  const share = percent === undefined ? Number(number) : Number(number) / 100;
  return share > 0 && share <= 1 ? share : undefined;
}

/** Reads from when on something holds: a lifecycle event, or a span after the deployment's creation. */
export function readSince(text: string): Since | undefined {
  const event = LIFECYCLE_EVENTS.find((name) => name === text);
  if (event !== undefined) return { event, seconds: 0 };
  const seconds = readSeconds(text);
  return seconds === undefined ? undefined : { seconds };
}
