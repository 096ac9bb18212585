import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

/** A task definition as text: members in their own order, two spaces, a final newline. */
export function renderTaskDefinition(taskDefinition: RegisterTaskDefinitionCommandInput): string {
  return `${JSON.stringify(taskDefinition, null, 2)}\n`;
}
