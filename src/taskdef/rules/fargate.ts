import { cpuUnits, FARGATE_CPUS, memoryMiB, otherFargateMemory } from '../task-size.js';
import type { Broken, Called, Container, Path, Subject } from './rule.js';

/** What a definition for Fargate must have, and what Fargate does not have. */
export function* checkFargate(subject: Subject): Generator<Broken> {
  const { task, containers, quote, fargate } = subject;
  if (!fargate) return;
  if (task.networkMode !== 'awsvpc') {
    yield {
      rule: 'fargate-network-mode',
      path: ['networkMode'],
      message: `Fargate tasks need "networkMode": "awsvpc"${task.networkMode ? ', and another is given' : ''}`,
      remedy: 'Set "networkMode": "awsvpc".',
    };
  }
  yield* checkSize(subject);
  yield* checkTaskMembers(subject);
  for (const container of containers) {
    yield* checkUnsupported(container);
    yield* checkLimits(container);
    const driver = container.logConfiguration?.logDriver;
    if (driver && !['awslogs', 'splunk', 'awsfirelens'].includes(driver)) {
      const path = [...container.path, 'logConfiguration', 'logDriver'];
      yield {
        rule: 'fargate-log-driver',
        path,
        message: `Fargate has no log driver ${quote(path)}`,
        remedy: 'Use awslogs, splunk or awsfirelens.',
      };
    }
  }
}

function* checkSize({ task, quote }: Subject): Generator<Broken> {
  for (const member of ['cpu', 'memory'] as const) {
    if (task[member]) continue;
    yield {
      rule: `fargate-${member}`,
      path: [member],
      message: `Fargate tasks need ${member} for the whole task`,
      remedy: `Add "${member}" beside "family", e.g. "cpu": "256", "memory": "512".`,
    };
  }
  const cpu = task.cpu ? cpuUnits(task.cpu) : undefined;
  const memory = task.memory ? memoryMiB(task.memory) : undefined;
  if (cpu !== undefined && !FARGATE_CPUS.includes(cpu)) {
    yield {
      rule: 'fargate-size',
      path: ['cpu'],
      message: `Fargate has no tasks with cpu ${quote(['cpu'])}`,
      remedy: `Use one of ${FARGATE_CPUS.join(', ')}.`,
    };
  }
  const other = cpu !== undefined && memory !== undefined ? otherFargateMemory(cpu, memory) : undefined;
  if (other !== undefined) {
    yield {
      rule: 'fargate-size',
      path: ['memory'],
      reads: [['cpu']],
      message: `Fargate has no tasks with cpu ${quote(['cpu'])} and memory ${quote(['memory'])}`,
      remedy: `With this cpu, memory may be ${other} (MiB).`,
    };
  }
  if (cpu !== undefined && cpu < 1024 && task.runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS')) {
    yield {
      rule: 'fargate-windows-cpu',
      path: ['cpu'],
      reads: [['runtimePlatform']],
      message: 'Windows tasks on Fargate need 1 vCPU at least',
      remedy: 'Set "cpu": "1024" or more, and memory to go with it.',
    };
  }
}

function* checkTaskMembers({ task, quote }: Subject): Generator<Broken> {
  if (task.ipcMode) yield unsupported(['ipcMode'], 'ipcMode');
  if (task.pidMode && task.pidMode !== 'task') {
    yield {
      rule: 'fargate-pid-mode',
      path: ['pidMode'],
      message: `Fargate has no pidMode ${quote(['pidMode'])}`,
      remedy: 'Use "task", or remove "pidMode".',
    };
  }
  if ((task.placementConstraints?.length ?? 0) > 0) {
    yield unsupported(['placementConstraints'], 'placementConstraints');
  }
  for (const [index, volume] of (task.volumes ?? []).entries()) {
    const path = ['volumes', index];
    if (volume.host?.sourcePath) {
      yield {
        rule: 'fargate-volume',
        path: [...path, 'host', 'sourcePath'],
        message: 'Fargate has no host whose folders could be mounted',
        remedy: 'Remove "sourcePath" (the volume is then empty storage that the containers share), or use EFS.',
      };
    }
    for (const kind of ['dockerVolumeConfiguration', 'fsxWindowsFileServerVolumeConfiguration'] as const) {
      if (volume[kind] === undefined) continue;
      yield {
        rule: 'fargate-volume',
        path: [...path, kind],
        message: `Fargate has no volumes with a ${kind}`,
        remedy: 'Use EFS, or a volume with a name only.',
      };
    }
  }
}

function* checkUnsupported(container: Container): Generator<Broken> {
  const { path, linuxParameters, called } = container;
  if (container.privileged) yield unsupported([...path, 'privileged'], 'privileged containers', called);
  if (container.dockerSecurityOptions?.length) {
    yield unsupported([...path, 'dockerSecurityOptions'], 'dockerSecurityOptions', called);
  }
  for (const member of ['devices', 'sharedMemorySize', 'maxSwap', 'swappiness'] as const) {
    const value = linuxParameters?.[member];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    yield unsupported([...path, 'linuxParameters', member], member, called);
  }
  for (const [index, requirement] of (container.resourceRequirements ?? []).entries()) {
    if (requirement.type !== 'GPU') continue;
    yield unsupported([...path, 'resourceRequirements', index], 'GPUs', called);
  }
  for (const [index, capability] of (linuxParameters?.capabilities?.add ?? []).entries()) {
    if (capability === 'SYS_PTRACE') continue;
    yield {
      rule: 'fargate-capability',
      path: [...path, 'linuxParameters', 'capabilities', 'add', index],
      message: 'of all capabilities, Fargate can add only SYS_PTRACE',
      remedy: 'Remove the others, or run the task on EC2.',
    };
  }
}

function unsupported(path: Path, what: string, called?: Called): Broken {
  return {
    rule: 'fargate-unsupported',
    path,
    message: `Fargate has no ${what}${called ? `, and ${called} asks for it` : ''}`,
    remedy: 'Remove it, or run the task on EC2.',
  };
}

function* checkLimits(container: Container): Generator<Broken> {
  const { path, called } = container;
  for (const member of ['startTimeout', 'stopTimeout'] as const) {
    const seconds = container[member];
    if (seconds === undefined || (seconds >= 2 && seconds <= 120)) continue;
    yield {
      rule: 'fargate-timeout',
      path: [...path, member],
      message: `${member} of ${called} is not 2 to 120 seconds, which is what Fargate offers`,
      remedy: 'Give it such a time; stopTimeout is 30 seconds without it.',
    };
  }
  for (const [index, { name }] of (container.ulimits ?? []).entries()) {
    if (name === undefined || name.toLowerCase() === 'nofile') continue;
    yield {
      rule: 'fargate-ulimit',
      path: [...path, 'ulimits', index, 'name'],
      message: 'Fargate lets a task definition set only the ulimit nofile',
      remedy: 'Remove it: Fargate uses the limits of its operating system.',
    };
  }
}
