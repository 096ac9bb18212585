import type { Rule, TaskFate } from '../scenario/rule.js';
import type { TaskSetRecord, VersionFlaws } from './world.js';

/**
 * What the scenarios in force have in store for a version that CodeDeploy deploys now; `undefined`: nothing.
 *
 * It is kept with the task set, since it is the version that is broken: a later one, or one that was there before, is
 * not, and a broken one does not get well by becoming PRIMARY.
 */
export function flawsIn(rules: readonly Rule[]): VersionFlaws | undefined {
  const tasks = rules.flatMap((rule) => (rule.kind === 'task' && rule.fate.kind !== 'unplaced' ? [rule.fate] : []));
  const targets = rules.find((rule) => rule.kind === 'target')?.failure;
  if (tasks.length === 0 && targets === undefined) return undefined;
  return { tasks, ...(targets ? { targets } : {}) };
}

/** What becomes of each task of a set in this one respect; `undefined`: nothing out of the ordinary. */
export function fateOf<Kind extends TaskFate['kind']>(
  { flaws }: Pick<TaskSetRecord, 'flaws'>,
  kind: Kind,
): Extract<TaskFate, { kind: Kind }> | undefined {
  return flaws?.tasks.find((fate): fate is Extract<TaskFate, { kind: Kind }> => fate.kind === kind);
}

/** Whether there is no room for tasks of a set; that is not the version's fault, and over as soon as there is room. */
export function lacksRoom({ shown }: TaskSetRecord, rules: readonly Rule[]): boolean {
  return (
    shown.externalId !== undefined &&
    shown.status !== 'PRIMARY' &&
    rules.some((rule) => rule.kind === 'task' && rule.fate.kind === 'unplaced')
  );
}
