import type { TriggerEventType } from '@aws-sdk/client-codedeploy';
import { emitDeploymentStateChange } from '../events/deployment-state-change.js';
import { Fault, ProtocolFault } from '../fault.js';
import { ACCOUNT } from '../world/world.js';
import { showDeployment } from './deployment.js';
import type { Scene } from './machine/scene.js';
import type { ServiceRole } from './role.js';
import type { DeploymentRecord, GroupRecord } from './world.js';

/** The longest subject that SNS takes. */
const LONGEST_SUBJECT = 99;

/** Tells EventBridge and the group's triggers of an event of a deployment. A topic that refuses the message holds nothing up. */
export function notify({ deployment, context, role }: Scene, event: TriggerEventType): void {
  emitDeploymentStateChange(context, deployment, event);
  for (const { triggerName, triggerTargetArn, triggerEvents } of groupOf(deployment, context.world)?.shown
    .triggerConfigurations ?? []) {
    if (!triggerEvents?.includes(event)) continue;
    const { status, completeTime, deploymentOverview, errorInformation, rollbackInfo } = showDeployment(deployment);
    const { region } = context.world;
    // https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-json-format.html
    const message = {
      region,
      accountId: ACCOUNT,
      eventTriggerName: triggerName,
      applicationName: deployment.applicationName,
      deploymentId: deployment.id,
      deploymentGroupName: deployment.deploymentGroupName,
      createTime: seconds(deployment.createTime),
      ...(completeTime ? { completeTime: seconds(completeTime) } : {}),
      ...(deploymentOverview ? { deploymentOverview: asTexts(deploymentOverview) } : {}),
      status,
      ...(errorInformation
        ? { errorInformation: { ErrorCode: errorInformation.code, ErrorMessage: errorInformation.message } }
        : {}),
      ...(rollbackInfo
        ? {
            rollbackInformation: {
              RollbackDeploymentId: rollbackInfo.rollbackDeploymentId,
              RollbackTriggeringDeploymentId: rollbackInfo.rollbackTriggeringDeploymentId,
              RollbackMessage: rollbackInfo.rollbackMessage,
            },
          }
        : {}),
    };
    const word = event.replace(/^Deployment/, '').toUpperCase();
    const subject = `${word}: AWS CodeDeploy ${deployment.id} in ${region} to ${deployment.applicationName}`;
    send(role, triggerTargetArn, subject, message);
  }
}

/** Sends the message by which the subscribers of a new trigger's topic can tell that it works. */
export function sendTestMessage(role: ServiceRole, region: string, { shown }: GroupRecord, triggerName: string): void {
  const trigger = shown.triggerConfigurations?.find((one) => one.triggerName === triggerName);
  send(role, trigger?.triggerTargetArn, `Test: AWS CodeDeploy trigger ${triggerName}`, {
    region,
    accountId: ACCOUNT,
    eventTriggerName: triggerName,
    applicationName: shown.applicationName,
    deploymentGroupName: shown.deploymentGroupName,
  });
}

function send(role: ServiceRole, topic: string | undefined, subject: string, message: object): void {
  try {
    role.publish({
      TopicArn: topic,
      Subject: subject.slice(0, LONGEST_SUBJECT),
      Message: JSON.stringify(message),
    });
  } catch (error) {
    if (!(error instanceof Fault || error instanceof ProtocolFault)) throw error;
  }
}

function groupOf(deployment: DeploymentRecord, { codedeploy }: Scene['context']['world']): GroupRecord | undefined {
  const groups = Object.values(codedeploy.applications).flatMap((application) => Object.values(application.groups));
  return groups.find(({ shown }) => shown.deploymentGroupId === deployment.deploymentGroupId);
}

/** A time as the messages write it: seconds since the epoch, as text. */
function seconds(time: Date): string {
  return (time.getTime() / 1000).toFixed(3);
}

function asTexts(counts: object): Record<string, string> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)]));
}
