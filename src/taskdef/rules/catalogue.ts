/** A rule on task definitions: `docs/taskdef-rules.md` is checked against this table by a test. */
interface RuleEntry {
  /**
   * An error where ECS refuses the definition, or can never start a task of it. A warning where it is doubtful, where
   * ECS says so only when a task starts, or where AWS may have moved on since.
   */
  readonly level: 'error' | 'warning';
  readonly what: string;
}

const error = (what: string) => ({ level: 'error', what }) as const;
const warning = (what: string) => ({ level: 'warning', what }) as const;

/** Every rule by its stable name. */
export const TASK_DEFINITION_RULES = {
  // The document
  'document-kind': error('the file is one task definition, as an object'),
  'document-depth': error('nothing is nested more than 100 deep'),
  'value-type': error('each value has the type that RegisterTaskDefinition takes'),
  'member-missing': error('what RegisterTaskDefinition requires is there'),
  'member-twice': error('a member stands in its object once'),
  'member-misspelt': error('an unknown member that is nearly a known one, or what other tools call it, is a mistake'),
  'member-misplaced': error('a known member stands where it belongs'),
  'member-unknown': warning('a member that this version does not know is sent as it stands'),
  'enum-value': error('a value with a fixed choice is one of it'),
  'enum-value-unknown': warning('a value with a choice that AWS adds to is one of those known to this version'),
  'definition-size': warning('the definition, without spaces, has 64 KiB at most'),
  // The task
  'family-name': error('family is 1 to 255 letters, digits, hyphens and underscores'),
  'role-arn': error('a role is an ARN of IAM, or the name of a role'),
  'task-size-text': error('cpu and memory are whole numbers, or numbers with vCPU and GB'),
  'task-cpu-range': warning('cpu of a task on EC2 is 128 units to 192 vCPUs'),
  'placement-constraint-count': error('there are 10 placement constraints at most'),
  'ephemeral-storage-launch-type': error('ephemeralStorage is not for EC2'),
  'ephemeral-storage-size': error('ephemeralStorage is 21 to 200 GiB'),
  'inference-accelerators': error('there are no inferenceAccelerators'),
  'external-network-mode': warning('external instances do not offer awsvpc'),
  'proxy-container': warning('the proxy is one of the containers'),
  'proxy-network-mode': error('a proxy needs awsvpc'),
  'proxy-properties': error('a proxy has its ports and ignored addresses'),
  'tag-count': error('there are 50 tags at most'),
  'tag-key': error('a tag key is 1 to 128 of the characters allowed, and not reserved by AWS'),
  'tag-value': error('a tag value is up to 256 of the characters allowed'),
  'tag-twice': error('each tag key is given once'),
  // Fargate
  'fargate-network-mode': error('Fargate needs awsvpc'),
  'fargate-cpu': error('Fargate needs cpu for the task'),
  'fargate-memory': error('Fargate needs memory for the task'),
  'fargate-size': error('cpu and memory are one of the pairs that Fargate offers'),
  'fargate-windows-cpu': error('Windows on Fargate has 1 vCPU at least'),
  'fargate-cpu-sum': error("the containers' cpu adds up to no more than the task's"),
  'fargate-unsupported': error(
    'Fargate has no privileged, dockerSecurityOptions, devices, sharedMemorySize, maxSwap, swappiness, GPUs, ipcMode, placementConstraints',
  ),
  'fargate-pid-mode': error('pidMode on Fargate is task'),
  'fargate-volume': error('Fargate has no host, Docker or FSx volumes'),
  'fargate-capability': error('Fargate can add the capability SYS_PTRACE only'),
  'fargate-log-driver': error('log drivers on Fargate are awslogs, splunk and awsfirelens'),
  'fargate-firelens-config': error('FireLens on Fargate reads no configuration from S3'),
  'fargate-timeout': warning('startTimeout and stopTimeout on Fargate are 2 to 120 seconds'),
  'fargate-ulimit': warning('Fargate lets only the ulimit nofile be set'),
  // Containers
  'containers-empty': error('there is a container'),
  'container-count': warning('there are 10 containers at most'),
  'essential-container': error('one container is essential'),
  'container-name': error('a container has a name of 1 to 255 letters, digits, hyphens and underscores'),
  'container-name-twice': error('each container has a name of its own'),
  'container-image': error('a container has an image, and it is an image reference'),
  'image-length': error('an image has 255 characters at most, its digest apart'),
  'container-memory': error('each container has memory or memoryReservation, or the task has memory'),
  'memory-reservation': error('memoryReservation is not more than memory'),
  'memory-minimum': error('memory is 4 MiB at least'),
  'memory-over-task': error("a container's memory is not more than the task's"),
  'memory-sum': warning("the containers reserve no more memory than the task's"),
  'cpu-sum': warning("the containers' cpu adds up to no more than the task's, off Fargate"),
  'health-check-range': error('interval is 5 to 300, timeout 2 to 60, retries 1 to 10, startPeriod 0 to 300'),
  'health-check-command': warning('a health check begins with CMD or CMD-SHELL'),
  'restart-period': error('restartAttemptPeriod is 60 to 1800 seconds'),
  'restart-exit-codes': error('ignoredExitCodes are 50 at most'),
  'ulimit-order': error('a soft limit is not above its hard limit'),
  'ulimit-twice': error('each ulimit is given once'),
  'swappiness-range': error('swappiness is 0 to 100'),
  'credential-spec-count': error('a container has one credential spec at most'),
  'gpu-count': error('GPUs are a number'),
  // Ports and network
  'container-port': error('a port mapping has a containerPort of 1 to 65535'),
  'host-port': error('hostPort is 0 to 65535'),
  'host-port-mismatch': error('with awsvpc and host, hostPort is containerPort'),
  'container-port-twice': error('with awsvpc, each container port is used once in the task'),
  'host-port-twice': warning('each host port is used once in the task'),
  'container-port-range': error('containerPortRange is two ports in their order'),
  'port-range-host-port': error('a containerPortRange goes without hostPort'),
  'port-mappings-none': error('networkMode none has no port mappings'),
  'port-name': error("a port's name is 1 to 64 small letters, digits, underscores and hyphens"),
  'port-name-twice': error('each port has a name of its own'),
  'awsvpc-unsupported': error(
    'awsvpc goes without links, hostname, extraHosts, dnsServers, dnsSearchDomains and disableNetworking',
  ),
  'links-bridge': error('links are for networkMode bridge'),
  'link-container': error('a link names a container of the task'),
  // Dependencies
  'depends-on-unknown': error('dependsOn names a container of the task'),
  'depends-on-cycle': error('containers do not depend on each other in a circle'),
  'depends-on-essential': error('nothing waits for the end of an essential container'),
  'depends-on-health': error('what is waited for until it is HEALTHY has a healthCheck'),
  'volumes-from': error('volumesFrom names a container of the task'),
  // Environment and secrets
  'environment-name': error('a variable has a name'),
  'environment-twice': warning('each variable is given once'),
  'environment-file-count': error('a container has 10 environment files at most'),
  'environment-file-arn': error('an environment file is the ARN of an S3 object'),
  'environment-file-name': warning("an environment file's name ends in .env"),
  'secret-twice': error('each secret is given once'),
  'secret-and-environment': error('a name is a variable or a secret, not both'),
  'secret-reference': error('valueFrom is a parameter or a secret'),
  'execution-role-secrets': error('secrets need an executionRoleArn'),
  'execution-role-logs': error('awslogs on Fargate needs an executionRoleArn'),
  'execution-role-image': error('an image of ECR on Fargate needs an executionRoleArn'),
  'execution-role': warning('repositoryCredentials, environmentFiles and secretOptions need an executionRoleArn'),
  // Logs
  'awslogs-options': error('awslogs has a group and a region, and on Fargate a stream prefix'),
  'awslogs-create-group': error('awslogs-create-group is "true" or left out'),
  'awslogs-multiline': error('awslogs has a date format or a pattern, not both'),
  'awslogs-unknown-option': warning('awslogs has the options that are known of it'),
  'splunk-options': warning('splunk has a URL and a token'),
  'firelens-router': error('awsfirelens needs a container with a firelensConfiguration'),
  'firelens-twice': warning('one container is the log router'),
  'firelens-config-arn': error('a FireLens configuration in S3 is named by its ARN'),
  // Volumes
  'mount-volume': error('a mount point names a volume of the task'),
  'mount-path': error('a mount point has a containerPath'),
  'mount-path-twice': error('two mount points of a container are at different paths'),
  'volume-name': error('a volume has a name of 1 to 255 letters, digits, hyphens and underscores'),
  'volume-twice': error('each volume has a name of its own'),
  'volume-unused': warning('each volume is mounted'),
  'launch-volume-unused': error('a volume that is configured at launch is mounted'),
  'launch-volume-count': error('one volume is configured at launch at most'),
  'volume-kinds': warning('a volume is of one kind'),
  'efs-root-directory': error('with an access point of EFS, rootDirectory is / or left out'),
  'efs-iam-encryption': error('IAM authorization of EFS needs encryption in transit'),
  'efs-access-point-encryption': error('an access point of EFS needs encryption in transit'),
  'efs-port-encryption': error('transitEncryptionPort needs encryption in transit'),
} as const satisfies Record<string, RuleEntry>;

/** The stable name of a rule. */
export type TaskDefinitionRule = keyof typeof TASK_DEFINITION_RULES;
