import {
  DescribeTaskDefinitionCommand,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type Tag,
  type TaskDefinition,
} from '@aws-sdk/client-ecs';
import { isBgDeployError } from '../../errors.js';
import { asking } from '../aws-error.js';
import type { AwsClients } from '../clients.js';
import { isException } from '../exception.js';
import { sendUnknownMembers } from './unknown-members.js';

/** A task definition that is registered. */
export interface RegisteredTaskDefinition {
  readonly arn: string;
  /** `ACTIVE`, `INACTIVE`, `DELETE_IN_PROGRESS` */
  readonly status: string;
  readonly definition: TaskDefinition;
  readonly tags: readonly Tag[];
}

/**
 * A task definition.
 *
 * @param name - an ARN, `family:revision`, or a family for its latest ACTIVE revision
 * @returns `null` where there is none; ECS says that with a plain ClientException
 */
export async function describeTaskDefinition(
  clients: AwsClients,
  name: string,
  signal?: AbortSignal,
): Promise<RegisteredTaskDefinition | null> {
  const question = { service: 'ecs', operation: 'DescribeTaskDefinition', resource: name } as const;
  try {
    const { taskDefinition, tags } = await asking(question, signal, () =>
      clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name, include: ['TAGS'] }), {
        abortSignal: signal,
      }),
    );
    return taskDefinition?.taskDefinitionArn ? parse(taskDefinition, taskDefinition.taskDefinitionArn, tags) : null;
  } catch (error) {
    const cause = isBgDeployError(error) ? error.cause : error;
    if (isException(cause, 'Client') && /unable to describe/i.test(error instanceof Error ? error.message : '')) {
      return null;
    }
    throw error;
  }
}

/** Registers a new revision. Repeating it makes another one: `AnswerLost` as the error's cause means it may exist. */
export async function registerTaskDefinition(
  clients: AwsClients,
  input: RegisterTaskDefinitionCommandInput,
  signal?: AbortSignal,
): Promise<RegisteredTaskDefinition> {
  const question = { service: 'ecs', operation: 'RegisterTaskDefinition', resource: input.family ?? '' } as const;
  const command = new RegisterTaskDefinitionCommand(input);
  sendUnknownMembers(command);
  const { taskDefinition = {}, tags } = await asking(question, signal, () =>
    clients.ecs.send(command, { abortSignal: signal }),
  );
  return parse(taskDefinition, taskDefinition.taskDefinitionArn ?? '', tags);
}

function parse(definition: TaskDefinition, arn: string, tags: readonly Tag[] = []): RegisteredTaskDefinition {
  return { arn, status: definition.status ?? 'ACTIVE', definition, tags };
}
