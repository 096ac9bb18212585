import { cpuUnits, memoryMiB } from '../task-size.js';
import { type Broken, inContainers, repeated, type Subject } from './rule.js';

const ROLE_ARN = /^arn:aws[a-z0-9-]{0,20}:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;
const ROLE_NAME = /^[\w+=,.@/-]{1,512}$/;
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The rules on what stands beside the containers. */
export function* checkTask(subject: Subject): Generator<Broken> {
  const { task, quote, fargate } = subject;
  const { family } = task;
  if (family !== undefined && !/^[A-Za-z0-9_-]{1,255}$/.test(family)) {
    yield {
      rule: 'family-name',
      path: ['family'],
      message: 'family must be 1 to 255 letters, digits, hyphens and underscores',
      remedy: 'Choose such a name; the revision is added by ECS.',
    };
  }
  for (const member of ['taskRoleArn', 'executionRoleArn'] as const) {
    const role = task[member];
    if (!role || (role.startsWith('arn:') ? ROLE_ARN : ROLE_NAME).test(role)) continue;
    yield {
      rule: 'role-arn',
      path: [member],
      message: `${member} is not the ARN of a role: ${quote([member])}`,
      remedy: 'Write arn:aws:iam::<account of 12 digits>:role/<name>.',
    };
  }
  for (const [member, read, remedy] of [
    ['cpu', cpuUnits, 'Write CPU units ("256") or vCPUs (".25 vCPU").'],
    ['memory', memoryMiB, 'Write MiB ("512") or GB ("0.5 GB").'],
  ] as const) {
    const text = task[member];
    if (text === undefined || read(text) !== undefined) continue;
    yield {
      rule: 'task-size-text',
      path: [member],
      message: `the task's ${member} is neither a whole number nor one with its unit: ${quote([member])}`,
      remedy,
    };
  }
  const cpu = task.cpu === undefined ? undefined : cpuUnits(task.cpu);
  if (!fargate && cpu !== undefined && (cpu < 128 || cpu > 196_608)) {
    yield {
      rule: 'task-cpu-range',
      path: ['cpu'],
      message: `the task's cpu (${quote(['cpu'])}) is not between 128 units and 192 vCPUs`,
      remedy: 'Give it CPU units, 1024 to a vCPU.',
    };
  }
  if ((task.placementConstraints?.length ?? 0) > 10) {
    yield {
      rule: 'placement-constraint-count',
      path: ['placementConstraints'],
      message: 'there are more than 10 placement constraints',
      remedy: 'Join expressions by "and".',
    };
  }
  const compatibilities = task.requiresCompatibilities ?? [];
  if (task.ephemeralStorage?.sizeInGiB !== undefined) {
    const { sizeInGiB } = task.ephemeralStorage;
    if (compatibilities.includes('EC2') && !fargate) {
      yield {
        rule: 'ephemeral-storage-launch-type',
        path: ['ephemeralStorage'],
        reads: [['requiresCompatibilities']],
        message: 'ephemeralStorage is for Fargate, and the task definition requires EC2 only',
        remedy: 'Remove "ephemeralStorage".',
      };
    } else if (sizeInGiB < 21 || sizeInGiB > 200) {
      yield {
        rule: 'ephemeral-storage-size',
        path: ['ephemeralStorage', 'sizeInGiB'],
        message: `ephemeralStorage must be 21 to 200 GiB, and is ${quote(['ephemeralStorage', 'sizeInGiB'])}`,
        remedy: 'Give it such a size; without it, a task on Fargate has 20 GiB.',
      };
    }
  }
  if ((task.inferenceAccelerators?.length ?? 0) > 0) {
    yield {
      rule: 'inference-accelerators',
      path: ['inferenceAccelerators'],
      message: 'Elastic Inference is gone, and ECS refuses inferenceAccelerators',
      remedy: 'Remove "inferenceAccelerators".',
    };
  }
  if (compatibilities.includes('EXTERNAL') && task.networkMode === 'awsvpc') {
    yield {
      rule: 'external-network-mode',
      path: ['networkMode'],
      reads: [['requiresCompatibilities']],
      message: 'external instances offer no networkMode awsvpc',
      remedy: 'Use bridge, host or none, or remove EXTERNAL from "requiresCompatibilities".',
    };
  }
  yield* checkProxy(subject);
  yield* checkTags(subject);
}

function* checkProxy({ task, names, quote }: Subject): Generator<Broken> {
  const proxy = task.proxyConfiguration;
  if (!proxy) return;
  const path = ['proxyConfiguration'];
  if (proxy.containerName && !names.has(proxy.containerName)) {
    yield {
      rule: 'proxy-container',
      path: [...path, 'containerName'],
      reads: [inContainers('name')],
      message: `there is no container ${quote([...path, 'containerName'])} to be the proxy`,
      remedy: 'Name a container of this task definition.',
    };
  }
  if (task.networkMode !== 'awsvpc') {
    yield {
      rule: 'proxy-network-mode',
      path,
      reads: [['networkMode']],
      message: 'a proxyConfiguration needs networkMode awsvpc',
      remedy: 'Set "networkMode": "awsvpc".',
    };
  }
  const given = new Set((proxy.properties ?? []).map(({ name }) => name));
  const missing = ['ProxyIngressPort', 'ProxyEgressPort', 'AppPorts', 'EgressIgnoredIPs'].filter(
    (name) => !given.has(name),
  );
  if (missing.length > 0) {
    yield {
      rule: 'proxy-properties',
      path,
      reads: [[...path, 'properties']],
      message: `proxyConfiguration lacks ${missing.join(', ')}`,
      remedy: 'Add them to "properties", each as { "name": "…", "value": "…" }.',
    };
  }
}

function* checkTags({ task: { tags = [] }, quote }: Subject): Generator<Broken> {
  if (tags.length > 50) {
    yield {
      rule: 'tag-count',
      path: ['tags'],
      message: 'there are more than 50 tags',
      remedy: 'Remove some; 50 is the most.',
    };
  }
  for (const [index, { key, value = '' }] of tags.entries()) {
    const path = ['tags', index];
    if (!key || key.length > 128 || !TAG_TEXT.test(key) || /^aws:/i.test(key)) {
      yield {
        rule: 'tag-key',
        path: [...path, 'key'],
        message: `tags[${index}] has no key of 1 to 128 letters, digits, spaces and _.:/=+-@ that does not begin with aws:`,
        remedy: 'Choose such a key.',
      };
    }
    if (value.length > 256 || !TAG_TEXT.test(value)) {
      yield {
        rule: 'tag-value',
        path: [...path, 'value'],
        message: `the value of tags[${index}] is not up to 256 letters, digits, spaces and _.:/=+-@`,
        remedy: 'Choose such a value.',
      };
    }
  }
  for (const [index] of repeated(tags.entries(), ([, { key }]) => key)) {
    yield {
      rule: 'tag-twice',
      path: ['tags', index, 'key'],
      message: `the tag ${quote(['tags', index, 'key'])} is given twice`,
      remedy: 'Keep one of the two.',
    };
  }
}
