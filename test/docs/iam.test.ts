import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type JournalEntry, startEngine } from '../../src/engine/index.js';
import type { DeploymentReport, DeploymentResult } from '../../src/index.js';
import { type RunOptions, run } from '../cli/console.js';
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
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
  'iam:PassRole',
];

/** Deployments that wait before the shift until they are told to go on, however fast the engine runs. */
const CONFIG = `cluster: main
service: web
region: eu-west-1
deploymentConfig: CodeDeployDefault.ECSCanary10Percent5Minutes
readyWait: 120h
notifications: { topic: deployments, emails: [ops@example.com] }
bootstrap: { vpc: vpc-1, subnets: [subnet-1, subnet-2] }
`;

interface Policy {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string | readonly string[];
  }[];
}

function allowedBy(name: string): string[] {
  const policy: Policy = JSON.parse(readFileSync(new URL(`../../docs/iam/${name}`, import.meta.url), 'utf8'));
  expect(policy.Statement.filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
  return policy.Statement.flatMap(({ Action }) => Action);
}

/** The journal names services by their signing names, which are IAM's prefixes too. */
function actionsOf(requests: readonly JournalEntry[]): string[] {
  return [...new Set(requests.map(({ service, operation }) => `${service}:${operation}`))];
}

/** What bootstrap asked of an account without anything, and what all the other commands asked after it. */
async function requestsOfAReleaseLife(): Promise<Record<'bootstrap' | 'deployer', readonly JournalEntry[]>> {
  const cwd = await project({ 'bg-deploy.yml': CONFIG });
  await using engine = await startEngine({ speed: 3600 });
  async function bgDeploy(argv: readonly string[], onStdout?: RunOptions['onStdout']): Promise<string> {
    const ran = await run([...argv, '--endpoint-url', engine.endpoint], { cwd, onStdout });
    expect(ran.exitCode, `${argv.join(' ')}\n${ran.stdout}${ran.stderr}`).toBe(0);
    return ran.stdout;
  }
  async function leave(...argv: string[]): Promise<string> {
    const result: DeploymentResult = JSON.parse(await bgDeploy([...argv, '--no-wait', '-o', 'json']));
    return result.deploymentId;
  }
  async function untilReady(deploymentId: string): Promise<void> {
    let status = '';
    while (status !== 'Ready') {
      const report: DeploymentReport = JSON.parse(await bgDeploy(['status', deploymentId, '-o', 'json']));
      status = report.status;
      expect(['Created', 'InProgress', 'Ready']).toContain(status);
    }
  }

  await bgDeploy(['bootstrap', ...image('v1')]);
  const bootstrapped = engine.requests.length;

  await bgDeploy(['verify', ...image('v2')]);
  await bgDeploy(['start', ...image('v2'), '--dry-run']);
  const second = await leave('start', ...image('v2'));
  await untilReady(second);
  let continued: Promise<string> | undefined;
  const attached = await bgDeploy(
    ['start', ...image('v3'), '--on-conflict', 'attach', '-o', 'ndjson'],
    // Not before it watches: with the deployment over, there would be nothing to attach to.
    (text) => {
      if (text.includes('"deployment.ready"')) continued ??= bgDeploy(['continue']);
    },
  );
  expect(attached).toContain(`"type":"result"`);
  expect(attached).toContain(second);
  expect(await continued).toContain(`${second} continues`);

  // Back after the fact, and then back in flight: that rollback, too, waits before the shift.
  await untilReady(await leave('rollback'));
  await bgDeploy(['rollback']);
  return { bootstrap: engine.requests.slice(0, bootstrapped), deployer: engine.requests.slice(bootstrapped) };
}

describe('the policies in docs/iam', () => {
  it('allow what the commands call and what AWS demands beside it, and the deployer nothing more', async () => {
    const { bootstrap, deployer } = await requestsOfAReleaseLife();
    const needed = [...actionsOf(deployer), ...DEMANDED_BY_AWS];
    const allowed = allowedBy('deployer-policy.json');
    expect(
      needed.filter((action) => !allowed.includes(action)),
      'called, but not allowed',
    ).toEqual([]);
    expect(
      allowed.filter((action) => !needed.includes(action)),
      'allowed, but not called',
    ).toEqual([]);
    // An action that is called needs no excuse.
    expect(actionsOf(deployer).filter((action) => DEMANDED_BY_AWS.includes(action))).toEqual([]);

    const allowedToBootstrap = allowedBy('bootstrap-policy.json');
    expect(actionsOf(bootstrap).filter((action) => !allowedToBootstrap.includes(action))).toEqual([]);
  }, 60_000);
});
