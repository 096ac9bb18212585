import {
  CreateCluster$,
  type CreateClusterCommandInput,
  type CreateClusterCommandOutput,
  CreateService$,
  type CreateServiceCommandInput,
  type CreateServiceCommandOutput,
  CreateTaskSet$,
  type CreateTaskSetCommandInput,
  type CreateTaskSetCommandOutput,
  DeleteCluster$,
  type DeleteClusterCommandInput,
  type DeleteClusterCommandOutput,
  DeleteService$,
  type DeleteServiceCommandInput,
  type DeleteServiceCommandOutput,
  DeleteTaskSet$,
  type DeleteTaskSetCommandInput,
  type DeleteTaskSetCommandOutput,
  DeregisterTaskDefinition$,
  type DeregisterTaskDefinitionCommandInput,
  type DeregisterTaskDefinitionCommandOutput,
  DescribeClusters$,
  type DescribeClustersCommandInput,
  type DescribeClustersCommandOutput,
  DescribeServices$,
  type DescribeServicesCommandInput,
  type DescribeServicesCommandOutput,
  DescribeTaskDefinition$,
  type DescribeTaskDefinitionCommandInput,
  type DescribeTaskDefinitionCommandOutput,
  DescribeTaskSets$,
  type DescribeTaskSetsCommandInput,
  type DescribeTaskSetsCommandOutput,
  DescribeTasks$,
  type DescribeTasksCommandInput,
  type DescribeTasksCommandOutput,
  ListClusters$,
  type ListClustersCommandInput,
  type ListClustersCommandOutput,
  ListServices$,
  type ListServicesCommandInput,
  type ListServicesCommandOutput,
  ListTagsForResource$,
  type ListTagsForResourceCommandInput,
  type ListTagsForResourceCommandOutput,
  ListTaskDefinitionFamilies$,
  type ListTaskDefinitionFamiliesCommandInput,
  type ListTaskDefinitionFamiliesCommandOutput,
  ListTaskDefinitions$,
  type ListTaskDefinitionsCommandInput,
  type ListTaskDefinitionsCommandOutput,
  ListTasks$,
  type ListTasksCommandInput,
  type ListTasksCommandOutput,
  RegisterTaskDefinition$,
  type RegisterTaskDefinitionCommandInput,
  type RegisterTaskDefinitionCommandOutput,
  StopTask$,
  type StopTaskCommandInput,
  type StopTaskCommandOutput,
  TagResource$,
  type TagResourceCommandInput,
  type TagResourceCommandOutput,
  UntagResource$,
  type UntagResourceCommandInput,
  type UntagResourceCommandOutput,
  UpdateService$,
  type UpdateServiceCommandInput,
  type UpdateServiceCommandOutput,
  UpdateServicePrimaryTaskSet$,
  type UpdateServicePrimaryTaskSetCommandInput,
  type UpdateServicePrimaryTaskSetCommandOutput,
  UpdateTaskSet$,
  type UpdateTaskSetCommandInput,
  type UpdateTaskSetCommandOutput,
} from '@aws-sdk/client-ecs';
import { operation, type ServiceDefinition } from '../service.js';
import { createCluster } from './operations/create-cluster.js';
import { createService } from './operations/create-service.js';
import { createTaskSet } from './operations/create-task-set.js';
import { deleteCluster } from './operations/delete-cluster.js';
import { deleteService } from './operations/delete-service.js';
import { deleteTaskSet } from './operations/delete-task-set.js';
import { deregisterTaskDefinition } from './operations/deregister-task-definition.js';
import { describeClusters } from './operations/describe-clusters.js';
import { describeServices } from './operations/describe-services.js';
import { describeTaskDefinition } from './operations/describe-task-definition.js';
import { describeTaskSets } from './operations/describe-task-sets.js';
import { describeTasks } from './operations/describe-tasks.js';
import { listClusters } from './operations/list-clusters.js';
import { listServices } from './operations/list-services.js';
import { listTagsForResource } from './operations/list-tags-for-resource.js';
import { listTaskDefinitionFamilies } from './operations/list-task-definition-families.js';
import { listTaskDefinitions } from './operations/list-task-definitions.js';
import { listTasks } from './operations/list-tasks.js';
import { registerTaskDefinition } from './operations/register-task-definition.js';
import { stopTask } from './operations/stop-task.js';
import { tagResource } from './operations/tag-resource.js';
import { untagResource } from './operations/untag-resource.js';
import { updateService } from './operations/update-service.js';
import { updateServicePrimaryTaskSet } from './operations/update-service-primary-task-set.js';
import { updateTaskSet } from './operations/update-task-set.js';

