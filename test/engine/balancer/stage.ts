import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Action,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  type CreateTargetGroupCommandInput,
  DescribeTargetHealthCommand,
  type LoadBalancerTypeEnum,
  ModifyListenerCommand,
  ModifyTargetGroupAttributesCommand,
  type ProtocolEnum,
  type TargetHealth,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { createAwsClients, type OwnedAwsClients } from '../../../src/aws/clients.js';
import { assembleEngine } from '../../../src/engine/assembly.js';
import { balancer } from '../../../src/engine/balancer/balancer.js';
import type { CompanionGround } from '../../../src/engine/companion.js';
import { findLoadBalancer, findTargetGroup } from '../../../src/engine/elbv2/lookup.js';
import { deregisterTarget, registerTarget } from '../../../src/engine/elbv2/target.js';
import { settleOptions } from '../../../src/engine/engine-options.js';
import type { Engine } from '../../../src/engine/index.js';
import { awsModel } from '../../../src/engine/model.js';

const REGION = 'eu-west-1';

/** A load balancer in virtual time, with servers of the test in the place of tasks. */
export interface Stage extends AsyncDisposable {
  readonly engine: Engine;
  readonly elbv2: OwnedAwsClients['elbv2'];
  readonly warnings: readonly string[];
  readonly loadBalancerArn: string;
  /** A target group; health checks every 30 seconds. */
  group(name: string, settings?: Partial<CreateTargetGroupCommandInput>): Promise<string>;
  /** A listener, and the address at which it can be reached. */
  listen(actions: Action[], port?: number, protocol?: ProtocolEnum): Promise<{ arn: string; address: string }>;
  modify(listenerArn: string, actions: Action[]): Promise<void>;
  attributes(group: string, values: Record<string, string>): Promise<void>;
  /** A task whose container listens on this port of the machine; `undefined`: it does not listen. */
  task(group: string, localPort: number | undefined): void;
  /** Takes a group's targets out of it, in the order of registration. */
  deregister(group: string, count?: number): void;
  health(group: string): Promise<TargetHealth[]>;
  /** Starts an HTTP server of the test. */
  serve(listener: RequestListener, options?: { keepAliveTimeout?: number }): Promise<number>;
  keep(server: { close(): unknown; closeAllConnections?(): void }): void;
  /** Sets the load balancer's idle timeout, in seconds. */
  idleTimeout(seconds: number): void;
}

export async function createStage(type: LoadBalancerTypeEnum = 'application'): Promise<Stage> {
  const warnings: string[] = [];
  let ground: CompanionGround | undefined;
  const engine = await assembleEngine(
    {
      ...awsModel,
      companions: () => [
        balancer({}),
        (given) => {
          ground = given;
          return { worldChanged() {}, async close() {} };
        },
      ],
    },
    settleOptions({ speed: 0, seed: 3, traffic: {}, warn: (line) => warnings.push(line) }),
  );
  if (!engine || !ground) throw new Error('The engine did not start');
  const { change } = ground;
  const clients = createAwsClients({ region: REGION, endpointUrl: engine.endpoint });
  const { elbv2 } = clients;
  const servers: { close(): unknown; closeAllConnections?(): void }[] = [];
  const made = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Type: type, Subnets: ['s-1', 's-2'] }));
  const loadBalancerArn = made.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  let tasks = 0;

  return {
    engine,
    elbv2,
    warnings,
    loadBalancerArn,
    async group(Name, settings = {}) {
      const answer = await elbv2.send(
        new CreateTargetGroupCommand({
          Name,
          Protocol: 'HTTP',
          Port: 80,
          VpcId: 'vpc-1',
          TargetType: 'ip',
          ...settings,
        }),
      );
      return answer.TargetGroups?.[0]?.TargetGroupArn ?? '';
    },
    async listen(DefaultActions, Port = 80, Protocol = 'HTTP') {
      const Certificates =
        Protocol === 'HTTPS' ? [{ CertificateArn: 'arn:aws:acm:eu-west-1:1:certificate/1' }] : undefined;
      const answer = await elbv2.send(
        new CreateListenerCommand({ LoadBalancerArn: loadBalancerArn, Port, Protocol, DefaultActions, Certificates }),
      );
      const arn = answer.Listeners?.[0]?.ListenerArn ?? '';
      // A virtual clock waits for what the engine does on this machine.
      await engine.clock.advance(0);
      return { arn, address: engine.listeners.find(({ listenerArn }) => listenerArn === arn)?.address ?? '' };
    },
    async modify(ListenerArn, DefaultActions) {
      await elbv2.send(new ModifyListenerCommand({ ListenerArn, DefaultActions }));
    },
    async attributes(TargetGroupArn, values) {
      const Attributes = Object.entries(values).map(([Key, Value]) => ({ Key, Value }));
      await elbv2.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn, Attributes }));
    },
    task(targetGroupArn, localPort) {
      tasks += 1;
      const id = `task${tasks}`;
      const target = { targetGroupArn, id: `10.0.0.${tasks}`, port: 80, localPort };
      change(REGION, ({ world, now }) => {
        world.ecs.clusters.main ??= {
          shown: { clusterArn: 'arn:cluster', clusterName: 'main', status: 'ACTIVE' },
          tags: [],
          services: {},
          tasks: {},
          containerInstances: [],
        };
        world.ecs.clusters.main.tasks[id] = {
          id,
          serviceName: 'web',
          taskSetId: 'ecs-svc/1',
          targets: [target],
          future: [],
          shown: {
            taskArn: `arn:${id}`,
            taskDefinitionArn: 'arn:web:1',
            lastStatus: 'RUNNING',
            desiredStatus: 'RUNNING',
            createdAt: now,
            version: 1,
            containers: [],
          },
        };
        registerTarget(findTargetGroup(world.elbv2, targetGroupArn), { id: target.id, port: target.port }, now);
      });
    },
    deregister(targetGroupArn, count = Number.POSITIVE_INFINITY) {
      change(REGION, ({ world, now }) => {
        const group = findTargetGroup(world.elbv2, targetGroupArn);
        const present = group.targets.filter(({ drainsUntil }) => !drainsUntil);
        for (const { id, port } of present.slice(0, count)) deregisterTarget(group, id, port, now);
      });
    },
    async health(TargetGroupArn) {
      const answer = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      return (answer.TargetHealthDescriptions ?? []).map(({ TargetHealth = {} }) => TargetHealth);
    },
    async serve(listener, { keepAliveTimeout = 75_000 } = {}) {
      const server = createServer({ keepAliveTimeout }, listener);
      servers.push(server);
      return portOf(server);
    },
    keep(server) {
      servers.push(server);
    },
    idleTimeout(seconds) {
      change(REGION, ({ world }) => {
        findLoadBalancer(world.elbv2, loadBalancerArn).attributes['idle_timeout.timeout_seconds'] = String(seconds);
      });
    },
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await engine.close();
      for (const server of servers) {
        server.close();
        server.closeAllConnections?.();
      }
    },
  };
}

/** Lets a server listen on a free port of this machine. */
export async function portOf(server: {
  listen(options: { host: string; port: number }, ready: () => void): unknown;
  address(): AddressInfo | string | null;
}): Promise<number> {
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

/** A forward to one group, or to several by weight. */
export function forward(...groups: [arn: string, weight?: number][]): Action[] {
  return [
    {
      Type: 'forward',
      ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
    },
  ];
}

/** A server that says who it is. */
export function named(name: string): RequestListener {
  return (request, response) => {
    request.resume();
    response.setHeader('x-version', name);
    response.end(name);
  };
}
