// `node bench/proxy.mjs`: what the engine's load balancer adds to a request, and how many it forwards, beside nginx
// (where it is installed) as a proxy before the same application, and the application without one.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { startEngine } from '../dist/engine/index.js';

const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const work = mkdtempSync(join(tmpdir(), 'bg-deploy-bench-'));
const worker = fileURLToPath(new URL('load-worker.mjs', import.meta.url));

writeFileSync(
  join(work, 'app.mjs'),
  `import { createServer } from 'node:http';
createServer({ keepAliveTimeout: 75_000 }, (request, response) => response.end('{"ok":true}')).listen(process.env.PORT, '127.0.0.1');`,
);

const engine = await startEngine({ speed: 60, traffic: { run: `exec node ${join(work, 'app.mjs')}` } });
const address = await serve(engine);
const app = engine.tasks[0].containers[0].ports[80];
const direct = `http://127.0.0.1:${app}/`;
const proxy = await startNginx(app);

const rows = [['the application alone', direct], ['engine', address], ...(proxy ? [['nginx', proxy.url]] : [])];
console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, ${SECONDS} s each\n`);
console.log('| before the application | requests/s at most (32 connections) | p50 at 500/s | p99 at 500/s | failed |');
console.log('| --- | --- | --- | --- | --- |');
for (const [name, url] of rows) {
  await load(url, 500, 32, 2);
  const even = await load(url, 500, 32, SECONDS);
  const most = await load(url, 100_000, 32, SECONDS);
  const failed = even.failed + most.failed;
  const ms = (value) => `${value.toFixed(2)} ms`;
  console.log(
    `| ${name} | ${Math.round(most.requests / most.seconds)} | ${ms(even.latency.p50)} | ${ms(even.latency.p99)} | ${failed} |`,
  );
}
proxy?.child.kill();
await engine.close();
rmSync(work, { recursive: true, force: true });

async function load(url, requestsPerSecond, connections, seconds) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    worker,
    url,
    requestsPerSecond,
    connections,
    seconds,
  ]);
  return JSON.parse(stdout);
}

/** Puts one task of the application behind a load balancer of the engine. */
async function serve({ endpoint, clock }) {
  const settings = { endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const ecs = new ECSClient(settings);
  const elbv2 = new ElasticLoadBalancingV2Client(settings);
  const subnets = ['subnet-1', 'subnet-2'];
  await ecs.send(new CreateClusterCommand({ clusterName: 'main' }));
  const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets: subnets }));
  const { TargetGroups } = await elbv2.send(
    new CreateTargetGroupCommand({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-1', TargetType: 'ip' }),
  );
  const { TargetGroupArn } = TargetGroups[0];
  await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers[0].LoadBalancerArn,
      Port: 8080,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    }),
  );
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
      containerDefinitions: [
        { name: 'web', image: 'registry.example/web:1', essential: true, portMappings: [{ containerPort: 80 }] },
      ],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'main',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 1,
      launchType: 'FARGATE',
      deploymentController: { type: 'CODE_DEPLOY' },
      loadBalancers: [{ targetGroupArn: TargetGroupArn, containerName: 'web', containerPort: 80 }],
      networkConfiguration: { awsvpcConfiguration: { subnets } },
    }),
  );
  ecs.destroy();
  elbv2.destroy();
  await clock.sleep(180_000);
  return `${engine.listeners[0].address}/`;
}

/** nginx before the application, with connections to it that are kept alive; `undefined` where it is not installed. */
async function startNginx(app) {
  const port = await freePort();
  writeFileSync(
    join(work, 'nginx.conf'),
    `daemon off; pid ${work}/nginx.pid; error_log stderr; worker_processes 1;
events {}
http {
  access_log off; keepalive_requests 1000000;
  client_body_temp_path ${work}/body; proxy_temp_path ${work}/proxy; fastcgi_temp_path ${work}/fastcgi;
  uwsgi_temp_path ${work}/uwsgi; scgi_temp_path ${work}/scgi;
  upstream app { server 127.0.0.1:${app}; keepalive 64; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ''; }
  }
}`,
  );
  const path = `${process.env.PATH}:/usr/sbin`;
  const child = spawn('nginx', ['-e', 'stderr', '-p', work, '-c', join(work, 'nginx.conf')], {
    env: { ...process.env, PATH: path },
    stdio: 'ignore',
  });
  const failed = await Promise.race([
    new Promise((resolve) => child.once('error', () => resolve(true))),
    delay(500, false),
  ]);
  return failed ? undefined : { child, url: `http://127.0.0.1:${port}/` };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
