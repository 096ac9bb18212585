import { describedFor } from '../deployment/description.js';
import type { DeploymentResult } from '../deployment/event.js';
import type { Traffic } from '../domain/traffic.js';
import { consoleLink } from './console-link.js';
import type { NotificationContext, Phase } from './notification.js';
import type { Story } from './story.js';

/** More images than this are summed up: a task definition has ten containers at most, templates seldom more than three. */
const IMAGE_LIMIT = 10;

/** All that a notification is written from: fit to print, and each text cut to a length. */
export interface Facts {
  readonly phase: Phase;
  readonly at: Date;
  readonly status: string;
  readonly environment: string | null;
  readonly application: string;
  readonly deploymentGroup: string;
  readonly cluster: string;
  readonly service: string;
  readonly region: string;
  readonly deploymentId: string;
  readonly deploymentConfig: string | null;
  readonly description: string | null;
  readonly taskDefinitionArn: string | null;
  readonly previousTaskDefinitionArn: string | null;
  readonly images: readonly string[];
  readonly failedAt: string | null;
  readonly diagnostics: string | null;
  /** CodeDeploy's own reason. */
  readonly cause: DeploymentResult['error'];
  /** The verdict of bg-deploy, where it is not a success. */
  readonly error: DeploymentResult['error'];
  readonly traffic: Traffic | null;
  readonly highestGreen: number;
  readonly testTraffic: boolean;
  readonly readyUntil: Date | null;
  readonly rolledBack: boolean;
  readonly rollbackDeploymentId: string | null;
  readonly rollbackOf: string | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly exitCode: number | null;
  readonly consoleUrl: string | null;
  readonly commandFlags: readonly string[];
}

/**
 * Gathers the facts.
 *
 * @param limit - how many characters a text may have
 */
export function factsOf(phase: Phase, story: Story, context: NotificationContext, limit: number): Facts {
  const text = (value: string) => legible(value, limit);
  const maybe = (value: string | null | undefined) =>
    value === null || value === undefined ? null : text(value) || null;
  const { result, failure } = story;
  const reason = (given: DeploymentResult['cause']) =>
    given ? { code: text(given.code), message: text(given.message) } : null;
  const images = context.images ?? [];
  const more = images.length - IMAGE_LIMIT;
  return {
    phase,
    at: story.at,
    status: text(story.status),
    environment: maybe(context.environment),
    application: text(context.application),
    deploymentGroup: text(context.deploymentGroup),
    cluster: text(context.cluster),
    service: text(context.service),
    region: text(context.region),
    deploymentId: text(story.deploymentId),
    deploymentConfig: maybe(story.deploymentConfig),
    description: maybe(describedFor(story.description)),
    taskDefinitionArn: maybe(story.taskDefinitionArn),
    previousTaskDefinitionArn: maybe(story.previousTaskDefinitionArn),
    images: [...images.slice(0, IMAGE_LIMIT).map(text), ...(more > 0 ? [`and ${more} more`] : [])],
    failedAt: maybe(failure?.event),
    diagnostics: maybe(failure?.diagnostics),
    cause: reason(result?.cause),
    error: reason(result?.error),
    traffic: story.traffic,
    highestGreen: story.highestGreen,
    testTraffic: story.testTraffic,
    readyUntil: story.readyUntil,
    rolledBack: result?.rolledBack ?? false,
    rollbackDeploymentId: maybe(story.rollbackDeploymentId),
    rollbackOf: maybe(context.rollbackOf),
    startedAt: result?.startedAt ?? null,
    completedAt: result?.completedAt ?? null,
    exitCode: result?.exitCode ?? null,
    consoleUrl:
      context.linkToConsole === false
        ? null
        : maybe(consoleLink(text(context.region), text(story.deploymentId), story.taskDefinitionArn)),
    commandFlags: (context.commandFlags ?? (context.environment ? ['--env', context.environment] : [])).map(text),
  };
}

/**
 * A text as a line that can be printed and sent: without control characters, which SNS refuses in places, without
 * invisible ones, which could make a line read otherwise than it is, without halves of characters.
 */
export function legible(text: string, limit: number): string {
  const line = text
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  if (line.length <= limit) return line;
  return `${line.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
