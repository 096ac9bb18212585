import { AnswerLost } from '../aws/answer-lost.js';
import type { AwsClients } from '../aws/clients.js';
import { describeTaskDefinition, registerTaskDefinition } from '../aws/ecs/task-definition.js';
import { isBgDeployError } from '../errors.js';
import type { TaskDefinitionPlan } from './plan.js';
import { sameTaskDefinition } from './same-task-definition.js';

/**
 * The task definition to release: an existing one, or one that is registered now. After a lost answer the family's
 * latest revision tells whether it was registered.
 *
 * @returns its ARN
 */
export async function ensureRegistered(
  clients: AwsClients,
  plan: TaskDefinitionPlan,
  signal?: AbortSignal,
): Promise<string> {
  if (plan.action === 'reuse') return plan.arn;
  const { input } = plan;
  try {
    return (await registerTaskDefinition(clients, input, signal)).arn;
  } catch (error) {
    if (!isBgDeployError(error) || !(error.cause instanceof AnswerLost)) throw error;
    const latest = await describeTaskDefinition(clients, input.family ?? '', signal);
    if (latest && sameTaskDefinition(input, latest.definition, latest.tags)) return latest.arn;
    return (await registerTaskDefinition(clients, input, signal)).arn;
  }
}
