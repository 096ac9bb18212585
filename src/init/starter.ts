import { lastSegment } from '../domain/arn.js';
import { IMAGE_NAME, type InitSubject } from './subject.js';
import type { TaskDefinitionTemplate } from './taskdef-template.js';

/** The account of the embedded engine, so that a rehearsal works before anything is filled in. */
const EXAMPLE_ACCOUNT = '123456789012';

/** A task definition to begin with: one container on Fargate behind a load balancer. */
export function starterTaskDefinition({ service }: InitSubject): TaskDefinitionTemplate {
  const taskDefinition = {
    family: lastSegment(service),
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::<AWS_ACCOUNT_ID>:role/ecsTaskExecutionRole',
    containerDefinitions: [
      {
        name: 'web',
        image: `<${IMAGE_NAME}>`,
        essential: true,
        portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
      },
    ],
  };
  return {
    text: `${JSON.stringify(taskDefinition, null, 2)}\n`,
    values: { AWS_ACCOUNT_ID: EXAMPLE_ACCOUNT },
    notes: [
      `write your account as AWS_ACCOUNT_ID into bg-deploy.yml; ${EXAMPLE_ACCOUNT} is the embedded engine's`,
      'make taskdef.json and appspec.yml yours: the family, the container and its port, the roles',
    ],
  };
}