/** Amazon ECS, as far as a blue/green deployment needs it. */
export const ecsService: ServiceDefinition = {
  signingName: 'ecs',
  protocol: { kind: 'awsJson1_1', target: 'AmazonEC2ContainerServiceV20141113' },
  operations: [
    operation<CreateClusterCommandInput, CreateClusterCommandOutput>(CreateCluster$, createCluster),
    operation<CreateServiceCommandInput, CreateServiceCommandOutput>(CreateService$, createService),
    operation<CreateTaskSetCommandInput, CreateTaskSetCommandOutput>(CreateTaskSet$, createTaskSet),
    operation<DeleteClusterCommandInput, DeleteClusterCommandOutput>(DeleteCluster$, deleteCluster),
    operation<DeleteServiceCommandInput, DeleteServiceCommandOutput>(DeleteService$, deleteService),
    operation<DeleteTaskSetCommandInput, DeleteTaskSetCommandOutput>(DeleteTaskSet$, deleteTaskSet),
    operation<DeregisterTaskDefinitionCommandInput, DeregisterTaskDefinitionCommandOutput>(
      DeregisterTaskDefinition$,
      deregisterTaskDefinition,
    ),
    operation<DescribeClustersCommandInput, DescribeClustersCommandOutput>(DescribeClusters$, describeClusters),
    operation<DescribeServicesCommandInput, DescribeServicesCommandOutput>(DescribeServices$, describeServices),
    operation<DescribeTaskDefinitionCommandInput, DescribeTaskDefinitionCommandOutput>(
      DescribeTaskDefinition$,
      describeTaskDefinition,
    ),
    operation<DescribeTaskSetsCommandInput, DescribeTaskSetsCommandOutput>(DescribeTaskSets$, describeTaskSets),
    operation<DescribeTasksCommandInput, DescribeTasksCommandOutput>(DescribeTasks$, describeTasks),
    operation<ListClustersCommandInput, ListClustersCommandOutput>(ListClusters$, listClusters),
    operation<ListServicesCommandInput, ListServicesCommandOutput>(ListServices$, listServices),
    operation<ListTagsForResourceCommandInput, ListTagsForResourceCommandOutput>(
      ListTagsForResource$,
      listTagsForResource,
    ),
    operation<ListTaskDefinitionFamiliesCommandInput, ListTaskDefinitionFamiliesCommandOutput>(
      ListTaskDefinitionFamilies$,
      listTaskDefinitionFamilies,
    ),
    operation<ListTaskDefinitionsCommandInput, ListTaskDefinitionsCommandOutput>(
      ListTaskDefinitions$,
      listTaskDefinitions,
    ),
    operation<ListTasksCommandInput, ListTasksCommandOutput>(ListTasks$, listTasks),
    operation<RegisterTaskDefinitionCommandInput, RegisterTaskDefinitionCommandOutput>(
      RegisterTaskDefinition$,
      registerTaskDefinition,
    ),
    operation<StopTaskCommandInput, StopTaskCommandOutput>(StopTask$, stopTask),
    operation<TagResourceCommandInput, TagResourceCommandOutput>(TagResource$, tagResource),
    operation<UntagResourceCommandInput, UntagResourceCommandOutput>(UntagResource$, untagResource),
    operation<UpdateServiceCommandInput, UpdateServiceCommandOutput>(UpdateService$, updateService),
    operation<UpdateServicePrimaryTaskSetCommandInput, UpdateServicePrimaryTaskSetCommandOutput>(
      UpdateServicePrimaryTaskSet$,
      updateServicePrimaryTaskSet,
    ),
    operation<UpdateTaskSetCommandInput, UpdateTaskSetCommandOutput>(UpdateTaskSet$, updateTaskSet),
  ],
};
