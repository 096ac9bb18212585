import type { ContainerDefinition, EFSVolumeConfiguration, Volume } from '@aws-sdk/client-ecs';
import type { TaskDefinitionRule } from '../../src/taskdef/rules/catalogue.js';
import type { Definition } from './definitions.js';

/** One thing made wrong in a definition that was right. */
export interface Mutation {
  readonly base: 'fargate' | 'bridge';
  readonly rule: TaskDefinitionRule;
  readonly what: string;
  readonly apply: (definition: Definition) => void;
}

const mutations: Mutation[] = [];
const mutation =
  (base: Mutation['base']) =>
  (rule: TaskDefinitionRule, what: string, apply: Mutation['apply']): void => {
    mutations.push({ base, rule, what, apply });
  };
const fargate = mutation('fargate');
const bridge = mutation('bridge');
/** For what the SDK's types would not allow. */
const put = (target: object, members: object): void => {
  Object.assign(target, members);
};
const first = (change: (container: ContainerDefinition, definition: Definition) => void) => (definition: Definition) =>
  change(definition.containerDefinitions[0], definition);
const both = (change: (one: ContainerDefinition, other: ContainerDefinition) => void) => (definition: Definition) =>
  change(definition.containerDefinitions[0], definition.containerDefinitions[1]);
const volume = (change: Partial<Volume>) => (definition: Definition) => {
  definition.volumes = [{ name: 'data', ...change }];
};
const efs = (change: Partial<EFSVolumeConfiguration>) =>
  volume({ efsVolumeConfiguration: { fileSystemId: 'fs-1', ...change } });
const awslogs = (options: Record<string, string>): Partial<ContainerDefinition> => ({
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': 'g', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'p', ...options },
  },
});
const without = (definition: Definition, keep: Partial<ContainerDefinition>) => {
  delete definition.executionRoleArn;
  for (const one of definition.containerDefinitions) {
    delete one.secrets;
    delete one.logConfiguration;
    one.image = 'nginx';
  }
  Object.assign(definition.containerDefinitions[0], keep);
};

// The document
fargate(
  'value-type',
  'memory in words',
  first((one) => put(one, { memory: 'lots' })),
);
fargate(
  'value-type',
  'environment as an object',
  first((one) => put(one, { environment: { A: '1' } })),
);
fargate('member-missing', 'no family', (definition) => put(definition, { family: undefined }));
fargate(
  'member-missing',
  'a secret without valueFrom',
  first((one) => put(one, { secrets: [{ name: 'X' }] })),
);
fargate(
  'member-misspelt',
  'portBindings',
  first((one) => put(one, { portBindings: [] })),
);
fargate(
  'member-misspelt',
  'enviroment',
  first((one) => {
    delete one.environment;
    put(one, { enviroment: [] });
  }),
);
fargate('member-misspelt', 'requirementCompatibilities', (definition) => {
  put(definition, { requirementCompatibilities: ['FARGATE'] });
  delete definition.requiresCompatibilities;
  delete definition.ephemeralStorage;
});
fargate('member-misplaced', 'environmentFiles beside family', (definition) =>
  put(definition, { environmentFiles: [] }),
);
fargate('member-misplaced', 'containerOverrides', (definition) => put(definition, { containerOverrides: [] }));
fargate('member-misplaced', 'desiredCount', (definition) => put(definition, { desiredCount: 1 }));
fargate(
  'member-misplaced',
  'networkMode in a container',
  first((one) => put(one, { networkMode: 'awsvpc' })),
);
fargate('member-unknown', 'a parameter of tomorrow', (definition) =>
  put(definition, { quantumEntanglement: { pairs: [1, null] } }),
);
fargate('member-unknown', 'a sibling of a known one', (definition) =>
  put(definition.volumes?.[0] ?? {}, { onlineVolumeConfiguration: {} }),
);
fargate(
  'enum-value',
  'condition in small letters',
  both((one, other) => {
    other.dependsOn = [{ containerName: one.name, condition: 'START' }];
    put(other.dependsOn[0] ?? {}, { condition: 'start' });
  }),
);
fargate(
  'enum-value',
  'protocol sctp',
  first((one) => put(one, { portMappings: [{ containerPort: 7001, protocol: 'sctp' }] })),
);
fargate(
  'enum-value',
  'an item of a list',
  first((one) =>
    put(one, { linuxParameters: { devices: [] }, ulimits: [{ name: 'NOFILE', softLimit: 1, hardLimit: 1 }] }),
  ),
);
fargate('enum-value-unknown', 'an operating system of tomorrow', (definition) =>
  put(definition, { runtimePlatform: { operatingSystemFamily: 'PLAN_9' } }),
);
bridge('enum-value-unknown', 'an empty pidMode', (definition) => put(definition, { pidMode: '' }));
fargate(
  'definition-size',
  'a long command',
  first((one) => put(one, { command: ['x'.repeat(70_000)] })),
);

