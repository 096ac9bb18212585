import type {
  Cluster,
  Service,
  ServiceEvent,
  Tag,
  Task,
  TaskDefinition,
  TaskSet,
  TaskStopCode,
} from '@aws-sdk/client-ecs';
import type { HealthCheckFailure } from '../elbv2/world.js';
import type { TaskFate } from '../scenario/rule.js';

/** What Amazon ECS remembers of one region. */
export interface EcsWorld {
  /** By name. */
  clusters: Record<string, ClusterRecord>;
  /** By name of the family. */
  families: Record<string, FamilyRecord>;
  /** How many private addresses were given out. */
  addresses: number;
}

/** A region in which nothing was made yet. */
export function emptyEcsWorld(): EcsWorld {
  return { clusters: {}, families: {}, addresses: 0 };
}

/** A cluster without its counts, which follow from its services and tasks. */
export interface KnownCluster extends Cluster {
  clusterArn: string;
  clusterName: string;
  status: 'ACTIVE' | 'INACTIVE';
}

/** A cluster with what runs in it. */
export interface ClusterRecord {
  shown: KnownCluster;
  tags: Tag[];
  /** By name. */
  services: Record<string, ServiceRecord>;
  /** By id. Stopped ones are kept for an hour. */
  tasks: Record<string, TaskRecord>;
  /** The machines that tasks of the EC2 launch type run on; invented when the first one is needed. */
  containerInstances: ContainerInstanceRecord[];
}

/** A machine of a cluster. */
export interface ContainerInstanceRecord {
  containerInstanceArn: string;
  ec2InstanceId: string;
  availabilityZone: string;
  /** The last host port that was given to a task with a dynamic port mapping. */
  lastPort: number;
}

/** A task definition as AWS describes it. */
export interface KnownTaskDefinition extends TaskDefinition {
  taskDefinitionArn: string;
  family: string;
  revision: number;
  status: 'ACTIVE' | 'INACTIVE';
  containerDefinitions: NonNullable<TaskDefinition['containerDefinitions']>;
}

/** The revisions of a family. Their numbers are never used twice. */
export interface FamilyRecord {
  lastRevision: number;
  /** By number. */
  revisions: Record<string, { shown: KnownTaskDefinition; tags: Tag[] }>;
}

/** A service without its counts, task sets and deployments, which follow from the rest of the record. */
export interface KnownService extends Omit<Service, 'runningCount' | 'pendingCount' | 'taskSets' | 'deployments'> {
  serviceArn: string;
  serviceName: string;
  clusterArn: string;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  desiredCount: number;
  loadBalancers: NonNullable<Service['loadBalancers']>;
  serviceRegistries: NonNullable<Service['serviceRegistries']>;
  events: ServiceEvent[];
}

/** A service with its task sets. */
export interface ServiceRecord {
  shown: KnownService;
  controller: 'CODE_DEPLOY' | 'EXTERNAL' | 'ECS';
  clientToken?: string;
  tags: Tag[];
  taskSets: TaskSetRecord[];
  /** When the scheduler will next compare what runs with what is wanted; absent: nothing to compare. */
  scheduledAt?: Date;
}

/** A task set without its counts, which follow from the tasks. */
export interface KnownTaskSet extends Omit<TaskSet, 'computedDesiredCount' | 'runningCount' | 'pendingCount' | 'tags'> {
  id: string;
  taskSetArn: string;
  status: 'PRIMARY' | 'ACTIVE' | 'DRAINING';
  taskDefinition: string;
  scale: { value: number; unit: 'PERCENT' };
  stabilityStatus: 'STEADY_STATE' | 'STABILIZING';
  stabilityStatusAt: Date;
  createdAt: Date;
  updatedAt: Date;
  loadBalancers: NonNullable<TaskSet['loadBalancers']>;
  serviceRegistries: NonNullable<TaskSet['serviceRegistries']>;
}

/** A task set, and what the scheduler knows of it. */
export interface TaskSetRecord {
  shown: KnownTaskSet;
  tags: Tag[];
  clientToken?: string;
  /** The count that the last event about it told. */
  announcedCount: number;
  /** How long the scheduler takes to notice that everything is in order, in seconds. */
  noticeSeconds: number;
  /** When a draining set without tasks is forgotten. */
  goneAt?: Date;
  /** What is wrong on purpose with the version that it runs; absent: nothing. */
  flaws?: VersionFlaws;
  /** How many of its tasks in a row did not get as far as running; absent: none. */
  failedStarts?: number;
  /** Until when no task of it is started, because too many did not get as far as running. */
  startsAgainAt?: Date;
  /** What the service's events have complained of, with the time: a complaint is not repeated for some hours. */
  complaints?: Record<string, Date>;
}

/** What is wrong on purpose with a version. It was so when it was deployed, and stays so. */
export interface VersionFlaws {
  tasks: TaskFate[];
  /** What the health checks of its targets find. */
  targets?: HealthCheckFailure;
}

/** A task as AWS describes it. */
export interface KnownTask extends Task {
  taskArn: string;
  taskDefinitionArn: string;
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  createdAt: Date;
  version: number;
  containers: NonNullable<Task['containers']>;
}

/** A task, and what is to become of it. */
export interface TaskRecord {
  id: string;
  shown: KnownTask;
  serviceName: string;
  taskSetId: string;
  /** Where the load balancer finds it. */
  targets: TaskTarget[];
  /** What will happen to it by itself, in order of time. */
  future: TaskStep[];
}

/** An address of a task in a target group. */
export interface TaskTarget {
  targetGroupArn: string;
  id: string;
  port: number;
  availabilityZone?: string;
  /** The port of this machine behind it, while a real process listens there. */
  localPort?: number;
}

/**
 * The `lastStatus` of a task, in the order in which it passes through them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
 */
export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED';

/** One change of a task that will come by itself. */
export interface TaskStep {
  at: Date;
  becomes: TaskStatus;
  /** Why a task stops that nobody told to: what DescribeTasks will say of it. */
  because?: TaskEnd;
}

/** Why a task is stopped, as DescribeTasks will say. */
export interface StopReason {
  stopCode: TaskStopCode;
  stoppedReason: string;
}

/** Why a task has come to its end by itself, and what its essential container left behind. */
export interface TaskEnd extends StopReason {
  /** Absent: it never ran. */
  exitCode?: number;
  /** What DescribeTasks says of the container. */
  containerReason?: string;
}
