import { readFileSync } from 'node:fs';
import { setTimeout as soon } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Engine, startEngine } from '../../src/engine/index.js';
import { type Ran, run } from '../cli/console.js';
import { image, project } from '../cli/project.js';

/** What AWS itself demands for the calls of a release, although bg-deploy never calls it. */
const DEMANDED_BY_AWS: readonly string[] = [
  // CreateDeployment keeps a new AppSpec as a revision of the application.
  // https://docs.aws.amazon.com/codedeploy/latest/userguide/auth-and-access-control-permissions-reference.html
  'codedeploy:RegisterApplicationRevision',
  // RegisterTaskDefinition with tags tags the new revision.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
  'ecs:TagResource',
  // RegisterTaskDefinition gives tasks the roles that the task definition names.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_service-with-iam.html
  'iam:PassRole',
];

/** A deployment that waits before the shift until it is told to go on, however fast the engine runs. */
const CONFIG = `cluster: main
service: web
region: eu-west-1
readyWait: 48h
terminationWait: 5m
deploymentConfig: CodeDeployDefault.ECSCanary10Percent5Minutes
notifications: { topic: deployments, emails: [ops@example.com] }
bootstrap: { vpc: vpc-1, subnets: [subnet-1, subnet-2] }
`;

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Effect: string; readonly Action: readonly string[] }[];
}

function allowedActions(): string[] {
  const file = new URL('../../docs/iam/deployer-policy.json', import.meta.url);
  const policy: Policy = JSON.parse(readFileSync(file, 'utf8'));
  return policy.Statement.flatMap(({ Action }) => Action);
}

/** The engine's service names are the signing names, which are IAM's prefixes too. */
function actionsCalled({ requests }: Engine, since: number): Set<string> {
  return new Set(requests.slice(since).map(({ service, operation }) => `${service}:${operation}`));
}

describe('docs/iam/deployer-policy.json', () => {
  it('allows what verify, start, status, continue and rollback call, what AWS demands beside, and nothing more', async () => {
    const cwd = await project({ 'bg-deploy.yml': CONFIG });
    await using engine = await startEngine({ speed: 3600 });
    const t0 = Date.now();
    const bgDeploy = async (...argv: string[]): Promise<Ran> => {
      const ran = await run([...argv, '--endpoint-url', engine.endpoint, '-o', 'json'], { cwd });
      console.log(argv.join(' '), ran.exitCode, Date.now() - t0, ran.stderr);
      expect(ran.exitCode, ran.stdout + ran.stderr).toBe(0);
      return ran;
    };
    const untilReady = async () => {
      while (!(await bgDeploy('status')).stdout.includes('"status":"Ready"')) await soon(50);
    };

    await bgDeploy('bootstrap', ...image('v1'));
    const bootstrapped = engine.requests.length;

    await bgDeploy('verify', ...image('v2'));
    await bgDeploy('start', ...image('v2'), '--dry-run');
    // A release, and a second one that finds it in progress and watches it instead.
    await bgDeploy('start', ...image('v2'), '--no-wait');
    await untilReady();
    const attached = bgDeploy('start', ...image('v3'), '--on-conflict', 'attach');
    await bgDeploy('continue');
    await attached;
    // Back after the fact.
    const afterTheFact = bgDeploy('rollback');
    await untilReady();
    await bgDeploy('continue');
    await afterTheFact;
    // Back in flight.
    await bgDeploy('start', ...image('v4'), '--no-wait');
    await untilReady();
    await bgDeploy('rollback');

    const called = actionsCalled(engine, bootstrapped);
    console.log([...called].sort(), Date.now() - t0);
    const allowed = allowedActions();
    expect([...allowed].sort()).toEqual([...called, ...DEMANDED_BY_AWS].sort());
  }, 180_000);
});