// The task
fargate('family-name', 'a slash', (definition) => put(definition, { family: 'a/b' }));
fargate('family-name', '256 letters', (definition) => put(definition, { family: 'a'.repeat(256) }));
fargate('role-arn', 'an account that is no number', (definition) => {
  definition.taskRoleArn = 'arn:aws:iam::ACCOUNT:role/web';
});
fargate('role-arn', 'a user', (definition) => {
  definition.executionRoleArn = 'arn:aws:iam::123456789012:user/web';
});
fargate('task-size-text', 'cpu with a wrong unit', (definition) => put(definition, { cpu: '1 core' }));
bridge('task-size-text', 'memory in words', (definition) => put(definition, { memory: 'two' }));
bridge('task-cpu-range', 'hardly any cpu', (definition) => {
  definition.cpu = '100';
  for (const one of definition.containerDefinitions) delete one.cpu;
});
bridge('placement-constraint-count', 'eleven', (definition) => {
  definition.placementConstraints = Array.from({ length: 11 }, () => ({ type: 'memberOf', expression: 'true' }));
});
bridge('ephemeral-storage-launch-type', 'on EC2', (definition) => {
  definition.requiresCompatibilities = ['EC2'];
  definition.ephemeralStorage = { sizeInGiB: 50 };
});
for (const sizeInGiB of [20, 201]) {
  fargate('ephemeral-storage-size', `${sizeInGiB} GiB`, (definition) => {
    definition.ephemeralStorage = { sizeInGiB };
  });
}
bridge('inference-accelerators', 'one', (definition) => {
  definition.inferenceAccelerators = [{ deviceName: 'd', deviceType: 'eia2.medium' }];
});
fargate('external-network-mode', 'EXTERNAL besides', (definition) => {
  definition.requiresCompatibilities = ['FARGATE', 'EXTERNAL'];
});
const PROXY = ['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts', 'EgressIgnoredIPs'].map((name) => ({
  name,
  value: '1',
}));
fargate('proxy-container', 'another name', (definition) => {
  definition.proxyConfiguration = { containerName: 'none', properties: PROXY };
});
bridge('proxy-network-mode', 'bridge', (definition) => {
  definition.proxyConfiguration = { containerName: definition.containerDefinitions[0].name, properties: PROXY };
});
fargate('proxy-properties', 'no ports', (definition) => {
  definition.proxyConfiguration = {
    containerName: definition.containerDefinitions[0].name,
    properties: PROXY.slice(2),
  };
});
fargate('tag-count', '51', (definition) => {
  definition.tags = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: '' }));
});
fargate('tag-key', 'reserved', (definition) => {
  definition.tags = [{ key: 'AWS:x', value: '' }];
});
fargate('tag-value', 'a semicolon', (definition) => {
  definition.tags = [{ key: 'x', value: 'a;b' }];
});
fargate('tag-twice', 'twice', (definition) => {
  definition.tags = [
    { key: 'x', value: '1' },
    { key: 'x', value: '2' },
  ];
});

