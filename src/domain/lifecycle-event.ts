/**
 * The lifecycle events of a CodeDeploy deployment to Amazon ECS, in the order in which CodeDeploy runs them.
 *
 * The two test-traffic events exist only where the deployment group has a test listener.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export const LIFECYCLE_EVENTS = [
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'AllowTestTraffic',
  'AfterAllowTestTraffic',
  'BeforeAllowTraffic',
  'AllowTraffic',
  'AfterAllowTraffic',
] as const;

/** CodeDeploy's own name of a lifecycle event of an ECS deployment. */
export type LifecycleEventName = (typeof LIFECYCLE_EVENTS)[number];

/** The events at which an AppSpec may run a validation function; the other three belong to CodeDeploy itself. */
export const HOOK_EVENTS = [
  'BeforeInstall',
  'AfterInstall',
  'AfterAllowTestTraffic',
  'BeforeAllowTraffic',
  'AfterAllowTraffic',
] as const satisfies readonly LifecycleEventName[];

/** A lifecycle event at which an AppSpec may run a validation function. */
export type HookEventName = (typeof HOOK_EVENTS)[number];

/** The events that exist only with a test listener. */
export const TEST_TRAFFIC_EVENTS = [
  'AllowTestTraffic',
  'AfterAllowTestTraffic',
] as const satisfies readonly LifecycleEventName[];
