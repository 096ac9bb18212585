import { describe, expect, it } from 'vitest';
import type { DeploymentEvent } from '../../src/deployment/event.js';
import { notificationFor } from '../../src/notify/message.js';
import type { Notification, NotificationContext } from '../../src/notify/notification.js';
import { phaseOf, tell, UNTOLD } from '../../src/notify/story.js';
import {
  CONTEXT,
  CREATED,
  FAILED,
  HOOK_FAILED,
  READY,
  result,
  SHIFT_FAILED,
  SHIFTED,
  STOPPED,
  TEST_TRAFFIC,
  UNCERTAIN,
} from './events.js';

/** The notification of the last of these events. */
function announce(events: readonly DeploymentEvent[], context: NotificationContext = CONTEXT): Notification {
  const last = events.at(-1);
  const phase = last && phaseOf(last, context);
  if (!phase) throw new Error('the last event is not announced');
  return notificationFor(phase, events.reduce(tell, UNTOLD), context);
}

/** As an e-mail shows it. */
function mail({ subject, text }: Notification): string {
  return `Subject: ${subject}\n\n${text}`;
}

describe('the e-mail', () => {
  it('of a start says what replaces what, and how to follow or stop it', () => {
    expect(mail(announce([CREATED]))).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF STARTED

      The release of web on cluster main (live) has started.

      WHAT HAPPENED
      CodeDeploy has begun deployment d-ABC123DEF, which replaces web:41 by web:42.

      WHERE THE TRAFFIC IS
      Production traffic has not moved yet: it is on web:41.

      WHAT TO DO
      Nothing. To follow it:
        bg-deploy status d-ABC123DEF --watch --env live
      To stop it and send all traffic back:
        bg-deploy rollback d-ABC123DEF --env live

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
  });

  it('of a wait says what to look at, and until when', () => {
    expect(mail(announce([CREATED, TEST_TRAFFIC, READY]))).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF READY, waits for continue

      The release of web on cluster main (live) waits for you.

      WHAT HAPPENED
      Deployment d-ABC123DEF has installed web:42 beside web:41, and waits for
      somebody to let it have the traffic.
      Unless somebody continues it by 2026-03-01 05:03:00 UTC, CodeDeploy stops it.

      WHERE THE TRAFFIC IS
      All production traffic is on web:41. The test listener reaches web:42.

      WHAT TO DO
      Look at the new version. To let it have the traffic, by 2026-03-01 05:03:00
      UTC:
        bg-deploy continue d-ABC123DEF --env live
      To give it up:
        bg-deploy rollback d-ABC123DEF --env live

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
  });

  it('of a success says how to go back', () => {
    expect(mail(announce([CREATED, SHIFTED, result()]))).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF SUCCEEDED

      The release of web on cluster main (live) has succeeded.

      WHAT HAPPENED
      Deployment d-ABC123DEF has replaced web:41 by web:42 in 16 min 16 s.

      WHERE THE TRAFFIC IS
      All production traffic is on web:42.

      WHAT TO DO
      Nothing. To go back to the previous version:
        bg-deploy rollback d-ABC123DEF --env live

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        started      2026-03-01 04:00:02 UTC
        ended        2026-03-01 04:16:18 UTC
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
  });

  it('of a failure says where it failed, why, that users are served, and that none saw the new version', () => {
    expect(mail(announce([CREATED, TEST_TRAFFIC, HOOK_FAILED, FAILED]))).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF FAILED at AfterAllowTestTraffic

      The release of web on cluster main (live) has failed. The previous version is
      serving.

      WHAT HAPPENED
      Deployment d-ABC123DEF failed at AfterAllowTestTraffic and was rolled back by
      deployment d-GHI456JKL.
      CodeDeploy says: The deployment failed because one or more of the lifecycle
      event validation functions failed. (HOOK_EXECUTION_FAILURE)
      The check says: GET /health on the test listener answered 502.

      WHERE THE TRAFFIC IS
      All production traffic is on web:41. None ever reached web:42.

      WHAT TO DO
      Nothing is urgent: users are served. Before the next release, find out why:
        bg-deploy status d-ABC123DEF --env live

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        started      2026-03-01 04:00:02 UTC
        ended        2026-03-01 04:16:18 UTC
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
  });

  it('of a rollback that was asked for says how much traffic the new version had', () => {
    expect(mail(announce([CREATED, SHIFTED, SHIFT_FAILED, STOPPED]))).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF ROLLED BACK at AllowTraffic

      The release of web on cluster main (live) was rolled back. The previous
      version is serving.

      WHAT HAPPENED
      Deployment d-ABC123DEF was stopped at AllowTraffic and rolled back by
      deployment d-GHI456JKL.
      CodeDeploy says: The deployment was stopped by a user. (MANUAL_STOP)

      WHERE THE TRAFFIC IS
      All production traffic is on web:41. web:42 never had more than 10 % of it.

      WHAT TO DO
      Nothing now. To see how it went:
        bg-deploy status d-ABC123DEF --env live

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        started      2026-03-01 04:00:02 UTC
        ended        2026-03-01 04:16:18 UTC
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
  });

  it('of a rollback that was asked for is the same whoever sends it', () => {
    const asked = { ...STOPPED, exitCode: 0, error: null };
    const [byReleaser, byAsker] = [STOPPED, asked].map((end) => announce([CREATED, SHIFTED, SHIFT_FAILED, end]));
    expect(byAsker?.text).toBe(byReleaser?.text);
    expect(byAsker?.subject).toBe(byReleaser?.subject);
  });

  it('of an uncertain end says that somebody must look, and in which order', () => {
    expect(mail(announce([CREATED, SHIFTED, SHIFT_FAILED, UNCERTAIN]))).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF FAILED, TRAFFIC UNCERTAIN

      LOOK NOW: the release of web on cluster main (live) has failed, and traffic
      may be on the new version.

      WHAT HAPPENED
      Deployment d-ABC123DEF was stopped at AllowTraffic, and not rolled back.
      What was found: AllowTraffic failed: ALARM_ACTIVE: One or more alarms have
      been activated: web-5xx; the production listener sends 90 % to the previous
      version.

      WHERE THE TRAFFIC IS
      The production listener sends 90 % to web:41 and 10 % to web:42.

      WHAT TO DO
      1. See where the traffic is now:
        bg-deploy status d-ABC123DEF --env live
      2. If any of it is not where it should be, send it back:
        bg-deploy rollback d-ABC123DEF --env live
      3. If that is refused, give the target group of web:41 the weight 100, and the
      other 0, in every rule of the production listener, then ask status again.

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        started      2026-03-01 04:00:02 UTC
        ended        2026-03-01 04:16:18 UTC
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
  });

  it('of a deployment that goes back after the fact says which one it goes back from', () => {
    const context = { ...CONTEXT, rollbackOf: 'd-OLD000000' };
    expect(mail(announce([CREATED], context))).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF ROLLBACK STARTED

      The rollback of web on cluster main (live) has started.

      WHAT HAPPENED
      CodeDeploy has begun deployment d-ABC123DEF, which goes back from d-OLD000000:
      it replaces web:41 by web:42.

      WHERE THE TRAFFIC IS
      Production traffic has not moved yet: it is on web:41.

      WHAT TO DO
      Nothing. To follow it:
        bg-deploy status d-ABC123DEF --watch --env live
      To stop it and send all traffic back:
        bg-deploy rollback d-ABC123DEF --env live

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
    expect(
      mail(announce([CREATED, { ...FAILED, rolledBack: false, rollbackDeploymentId: null }], context)),
    ).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF ROLLBACK FAILED

      The rollback of web on cluster main (live) has failed.

      WHAT HAPPENED
      Deployment d-ABC123DEF failed.
      CodeDeploy says: The deployment failed because one or more of the lifecycle
      event validation functions failed. (HOOK_EXECUTION_FAILURE)

      WHERE THE TRAFFIC IS
      All production traffic is on web:41. None ever reached web:42.

      WHAT TO DO
      The version that was to be left is still serving. Find out why, then try
      again:
        bg-deploy status d-ABC123DEF --env live
        bg-deploy rollback d-OLD000000 --env live

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        started      2026-03-01 04:00:02 UTC
        ended        2026-03-01 04:16:18 UTC
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
    expect(mail(announce([CREATED, result()], context))).toMatchInlineSnapshot(`
      "Subject: [live] web d-ABC123DEF ROLLED BACK

      The rollback of web on cluster main (live) has succeeded.

      WHAT HAPPENED
      Deployment d-ABC123DEF has replaced web:41 by web:42 in 16 min 16 s, and has
      gone back from d-OLD000000.

      WHERE THE TRAFFIC IS
      All production traffic is on web:42.

      WHAT TO DO
      Nothing now. To see how it went:
        bg-deploy status d-ABC123DEF --env live

      DETAILS
        environment  live
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        strategy     CodeDeployDefault.ECSCanary10Percent5Minutes
        new version  arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42
        image        123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1
        previous     arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41
        started      2026-03-01 04:00:02 UTC
        ended        2026-03-01 04:16:18 UTC
        region       eu-west-1

      https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1"
    `);
  });

  it('leaves out what it does not know', () => {
    const context = { ...CONTEXT, environment: undefined, images: [], linkToConsole: false };
    const bare = result({
      status: 'Failed',
      exitCode: 4,
      traffic: null,
      taskDefinitionArn: null,
      previousTaskDefinitionArn: null,
      startedAt: null,
      completedAt: null,
    });
    expect(mail(announce([bare], context))).toMatchInlineSnapshot(`
      "Subject: web d-ABC123DEF FAILED, TRAFFIC UNCERTAIN

      LOOK NOW: the release of web on cluster main has failed, and traffic may be on
      the new version.

      WHAT HAPPENED
      Deployment d-ABC123DEF failed, and was not rolled back.

      WHERE THE TRAFFIC IS
      It could not be found out.

      WHAT TO DO
      1. See where the traffic is now:
        bg-deploy status d-ABC123DEF
      2. If any of it is not where it should be, send it back:
        bg-deploy rollback d-ABC123DEF
      3. If that is refused, give the target group of the previous version the
      weight 100, and the other 0, in every rule of the production listener, then
      ask status again.

      DETAILS
        service      main/web
        deployment   d-ABC123DEF
        application  AppECS-main-web
        group        DgpECS-main-web
        region       eu-west-1"
    `);
  });
});

