import { type Disclosure, disclosed } from './disclosure.js';
import { type ImageSide, imageChange, imageSide } from './image-change.js';
import type { Change, ContainerDiff } from './release-diff.js';
import { compareTrees, isMembers, type Members } from './tree-change.js';

/** The differences between two task definitions. */
export interface TaskDefinitionDiff {
  readonly containers: readonly ContainerDiff[];
  /** Beside the containers. */
  readonly changes: readonly Change[];
}

/**
 * Compares two task definitions in canonical form, container by container. Nothing differs exactly where the canonical
 * forms are the same, so that the answer is always that of `start`, which registers a revision only where one differs.
 */
export function compareTaskDefinitions(from: unknown, to: unknown, disclosure: Disclosure): TaskDefinitionDiff {
  const [before, after] = [partsOf(from), partsOf(to)];
  const names = [...new Set([...after.containers.keys(), ...before.containers.keys()])];
  const containers = names.flatMap(
    (name) => compareContainers(name, before.containers.get(name), after.containers.get(name), disclosure) ?? [],
  );
  const order = [...before.containers.keys()].join('\n') === [...after.containers.keys()].join('\n');
  const sameNames = before.containers.size === after.containers.size && names.length === after.containers.size;
  return {
    containers,
    changes: [
      ...compareTrees(before.rest, after.rest).map((change) => disclosed(change, disclosure)),
      ...(sameNames && !order
        ? [
            {
              path: ['containerDefinitions'],
              kind: 'reordered' as const,
              from: [...before.containers.keys()],
              to: [...after.containers.keys()],
              hidden: false,
            },
          ]
        : []),
    ],
  };
}

interface Parts {
  readonly containers: ReadonlyMap<string, Members>;
  readonly rest: Members;
}

function partsOf(canonical: unknown): Parts {
  const { containerDefinitions = [], ...rest } = isMembers(canonical) ? canonical : {};
  const containers = new Map<string, Members>();
  for (const container of Array.isArray(containerDefinitions) ? containerDefinitions.filter(isMembers) : []) {
    const name = typeof container.name === 'string' ? container.name : '(unnamed)';
    let distinct = name;
    for (let n = 2; containers.has(distinct); n++) distinct = `${name}#${n}`;
    containers.set(distinct, container);
  }
  return { containers, rest };
}

function compareContainers(
  name: string,
  from: Members | undefined,
  to: Members | undefined,
  disclosure: Disclosure,
): ContainerDiff | null {
  const image = imageChange(imageOf(from), imageOf(to));
  const changes = compareTrees(withoutImage(from), withoutImage(to)).map((change) => disclosed(change, disclosure));
  const kind = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
  return kind === 'changed' && image === null && changes.length === 0 ? null : { name, kind, image, changes };
}

/** A container that is not there differs in everything that the other has. */
function withoutImage(container: Members | undefined): Members {
  const { image: _image, name: _name, ...rest } = container ?? {};
  return rest;
}

function imageOf(container: Members | undefined): ImageSide | null {
  if (typeof container?.image !== 'string') return null;
  return imageSide(container.image, isMembers(container.dockerLabels) ? container.dockerLabels : {});
}
