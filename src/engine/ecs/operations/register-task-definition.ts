import type { RegisterTaskDefinitionCommandInput, RegisterTaskDefinitionCommandOutput } from '@aws-sdk/client-ecs';
import { stored } from '../../elbv2/lookup.js';
import type { CallContext } from '../../operation.js';
import type { Answer } from '../../service.js';
import { ACCOUNT } from '../../world/world.js';
import { ecsArn } from '../identifier.js';
import { withTags } from '../tags.js';
import { checkTaskDefinition } from '../task-definition-check.js';
import { completed } from '../task-definition-defaults.js';

/**
 * Registers a task definition: always a new revision, also of an unchanged text.
 *
 * @throws Fault `ClientException`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export function registerTaskDefinition(
  input: RegisterTaskDefinitionCommandInput,
  { world, now }: CallContext,
): Answer<RegisterTaskDefinitionCommandOutput> {
  checkTaskDefinition(input);
  const definition = completed(input);
  const { family } = definition;
  const tags = withTags([], input.tags);
  const record = stored(world.ecs.families, family) ?? { lastRevision: 0, revisions: {} };
  const revision = record.lastRevision + 1;
  const shown = {
    ...definition,
    taskDefinitionArn: ecsArn(world.region, `task-definition/${family}:${revision}`),
    revision,
    registeredAt: now,
    registeredBy: `arn:aws:iam::${ACCOUNT}:root`,
  };
  record.lastRevision = revision;
  record.revisions[String(revision)] = { shown, tags };
  world.ecs.families[family] = record;
  return { taskDefinition: shown, tags };
}
