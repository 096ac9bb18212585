import { LIFECYCLE_EVENTS, type LifecycleEventName } from '../../../src/domain/lifecycle-event.js';

/**
 * A told story in signs that fit into a table, without leaving anything out: `✓ Install` for an event that has begun and
 * succeeded, `✗` failed, `-` skipped, `Install …` begun with other things before its end, `10 %` of traffic on green.
 */
export function courseOf(lines: readonly string[]): string[] {
  return lines.flatMap((line, index) => {
    const [event, what] = line.split(' ');
    const next = lines[index + 1];
    switch (what) {
      case 'started':
        if (event === 'rollback') return ['rollback …'];
        return next === `${event} succeeded` || next === `${event} failed` ? [] : [`${event} …`];
      case 'succeeded':
        return [`✓ ${event}`];
      case 'failed':
        return [`✗ ${event}`];
      case 'skipped':
        return [`- ${event}`];
      default:
        return [line.replace(/^blue \d+ green (\d+)$/, '$1 %')];
    }
  });
}

export const BEGUN = ['created', '→ InProgress'] as const;
export const INSTALLED = ['✓ BeforeInstall', '✓ Install', '✓ AfterInstall'] as const;
export const TESTED = ['✓ AllowTestTraffic', '✓ AfterAllowTestTraffic'] as const;
/** Up to the shift. */
export const UP_TO_SHIFT = [...BEGUN, ...INSTALLED, ...TESTED, '✓ BeforeAllowTraffic', 'AllowTraffic …'] as const;
/** Up to the wait before the original task set is terminated, by a canary. */
export const CANARY_DONE = [...UP_TO_SHIFT, '10 %', '100 %', '✓ AllowTraffic', '✓ AfterAllowTraffic'] as const;
export const ROLLED_BACK = ['rollback …', 'rollback Succeeded', 'exit 3, rolled back'] as const;

/** All events from this one on are skipped. */
export function skippedFrom(event: LifecycleEventName): string[] {
  return LIFECYCLE_EVENTS.slice(LIFECYCLE_EVENTS.indexOf(event)).map((name) => `- ${name}`);
}
