import {
  ApplicationProtocol,
  Compatibility,
  ContainerCondition,
  CPUArchitecture,
  DeviceCgroupPermission,
  EFSAuthorizationConfigIAM,
  EFSTransitEncryption,
  EnvironmentFileType,
  FirelensConfigurationType,
  IpcMode,
  LogDriver,
  NetworkMode,
  OSFamily,
  PidMode,
  ProxyConfigurationType,
  ResourceType,
  Scope,
  TaskDefinitionPlacementConstraintType,
  TransportProtocol,
  UlimitName,
  VersionConsistency,
} from '@aws-sdk/client-ecs';

/** The values of a member that has a fixed choice of them. */
export interface FixedChoice {
  readonly values: readonly string[];
  /** Whether AWS adds to them now and then, so that an unknown one may only be new. */
  readonly growing: boolean;
}

const closed = (choice: Readonly<Record<string, string>>): FixedChoice => ({
  values: Object.values(choice),
  growing: false,
});
const growing = (choice: Readonly<Record<string, string>>): FixedChoice => ({
  values: Object.values(choice),
  growing: true,
});

/** By structure and member: the SDK's schemas carry no choices, its constants do. */
const CHOICES: Readonly<Record<string, FixedChoice>> = {
  'RegisterTaskDefinitionRequest.networkMode': closed(NetworkMode),
  'RegisterTaskDefinitionRequest.pidMode': closed(PidMode),
  'RegisterTaskDefinitionRequest.ipcMode': closed(IpcMode),
  'RegisterTaskDefinitionRequest.requiresCompatibilities': growing(Compatibility),
  'ContainerDefinition.versionConsistency': closed(VersionConsistency),
  'ContainerDependency.condition': growing(ContainerCondition),
  'PortMapping.protocol': closed(TransportProtocol),
  'PortMapping.appProtocol': growing(ApplicationProtocol),
  'EnvironmentFile.type': growing(EnvironmentFileType),
  'Device.permissions': closed(DeviceCgroupPermission),
  'Ulimit.name': closed(UlimitName),
  'LogConfiguration.logDriver': growing(LogDriver),
  'ResourceRequirement.type': growing(ResourceType),
  'FirelensConfiguration.type': growing(FirelensConfigurationType),
  'DockerVolumeConfiguration.scope': closed(Scope),
  'EFSVolumeConfiguration.transitEncryption': closed(EFSTransitEncryption),
  'EFSAuthorizationConfig.iam': closed(EFSAuthorizationConfigIAM),
  'TaskDefinitionPlacementConstraint.type': growing(TaskDefinitionPlacementConstraintType),
  'ProxyConfiguration.type': growing(ProxyConfigurationType),
  'RuntimePlatform.cpuArchitecture': growing(CPUArchitecture),
  'RuntimePlatform.operatingSystemFamily': growing(OSFamily),
};

/** The fixed choice of a structure's member, or of the items of a member that is a list. */
export function fixedChoice(structure: string, member: string): FixedChoice | undefined {
  const name = `${structure}.${member}`;
  return Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
}
