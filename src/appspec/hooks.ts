import { isMap } from 'yaml';
import { HOOK_EVENTS, LIFECYCLE_EVENTS } from '../domain/lifecycle-event.js';
import type { AppSpecHook } from './appspec.js';
import type { Member, YamlReading } from './yaml-reading.js';

const SHAPE = 'Write a list of items such as `- AfterAllowTestTraffic: name-of-the-lambda-function`.';

/**
 * The hooks in the order in which they stand. Nothing under `Hooks` counts as none: files are found whose hooks are all
 * commented out.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export function readHooks(member: Member | undefined, reading: YamlReading): AppSpecHook[] {
  if (!member) return [];
  if (!member.value) {
    reading.note(member.key, 'Hooks is empty and left out');
    return [];
  }
  if (isMap(member.value)) {
    reading.report(member.value, 'Hooks must be a list, and is a mapping', SHAPE);
    return [];
  }
  const hooks: AppSpecHook[] = [];
  for (const [index, raw] of (reading.list(member, SHAPE) ?? []).entries()) {
    const item = reading.resolve(raw);
    const path = `Hooks[${index}]`;
    if (!item) {
      reading.note(member.key, `${path} is empty and left out`);
      continue;
    }
    const map = reading.map({ key: member.key, value: item, path }, SHAPE);
    if (!map) continue;
    const own = map.items.map(({ key }) => String(key)).find((key) => isCodeDeploysOwn(key));
    if (own) {
      reading.report(
        map,
        `${own} belongs to CodeDeploy itself and runs no function`,
        `Use one of ${HOOK_EVENTS.join(', ')}.`,
      );
      continue;
    }
    const members = reading.members(map, path, HOOK_EVENTS);
    if (members.size > 1) {
      reading.report(
        map,
        `${path} names ${members.size} events, and an item names one`,
        'Give each event an item of its own, with a dash.',
      );
      continue;
    }
    for (const [event, hook] of members) {
      const name = reading.text(hook, 'Give it the name or ARN of a Lambda function, or remove the item.');
      if (hooks.some((other) => other.event === event)) {
        reading.report(
          hook.key,
          `${event} is given twice, and CodeDeploy runs one function for an event`,
          'Keep one of the two.',
        );
      } else if (name !== undefined) {
        hooks.push({ event, function: name });
      }
    }
  }
  return hooks;
}

function isCodeDeploysOwn(name: string): boolean {
  return (LIFECYCLE_EVENTS as readonly string[]).includes(name) && !(HOOK_EVENTS as readonly string[]).includes(name);
}
