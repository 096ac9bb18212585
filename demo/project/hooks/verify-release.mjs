// A validation function as CodeDeploy runs it at AfterAllowTraffic: an ordinary Lambda handler. It asks ECS what the
// service's new primary task set runs and turns down a build that is known to be broken. A real one would send
// requests; the embedded engine keeps the books of traffic but does not serve any yet.
import { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } from '@aws-sdk/client-codedeploy';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient } from '@aws-sdk/client-ecs';

export async function handler(event) {
  const ecs = new ECSClient();
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }));
  const primary = services[0].taskSets.find((taskSet) => taskSet.status === 'PRIMARY');
  const { taskDefinition } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: primary.taskDefinition }),
  );
  const broken = taskDefinition.containerDefinitions.some(({ image }) => image.endsWith('-broken'));

  await new CodeDeployClient().send(
    new PutLifecycleEventHookExecutionStatusCommand({
      deploymentId: event.DeploymentId,
      lifecycleEventHookExecutionId: event.LifecycleEventHookExecutionId,
      status: broken ? 'Failed' : 'Succeeded',
    }),
  );
}
