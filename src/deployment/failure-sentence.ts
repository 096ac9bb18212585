import type { Snapshot } from './snapshot.js';

/** Why a deployment failed or was stopped: `AfterAllowTestTraffic failed: HOOK_EXECUTION_FAILURE: …`. */
export function failureSentence({ deployment, target }: Snapshot): string {
  const failed = target?.lifecycleEvents.find(({ status }) => status === 'Failed');
  const manual = deployment.error?.code === 'MANUAL_STOP';
  const what = manual
    ? `stopped on request${failed ? ` during ${failed.name}` : ''}`
    : failed
      ? `${failed.name} failed`
      : deployment.status.toLowerCase();
  const { error } = deployment;
  const text = error?.message.replace(/[.\s]+$/, '') ?? '';
  const why = error ? [error.code, text].filter((part) => part !== '').join(': ') : null;
  return [why === null ? what : `${what}: ${why}`, failed?.diagnostics ? `(${failed.diagnostics})` : null]
    .filter((part) => part !== null)
    .join(' ');
}
