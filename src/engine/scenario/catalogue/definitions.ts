import type { Scenario } from '../scenario.js';

const TROUBLESHOOTING = 'https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html';
const API_REGISTER = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html';

/** What can be wrong with a task definition without any check before the release seeing it. */
export const DEFINITION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'task-definition-inactive',
    summary: 'Somebody deregisters the new task definition before it is deployed',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html',
    rules: (argument) =>
      argument === undefined
        ? [
            {
              kind: 'intervention',
              moment: { kind: 'before-call', operation: 'CreateDeployment' },
              does: { kind: 'deregister-task-definition' },
            },
          ]
        : undefined,
  },
  {
    name: 'task-definition-malformed',
    summary: 'ECS refuses the task definition when it is registered; with :port, when the task set is created',
    argument: { name: 'what is wrong: image or port', example: 'port' },
    source: `${API_REGISTER} ${TROUBLESHOOTING}`,
    rules(argument = 'image') {
      switch (argument) {
        case 'image':
          return [
            {
              kind: 'refusal',
              operation: 'RegisterTaskDefinition',
              message: 'Container.image contains invalid characters.',
            },
          ];
        case 'port':
          return [
            {
              kind: 'refusal',
              operation: 'CreateTaskSet',
              message: 'The container {container} did not have a container port {port} defined.',
            },
          ];
        default:
          return undefined;
      }
    },
  },
];
