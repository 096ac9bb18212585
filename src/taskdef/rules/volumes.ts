import type { EFSVolumeConfiguration } from '@aws-sdk/client-ecs';
import { type Broken, type Container, inContainers, type Path, repeated, type Subject } from './rule.js';

const KINDS = [
  'dockerVolumeConfiguration',
  'efsVolumeConfiguration',
  's3filesVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
] as const;

/** The rules on volumes and where they are mounted. */
export function* checkVolumes(subject: Subject): Generator<Broken> {
  const { task, containers, quote } = subject;
  const volumes = task.volumes ?? [];
  const declared = new Set(volumes.flatMap(({ name }) => name || []));
  const mounted = new Set(
    containers.flatMap(({ mountPoints = [] }) => mountPoints.flatMap(({ sourceVolume }) => sourceVolume || [])),
  );
  for (const container of containers) yield* checkMounts(container, declared, subject);
  for (const [index] of repeated(volumes.entries(), ([, { name }]) => name || undefined)) {
    yield {
      rule: 'volume-twice',
      path: ['volumes', index, 'name'],
      message: `two volumes are named ${quote(['volumes', index, 'name'])}`,
      remedy: 'Give each volume a name of its own.',
    };
  }
  for (const [index, volume] of volumes.entries()) {
    const path = ['volumes', index];
    const { name } = volume;
    if (!name || !/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
      yield {
        rule: 'volume-name',
        path: [...path, 'name'],
        message: `volumes[${index}] has no name of 1 to 255 letters, digits, hyphens and underscores`,
        remedy: 'Give it such a name; containers mount it by that name.',
      };
    } else if (!mounted.has(name)) {
      yield {
        rule: volume.configuredAtLaunch ? 'launch-volume-unused' : 'volume-unused',
        path: [...path, 'name'],
        reads: [inContainers('mountPoints')],
        message: `no container mounts the volume ${quote([...path, 'name'])}`,
        remedy: 'Remove it, or mount it by "mountPoints".',
      };
    }
    const kinds = KINDS.filter((kind) => volume[kind] !== undefined);
    if (kinds.length + (volume.host?.sourcePath ? 1 : 0) > 1) {
      yield {
        rule: 'volume-kinds',
        path,
        message: `volumes[${index}] is of several kinds at once`,
        remedy: `Keep one of host and ${kinds.join(', ')}.`,
      };
    }
    if (volume.efsVolumeConfiguration) {
      yield* checkEfs(volume.efsVolumeConfiguration, [...path, 'efsVolumeConfiguration']);
    }
  }
  for (const [index] of [...volumes.entries()].filter(([, { configuredAtLaunch }]) => configuredAtLaunch).slice(1)) {
    yield {
      rule: 'launch-volume-count',
      path: ['volumes', index, 'configuredAtLaunch'],
      message: 'more than one volume is configured at launch',
      remedy: 'Keep one.',
    };
  }
}

function* checkMounts(container: Container, declared: ReadonlySet<string>, { quote }: Subject): Generator<Broken> {
  const { path, called, mountPoints = [] } = container;
  for (const [index, { sourceVolume, containerPath }] of mountPoints.entries()) {
    const at = [...path, 'mountPoints', index];
    if (!sourceVolume || !declared.has(sourceVolume)) {
      yield {
        rule: 'mount-volume',
        path: [...at, 'sourceVolume'],
        reads: [['volumes', '*', 'name']],
        message: sourceVolume
          ? `${called} mounts ${quote([...at, 'sourceVolume'])}, and there is no such volume`
          : `a mount point of ${called} has no sourceVolume`,
        remedy: 'Declare it: "volumes": [{ "name": "…" }] beside "family".',
      };
    }
    if (!containerPath) {
      yield {
        rule: 'mount-path',
        path: [...at, 'containerPath'],
        message: `a mount point of ${called} has no containerPath`,
        remedy: 'Add "containerPath", the folder in the container.',
      };
    }
  }
  for (const [index] of repeated(mountPoints.entries(), ([, { containerPath }]) => containerPath || undefined)) {
    const at = [...path, 'mountPoints', index, 'containerPath'];
    yield {
      rule: 'mount-path-twice',
      path: at,
      message: `${called} has two mount points at ${quote(at)}`,
      remedy: 'Mount one of them elsewhere.',
    };
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_EFSVolumeConfiguration.html */
function* checkEfs(efs: EFSVolumeConfiguration, path: Path): Generator<Broken> {
  const { authorizationConfig, rootDirectory, transitEncryption, transitEncryptionPort } = efs;
  const encrypted = transitEncryption === 'ENABLED';
  const reads = [[...path, 'transitEncryption']];
  const remedy = 'Set "transitEncryption": "ENABLED".';
  if (authorizationConfig?.accessPointId && rootDirectory && rootDirectory !== '/') {
    yield {
      rule: 'efs-root-directory',
      path: [...path, 'rootDirectory'],
      message: 'with an access point, rootDirectory is / or left out: the access point decides it',
      remedy: 'Remove "rootDirectory".',
    };
  }
  if (authorizationConfig?.iam === 'ENABLED' && !encrypted) {
    yield {
      rule: 'efs-iam-encryption',
      path: [...path, 'authorizationConfig', 'iam'],
      reads,
      message: 'IAM authorization for EFS needs encryption in transit',
      remedy,
    };
  }
  if (authorizationConfig?.accessPointId && authorizationConfig.iam !== 'ENABLED' && !encrypted) {
    yield {
      rule: 'efs-access-point-encryption',
      path: [...path, 'authorizationConfig', 'accessPointId'],
      reads: [...reads, [...path, 'authorizationConfig', 'iam']],
      message: 'an access point of EFS needs encryption in transit',
      remedy,
    };
  }
  if (transitEncryptionPort !== undefined && !encrypted) {
    yield {
      rule: 'efs-port-encryption',
      path: [...path, 'transitEncryptionPort'],
      reads,
      message: 'transitEncryptionPort is given, and encryption in transit is not on',
      remedy: `${remedy.slice(0, -1)}, or remove the port.`,
    };
  }
}
