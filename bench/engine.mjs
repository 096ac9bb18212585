// `node bench/engine.mjs`: the embedded engine's own figures. API requests a second over keep-alive connections, what
// virtual time costs, and the memory that a hundred services take. Each figure is a median; quote ratios where there are.
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { CodeDeployClient, CreateDeploymentCommand, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { startEngine } from '../dist/engine/index.js';
import { bootstrap, bootstrapWish, createAwsClients } from '../dist/index.js';

const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const region = 'eu-west-1';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function row(name, value) {
  console.log(`${name.padEnd(68)} ${value}`);
}

function taskDefinition(family) {
  return {
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      { name: 'web', image: 'registry.example/web:1', essential: true, portMappings: [{ containerPort: 8080 }] },
    ],
  };
}

const appSpec = { taskDefinition: '<TASK_DEFINITION>', containerName: 'web', containerPort: 8080, hooks: [] };

/** What a service needs, made as `bg-deploy bootstrap` makes it. */
async function makeService(engine, clients, service, deploymentConfig, terminationWait = 0) {
  const wish = bootstrapWish(
    {
      cluster: 'bench',
      service,
      application: `AppECS-bench-${service}`,
      deploymentGroup: `DgpECS-bench-${service}`,
      deploymentConfig,
      readyWait: 0,
      terminationWait,
      bootstrap: {
        vpc: 'vpc-1',
        subnets: ['subnet-1', 'subnet-2'],
        listenerPort: 80,
        testListenerPort: 8080,
        healthCheckPath: '/',
        desiredCount: 2,
      },
    },
    { taskDefinition: taskDefinition(service), appSpec },
  );
  for await (const _event of bootstrap({ clients, wish, clock: engine.clock })) {
    // Only the end counts here.
  }
}

/** Requests a second, by as many connections as there are callers. */
async function requestsPerSecond(endpoint, callers, target, body) {
  const agent = new Agent({ keepAlive: true, maxSockets: callers });
  const until = performance.now() + SECONDS * 1000;
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
    authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/codedeploy/aws4_request`,
  };
  const once = () =>
    new Promise((resolve, reject) => {
      const call = request(endpoint, { method: 'POST', agent, headers }, (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`)),
        );
      });
      call.on('error', reject);
      call.end(body);
    });
  let count = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) {
        await once();
        count += 1;
      }
    }),
  );
  agent.destroy();
  return count / SECONDS;
}

async function release(client, engine, service, days) {
  const content = JSON.stringify({
    version: 0,
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: `arn:aws:ecs:${region}:123456789012:task-definition/${service}:1`,
            LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
          },
        },
      },
    ],
  });
  const { deploymentId } = await client.send(
    new CreateDeploymentCommand({
      applicationName: `AppECS-bench-${service}`,
      deploymentGroupName: `DgpECS-bench-${service}`,
      revision: { revisionType: 'AppSpecContent', appSpecContent: { content } },
    }),
  );
  await engine.clock.advance(days * 24 * 3_600_000);
  const { deploymentInfo } = await client.send(new GetDeploymentCommand({ deploymentId }));
  if (deploymentInfo.status !== 'Succeeded') throw new Error(`${deploymentId} is ${deploymentInfo.status}`);
  return deploymentId;
}

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0].model}\n`);
{
  const engine = await startEngine({ speed: 0 });
  const clients = createAwsClients({ region, endpointUrl: engine.endpoint });
  const client = new CodeDeployClient({ endpoint: engine.endpoint, region, credentials });
  await makeService(engine, clients, 'web', 'CodeDeployDefault.ECSLinear10PercentEvery1Minutes', 24 * 3_600_000);
  const times = [];
  let id = '';
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    id = await release(client, engine, 'web', 2);
    times.push(performance.now() - began);
  }
  row('linear 10 % a minute with a 24 h termination wait, virtual time', `${median(times).toFixed(0)} ms`);
  // 6 or 8 lifecycle events, 10 steps of traffic, the wait: each is an instant at which the deployment goes on.
  row('steps of a deployment a second', `${((8 * 2 + 10 + 2) / (median(times) / 1000)).toFixed(0)}`);
  const body = JSON.stringify({ deploymentId: id });
  for (const callers of [1, 16]) {
    const rates = [];
    for (let run = 0; run < RUNS; run++) {
      rates.push(await requestsPerSecond(engine.endpoint, callers, 'CodeDeploy_20141006.GetDeployment', body));
    }
    row(
      `GetDeployment over HTTP, ${callers} connection${callers === 1 ? '' : 's'}`,
      `${median(rates).toFixed(0)} a second`,
    );
  }
  client.destroy();
  clients.destroy();
  await engine.close();
}
{
  globalThis.gc?.();
  const before = process.memoryUsage();
  const engine = await startEngine({ speed: 0 });
  const clients = createAwsClients({ region, endpointUrl: engine.endpoint });
  const began = performance.now();
  for (let i = 0; i < 100; i++) await makeService(engine, clients, `web-${i}`, 'CodeDeployDefault.ECSAllAtOnce');
  const took = performance.now() - began;
  globalThis.gc?.();
  const after = process.memoryUsage();
  const mib = (bytes) => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
  row('memory of 100 services of 2 tasks (heap, beyond an empty engine)', mib(after.heapUsed - before.heapUsed));
  row('the whole process then (resident; clients and benchmark included)', mib(after.rss));
  row('bootstrapping them, calls and waits included', `${(took / 100).toFixed(0)} ms each`);
  clients.destroy();
  await engine.close();
}
