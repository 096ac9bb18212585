import type { Snapshot } from './snapshot.js';

/** Why a deployment failed or was stopped: `AfterAllowTestTraffic failed: HOOK_EXECUTION_FAILURE: …`. */
export function failureSentence({ deployment, target }: Snapshot): string {
  const events = target?.lifecycleEvents ?? [];
  const failed = events.find(({ status }) => status === 'Failed');
  const manual = deployment.error?.code === 'MANUAL_STOP';
  const what = manual
    ? `stopped on request ${failed ? `during ${failed.name}` : between(events)}`
    : failed
      ? `${failed.name} failed`
      : `${deployment.status.toLowerCase()} ${between(events)}`;
  const { error } = deployment;
  const text = error?.message.replace(/[.\s]+$/, '') ?? '';
  const why = error ? [error.code, text].filter((part) => part !== '').join(': ') : null;
  return [why === null ? what : `${what}: ${why}`, failed?.diagnostics ? `(${failed.diagnostics})` : null]
    .filter((part) => part !== null)
    .join(' ');
}

/** Where a deployment was that no lifecycle event failed of: before the first one, or in a wait. */
function between(events: readonly { readonly name: string; readonly status: string }[]): string {
  const last = events.findLast(({ status }) => status === 'Succeeded');
  return last ? `after ${last.name}` : 'before its first lifecycle event';
}
