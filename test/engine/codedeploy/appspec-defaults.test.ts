import { describe, expect, it } from 'vitest';
import { describeServices } from '../../../src/engine/ecs/operations/describe-services.js';
import { Stage } from './stage.js';

/** The replacement task set, once it serves, of a release whose AppSpec names neither. */
function released(stage: Stage) {
  stage.deploy();
  stage.finish();
  const [service] = describeServices({ cluster: 'main', services: ['web'] }, stage.context).services ?? [];
  return service?.taskSets?.find(({ status }) => status === 'PRIMARY');
}

describe('what an AppSpec leaves out', () => {
  it('is LATEST as to the platform version, whatever the service has', () => {
    const stage = new Stage({ placement: { launchType: 'FARGATE', platformVersion: '1.3.0' } });
    expect(released(stage)?.platformVersion).toBe('1.4.0');
  });

  it('is gone as to the capacity provider strategy: Fargate Spot becomes Fargate', () => {
    const stage = new Stage({
      placement: { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    });
    const set = released(stage);
    expect(set?.launchType).toBe('FARGATE');
    expect(set?.capacityProviderStrategy ?? []).toEqual([]);
  });

  it('stays as to the network', () => {
    expect(released(new Stage())?.networkConfiguration?.awsvpcConfiguration?.subnets).toEqual(['subnet-1', 'subnet-2']);
  });
});
