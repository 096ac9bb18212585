/**
 * Safe blue/green releases of Amazon ECS services through AWS CodeDeploy.
 *
 * @packageDocumentation
 */
export type { AppSpec, AppSpecHook, AwsvpcNetwork, CapacityProvider } from './appspec/appspec.js';
export { parseAppSpec } from './appspec/parse.js';
export { renderAppSpec } from './appspec/render.js';
export { appSpecSha256 } from './appspec/sha256.js';
export { type AwsClientOptions, type AwsClients, createAwsClients, type OwnedAwsClients } from './aws/clients.js';
export { type BootstrapOptions, bootstrap } from './bootstrap/bootstrap.js';
export type { BootstrapEvent, BootstrapResult } from './bootstrap/event.js';
export type { BootstrapWish } from './bootstrap/wish.js';
export { bootstrapWish } from './bootstrap/wish-from-config.js';
export type { BuildIdentity, BuildSystem } from './build-output/build-identity.js';
export { readBuildOutput } from './build-output/read.js';
export { acceleratedClock, type Clock, systemClock } from './clock.js';
export type {
  BootstrapConfig,
  Config,
  LocalConfig,
  LocalHook,
  LookupConfig,
  NotificationConfig,
  TemplateConfig,
} from './config/config.js';
export { formatDuration, parseDuration } from './config/duration.js';
export { type ConfigFlags, type LoadOptions, loadConfig } from './config/load.js';
export type { DeploymentEvent, DeploymentResult } from './deployment/event.js';
export { getDeployment } from './deployment/get-deployment.js';
export type { DeploymentHandle, HandleOptions } from './deployment/handle.js';
export { type DeploymentPlan, type PlanOptions, planDeployment } from './deployment/plan.js';
export type { Release, ReleaseTarget } from './deployment/release.js';
export { type RollbackOptions, rollback } from './deployment/rollback.js';
export { type OnConflict, type StartOptions, start } from './deployment/start.js';
export { type DeploymentReport, deploymentStatus, type StatusOptions } from './deployment/status.js';
export { type DiffOptions, diff } from './diff/diff.js';
export type { ImageChange, ImageSide } from './diff/image-change.js';
export { diffMarkdown } from './diff/markdown.js';
export type { Change, ContainerDiff, DiffBase, ReleaseDiff } from './diff/release-diff.js';
export type { Traffic, TrafficRouting } from './domain/traffic.js';
export {
  BgDeployError,
  ERROR_CODES,
  type ErrorCode,
  type Finding,
  isBgDeployError,
  type SourcePlace,
} from './errors.js';
export type { Artifacts } from './generate/artifacts.js';
export { type GeneratedFromFiles, type GenerateFromFilesInput, generateFromFiles } from './generate/from-files.js';
export { type GenerateInput, generate } from './generate/generate.js';
export { writeArtifacts } from './generate/write-artifacts.js';
export type { Notification, NotificationContext } from './notify/notification.js';
export { type NotifyOptions, withNotifications } from './notify/notifier.js';
export type { Publisher } from './notify/publisher.js';
export { snsPublisher } from './notify/sns.js';
export type { Check } from './preflight/check.js';
export { type Verification, verify } from './preflight/preflight.js';
