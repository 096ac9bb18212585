import { type Check, failed, passed, warned } from './check.js';
import { blueTaskSet, type Observation } from './observation.js';

/** The container and port of the appspec are in the task definition. */
export function checkAppSpecContainer(observation: Observation): Check | undefined {
  const { documents } = observation;
  if (!documents) return undefined;
  const id = 'appspec-container';
  const { containerName, containerPort } = documents.appSpec;
  const containers = documents.taskDefinition.containerDefinitions ?? [];
  const container = containers.find(({ name }) => name === containerName);
  if (!container) {
    const names = containers.map(({ name }) => name).join(', ');
    return failed(
      id,
      `the appspec sends traffic to the container ${containerName}, which the task definition lacks`,
      `Name one of its containers as ContainerName: ${names}.`,
      'appspec-invalid',
    );
  }
  const ports = (container.portMappings ?? []).map((mapping) => mapping.containerPort);
  if (!ports.includes(containerPort)) {
    return failed(
      id,
      `the appspec sends traffic to port ${containerPort} of the container ${containerName}, which maps ${ports.length === 0 ? 'no port' : ports.join(', ')}`,
      'Correct ContainerPort, or add the port to portMappings.',
      'appspec-invalid',
    );
  }
  const blue = blueTaskSet(observation);
  if (blue?.containerName && (blue.containerName !== containerName || blue.containerPort !== containerPort)) {
    return warned(
      id,
      `traffic goes to ${blue.containerName}:${blue.containerPort} now and will go to ${containerName}:${containerPort}`,
      'Nothing, if the change is meant.',
    );
  }
  return passed(id, `the container ${containerName} has the port ${containerPort}`);
}

/** The network mode fits the target groups and there is a network for the tasks. */
export function checkNetwork(observation: Observation): Check | undefined {
  const { documents, targetGroups } = observation;
  if (!documents) return undefined;
  const id = 'network-mode';
  const mode = documents.taskDefinition.networkMode ?? 'bridge';
  const [needed, why] =
    mode === 'awsvpc' ? ['ip', 'tasks with a network interface of their own'] : ['instance', 'tasks on instances'];
  const wrong = targetGroups.find(({ targetType }) => targetType !== needed);
  if (wrong) {
    return failed(
      id,
      `the network mode is ${mode}, but the target group ${wrong.name} is of type ${wrong.targetType}`,
      `Use target groups of type ${needed} for ${why}, or change networkMode.`,
      'preflight-failed',
    );
  }
  const blue = blueTaskSet(observation);
  if (mode === 'awsvpc' && documents.appSpec.network === undefined && blue && blue.network === null) {
    return failed(
      id,
      'the network mode is awsvpc, but neither the appspec nor the service names subnets',
      'Add NetworkConfiguration with AwsvpcConfiguration to the appspec.',
      'appspec-invalid',
    );
  }
  return passed(id, `the network mode ${mode} fits the target groups`);
}

/** The hook for test traffic runs only where there is a listener for test traffic. */
export function checkTestHook({ documents, group }: Observation): Check | undefined {
  if (!documents || !group) return undefined;
  const hook = documents.appSpec.hooks.find(({ event }) => event === 'AfterAllowTestTraffic');
  if (!hook) return undefined;
  const id = 'test-traffic-hook';
  return group.route?.testListener
    ? passed(id, `${hook.function} runs against the test listener`)
    : failed(
        id,
        `the appspec runs ${hook.function} at AfterAllowTestTraffic, but the deployment group has no test listener`,
        'Give the deployment group a testTrafficRoute, or run the function at another event.',
        'appspec-invalid',
      );
}
