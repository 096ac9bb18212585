import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeploymentInfo, GetDeploymentCommand } from '@aws-sdk/client-codedeploy';
import { DescribeServicesCommand, type Service } from '@aws-sdk/client-ecs';
import { type Action, DescribeListenersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { onTestFinished, vi } from 'vitest';
import { paintFor } from '../../../src/cli/render/paint.js';
import { resultText } from '../../../src/cli/render/progress-text.js';
import type { DeploymentEvent } from '../../../src/deployment/event.js';
import { HOOK_EVENTS } from '../../../src/domain/lifecycle-event.js';
import { run } from '../../cli/console.js';
import { told } from '../../support/story.js';
import { createWorld, type TestWorld, type WorldOptions } from '../../support/world.js';

/** A rehearsal: a world in which version 1 serves, what goes wrong in it, and how version 2 is released. */
export interface Rehearsal extends Omit<WorldOptions, 'stateDirectory'> {
  /** What goes wrong, by the names of scenarios. */
  readonly scenarios: readonly string[];
  /** Has every event that takes one a Lambda function in the AppSpec; all of them report success by themselves. */
  readonly functions?: boolean;
  /** Further flags of `bg-deploy start`. */
  readonly flags?: readonly string[];
  /** Is called with the world right before the release. */
  readonly before?: (world: TestWorld) => Promise<void>;
}

/** All that can be seen of a rehearsal from outside, with everything that follows from it by itself. */
export interface Rehearsed {
  /** The whole event stream, as `told` tells it. */
  readonly lines: readonly string[];
  readonly events: readonly DeploymentEvent[];
  readonly exitCode: number;
  /** The last thing that `bg-deploy start` says, in one line: the headline of its verdict, or its error. */
  readonly said: string;
  readonly stderr: string;
  /** Status and error of the deployment that `start` made; `undefined` where it made none. */
  readonly deployment: { readonly status: string; readonly error: string | null } | undefined;
  /** The rollback's status and error, where there was one. */
  readonly rollback: { readonly status: string; readonly error: string | null } | undefined;
  /** The task sets of the service: `PRIMARY web:1 100 %`. */
  readonly taskSets: readonly string[];
  /** What the production listener forwarded to when `start` ended, and for how many engine minutes it had run. */
  readonly productionAtEnd: string;
  readonly minutes: number;
  /** What the listeners forward to in the end: `web-1 90, web-2 10`. */
  readonly production: string;
  readonly test: string | null;
  /** What ECS said since the release began, each sentence once, in the order of its first time. */
  readonly serviceEvents: readonly string[];
}

/**
 * Releases version 2 with `bg-deploy start --local -o ndjson`, over HTTP and in virtual time, in a world in which
 * these scenarios hold; then lets everything that was left behind drain and looks at what there is.
 *
 * @example
 * ```ts
 * const seen = await rehearse({ scenarios: ['hook-fails:AfterInstall'], functions: true });
 * expect(seen.exitCode).toBe(3);
 * ```
 */
export async function rehearse(rehearsal: Rehearsal): Promise<Rehearsed> {
  const { scenarios, functions = false, flags = [], before, ...options } = rehearsal;
  const folder = projectFolder(functions);
  const hooks = { CodeDeployHook_check: { answer: 'succeed' as const }, ...options.hooks };
  await using world = await createWorld({ ...options, hooks, stateDirectory: join(folder, '.bg-deploy') });
  world.engine.scenarios.replace(scenarios);
  await before?.(world);
  const began = world.engine.clock.now();
  // Watchers spread their looks at random; a story must not depend on that.
  const chance = vi.spyOn(Math, 'random').mockReturnValue(0.5);
  onTestFinished(() => chance.mockRestore());
  const image = ['--image', 'web=registry.example/web:2'];
  const ran = await run(['start', ...image, '--local', '-o', 'ndjson', ...flags], { cwd: folder });
  const minutes = (world.engine.clock.now() - began) / 60_000;
  // Looked at in the world itself: a request would meet what the scenarios do to requests.
  const listeners = Object.values(world.engine.world.regions).flatMap(({ elbv2 }) => Object.values(elbv2.listeners));
  const production = listeners.find(({ shown }) => shown.ListenerArn === world.listeners.production);
  const productionAtEnd = (production?.shown.DefaultActions ?? []).flatMap(groupsOf).join(', ');
  await world.engine.clock.advance(SETTLING);
  world.engine.scenarios.replace([]);
  const events = ran.stdout.trimEnd().split('\n').filter(Boolean).map(revived);
  return {
    lines: events.flatMap((event) => ('at' in event ? (told(event) ?? []) : [])),
    events: events.filter((event) => 'at' in event),
    exitCode: ran.exitCode,
    said: lastWords(events.at(-1)),
    stderr: ran.stderr,
    productionAtEnd,
    minutes,
    ...(await deploymentsOf(world, events)),
    ...(await serviceOf(world, began)),
    production: await forwarded(world, world.listeners.production),
    test: world.listeners.test === null ? null : await forwarded(world, world.listeners.test),
  };
}

/** Long enough for the draining of everything that was stopped. */
const SETTLING = 15 * 60_000;

function projectFolder(functions: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-rehearsal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = {
    'bg-deploy.yml': 'cluster: main\nservice: web\nregion: eu-west-1\n',
    'taskdef.json': JSON.stringify({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
      containerDefinitions: [
        { name: 'web', image: '<IMAGE1_NAME>', essential: true, portMappings: [{ containerPort: 80 }] },
      ],
    }),
    'appspec.json': JSON.stringify({
      version: 0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: {
              TaskDefinition: '<TASK_DEFINITION>',
              LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 80 },
            },
          },
        },
      ],
      ...(functions ? { Hooks: HOOK_EVENTS.map((event) => ({ [event]: 'CodeDeployHook_check' })) } : {}),
    }),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The error with which `start` ends when there is no verdict. */
