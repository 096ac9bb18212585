import type { OperationPattern, RequestFate, Turns } from '../request-fate.js';
import type { RequestRule } from '../rule.js';
import type { Scenario } from '../scenario.js';
import { readOperation, readSeconds, readShare, readSince } from '../wire/argument.js';
import { ASSUMED_CODEDEPLOY_BUCKET, PUBLISHED_BUCKETS } from '../wire/published-buckets.js';

/** What goes wrong between a client and AWS. CodeDeploy's own calls and the engine's admin paths are spared. */
export const WIRE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'throttled',
    summary: "Requests beyond AWS's rates are throttled; with an operation, it is let through once in 30 seconds",
    argument: { name: 'an operation', example: 'codedeploy:GetDeployment' },
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html',
    rules(argument) {
      const throttled: RequestFate = { kind: 'refused', why: 'throttled' };
      if (argument === undefined) {
        return [...PUBLISHED_BUCKETS, ASSUMED_CODEDEPLOY_BUCKET].map(({ operations, burst, perSecond }) =>
          about(operations, { kind: 'beyond', burst, perSecond }, throttled),
        );
      }
      const others: Turns = { kind: 'beyond', burst: 1, perSecond: 1 / 30, left: 0 };
      return onOperation(argument, '*', others, throttled);
    },
  },
  {
    name: 'server-errors',
    summary: 'A share of all requests fails on the side of AWS with 500 or 503 (10 % unless told otherwise)',
    argument: { name: 'a share', example: '0.5' },
    source: 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/CommonErrors.html',
    rules(argument = '0.1') {
      const share = readShare(argument);
      if (share === undefined) return undefined;
      // The second rule sees only what the first one leaves.
      return [
        about('*', { kind: 'share', share: share / 2 }, { kind: 'refused', why: 'server-fault' }),
        about('*', { kind: 'share', share: share / (2 - share) }, { kind: 'refused', why: 'unavailable' }),
      ];
    },
  },
  {
    name: 'connection-reset',
    summary: 'The connection is reset before 10 % of the requests; with an operation, before its first two requests',
    argument: { name: 'an operation', example: 'codedeploy:GetDeployment' },
    source: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.5.2',
    rules: (argument) => sometimesOrFirst(argument, { kind: 'reset' }),
  },
  {
    name: 'answer-lost',
    summary: 'The first CreateDeployment, or another operation, is carried out, and its answer never arrives',
    argument: { name: 'an operation', example: 'ecs:RegisterTaskDefinition' },
    source: 'https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html',
    rules: (argument) =>
      onOperation(argument, 'codedeploy:CreateDeployment', { kind: 'numbers', numbers: [1] }, { kind: 'answer-lost' }),
  },
  {
    name: 'truncated',
    summary: '10 % of the answers break off in the middle; with an operation, its first two',
    argument: { name: 'an operation', example: 'codedeploy:GetDeploymentTarget' },
    source: 'https://www.rfc-editor.org/rfc/rfc9293#section-3.5.2',
    rules: (argument) => sometimesOrFirst(argument, { kind: 'truncated' }),
  },
  {
    name: 'slow',
    summary: 'Every answer comes late (by 10 s unless told otherwise)',
    argument: { name: 'a duration', example: '30s' },
    source: 'https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html',
    rules(argument = '10s') {
      const seconds = readSeconds(argument);
      return seconds === undefined ? undefined : [about('*', { kind: 'all' }, { kind: 'slow', seconds })];
    },
  },
  {
    name: 'stale-reads',
    summary: 'Reading operations answer what was true up to 10 s ago, or for another time, now more, now less',
    argument: { name: 'a duration', example: '30s' },
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html; no figures are published',
    rules(argument = '10s') {
      const seconds = readSeconds(argument);
      return seconds === undefined ? undefined : [{ kind: 'stale', operations: '*', seconds }];
    },
  },
  {
    name: 'credentials-expire',
    summary: 'The credentials expire when AllowTraffic begins, at another event, or some time after the creation',
    argument: { name: 'a lifecycle event or a duration', example: '90s' },
    source: 'https://github.com/awslabs/aws-codedeploy-plugin/issues/111',
    rules(argument = 'AllowTraffic') {
      const since = readSince(argument);
      if (since === undefined) return undefined;
      return [{ ...about('*', { kind: 'all' }, { kind: 'refused', why: 'credentials-expired' }), since }];
    },
  },
  {
    name: 'access-denied',
    summary: 'The identity that releases may not call CreateDeployment, or another operation',
    argument: { name: 'an operation', example: 'ecs:RegisterTaskDefinition' },
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html',
    rules: (argument) =>
      onOperation(argument, 'codedeploy:CreateDeployment', { kind: 'all' }, { kind: 'refused', why: 'access-denied' }),
  },
];

function about(operations: OperationPattern, turns: Turns, fate: RequestFate): RequestRule {
  return { kind: 'request', operations, turns, fate };
}

function onOperation(
  argument: string | undefined,
  otherwise: OperationPattern,
  turns: Turns,
  fate: RequestFate,
): readonly RequestRule[] | undefined {
  const operations = argument === undefined ? otherwise : readOperation(argument);
  return operations === undefined ? undefined : [about(operations, turns, fate)];
}

function sometimesOrFirst(argument: string | undefined, fate: RequestFate): readonly RequestRule[] | undefined {
  if (argument === undefined) return [about('*', { kind: 'share', share: 0.1 }, fate)];
  return onOperation(argument, '*', { kind: 'numbers', numbers: [1, 2] }, fate);
}