describe('the document for programs', () => {
  it('carries the facts under stable names', () => {
    expect(JSON.parse(announce([CREATED, TEST_TRAFFIC, HOOK_FAILED, FAILED]).json)).toMatchInlineSnapshot(`
      {
        "application": "AppECS-main-web",
        "at": "2026-03-01T04:16:00.000Z",
        "cause": {
          "code": "HOOK_EXECUTION_FAILURE",
          "message": "The deployment failed because one or more of the lifecycle event validation functions failed.",
        },
        "cluster": "main",
        "completedAt": "2026-03-01T04:16:18.000Z",
        "consoleUrl": "https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-ABC123DEF?region=eu-west-1",
        "deploymentConfig": "CodeDeployDefault.ECSCanary10Percent5Minutes",
        "deploymentGroup": "DgpECS-main-web",
        "deploymentId": "d-ABC123DEF",
        "description": null,
        "diagnostics": "GET /health on the test listener answered 502",
        "environment": "live",
        "error": {
          "code": "deployment-unsuccessful",
          "message": "AfterAllowTestTraffic failed; all traffic is on web:41",
        },
        "event": "failed",
        "exitCode": 3,
        "failedAt": "AfterAllowTestTraffic",
        "images": [
          "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:4f2a9c1",
        ],
        "previousTaskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:41",
        "readyUntil": null,
        "region": "eu-west-1",
        "rollbackDeploymentId": "d-GHI456JKL",
        "rollbackOf": null,
        "rolledBack": true,
        "service": "web",
        "startedAt": "2026-03-01T04:00:02.000Z",
        "status": "Failed",
        "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:42",
        "traffic": {
          "blue": 100,
          "green": 0,
        },
        "version": 1,
      }
    `);
  });
});

