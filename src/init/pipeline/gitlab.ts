import { lastSegment } from '../../domain/arn.js';
import { type PipelinePlan, type PipelineSubject, startCommand } from './pipeline.js';

/**
 * A job that releases what an earlier job has pushed.
 *
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 */
export function gitLabFile(subject: PipelineSubject): PipelinePlan {
  const { repository, region, service } = subject;
  return {
    file: {
      path: '.gitlab-ci.yml',
      text: `# Releases with bg-deploy the image that an earlier job has built and pushed as $IMAGE.
#
# Set AWS_ROLE_ARN in the project's variables: a role that trusts GitLab's tokens, with
# node_modules/bg-deploy/docs/iam/deployer-policy.json.
stages: [build, test, deploy]

release:
  stage: deploy
  image: node:22
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  # One release at a time, and none is broken off by a newer commit.
  resource_group: ${JSON.stringify(lastSegment(service))}
  interruptible: false
  # Above ready wait, traffic shift and termination wait together.
  timeout: 3 hours
  id_tokens:
    AWS_TOKEN:
      aud: sts.amazonaws.com
  variables:
    IMAGE: ${JSON.stringify(`${repository ?? '$IMAGE_REPOSITORY'}:$CI_COMMIT_SHORT_SHA`)}
${region === undefined ? '' : `    AWS_REGION: ${JSON.stringify(region)}\n`}    AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/aws-token
  script:
    - printf '%s' "$AWS_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE"
    - npm ci
    - ${startCommand('$CI_PIPELINE_URL')}
`,
    },
    notes: [
      'set AWS_ROLE_ARN in the variables of the GitLab project; the head of .gitlab-ci.yml says what role',
      ...(repository === undefined ? ['set IMAGE_REPOSITORY in the variables of the GitLab project'] : []),
      'add bg-deploy to the devDependencies of package.json',
    ],
  };
}