// Fargate
fargate('fargate-network-mode', 'none given', (definition) => {
  delete definition.networkMode;
});
fargate('fargate-cpu', 'no cpu', (definition) => {
  delete definition.cpu;
});
fargate('fargate-memory', 'no memory', (definition) => {
  delete definition.memory;
});
for (const [cpu, memory] of [
  ['256', '4096'],
  ['.25 vCPU', '1.5 GB'],
  ['1000', '2048'],
  ['8 vCPU', '18 GB'],
  ['16384', '36 GB'],
  ['4096', '31 GB'],
] as const) {
  fargate('fargate-size', `${cpu} and ${memory}`, (definition) => {
    Object.assign(definition, { cpu, memory });
    for (const one of definition.containerDefinitions) delete one.cpu;
  });
}
fargate('fargate-windows-cpu', 'half a CPU', (definition) => {
  Object.assign(definition, { cpu: '512', memory: '1 GB' });
  definition.runtimePlatform = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
});
fargate(
  'fargate-cpu-sum',
  'more than the task',
  first((one) => put(one, { cpu: 20_000 })),
);
fargate(
  'fargate-unsupported',
  'privileged',
  first((one) => put(one, { privileged: true })),
);
fargate(
  'fargate-unsupported',
  'shared memory',
  first((one) => put(one, { linuxParameters: { sharedMemorySize: 64 } })),
);
fargate(
  'fargate-unsupported',
  'a device',
  first((one) => put(one, { linuxParameters: { devices: [{ hostPath: '/d' }] } })),
);
fargate('fargate-unsupported', 'ipcMode', (definition) => put(definition, { ipcMode: 'task' }));
fargate('fargate-unsupported', 'constraints', (definition) =>
  put(definition, { placementConstraints: [{ type: 'memberOf', expression: 'true' }] }),
);
fargate(
  'fargate-unsupported',
  'a GPU',
  first((one) => put(one, { resourceRequirements: [{ type: 'GPU', value: '1' }] })),
);
fargate(
  'fargate-unsupported',
  'security options',
  first((one) => put(one, { dockerSecurityOptions: ['label:a'] })),
);
fargate('fargate-pid-mode', 'host', (definition) => put(definition, { pidMode: 'host' }));
fargate('fargate-volume', 'a host folder', volume({ host: { sourcePath: '/var' } }));
fargate('fargate-volume', 'a Docker volume', volume({ dockerVolumeConfiguration: { scope: 'task' } }));
fargate(
  'fargate-capability',
  'NET_ADMIN',
  first((one) => put(one, { linuxParameters: { capabilities: { add: ['NET_ADMIN'] } } })),
);
fargate(
  'fargate-log-driver',
  'journald',
  first((one) => put(one, { logConfiguration: { logDriver: 'journald' } })),
);
fargate(
  'fargate-firelens-config',
  'from S3',
  first((one) =>
    put(one, {
      firelensConfiguration: {
        type: 'fluentbit',
        options: { 'config-file-type': 's3', 'config-file-value': 'arn:aws:s3:::bucket/file' },
      },
    }),
  ),
);
fargate(
  'fargate-timeout',
  'five minutes',
  first((one) => put(one, { stopTimeout: 300 })),
);
fargate(
  'fargate-ulimit',
  'core',
  first((one) => put(one, { ulimits: [{ name: 'core', softLimit: 0, hardLimit: 0 }] })),
);

