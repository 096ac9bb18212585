import { describe, expect, it } from 'vitest';
import { stopDeployment } from '../../../src/engine/codedeploy/operations/stop-deployment.js';
import { updateDeploymentGroup } from '../../../src/engine/codedeploy/operations/update-deployment-group.js';
import { takeMail } from '../../../src/engine/sns/mail.js';
import { confirmSubscription } from '../../../src/engine/sns/operations/confirm-subscription.js';
import { createTopic } from '../../../src/engine/sns/operations/create-topic.js';
import { subscribe } from '../../../src/engine/sns/operations/subscribe.js';
import { Stage } from './stage.js';

const EVENTS = [
  'DeploymentStart',
  'DeploymentSuccess',
  'DeploymentFailure',
  'DeploymentStop',
  'DeploymentRollback',
  'DeploymentReady',
] as const;

function listening(): Stage {
  const stage = new Stage();
  const { TopicArn } = stage.call(createTopic, { Name: 'deploys' });
  stage.call(subscribe, { TopicArn, Protocol: 'email', Endpoint: 'ops@example.com' });
  const [confirmation] = takeMail(stage.region);
  stage.call(confirmSubscription, { TopicArn, Token: /Token: (\S+)/.exec(confirmation?.body ?? '')?.[1] });
  stage.call(updateDeploymentGroup, {
    applicationName: 'AppECS-main-web',
    currentDeploymentGroupName: 'DgpECS-main-web',
    triggerConfigurations: [{ triggerName: 'to-sns', triggerTargetArn: TopicArn, triggerEvents: [...EVENTS] }],
  });
  return stage;
}

const subjects = (stage: Stage) => takeMail(stage.region).map(({ subject }) => subject);

describe('the triggers of a group', () => {
  it('send a test message when they are made', () => {
    expect(subjects(listening())).toEqual(['Test: AWS CodeDeploy trigger to-sns']);
  });

  it('tell of the beginning and the end of a deployment', () => {
    const stage = listening();
    subjects(stage);
    const deploymentId = stage.deploy();
    stage.finish();
    const [start, success, ...more] = takeMail(stage.region);

    expect(more).toEqual([]);
    expect(start?.subject).toBe(`START: AWS CodeDeploy ${deploymentId} in eu-west-1 to AppECS-main-web`);
    const message = JSON.parse(/\{.*\}/s.exec(success?.body ?? '')?.[0] ?? '');
    expect(message).toMatchObject({
      region: 'eu-west-1',
      accountId: '123456789012',
      eventTriggerName: 'to-sns',
      deploymentId,
      deploymentGroupName: 'DgpECS-main-web',
      createTime: expect.stringMatching(/^\d{10}\.\d{3}$/),
      status: 'Succeeded',
      deploymentOverview: { Succeeded: '1', Failed: '0' },
    });
  });

  it('tell of a stop and of the rollback', () => {
    const stage = listening();
    subjects(stage);
    const deploymentId = stage.deploy();
    stage.untilRunning('Install');
    stage.call(stopDeployment, { deploymentId, autoRollbackEnabled: true });
    stage.finish();
    expect(subjects(stage).map((subject) => subject.split(':')[0])).toEqual([
      'START',
      'ROLLBACK',
      'STOP',
      'START',
      'SUCCESS',
    ]);
  });
});
