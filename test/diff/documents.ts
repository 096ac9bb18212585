import type { ContainerDefinition, RegisterTaskDefinitionCommandInput, TaskDefinition } from '@aws-sdk/client-ecs';
import { canonicalTaskDefinition } from '../../src/deployment/same-task-definition.js';
import { compareTaskDefinitions } from '../../src/diff/compare-task-definitions.js';
import type { ReleaseDiff } from '../../src/diff/release-diff.js';

/** A task definition of one container. */
export function definition(
  container: ContainerDefinition = {},
  parts: Partial<RegisterTaskDefinitionCommandInput> = {},
): RegisterTaskDefinitionCommandInput {
  return {
    family: 'web',
    networkMode: 'awsvpc',
    containerDefinitions: [{ name: 'web', image: 'registry.example/web:1', ...container }],
    ...parts,
  };
}

/** The differences between what is registered and what would be. */
export function compared(
  from: RegisterTaskDefinitionCommandInput & Partial<TaskDefinition>,
  to: RegisterTaskDefinitionCommandInput,
  environmentValues = true,
) {
  return compareTaskDefinitions(
    canonicalTaskDefinition({ ...from, tags: from.tags ?? [] }),
    canonicalTaskDefinition(to),
    { environmentValues },
  );
}

/** A difference around the parts that matter to a test. */
export function releaseDiff(parts: Partial<ReleaseDiff> = {}): ReleaseDiff {
  return {
    different: true,
    cluster: 'main',
    service: 'web',
    against: {
      kind: 'running',
      taskDefinitionArn: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41',
      deploymentId: 'd-75I7MBT7C',
    },
    commit: { from: null, to: null },
    containers: [],
    taskDefinition: [],
    appSpec: [],
    notes: [],
    ...parts,
  };
}