// Containers
fargate('containers-empty', 'none', (definition) => {
  put(definition, { containerDefinitions: [] });
  delete definition.volumes;
});
fargate('container-count', 'eleven', (definition) => {
  for (let index = 0; definition.containerDefinitions.length < 11; index++) {
    definition.containerDefinitions.push({ name: `Extra${index}`, image: 'busybox' });
  }
});
fargate('essential-container', 'none', (definition) => {
  for (const one of definition.containerDefinitions) one.essential = false;
});
fargate('container-name', 'a dot', (definition) => {
  definition.containerDefinitions.push({ name: 'a.b', image: 'busybox' });
});
fargate('container-name', 'none', (definition) => {
  definition.containerDefinitions.push({ image: 'busybox' });
});
fargate('container-name-twice', 'twice', (definition) => {
  definition.containerDefinitions.push({ name: definition.containerDefinitions[0].name, image: 'busybox' });
  for (const one of definition.containerDefinitions) delete one.dependsOn;
});
fargate(
  'container-image',
  'none',
  first((one) => put(one, { image: '' })),
);
fargate(
  'container-image',
  'capitals',
  first((one) => put(one, { image: 'IMAGE' })),
);
fargate(
  'image-length',
  '300 letters',
  first((one) => put(one, { image: `shop.example/${'a/'.repeat(100)}web:${'1'.repeat(100)}` })),
);
bridge('container-memory', 'none at all', (definition) => {
  delete definition.memory;
  const [one] = definition.containerDefinitions;
  delete one.memory;
  delete one.memoryReservation;
});
fargate(
  'memory-reservation',
  'more reserved than allowed',
  first((one) => put(one, { memory: 64, memoryReservation: 65 })),
);
fargate(
  'memory-minimum',
  '3 MiB',
  first((one) => {
    one.memory = 3;
    delete one.memoryReservation;
  }),
);
fargate(
  'memory-over-task',
  'more than the task',
  first((one) => put(one, { memory: 200_000 })),
);
fargate(
  'memory-sum',
  'more together',
  both((one, other) => {
    put(one, { memory: undefined, memoryReservation: 100_000 });
    put(other, { memory: undefined, memoryReservation: 100_000 });
  }),
);
bridge('cpu-sum', 'more than the task', (definition) => {
  definition.cpu = '128';
  definition.containerDefinitions[0].cpu = 256;
});
for (const [member, value] of [
  ['interval', 4],
  ['timeout', 61],
  ['retries', 11],
  ['startPeriod', 301],
] as const) {
  fargate(
    'health-check-range',
    `${member} ${value}`,
    first((one) => put(one, { healthCheck: { command: ['CMD', 'x'], [member]: value } })),
  );
}
fargate(
  'health-check-command',
  'a bare command',
  first((one) => put(one, { healthCheck: { command: ['curl localhost'] } })),
);
fargate(
  'restart-period',
  'a second',
  first((one) => put(one, { restartPolicy: { enabled: true, restartAttemptPeriod: 1 } })),
);
fargate(
  'restart-exit-codes',
  '51',
  first((one) =>
    put(one, { restartPolicy: { enabled: true, ignoredExitCodes: Array.from({ length: 51 }, (_, index) => index) } }),
  ),
);
fargate(
  'ulimit-order',
  'soft above hard',
  first((one) => put(one, { ulimits: [{ name: 'nofile', softLimit: 2, hardLimit: 1 }] })),
);
bridge(
  'ulimit-twice',
  'twice',
  first((one) =>
    put(one, {
      ulimits: [
        { name: 'core', softLimit: 1, hardLimit: 1 },
        { name: 'core', softLimit: 1, hardLimit: 1 },
      ],
    }),
  ),
);
bridge(
  'swappiness-range',
  '101',
  first((one) => put(one, { linuxParameters: { maxSwap: 1, swappiness: 101 } })),
);
bridge(
  'credential-spec-count',
  'two',
  first((one) => put(one, { credentialSpecs: ['credentialspec:a', 'credentialspec:b'] })),
);
bridge(
  'gpu-count',
  'in words',
  first((one) => put(one, { resourceRequirements: [{ type: 'GPU', value: 'one' }] })),
);

// Ports and network
fargate(
  'container-port',
  'none',
  first((one) => put(one, { portMappings: [{ protocol: 'tcp' }] })),
);
fargate(
  'container-port',
  '70000',
  first((one) => put(one, { portMappings: [{ containerPort: 70_000 }] })),
);
bridge(
  'host-port',
  '-1',
  first((one) => put(one, { portMappings: [{ containerPort: 80, hostPort: -1 }] })),
);
fargate(
  'host-port-mismatch',
  'awsvpc',
  first((one) => put(one, { portMappings: [{ containerPort: 7001, hostPort: 7002 }] })),
);
fargate(
  'container-port-twice',
  'the same port',
  both((one, other) => {
    one.portMappings = [{ containerPort: 7001 }];
    other.portMappings = [{ containerPort: 7001 }];
  }),
);
fargate(
  'container-port-twice',
  'a port in a range',
  both((one, other) => {
    one.portMappings = [{ containerPortRange: '7000-7100' }];
    other.portMappings = [{ containerPort: 7050 }];
  }),
);
bridge(
  'host-port-twice',
  'the same port',
  both((one, other) => {
    one.portMappings = [{ containerPort: 80, hostPort: 7001 }];
    other.portMappings = [{ containerPort: 81, hostPort: 7001 }];
  }),
);
fargate(
  'container-port-range',
  'backwards',
  first((one) => put(one, { portMappings: [{ containerPortRange: '7002-7001' }] })),
);
fargate(
  'port-range-host-port',
  'both',
  first((one) => put(one, { portMappings: [{ containerPortRange: '7001-7002', hostPort: 7001 }] })),
);
bridge('port-mappings-none', 'networkMode none', (definition) => {
  definition.networkMode = 'none';
  for (const one of definition.containerDefinitions) delete one.portMappings;
  definition.containerDefinitions[0].portMappings = [{ containerPort: 80 }];
});
fargate(
  'port-name',
  'capitals',
  first((one) => put(one, { portMappings: [{ containerPort: 7001, name: 'Web' }] })),
);
fargate(
  'port-name-twice',
  'twice',
  both((one, other) => {
    one.portMappings = [{ containerPort: 7001, name: 'web' }];
    other.portMappings = [{ containerPort: 7002, name: 'web' }];
  }),
);
fargate(
  'awsvpc-unsupported',
  'hostname',
  first((one) => put(one, { hostname: 'web' })),
);
fargate(
  'awsvpc-unsupported',
  'links',
  both((one, other) => put(one, { links: [other.name] })),
);
fargate(
  'awsvpc-unsupported',
  'dnsServers',
  first((one) => put(one, { dnsServers: ['10.0.0.2'] })),
);
bridge('links-bridge', 'host', (definition) => {
  definition.networkMode = 'host';
  for (const one of definition.containerDefinitions) delete one.portMappings;
  definition.containerDefinitions[0].links = [definition.containerDefinitions[1].name ?? ''];
});
bridge(
  'link-container',
  'another name',
  first((one) => put(one, { links: ['none:alias'] })),
);

