import type { CreateDeploymentCommandInput, RevisionLocation } from '@aws-sdk/client-codedeploy';
import { lastSegment } from '../../domain/arn.js';
import type { TrafficRouting } from '../../domain/traffic.js';
import type { CallContext } from '../operation.js';
import { lastSuccessful } from './deployment-group.js';
import { newDeploymentId } from './identifier.js';
import { eventRecords } from './machine/event-record.js';
import { eventsOf, stationsOf } from './machine/station.js';
import { timerOf } from './machine/timing.js';
import { testListener } from './traffic-listener.js';
import type { DeploymentRecord, KnownGroup } from './world.js';

/** What a request has settled about a deployment. */
interface NewDeployment {
  readonly group: KnownGroup;
  readonly deploymentConfigName: string;
  readonly routing: TrafficRouting;
  readonly revision: RevisionLocation;
  readonly input: CreateDeploymentCommandInput;
}

/** The record of a deployment that waits to be begun. */
export function newDeployment(context: CallContext, { group, input, ...settled }: NewDeployment): DeploymentRecord {
  const { now, random, world } = context;
  const { blueGreenDeploymentConfiguration, loadBalancerInfo } = group;
  const [ecsService] = group.ecsServices;
  const itinerary = {
    testListener: testListener(loadBalancerInfo) !== undefined,
    readyWait: blueGreenDeploymentConfiguration.deploymentReadyOption?.actionOnTimeout === 'STOP_DEPLOYMENT',
  };
  const previous = lastSuccessful(world.codedeploy, group.deploymentGroupId)?.revision;
  const autoRollbackConfiguration = input.autoRollbackConfiguration ?? group.autoRollbackConfiguration;
  return {
    id: newDeploymentId(random),
    applicationName: group.applicationName,
    deploymentGroupName: group.deploymentGroupName,
    deploymentGroupId: group.deploymentGroupId,
    creator: 'user',
    ...settled,
    group: {
      serviceRoleArn: group.serviceRoleArn,
      deploymentStyle: group.deploymentStyle,
      blueGreenDeploymentConfiguration,
      loadBalancerInfo,
      ...(autoRollbackConfiguration ? { autoRollbackConfiguration } : {}),
      ...(group.alarmConfiguration ? { alarmConfiguration: group.alarmConfiguration } : {}),
    },
    ...(input.overrideAlarmConfiguration ? { overrideAlarmConfiguration: input.overrideAlarmConfiguration } : {}),
    cluster: lastSegment(ecsService?.clusterName ?? ''),
    service: lastSegment(ecsService?.serviceName ?? ''),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(previous ? { previousRevision: previous } : {}),
    createTime: now,
    updatedAt: now,
    stations: stationsOf(itinerary),
    phase: { name: 'created', timer: timerOf('created', context) },
    events: eventRecords(eventsOf(itinerary)),
    shifts: 0,
  };
}
