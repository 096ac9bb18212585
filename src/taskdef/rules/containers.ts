import { parseImageReference } from '../../build-output/image-reference.js';
import { cpuUnits, memoryMiB } from '../task-size.js';
import { type Broken, type Container, inContainers, repeated, type Subject } from './rule.js';

const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** The rules on containers as such, and on what they may use. */
export function* checkContainers(subject: Subject): Generator<Broken> {
  const { task, containers, quote } = subject;
  if (task.containerDefinitions === undefined) return;
  if (containers.length === 0) {
    yield {
      rule: 'containers-empty',
      path: ['containerDefinitions'],
      message: 'containerDefinitions is empty',
      remedy: 'Describe at least one container.',
    };
  } else if (containers.every(({ essential }) => essential === false)) {
    yield {
      rule: 'essential-container',
      path: ['containerDefinitions'],
      message: 'no container is essential',
      remedy: 'Set "essential": true for the container without which the task is of no use.',
    };
  }
  if (containers.length > 10) {
    yield {
      rule: 'container-count',
      path: ['containerDefinitions'],
      message: 'there are more than 10 containers, which is the quota of ECS',
      remedy: 'Move some into a task of their own.',
    };
  }
  for (const { path } of repeated(containers, ({ name }) => name)) {
    yield {
      rule: 'container-name-twice',
      path: [...path, 'name'],
      message: `two containers are named ${quote([...path, 'name'])}`,
      remedy: 'Give each container a name of its own.',
    };
  }
  for (const container of containers) {
    yield* checkNames(container);
    yield* checkMemory(container, subject);
    yield* checkTimes(container);
    yield* checkLinux(container);
  }
  yield* checkSums(subject);
}

function* checkNames({ path, called, name, image }: Container): Generator<Broken> {
  if (!name) {
    yield { rule: 'container-name', path: [...path, 'name'], message: `${called} has no name`, remedy: 'Add "name".' };
  } else if (!NAME.test(name)) {
    yield {
      rule: 'container-name',
      path: [...path, 'name'],
      message: 'a container name must be 1 to 255 letters, digits, hyphens and underscores',
      remedy: 'Choose such a name.',
    };
  }
  if (!image) {
    yield {
      rule: 'container-image',
      path: [...path, 'image'],
      message: `${called} has no image`,
      remedy: 'Add "image", e.g. "<IMAGE1_NAME>".',
    };
  } else if (!parseImageReference(image)) {
    yield {
      rule: 'container-image',
      path: [...path, 'image'],
      message: `the image of ${called} is not an image reference`,
      remedy: 'Write registry/repository:tag or registry/repository@sha256:…, the repository in small letters.',
    };
  } else if ((image.split('@')[0] ?? '').length > 255) {
    yield {
      rule: 'image-length',
      path: [...path, 'image'],
      message: `the image of ${called} has more than 255 characters before its digest`,
      remedy: 'Shorten the repository or the tag.',
    };
  }
}

function* checkMemory(container: Container, { task, quote }: Subject): Generator<Broken> {
  const { path, called, memory, memoryReservation } = container;
  if (!task.memory && !memory && !memoryReservation) {
    yield {
      rule: 'container-memory',
      path,
      reads: [['memory'], [...path, 'memory'], [...path, 'memoryReservation']],
      message: `${called} has neither memory nor memoryReservation, and the task has no memory`,
      remedy: 'Add "memory" (hard limit, MiB) or "memoryReservation" (soft limit) to it, or "memory" to the task.',
    };
  }
  if (memory && memoryReservation && memory < memoryReservation) {
    yield {
      rule: 'memory-reservation',
      path: [...path, 'memoryReservation'],
      message: `${called} reserves more memory (${quote([...path, 'memoryReservation'])}) than it may use (${quote([...path, 'memory'])})`,
      remedy: 'Make "memoryReservation" smaller than "memory".',
    };
  }
  for (const member of ['memory', 'memoryReservation'] as const) {
    const amount = container[member];
    if (!amount || amount >= 4) continue;
    yield {
      rule: 'memory-minimum',
      path: [...path, member],
      message: `${member} of ${called} is less than 4 MiB, with which Docker starts nothing`,
      remedy: 'Give it MiB, e.g. 512.',
    };
  }
  const whole = task.memory ? memoryMiB(task.memory) : undefined;
  if (memory !== undefined && whole !== undefined && memory > whole) {
    yield {
      rule: 'memory-over-task',
      path: [...path, 'memory'],
      reads: [['memory']],
      message: `${called} has more memory (${quote([...path, 'memory'])}) than the task (${quote(['memory'])})`,
      remedy: 'Lower it, or raise the memory of the task.',
    };
  }
}

