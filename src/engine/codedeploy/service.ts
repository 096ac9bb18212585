import {
  BatchGetApplicationRevisions$,
  type BatchGetApplicationRevisionsCommandInput,
  type BatchGetApplicationRevisionsCommandOutput,
  BatchGetApplications$,
  type BatchGetApplicationsCommandInput,
  type BatchGetApplicationsCommandOutput,
  BatchGetDeploymentGroups$,
  type BatchGetDeploymentGroupsCommandInput,
  type BatchGetDeploymentGroupsCommandOutput,
  BatchGetDeployments$,
  type BatchGetDeploymentsCommandInput,
  type BatchGetDeploymentsCommandOutput,
  BatchGetDeploymentTargets$,
  type BatchGetDeploymentTargetsCommandInput,
  type BatchGetDeploymentTargetsCommandOutput,
  ContinueDeployment$,
  type ContinueDeploymentCommandInput,
  type ContinueDeploymentCommandOutput,
  CreateApplication$,
  type CreateApplicationCommandInput,
  type CreateApplicationCommandOutput,
  CreateDeployment$,
  type CreateDeploymentCommandInput,
  type CreateDeploymentCommandOutput,
  CreateDeploymentConfig$,
  type CreateDeploymentConfigCommandInput,
  type CreateDeploymentConfigCommandOutput,
  CreateDeploymentGroup$,
  type CreateDeploymentGroupCommandInput,
  type CreateDeploymentGroupCommandOutput,
  DeleteApplication$,
  type DeleteApplicationCommandInput,
  type DeleteApplicationCommandOutput,
  DeleteDeploymentConfig$,
  type DeleteDeploymentConfigCommandInput,
  type DeleteDeploymentConfigCommandOutput,
  DeleteDeploymentGroup$,
  type DeleteDeploymentGroupCommandInput,
  type DeleteDeploymentGroupCommandOutput,
  GetApplication$,
  type GetApplicationCommandInput,
  type GetApplicationCommandOutput,
  GetApplicationRevision$,
  type GetApplicationRevisionCommandInput,
  type GetApplicationRevisionCommandOutput,
  GetDeployment$,
  type GetDeploymentCommandInput,
  type GetDeploymentCommandOutput,
  GetDeploymentConfig$,
  type GetDeploymentConfigCommandInput,
  type GetDeploymentConfigCommandOutput,
  GetDeploymentGroup$,
  type GetDeploymentGroupCommandInput,
  type GetDeploymentGroupCommandOutput,
  GetDeploymentTarget$,
  type GetDeploymentTargetCommandInput,
  type GetDeploymentTargetCommandOutput,
  ListApplicationRevisions$,
  type ListApplicationRevisionsCommandInput,
  type ListApplicationRevisionsCommandOutput,
  ListApplications$,
  type ListApplicationsCommandInput,
  type ListApplicationsCommandOutput,
  ListDeploymentConfigs$,
  type ListDeploymentConfigsCommandInput,
  type ListDeploymentConfigsCommandOutput,
  ListDeploymentGroups$,
  type ListDeploymentGroupsCommandInput,
  type ListDeploymentGroupsCommandOutput,
  ListDeployments$,
  type ListDeploymentsCommandInput,
  type ListDeploymentsCommandOutput,
  ListDeploymentTargets$,
  type ListDeploymentTargetsCommandInput,
  type ListDeploymentTargetsCommandOutput,
  ListTagsForResource$,
  type ListTagsForResourceCommandInput,
  type ListTagsForResourceCommandOutput,
  PutLifecycleEventHookExecutionStatus$,
  type PutLifecycleEventHookExecutionStatusCommandInput,
  type PutLifecycleEventHookExecutionStatusCommandOutput,
  RegisterApplicationRevision$,
  type RegisterApplicationRevisionCommandInput,
  type RegisterApplicationRevisionCommandOutput,
  SkipWaitTimeForInstanceTermination$,
  type SkipWaitTimeForInstanceTerminationCommandInput,
  type SkipWaitTimeForInstanceTerminationCommandOutput,
  StopDeployment$,
  type StopDeploymentCommandInput,
  type StopDeploymentCommandOutput,
  TagResource$,
  type TagResourceCommandInput,
  type TagResourceCommandOutput,
  UntagResource$,
  type UntagResourceCommandInput,
  type UntagResourceCommandOutput,
  UpdateApplication$,
  type UpdateApplicationCommandInput,
  type UpdateApplicationCommandOutput,
  UpdateDeploymentGroup$,
  type UpdateDeploymentGroupCommandInput,
  type UpdateDeploymentGroupCommandOutput,
} from '@aws-sdk/client-codedeploy';
import { operation, type ServiceDefinition } from '../service.js';
import { missingMember } from './missing-member.js';
import { batchGetApplicationRevisions } from './operations/batch-get-application-revisions.js';
import { batchGetApplications } from './operations/batch-get-applications.js';
import { batchGetDeploymentGroups } from './operations/batch-get-deployment-groups.js';
import { batchGetDeploymentTargets } from './operations/batch-get-deployment-targets.js';
import { batchGetDeployments } from './operations/batch-get-deployments.js';
import { continueDeployment } from './operations/continue-deployment.js';
import { createApplication } from './operations/create-application.js';
import { createDeployment } from './operations/create-deployment.js';
import { createDeploymentConfig } from './operations/create-deployment-config.js';
import { createDeploymentGroup } from './operations/create-deployment-group.js';
import { deleteApplication } from './operations/delete-application.js';
import { deleteDeploymentConfig } from './operations/delete-deployment-config.js';
import { deleteDeploymentGroup } from './operations/delete-deployment-group.js';
import { getApplication } from './operations/get-application.js';
import { getApplicationRevision } from './operations/get-application-revision.js';
import { getDeployment } from './operations/get-deployment.js';
import { getDeploymentConfig } from './operations/get-deployment-config.js';
import { getDeploymentGroup } from './operations/get-deployment-group.js';
import { getDeploymentTarget } from './operations/get-deployment-target.js';
import { listApplicationRevisions } from './operations/list-application-revisions.js';
import { listApplications } from './operations/list-applications.js';
import { listDeploymentConfigs } from './operations/list-deployment-configs.js';
import { listDeploymentGroups } from './operations/list-deployment-groups.js';
import { listDeploymentTargets } from './operations/list-deployment-targets.js';
import { listDeployments } from './operations/list-deployments.js';
import { listTagsForResource } from './operations/list-tags-for-resource.js';
import { putLifecycleEventHookExecutionStatus } from './operations/put-lifecycle-event-hook-execution-status.js';
import { registerApplicationRevision } from './operations/register-application-revision.js';
import { skipWaitTimeForInstanceTermination } from './operations/skip-wait-time-for-instance-termination.js';
import { stopDeployment } from './operations/stop-deployment.js';
import { tagResource } from './operations/tag-resource.js';
import { untagResource } from './operations/untag-resource.js';
import { updateApplication } from './operations/update-application.js';
import { updateDeploymentGroup } from './operations/update-deployment-group.js';

