import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { TaskDefinitionRule } from './catalogue.js';

/** A path in a task definition: `['containerDefinitions', 0, 'image']`. */
export type Path = readonly (string | number)[];

/** A member of every container, for `reads`. */
export const inContainers = (...members: readonly string[]): Path => ['containerDefinitions', '*', ...members];

/** A rule that a task definition breaks, and where. */
export interface Broken {
  readonly rule: TaskDefinitionRule;
  readonly path: Path;
  /** What else it follows from, `*` for every item: nothing follows from a value of the wrong type. */
  readonly reads?: readonly Path[];
  readonly message: string;
  readonly remedy: string;
}

/** What rules read of a task definition: anything may be missing. */
export type Draft = Partial<RegisterTaskDefinitionCommandInput>;

/** A container with its place. */
export interface Container extends ContainerDefinition {
  readonly path: Path;
  /** As messages call it: `container "web"`. */
  readonly called: Called;
}

/** Words that are put together when a message has need of them: most containers have nothing said of them. */
export interface Called {
  toString(): string;
}

type ContainerDefinition = NonNullable<Draft['containerDefinitions']>[number];

/**
 * How the template writes the value at a path. Messages quote only that: what filled the template may be secret.
 */
export type Quote = (path: Path) => string;

/** What every rule is given. */
export interface Subject {
  readonly task: Draft;
  readonly containers: readonly Container[];
  /** The containers' names. */
  readonly names: ReadonlySet<string>;
  readonly quote: Quote;
  /** Whether it is to run on Fargate. */
  readonly fargate: boolean;
}

/** Looks at a task definition and tells what is wrong with it. */
export type RuleCheck = (subject: Subject) => Iterable<Broken>;

/** What rules look at, made from a task definition. */
export function subjectOf(task: Draft, quote: Quote): Subject {
  return {
    task,
    quote,
    names: new Set((task.containerDefinitions ?? []).flatMap(({ name }) => name ?? [])),
    fargate: task.requiresCompatibilities?.includes('FARGATE') ?? false,
    containers: (task.containerDefinitions ?? []).map((container, index) => {
      const path = ['containerDefinitions', index];
      return {
        ...container,
        path,
        called: {
          toString: () => (container.name ? `container ${quote([...path, 'name'])}` : `containerDefinitions[${index}]`),
        },
      };
    }),
  };
}

/** The places at which a value stands that an earlier item of a list has already. */
export function repeated<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key | undefined): Item[] {
  const seen = new Set<Key>();
  return [...items].filter((item) => {
    const key = keyOf(item);
    if (key === undefined || seen.has(key)) return key !== undefined;
    seen.add(key);
    return false;
  });
}
