import { READ_ONLY_MEMBERS } from '../taskdef/schema.js';
import { escapedLiterals } from './escaped-literals.js';
import { IMAGE_NAME, type RunningService } from './subject.js';

/** The text of a task definition template. */
export interface TaskDefinitionTemplate {
  readonly text: string;
  /** What `values:` of the configuration must have for it. */
  readonly values?: Readonly<Record<string, string>>;
  /** A sentence each; names only. */
  readonly notes: readonly string[];
}

/**
 * The template that makes the task definition that runs, but for the image: what only ECS writes is left out, and so is
 * what says nothing (an empty list, `"cpu": 0`).
 *
 * @param container - the one that gets the build's image; so does every other container with the very same image
 */
export function taskDefinitionTemplate(running: RunningService, container: string): TaskDefinitionTemplate {
  const { tags } = running;
  const placeholder = `<${IMAGE_NAME}>`;
  const { containerDefinitions = [], ...rest } = running.taskDefinition;
  const members = Object.entries(rest).filter(([name]) => !READ_ONLY_MEMBERS.has(name));
  const image = containerDefinitions.find(({ name }) => name === container)?.image;
  const template = {
    ...Object.fromEntries(members),
    ...(tags.length > 0 ? { tags } : {}),
    containerDefinitions: containerDefinitions.map((definition) => ({
      ...definition,
      ...(definition.cpu === 0 ? { cpu: undefined } : {}),
      image: definition.image === image ? placeholder : definition.image,
    })),
  };
  const others = containerDefinitions.filter((one) => one.image !== image && one.image !== undefined);
  return {
    text: escapedLiterals(`${JSON.stringify(withoutEmpty(template), null, 2)}\n`, [placeholder]),
    notes: [
      ...others.map(
        ({ name, image: kept }) =>
          `container ${name} keeps ${kept}; write "<IMAGE2_NAME>" there if your build makes it`,
      ),
      ...containerDefinitions.flatMap(({ name, environment = [] }) => secretsInTheOpen(name, environment)),
    ],
  };
}

const SOUNDS_SECRET = /PASSW(?:OR)?D|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|CREDENTIAL/i;

function secretsInTheOpen(
  container: string | undefined,
  environment: readonly { readonly name?: string; readonly value?: string }[],
): string[] {
  const names = environment.flatMap(({ name = '', value }) => (value && SOUNDS_SECRET.test(name) ? [name] : []));
  return names.length === 0
    ? []
    : [
        `container ${container} has ${names.join(', ')} in plain text, and taskdef.json now too: move them to secrets before you commit it`,
      ];
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, withoutEmpty(member)] as const)
      .filter(([, member]) => !isEmpty(member)),
  );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
