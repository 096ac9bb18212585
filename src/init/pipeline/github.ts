import { lastSegment } from '../../domain/arn.js';
import { loginCommand, loginNotes, type PipelinePlan, type PipelineSubject, startCommand } from './pipeline.js';

const variable = (name: string) => `\${{ vars.${name} }}`;

/**
 * A workflow that builds, pushes and releases.
 *
 * @see https://github.com/aws-actions/configure-aws-credentials
 */
export function gitHubFile(subject: PipelineSubject): PipelinePlan {
  const { repository, region, service } = subject;
  const login = loginCommand(subject);
  return {
    file: {
      path: '.github/workflows/release.yml',
      text: `# Builds and pushes an image, then releases it with bg-deploy.
#
# Set AWS_ROLE_ARN in the repository's variables: a role that trusts GitHub's tokens, may push the image, and has
# node_modules/bg-deploy/docs/iam/deployer-policy.json.
name: release
on:
  push:
    branches: [main]

permissions:
  contents: read
  id-token: write

# One release at a time, and none is broken off by a newer commit.
concurrency:
  group: release-${lastSegment(service)}
  cancel-in-progress: false

jobs:
  release:
    runs-on: ubuntu-latest
    # Above ready wait, traffic shift and termination wait together.
    timeout-minutes: 180
    env:
      IMAGE: ${repository ?? variable('IMAGE_REPOSITORY')}:\${{ github.sha }}
      RUN: \${{ github.server_url }}/\${{ github.repository }}/actions/runs/\${{ github.run_id }}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
          cache: npm
      - run: npm ci
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: ${variable('AWS_ROLE_ARN')}
          aws-region: ${region ?? variable('AWS_REGION')}
          # A release may last longer than the hour that credentials are good for by default.
          role-duration-seconds: 10800
${login === undefined ? '' : `      - run: ${login}\n`}      - run: docker build --tag "$IMAGE" .
      - run: docker push "$IMAGE"
      - run: ${startCommand('$RUN')}
`,
    },
    notes: [
      `set AWS_ROLE_ARN${repository === undefined ? ', IMAGE_REPOSITORY' : ''}${region === undefined ? ', AWS_REGION' : ''} in the variables of the GitHub repository; the head of release.yml says what role`,
      ...loginNotes(subject, 'release.yml'),
      'add bg-deploy to the devDependencies of package.json',
    ],
  };
}