describe('the attributes', () => {
  it('name application, environment, service, event and status', () => {
    expect(announce([CREATED, HOOK_FAILED, FAILED]).attributes).toEqual({
      application: 'AppECS-main-web',
      environment: 'live',
      service: 'web',
      event: 'failed',
      status: 'Failed',
    });
  });

  it('leave out the environment where there is none: SNS refuses empty values', () => {
    expect(announce([CREATED], { ...CONTEXT, environment: undefined }).attributes).toEqual({
      application: 'AppECS-main-web',
      service: 'web',
      event: 'started',
      status: 'Created',
    });
  });
});

describe('what is announced', () => {
  it.each([
    ['a start', CREATED, 'started'],
    ['a ready wait', READY, 'ready'],
    ['a success', result(), 'succeeded'],
    ['a failure', FAILED, 'failed'],
    ['a stop for an alarm that was rolled back', { ...STOPPED, cause: UNCERTAIN.cause }, 'failed'],
    ['a rollback that was asked for, seen by whoever released', STOPPED, 'rolled-back'],
    ['a rollback that was asked for, seen by whoever asked', { ...STOPPED, exitCode: 0, error: null }, 'rolled-back'],
    ['traffic that may be anywhere', UNCERTAIN, 'uncertain'],
    ['waiting that ended while the deployment goes on', result({ status: 'InProgress', exitCode: 6 }), null],
    ['a shift of traffic', SHIFTED, null],
    ['a failed lifecycle event, whose end is still open', HOOK_FAILED, null],
  ] as const)('%s', (_what, event, phase) => {
    expect(phaseOf(event, {})).toBe(phase);
  });
});
