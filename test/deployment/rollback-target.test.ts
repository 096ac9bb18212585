import { describe, expect, it } from 'vitest';
import { chooseRollbackTarget, type PastDeployment, waysBack } from '../../src/deployment/rollback-target.js';
import { at } from '../support/observed.js';

/** The n-th deployment of a group. */
function past(n: number, parts: Partial<PastDeployment> = {}): PastDeployment {
  return { deploymentId: `d-${n}`, createdAt: at(n * 1000), creator: 'user', from: null, restores: null, ...parts };
}

function ids(succeeded: readonly PastDeployment[], origin: PastDeployment): string[] {
  const found = waysBack(succeeded, { deploymentId: origin.deploymentId, before: origin.createdAt });
  return found.deployments.map(({ deploymentId }) => deploymentId);
}

describe('waysBack', () => {
  it('leads back through the successes, the last first, in whatever order AWS lists them', () => {
    const [a, b, c] = [past(1), past(2), past(3)];
    expect(ids([c, a, b], c)).toEqual(['d-2', 'd-1']);
  });

  it('begins at the deployment that is to be taken back, which need not have succeeded', () => {
    const [a, b, d] = [past(1), past(2), past(4)];
    expect(ids([a, b, d], past(3))).toEqual(['d-2', 'd-1']);
    expect(ids([a, b, d], b)).toEqual(['d-1']);
  });

  it("passes over CodeDeploy's own rollbacks: they bring nothing new", () => {
    const [a, own, c] = [past(1), past(2, { creator: 'codeDeployRollback' }), past(3)];
    expect(ids([a, own, c], c)).toEqual(['d-1']);
  });

  it('never leads to a version that was rolled back from', () => {
    const [a, b, c] = [past(1), past(2), past(3)];
    const backToB = past(4, { restores: 'd-2' });
    expect(ids([a, b, c, backToB], backToB)).toEqual(['d-1']);
    const next = past(5);
    expect(ids([a, b, c, backToB, next], next)).toEqual(['d-4', 'd-1']);
  });

  it('knows what served before the first deployment of all', () => {
    const first = past(1, { from: 'web:1' });
    const origin = { deploymentId: 'd-1', before: first.createdAt };
    expect(waysBack([first], origin)).toEqual({ deployments: [], beforeAll: 'web:1' });
  });

  it('stops there once that has been put back', () => {
    const first = past(1, { from: 'web:1' });
    const back = past(2, { restores: 'web:1', from: 'web:2' });
    const origin = { deploymentId: 'd-2', before: back.createdAt };
    expect(waysBack([first, back], origin)).toEqual({ deployments: [], beforeAll: null });
    expect(ids([first, back, past(3)], past(3))).toEqual(['d-2']);
  });
});

describe('chooseRollbackTarget', () => {
  const arn = (revision: number) => `arn:aws:ecs:eu-west-1:123456789012:task-definition/web:${revision}`;

  it('takes the last success with another task definition', () => {
    const ways = [
      { deploymentId: 'd-3', taskDefinitionArn: arn(42) },
      { deploymentId: 'd-2', taskDefinitionArn: null },
      { deploymentId: 'd-1', taskDefinitionArn: arn(40) },
    ];
    expect(chooseRollbackTarget(ways, arn(42), null)).toEqual({
      kind: 'deployment',
      deploymentId: 'd-1',
      taskDefinitionArn: arn(40),
    });
  });

  it('takes what served before the first deployment where there is no success before', () => {
    expect(chooseRollbackTarget([], arn(42), 'web:41')).toEqual({ kind: 'task-definition', taskDefinition: 'web:41' });
  });

  it('takes the same task definition again only as a last resort', () => {
    const ways = [{ deploymentId: 'd-3', taskDefinitionArn: arn(42) }];
    expect(chooseRollbackTarget(ways, arn(42), 'web:41').kind).toBe('task-definition');
    expect(chooseRollbackTarget(ways, arn(42), null)).toMatchObject({ kind: 'deployment', deploymentId: 'd-3' });
  });

  it('finds nothing where nothing is known', () => {
    expect(chooseRollbackTarget([], arn(42), null)).toEqual({ kind: 'none' });
  });

  it('starts the same task definition afresh where the only release there was put no other one in place', () => {
    expect(chooseRollbackTarget([], arn(42), 'web:42')).toEqual({ kind: 'task-definition', taskDefinition: 'web:42' });
  });
});
