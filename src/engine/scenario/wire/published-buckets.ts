import type { OperationPattern } from '../request-fate.js';

/** A token bucket that several operations of a service share. */
export interface PublishedBucket {
  readonly operations: OperationPattern;
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * The rates at which AWS throttles, per account and region. What a release sends stays far below most of them: they are
 * met because everybody in the account draws on the same buckets.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/general/latest/gr/sns.html
 */
export const PUBLISHED_BUCKETS: readonly PublishedBucket[] = [
  { operations: 'ecs:RegisterTaskDefinition,ecs:DeregisterTaskDefinition', burst: 20, perSecond: 1 },
  { operations: 'ecs:DescribeTaskDefinition,ecs:ListTaskDefinition*', burst: 50, perSecond: 20 },
  { operations: 'ecs:CreateService,ecs:UpdateService,ecs:DeleteService', burst: 50, perSecond: 5 },
  { operations: 'ecs:DescribeServices,ecs:ListServices', burst: 100, perSecond: 20 },
  { operations: 'ecs:DescribeTasks,ecs:ListTasks', burst: 100, perSecond: 20 },
  { operations: 'ecs:StopTask', burst: 100, perSecond: 40 },
  { operations: 'ecs:DescribeClusters,ecs:ListClusters', burst: 50, perSecond: 20 },
  { operations: 'ecs:TagResource,ecs:UntagResource', burst: 20, perSecond: 10 },
  { operations: 'elasticloadbalancing:Describe*', burst: 40, perSecond: 10 },
  {
    operations: 'elasticloadbalancing:RegisterTargets,elasticloadbalancing:DeregisterTargets',
    burst: 20,
    perSecond: 4,
  },
  {
    operations:
      'elasticloadbalancing:Modify*,elasticloadbalancing:CreateRule,elasticloadbalancing:DeleteRule,elasticloadbalancing:SetRulePriorities',
    burst: 20,
    perSecond: 3,
  },
  { operations: 'sns:Publish', burst: 300, perSecond: 300 },
  { operations: 'sns:Subscribe,sns:Unsubscribe', burst: 100, perSecond: 100 },
  { operations: 'sns:List*', burst: 30, perSecond: 30 },
];

/**
 * CodeDeploy publishes no rates; people meet them when they poll. This bucket is so small that watching a deployment
 * at its usual pace empties it.
 */
export const ASSUMED_CODEDEPLOY_BUCKET: PublishedBucket = { operations: 'codedeploy:*', burst: 10, perSecond: 0.25 };