// Dependencies
fargate(
  'depends-on-unknown',
  'another name',
  first((one) => put(one, { dependsOn: [{ containerName: 'none', condition: 'START' }] })),
);
fargate(
  'depends-on-cycle',
  'each other',
  both((one, other) => {
    one.dependsOn = [{ containerName: other.name, condition: 'START' }];
    other.dependsOn = [{ containerName: one.name, condition: 'START' }];
  }),
);
fargate(
  'depends-on-cycle',
  'itself',
  first((one) => put(one, { dependsOn: [{ containerName: one.name, condition: 'START' }] })),
);
fargate(
  'depends-on-essential',
  'its end',
  both((one, other) => {
    one.essential = true;
    other.dependsOn = [{ containerName: one.name, condition: 'SUCCESS' }];
  }),
);
fargate(
  'depends-on-health',
  'no health check',
  both((one, other) => {
    delete one.healthCheck;
    other.dependsOn = [{ containerName: one.name, condition: 'HEALTHY' }];
  }),
);
fargate(
  'volumes-from',
  'another name',
  first((one) => put(one, { volumesFrom: [{ sourceContainer: 'none' }] })),
);

// Environment and secrets
fargate(
  'environment-name',
  'none',
  first((one) => put(one, { environment: [{ value: 'x' }] })),
);
fargate(
  'environment-twice',
  'twice',
  first((one) =>
    put(one, {
      environment: [
        { name: 'X', value: '1' },
        { name: 'X', value: '2' },
      ],
    }),
  ),
);
const file = (value: string) => ({ type: 's3' as const, value });
fargate(
  'environment-file-count',
  'eleven',
  first((one) => put(one, { environmentFiles: Array.from({ length: 11 }, () => file('arn:aws:s3:::bucket/a.env')) })),
);
fargate(
  'environment-file-arn',
  'a URL',
  first((one) => put(one, { environmentFiles: [file('s3://bucket/a.env')] })),
);
fargate(
  'environment-file-name',
  'a text file',
  first((one) => put(one, { environmentFiles: [file('arn:aws:s3:::bucket/a.txt')] })),
);
const PARAMETER = { name: 'X', valueFrom: '/x' };
fargate(
  'secret-twice',
  'twice',
  first((one) => put(one, { secrets: [PARAMETER, PARAMETER] })),
);
fargate(
  'secret-and-environment',
  'both',
  first((one) => put(one, { secrets: [PARAMETER], environment: [{ name: 'X', value: '1' }] })),
);
for (const valueFrom of [
  '',
  'a secret',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db:password',
  'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db:key:stage:version',
  'arn:aws:secretsmanager:eu-west-1:account:secret:db',
  'arn:aws:ssm:eu-west-1:123456789012:document/x',
  'arn:aws:s3:::bucket/key',
]) {
  fargate(
    'secret-reference',
    JSON.stringify(valueFrom),
    first((one) => put(one, { secrets: [{ name: 'X', valueFrom }] })),
  );
}
bridge('execution-role-secrets', 'none', (definition) => without(definition, { secrets: [PARAMETER] }));
fargate('execution-role-logs', 'none', (definition) => without(definition, awslogs({})));
fargate('execution-role-image', 'none', (definition) =>
  without(definition, { image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1' }),
);
fargate('execution-role', 'credentials', (definition) =>
  without(definition, { repositoryCredentials: { credentialsParameter: 'arn:x' } }),
);

// Logs
for (const option of ['awslogs-group', 'awslogs-region', 'awslogs-stream-prefix']) {
  fargate(
    'awslogs-options',
    `empty ${option}`,
    first((one) => put(one, awslogs({ [option]: '' }))),
  );
}
fargate(
  'awslogs-create-group',
  'false',
  first((one) => put(one, awslogs({ 'awslogs-create-group': 'false' }))),
);
fargate(
  'awslogs-multiline',
  'both',
  first((one) => put(one, awslogs({ 'awslogs-datetime-format': '%Y', 'awslogs-multiline-pattern': '^x' }))),
);
fargate(
  'awslogs-unknown-option',
  'log_key',
  first((one) => put(one, awslogs({ log_key: 'log' }))),
);
fargate(
  'splunk-options',
  'no token',
  first((one) => put(one, { logConfiguration: { logDriver: 'splunk', options: { 'splunk-url': 'https://x' } } })),
);
fargate(
  'firelens-router',
  'none',
  first((one) => put(one, { logConfiguration: { logDriver: 'awsfirelens' } })),
);
fargate(
  'firelens-twice',
  'two',
  both((one, other) => {
    one.firelensConfiguration = { type: 'fluentbit' };
    other.firelensConfiguration = { type: 'fluentbit' };
  }),
);
bridge(
  'firelens-config-arn',
  'a URL',
  first((one) =>
    put(one, {
      firelensConfiguration: {
        type: 'fluentbit',
        options: { 'config-file-type': 's3', 'config-file-value': 's3://bucket/file' },
      },
    }),
  ),
);

// Volumes
fargate(
  'mount-volume',
  'another name',
  first((one) => {
    one.mountPoints?.push({ sourceVolume: 'none', containerPath: '/none' });
  }),
);
fargate(
  'mount-path',
  'none',
  first((one) => put(one, { mountPoints: [{ sourceVolume: 'data' }] })),
);
fargate(
  'mount-path-twice',
  'twice',
  first((one) => {
    one.mountPoints?.push({ sourceVolume: 'data', containerPath: '/data' });
  }),
);
fargate('volume-name', 'none', (definition) => {
  definition.volumes?.push({});
});
fargate('volume-twice', 'twice', (definition) => {
  definition.volumes?.push({ name: 'data' });
});
fargate('volume-unused', 'more', (definition) => {
  definition.volumes?.push({ name: 'more' });
});
fargate('launch-volume-unused', 'more', (definition) => {
  definition.volumes?.push({ name: 'more', configuredAtLaunch: true });
});
fargate(
  'launch-volume-count',
  'two',
  first((one, definition) => {
    definition.volumes = [
      { name: 'data', configuredAtLaunch: true },
      { name: 'more', configuredAtLaunch: true },
    ];
    one.mountPoints?.push({ sourceVolume: 'more', containerPath: '/more' });
  }),
);
bridge('volume-kinds', 'two', volume({ host: { sourcePath: '/var' }, dockerVolumeConfiguration: { scope: 'task' } }));
fargate(
  'efs-root-directory',
  'an access point',
  efs({
    rootDirectory: '/web',
    transitEncryption: 'ENABLED',
    authorizationConfig: { accessPointId: 'fsap-1' },
  }),
);
fargate('efs-iam-encryption', 'IAM', efs({ authorizationConfig: { iam: 'ENABLED' } }));
fargate('efs-access-point-encryption', 'an access point', efs({ authorizationConfig: { accessPointId: 'fsap-1' } }));
fargate('efs-port-encryption', 'a port', efs({ transitEncryptionPort: 2049 }));

/** At least one for each rule that an object can break. */
export const MUTATIONS: readonly Mutation[] = mutations;
