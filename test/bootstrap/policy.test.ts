import { readFileSync } from 'node:fs';
import { DeleteDeploymentGroupCommand } from '@aws-sdk/client-codedeploy';
import { ModifyListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, it } from 'vitest';
import { WISH } from './wishes.js';
import { emptyWorld, resultOf } from './world.js';

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

/** Needed by what bootstrap calls, though it never calls them itself. */
const ALONG_WITH = ['ecs:TagResource', 'iam:CreateServiceLinkedRole', 'iam:PassRole'];

it('the policy in the documentation allows what bootstrap calls, and no more', async () => {
  const url = new URL('../../docs/iam/bootstrap-policy.json', import.meta.url);
  const policy: Policy = JSON.parse(readFileSync(url, 'utf8'));
  const allowed = new Set(policy.Statement.flatMap(({ Action }) => Action));

  const world = await emptyWorld();
  const own = async (run: () => Promise<unknown>) => {
    const from = world.engine.requests.length;
    await run();
    return world.engine.requests.slice(from).map(({ service, operation }) => `${service}:${operation}`);
  };
  const called: string[] = [];
  const notifications = (topic: string) => ({ ...WISH, notifications: { topic, emails: ['ops@example.com'] } });
  called.push(...(await own(() => world.run({ wish: notifications('deployments') }))));
  const { steps } = resultOf(await world.run());
  const arnOf = (wanted: string) => steps.find(({ resource }) => resource === wanted)?.arn ?? '';
  called.push(...(await own(() => world.run({ wish: notifications(arnOf('topic')) }))));
  const wish = { ...WISH, terminationWaitMinutes: 60, deploymentConfig: 'CodeDeployDefault.ECSAllAtOnce' };
  called.push(...(await own(() => world.run({ wish }))));

  const { application: applicationName, deploymentGroup: deploymentGroupName } = WISH;
  await world.clients.codedeploy.send(new DeleteDeploymentGroupCommand({ applicationName, deploymentGroupName }));
  const DefaultActions = [{ Type: 'forward' as const, TargetGroupArn: arnOf('blue-target-group') }];
  const ListenerArn = arnOf('production-listener');
  await world.clients.elbv2.send(new ModifyListenerCommand({ ListenerArn, DefaultActions }));
  called.push(...(await own(() => world.run())));

  expect([...new Set([...called, ...ALONG_WITH])].toSorted()).toEqual([...allowed].toSorted());
});
