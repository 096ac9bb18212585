import { execFile, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/index.js';
import { run } from '../cli/console.js';
import { image, project } from '../cli/project.js';

const installed = spawnSync('aws', ['--version']).status === 0;
const title = installed ? '' : ' (skipped: the AWS CLI is not installed)';

function aws(endpoint: string, ...words: string[]): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const env = {
    ...process.env,
    HOME: tmpdir(),
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_PAGER: '',
  };
  return new Promise((done) => {
    execFile('aws', [...words, '--output', 'json'], { env }, (error, stdout, stderr) => {
      done({ exitCode: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

describe.skipIf(!installed)(`the AWS CLI reads the world of the engine, unmodified${title}`, () => {
  it('as bg-deploy made it', { timeout: 120_000 }, async () => {
    await using engine = await startEngine({ speed: 3600 });
    const { endpoint } = engine;
    const cwd = await project({
      'bg-deploy.yml':
        'cluster: main\nservice: web\nregion: eu-west-1\ndeploymentConfig: CodeDeployDefault.ECSCanary10Percent5Minutes\nnotifications: { topic: deployments }\nbootstrap: { vpc: vpc-1, subnets: [subnet-1, subnet-2] }\n',
    });
    const atEngine = ['--endpoint-url', endpoint];
    expect(await run(['bootstrap', ...image('v1'), ...atEngine], { cwd })).toMatchObject({ exitCode: 0 });
    const started = await run(['start', ...image('v2'), ...atEngine, '-o', 'json'], { cwd });
    expect(started.exitCode, started.stdout + started.stderr).toBe(0);
    const { deploymentId } = JSON.parse(started.stdout);

    const read = async (...words: string[]) => {
      const { exitCode, stdout, stderr } = await aws(endpoint, ...words);
      expect(exitCode, stderr).toBe(0);
      return stdout === '' ? undefined : JSON.parse(stdout);
    };

    await read('deploy', 'wait', 'deployment-successful', '--deployment-id', deploymentId);
    const { deploymentInfo } = await read('deploy', 'get-deployment', '--deployment-id', deploymentId);
    expect(deploymentInfo).toMatchObject({ status: 'Succeeded', creator: 'user', computePlatform: 'ECS' });

    const { deploymentTarget } = await read(
      'deploy',
      'get-deployment-target',
      '--deployment-id',
      deploymentId,
      '--target-id',
      'main:web',
    );
    expect(deploymentTarget.ecsTarget.lifecycleEvents).toHaveLength(8);

    const { services } = await read('ecs', 'describe-services', '--cluster', 'main', '--services', 'web');
    const primary = services[0].taskSets.find((taskSet: { status: string }) => taskSet.status === 'PRIMARY');
    expect(primary).toMatchObject({ externalId: deploymentId, runningCount: 2, stabilityStatus: 'STEADY_STATE' });
    expect(primary.taskDefinition).toMatch(/:task-definition\/web:2$/);

    const { LoadBalancers } = await read('elbv2', 'describe-load-balancers');
    const { Listeners } = await read(
      'elbv2',
      'describe-listeners',
      '--load-balancer-arn',
      LoadBalancers[0].LoadBalancerArn,
    );
    const production = Listeners.find((listener: { Port: number }) => listener.Port === 80);
    const weights = production.DefaultActions[0].ForwardConfig.TargetGroups.map(
      (group: { Weight: number }) => group.Weight,
    );
    expect(weights.sort()).toEqual([0, 100]);

    const { Topics } = await read('sns', 'list-topics');
    expect(Topics).toEqual([{ TopicArn: 'arn:aws:sns:eu-west-1:123456789012:deployments' }]);

    const missing = await aws(endpoint, 'deploy', 'get-deployment', '--deployment-id', 'd-AAAAAAAAA');
    expect(missing.stderr).toContain('DeploymentDoesNotExistException');
  });
});