interface ToldError {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
  readonly deploymentId?: string;
}

/** An event as it was before it was written: times are times again. */
function revived(line: string): DeploymentEvent | ToldError {
  return JSON.parse(line, (_key, value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) ? new Date(value) : value,
  );
}

function lastWords(last: DeploymentEvent | ToldError | undefined): string {
  if (last?.type === 'error') return short(`${last.message} [${last.code}, exit ${last.exitCode}]`);
  if (last?.type !== 'result') return '';
  const headline = resultText(last, paintFor(false)).trim().split('\n')[0] ?? '';
  return short(headline).replace(/ (Succeeded|Failed|Stopped) in [^:]*(?=:)/, ' $1');
}

async function deploymentsOf({ clients: { codedeploy } }: TestWorld, events: readonly (DeploymentEvent | ToldError)[]) {
  const deploymentId = events.find((event): event is DeploymentEvent => 'at' in event)?.deploymentId;
  if (!deploymentId) return { deployment: undefined, rollback: undefined };
  const get = async (id: string) =>
    (await codedeploy.send(new GetDeploymentCommand({ deploymentId: id }))).deploymentInfo ?? {};
  const own = await get(deploymentId);
  const back = own.rollbackInfo?.rollbackDeploymentId;
  return { deployment: outcome(own), rollback: back === undefined ? undefined : outcome(await get(back)) };
}

function outcome({ status, errorInformation }: DeploymentInfo): { status: string; error: string | null } {
  const error = errorInformation && short(`${errorInformation.code}: ${errorInformation.message}`);
  return { status: status ?? '', error: error ?? null };
}

async function serviceOf({ clients: { ecs }, target }: TestWorld, began: number) {
  const { services } = await ecs.send(
    new DescribeServicesCommand({ cluster: target.cluster, services: [target.service] }),
  );
  const service: Service = services?.[0] ?? {};
  return {
    taskSets: (service.taskSets ?? []).map(
      ({ status, taskDefinition = '', scale }) =>
        `${status} ${taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1)} ${scale?.value} %`,
    ),
    serviceEvents: [...new Set(sentencesSince(service, began))],
  };
}

function sentencesSince({ events = [] }: Service, began: number): string[] {
  return events
    .filter(({ createdAt }) => createdAt && createdAt.getTime() >= began)
    .map(({ message = '' }) => short(message))
    .reverse();
}

async function forwarded({ clients: { elbv2 } }: TestWorld, listener: string): Promise<string> {
  const { Listeners } = await elbv2.send(new DescribeListenersCommand({ ListenerArns: [listener] }));
  return (Listeners?.[0]?.DefaultActions ?? []).flatMap(groupsOf).join(', ');
}

function groupsOf({ ForwardConfig, TargetGroupArn }: Action): string[] {
  const groups = ForwardConfig?.TargetGroups ?? (TargetGroupArn ? [{ TargetGroupArn, Weight: 1 }] : []);
  return groups.map(({ TargetGroupArn: arn, Weight }) => `${arn?.split('/')[1]} ${Weight}`);
}

/** What differs from run to run, by what it is. */
function short(text: string): string {
  return text
    .replaceAll(/arn:aws:elasticloadbalancing:[^\s,)']*:targetgroup\/([^/]+)\/\w+/g, '$1')
    .replaceAll(/arn:aws:elasticloadbalancing:[^\s,)';]*:(listener(?:-rule)?)\/[\w/-]*/g, '<$1>')
    .replaceAll(/\bd-[A-Z0-9]{9}\b/g, '<id>')
    .replaceAll(/at least \d+ were started/g, 'at least … were started')
    .replaceAll(/ecs-svc\/\d+/g, '<set>')
    .replaceAll(/\(task [0-9a-f]{32}\)/g, '(task …)')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>');
}
