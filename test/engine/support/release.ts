import { CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import type { HookEventName } from '../../../src/domain/lifecycle-event.js';
import type { TestWorld } from '../../support/world.js';

type Releasing = Pick<TestWorld, 'clients' | 'target' | 'documents'>;

/** Releases version 2 with plain SDK calls. */
export async function release(
  { clients, target, documents }: Releasing,
  hooks: Readonly<Partial<Record<HookEventName, string>>> = {},
): Promise<string> {
  const { taskDefinition } = await clients.ecs.send(
    new RegisterTaskDefinitionCommand(documents('2').taskDefinition as RegisterTaskDefinitionCommand['input']),
  );
  const content = JSON.stringify({
    version: 0,
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: taskDefinition?.taskDefinitionArn,
            LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 },
          },
        },
      },
    ],
    Hooks: Object.entries(hooks).map(([event, name]) => ({ [event]: name })),
  });
  const { deploymentId = '' } = await clients.codedeploy.send(
    new CreateDeploymentCommand({
      applicationName: target.application,
      deploymentGroupName: target.deploymentGroup,
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    }),
  );
  return deploymentId;
}

/** A deployment's status, and what has failed. */
export async function outcomeOf({ clients }: Pick<TestWorld, 'clients'>, deploymentId: string) {
  const { deploymentInfo } = await clients.codedeploy.send(new GetDeploymentCommand({ deploymentId }));
  return { status: deploymentInfo?.status, code: deploymentInfo?.errorInformation?.code };
}