function* checkSums({ task, containers, quote, fargate }: Subject): Generator<Broken> {
  const cpu = task.cpu ? cpuUnits(task.cpu) : undefined;
  const wanted = containers.reduce((sum, one) => sum + (one.cpu ?? 0), 0);
  if (cpu !== undefined && wanted > cpu) {
    yield {
      rule: fargate ? 'fargate-cpu-sum' : 'cpu-sum',
      path: ['cpu'],
      reads: [inContainers('cpu')],
      message: `the containers' cpu adds up to more than the task's (${quote(['cpu'])})`,
      remedy: 'Lower the cpu of containers, or raise the cpu of the task.',
    };
  }
  const memory = task.memory ? memoryMiB(task.memory) : undefined;
  const single = containers.some((one) => one.memory !== undefined && memory !== undefined && one.memory > memory);
  const reserved = containers.reduce((sum, one) => sum + (one.memoryReservation ?? one.memory ?? 0), 0);
  if (memory !== undefined && reserved > memory && !single) {
    yield {
      rule: 'memory-sum',
      path: ['memory'],
      reads: [inContainers('memory'), inContainers('memoryReservation')],
      message: `the containers reserve more memory than the task has (${quote(['memory'])})`,
      remedy: 'Lower the memory of containers, or raise the memory of the task.',
    };
  }
}

const HEALTH_CHECK_RANGES = [
  ['interval', 5, 300],
  ['timeout', 2, 60],
  ['retries', 1, 10],
  ['startPeriod', 0, 300],
] as const;

function* checkTimes({ path, called, healthCheck, restartPolicy }: Container): Generator<Broken> {
  for (const [member, low, high] of HEALTH_CHECK_RANGES) {
    const value = healthCheck?.[member];
    if (value === undefined || (value >= low && value <= high)) continue;
    yield {
      rule: 'health-check-range',
      path: [...path, 'healthCheck', member],
      message: `${member} in the health check of ${called} must be ${low} to ${high}`,
      remedy: `Give it a number from ${low} to ${high}.`,
    };
  }
  const [kind] = healthCheck?.command ?? [];
  if (healthCheck?.command && kind !== 'CMD' && kind !== 'CMD-SHELL') {
    yield {
      rule: 'health-check-command',
      path: [...path, 'healthCheck', 'command'],
      reads: [[...path, 'healthCheck', 'command', 0]],
      message: `the health check of ${called} does not begin with CMD or CMD-SHELL`,
      remedy: 'Write ["CMD-SHELL", "curl -f http://localhost/ || exit 1"] or ["CMD", "program", "argument"].',
    };
  }
  const period = restartPolicy?.restartAttemptPeriod;
  if (period !== undefined && (period < 60 || period > 1800)) {
    yield {
      rule: 'restart-period',
      path: [...path, 'restartPolicy', 'restartAttemptPeriod'],
      message: `restartAttemptPeriod of ${called} must be 60 to 1800 seconds`,
      remedy: 'Give it such a time; it is 300 without it.',
    };
  }
  if ((restartPolicy?.ignoredExitCodes?.length ?? 0) > 50) {
    yield {
      rule: 'restart-exit-codes',
      path: [...path, 'restartPolicy', 'ignoredExitCodes'],
      message: `${called} ignores more than 50 exit codes`,
      remedy: 'Name 50 at most.',
    };
  }
}

function* checkLinux(container: Container): Generator<Broken> {
  const { path, called, ulimits = [], linuxParameters } = container;
  for (const [index, { softLimit, hardLimit }] of ulimits.entries()) {
    if (softLimit === undefined || hardLimit === undefined || hardLimit < 0 || softLimit <= hardLimit) continue;
    yield {
      rule: 'ulimit-order',
      path: [...path, 'ulimits', index, 'softLimit'],
      message: `a ulimit of ${called} has a soft limit above its hard limit`,
      remedy: 'Make "softLimit" no larger than "hardLimit".',
    };
  }
  for (const [index] of repeated(ulimits.entries(), ([, { name }]) => name)) {
    yield {
      rule: 'ulimit-twice',
      path: [...path, 'ulimits', index, 'name'],
      message: `a ulimit of ${called} is given twice`,
      remedy: 'Keep one of the two.',
    };
  }
  const swappiness = linuxParameters?.swappiness;
  if (swappiness !== undefined && (swappiness < 0 || swappiness > 100)) {
    yield {
      rule: 'swappiness-range',
      path: [...path, 'linuxParameters', 'swappiness'],
      message: `swappiness of ${called} must be 0 to 100`,
      remedy: 'Give it a number from 0 to 100.',
    };
  }
  if ((container.credentialSpecs?.length ?? 0) > 1) {
    yield {
      rule: 'credential-spec-count',
      path: [...path, 'credentialSpecs'],
      message: `${called} has more than one credential spec`,
      remedy: 'Keep one.',
    };
  }
  for (const [index, { type, value }] of (container.resourceRequirements ?? []).entries()) {
    if (type !== 'GPU' || value === undefined || /^[1-9]\d{0,3}$/.test(value)) continue;
    yield {
      rule: 'gpu-count',
      path: [...path, 'resourceRequirements', index, 'value'],
      message: `the GPUs of ${called} are not a number`,
      remedy: 'Write how many, e.g. "1".',
    };
  }
}