/** AWS CodeDeploy, as far as blue/green deployments of ECS services need it. */
export const codedeployService: ServiceDefinition = {
  signingName: 'codedeploy',
  protocol: { kind: 'awsJson1_1', target: 'CodeDeploy_20141006' },
  missingMember,
  operations: [
    operation<BatchGetApplicationRevisionsCommandInput, BatchGetApplicationRevisionsCommandOutput>(
      BatchGetApplicationRevisions$,
      batchGetApplicationRevisions,
    ),
    operation<BatchGetApplicationsCommandInput, BatchGetApplicationsCommandOutput>(
      BatchGetApplications$,
      batchGetApplications,
    ),
    operation<BatchGetDeploymentGroupsCommandInput, BatchGetDeploymentGroupsCommandOutput>(
      BatchGetDeploymentGroups$,
      batchGetDeploymentGroups,
    ),
    operation<BatchGetDeploymentTargetsCommandInput, BatchGetDeploymentTargetsCommandOutput>(
      BatchGetDeploymentTargets$,
      batchGetDeploymentTargets,
    ),
    operation<BatchGetDeploymentsCommandInput, BatchGetDeploymentsCommandOutput>(
      BatchGetDeployments$,
      batchGetDeployments,
    ),
    operation<ContinueDeploymentCommandInput, ContinueDeploymentCommandOutput>(ContinueDeployment$, continueDeployment),
    operation<CreateApplicationCommandInput, CreateApplicationCommandOutput>(CreateApplication$, createApplication),
    operation<CreateDeploymentCommandInput, CreateDeploymentCommandOutput>(CreateDeployment$, createDeployment),
    operation<CreateDeploymentConfigCommandInput, CreateDeploymentConfigCommandOutput>(
      CreateDeploymentConfig$,
      createDeploymentConfig,
    ),
    operation<CreateDeploymentGroupCommandInput, CreateDeploymentGroupCommandOutput>(
      CreateDeploymentGroup$,
      createDeploymentGroup,
    ),
    operation<DeleteApplicationCommandInput, DeleteApplicationCommandOutput>(DeleteApplication$, deleteApplication),
    operation<DeleteDeploymentConfigCommandInput, DeleteDeploymentConfigCommandOutput>(
      DeleteDeploymentConfig$,
      deleteDeploymentConfig,
    ),
    operation<DeleteDeploymentGroupCommandInput, DeleteDeploymentGroupCommandOutput>(
      DeleteDeploymentGroup$,
      deleteDeploymentGroup,
    ),
    operation<GetApplicationCommandInput, GetApplicationCommandOutput>(GetApplication$, getApplication),
    operation<GetApplicationRevisionCommandInput, GetApplicationRevisionCommandOutput>(
      GetApplicationRevision$,
      getApplicationRevision,
    ),
    operation<GetDeploymentCommandInput, GetDeploymentCommandOutput>(GetDeployment$, getDeployment),
    operation<GetDeploymentConfigCommandInput, GetDeploymentConfigCommandOutput>(
      GetDeploymentConfig$,
      getDeploymentConfig,
    ),
    operation<GetDeploymentGroupCommandInput, GetDeploymentGroupCommandOutput>(GetDeploymentGroup$, getDeploymentGroup),
    operation<GetDeploymentTargetCommandInput, GetDeploymentTargetCommandOutput>(
      GetDeploymentTarget$,
      getDeploymentTarget,
    ),
    operation<ListApplicationRevisionsCommandInput, ListApplicationRevisionsCommandOutput>(
      ListApplicationRevisions$,
      listApplicationRevisions,
    ),
    operation<ListApplicationsCommandInput, ListApplicationsCommandOutput>(ListApplications$, listApplications),
    operation<ListDeploymentConfigsCommandInput, ListDeploymentConfigsCommandOutput>(
      ListDeploymentConfigs$,
      listDeploymentConfigs,
    ),
    operation<ListDeploymentGroupsCommandInput, ListDeploymentGroupsCommandOutput>(
      ListDeploymentGroups$,
      listDeploymentGroups,
    ),
    operation<ListDeploymentTargetsCommandInput, ListDeploymentTargetsCommandOutput>(
      ListDeploymentTargets$,
      listDeploymentTargets,
    ),
    operation<ListDeploymentsCommandInput, ListDeploymentsCommandOutput>(ListDeployments$, listDeployments),
    operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput>(
      ListTagsForResource$,
      listTagsForResource,
    ),
    operation<PutLifecycleEventHookExecutionStatusCommandInput, PutLifecycleEventHookExecutionStatusCommandOutput>(
      PutLifecycleEventHookExecutionStatus$,
      putLifecycleEventHookExecutionStatus,
    ),
    operation<RegisterApplicationRevisionCommandInput, RegisterApplicationRevisionCommandOutput>(
      RegisterApplicationRevision$,
      registerApplicationRevision,
    ),
    operation<SkipWaitTimeForInstanceTerminationCommandInput, SkipWaitTimeForInstanceTerminationCommandOutput>(
      SkipWaitTimeForInstanceTermination$,
      skipWaitTimeForInstanceTermination,
    ),
    operation<StopDeploymentCommandInput, StopDeploymentCommandOutput>(StopDeployment$, stopDeployment),
    operation<TagResourceCommandInput, TagResourceCommandOutput>(TagResource$, tagResource),
    operation<UntagResourceCommandInput, UntagResourceCommandOutput>(UntagResource$, untagResource),
    operation<UpdateApplicationCommandInput, UpdateApplicationCommandOutput>(UpdateApplication$, updateApplication),
    operation<UpdateDeploymentGroupCommandInput, UpdateDeploymentGroupCommandOutput>(
      UpdateDeploymentGroup$,
      updateDeploymentGroup,
    ),
  ],
};
