import type { AwsClients } from '../aws/clients.js';
import { BgDeployError, type ErrorCode } from '../errors.js';
import { checkCapacityProviders, checkNetworkChange, checkPlatformVersion } from './change-checks.js';
import type { Check } from './check.js';
import { checkAppSpecContainer, checkNetwork, checkTestHook } from './document-checks.js';
import {
  checkApplication,
  checkAutoRollback,
  checkDeploymentConfig,
  checkGroup,
  checkGroupService,
  checkNoActiveDeployment,
  checkStyle,
} from './group-checks.js';
import type { Observation } from './observation.js';
import { type ObserveOptions, observe } from './observe.js';
import { checkController, checkDraining, checkService, checkTaskSets } from './service-checks.js';
import {
  checkBlueHealth,
  checkNetworkLoadBalancer,
  checkProductionListener,
  checkProductionTraffic,
  checkTargetGroupPair,
  checkTestListener,
} from './traffic-checks.js';

/** In the order in which somebody would look: a check that cannot be judged yet is silent. */
const CHECKS: readonly ((observation: Observation) => Check | undefined)[] = [
  checkApplication,
  checkGroup,
  checkStyle,
  checkGroupService,
  checkDeploymentConfig,
  checkNoActiveDeployment,
  checkService,
  checkController,
  checkTaskSets,
  checkDraining,
  checkTargetGroupPair,
  checkProductionListener,
  checkTestListener,
  checkProductionTraffic,
  checkNetworkLoadBalancer,
  checkBlueHealth,
  checkAppSpecContainer,
  checkNetwork,
  checkPlatformVersion,
  checkNetworkChange,
  checkCapacityProviders,
  checkTestHook,
  checkAutoRollback,
];

/** Everything that would make a deployment fail, found without changing anything. */
export function preflight(observation: Observation): readonly Check[] {
  return CHECKS.map((check) => check(observation)).filter((check) => check !== undefined);
}

/** What `bg-deploy verify` answers. */
export interface Verification {
  /** Whether a deployment can be started; warnings do not keep it from that. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

/**
 * Looks and judges; changes nothing.
 *
 * @example
 * ```ts
 * const { ok, checks } = await verify({ clients, target, documents });
 * ```
 */
export async function verify(options: ObserveOptions & { readonly clients: AwsClients }): Promise<Verification> {
  const checks = preflight(await observe(options));
  return { ok: !checks.some(isFault), checks };
}

/** Whether a check keeps a deployment from being started. */
export function isFault(check: Check): boolean {
  return !check.ok && check.severity === 'error';
}

/** Which kind of finding names the error: what the user wrote first, then a busy group, then AWS's state. */
const PRECEDENCE: readonly ErrorCode[] = ['taskdef-invalid', 'appspec-invalid', 'deployment-in-progress'];

/** The code of the error that the findings make together; `undefined` where nothing keeps a deployment from starting. */
export function faultCode(checks: readonly Check[]): ErrorCode | undefined {
  const codes = checks.filter(isFault).map(({ code }) => code);
  return (
    PRECEDENCE.find((candidate) => codes.includes(candidate)) ?? (codes.length > 0 ? 'preflight-failed' : undefined)
  );
}

/**
 * Throws all findings as one error.
 *
 * @throws `BgDeployError` `preflight-failed`, or `appspec-invalid`, `taskdef-invalid`, `deployment-in-progress`
 */
export function refuseFaults(checks: readonly Check[]): void {
  const faults = checks.filter(isFault);
  const code = faultCode(checks) ?? 'preflight-failed';
  const [first, ...others] = faults.toSorted((a, b) => Number(b.code === code) - Number(a.code === code));
  if (first === undefined) return;
  throw new BgDeployError(code, first.message, {
    remedy: first.remedy,
    others: others.map(({ message, remedy }) => ({ message, remedy })),
  });
}
