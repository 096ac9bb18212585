import type { Scenario } from '../scenario.js';

const POLICY = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html';
const TROUBLESHOOTING = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html';

/** What the managed policy of the service role allows, save for reading AppSpecs from S3, which the engine has not. */
export const ROLE_ACTIONS = [
  'ecs:DescribeServices',
  'ecs:CreateTaskSet',
  'ecs:UpdateServicePrimaryTaskSet',
  'ecs:DeleteTaskSet',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:ModifyListener',
  'elasticloadbalancing:DescribeRules',
  'elasticloadbalancing:ModifyRule',
  'lambda:InvokeFunction',
  'cloudwatch:DescribeAlarms',
  'sns:Publish',
  'iam:PassRole',
] as const;

/** What CodeDeploy's service role is not allowed. The role of the caller is another matter: see `access-denied`. */
export const PERMISSION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'role-lacks',
    summary: "CodeDeploy's service role lacks a permission, ecs:CreateTaskSet unless another one is named",
    argument: { name: 'the action in the words of IAM', example: 'elasticloadbalancing:ModifyListener' },
    source: `${TROUBLESHOOTING} ${POLICY}`,
    rules(argument = 'ecs:CreateTaskSet') {
      const denies = ROLE_ACTIONS.find((action) => action === argument);
      return denies && [{ kind: 'role', denies }];
    },
  },
  {
    name: 'rollback-fails',
    summary: 'Somebody stops the deployment during the shift, and the rollback may not change the listener',
    source: TROUBLESHOOTING,
    rules: (argument) =>
      argument === undefined
        ? [
            {
              kind: 'intervention',
              moment: { kind: 'event-begun', event: 'AllowTraffic' },
              does: { kind: 'stop-deployment', rollback: true },
            },
            { kind: 'role', denies: 'elasticloadbalancing:ModifyListener', from: 'Rollback' },
          ]
        : undefined,
  },
];
