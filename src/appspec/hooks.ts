import { isMap, type Node, type YAMLMap } from 'yaml';
import { HOOK_EVENTS, LIFECYCLE_EVENTS } from '../domain/lifecycle-event.js';
import type { AppSpecHook } from './appspec.js';
import type { Member, YamlReading } from './yaml-reading.js';

const SHAPE = 'Write a list of items such as `- AfterAllowTestTraffic: name-of-the-lambda-function`.';

/**
 * The hooks in the order in which they stand. Nothing under `Hooks` counts as none: files are found whose hooks are all
 * commented out. A mapping of events is taken for the list that it was meant to be.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export function readHooks(member: Member | undefined, reading: YamlReading): AppSpecHook[] {
  if (!member) return [];
  if (!member.value) {
    reading.note(member.key, 'Hooks is empty and left out');
    return [];
  }
  const hooks: AppSpecHook[] = [];
  if (isMap(member.value)) {
    reading.note(member.key, 'Hooks is a mapping and is written as a list in the result');
    readItem(member.value, 'Hooks', hooks, reading);
    return hooks;
  }
  for (const [index, raw] of (reading.list(member, SHAPE) ?? []).entries()) {
    const item = reading.resolve(raw);
    const path = `Hooks[${index}]`;
    if (!item) {
      reading.note(member.key, `${path} is empty and left out`);
      continue;
    }
    const map = reading.map({ key: member.key, value: item, path }, SHAPE);
    if (!map) continue;
    if (map.items.length > 1) {
      reading.report(
        map,
        'appspec-hook',
        `${path} names ${map.items.length} events, and an item names one`,
        'Give each event an item of its own, with a dash.',
      );
      continue;
    }
    readItem(map, path, hooks, reading);
  }
  return hooks;
}

function readItem(map: YAMLMap, path: string, hooks: AppSpecHook[], reading: YamlReading): void {
  const own = map.items.map(({ key }) => String(key)).find((key) => isCodeDeploysOwn(key));
  if (own) {
    reading.report(
      map,
      'appspec-hook',
      `${own} belongs to CodeDeploy itself and runs no function`,
      `Use one of ${HOOK_EVENTS.join(', ')}.`,
    );
    return;
  }
  for (const [event, hook] of reading.members(map, path, HOOK_EVENTS)) {
    const name = reading.text(hook, 'Give it the name or ARN of a Lambda function, or remove the item.');
    if (hooks.some((other) => other.event === event)) {
      twice(hook.key, event, reading);
    } else if (name !== undefined) {
      hooks.push({ event, function: name });
    }
  }
}

function twice(key: Node, event: string, reading: YamlReading): void {
  reading.report(
    key,
    'appspec-hook',
    `${event} is given twice, and CodeDeploy runs one function for an event`,
    'Keep one of the two.',
  );
}

function isCodeDeploysOwn(name: string): boolean {
  return (LIFECYCLE_EVENTS as readonly string[]).includes(name) && !(HOOK_EVENTS as readonly string[]).includes(name);
}
