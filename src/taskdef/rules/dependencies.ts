import { type Broken, type Container, inContainers, type Path, type Quote, type Subject } from './rule.js';

interface Dependency {
  readonly path: Path;
  readonly containerName: string;
  readonly condition: string | undefined;
}

/** The rules on `dependsOn` and `volumesFrom`. */
export function* checkDependencies({ containers, quote }: Subject): Generator<Broken> {
  const byName = new Map(containers.flatMap((one) => (one.name ? [[one.name, one] as const] : [])));
  const names = [inContainers('name')];
  for (const container of containers) {
    for (const { path, containerName, condition } of dependenciesOf(container)) {
      const needed = byName.get(containerName);
      if (!needed) {
        yield {
          rule: 'depends-on-unknown',
          path: [...path, 'containerName'],
          reads: names,
          message: `${container.called} depends on ${quote([...path, 'containerName'])}, and there is no such container`,
          remedy: 'Name a container of this task definition.',
        };
      } else if ((condition === 'COMPLETE' || condition === 'SUCCESS') && needed.essential !== false) {
        yield {
          rule: 'depends-on-essential',
          path: [...path, 'condition'],
          reads: [[...needed.path, 'essential']],
          message: `${container.called} waits for the end of ${needed.called}, which is essential: its end ends the task`,
          remedy: `Set "essential": false for it, or wait for START or HEALTHY.`,
        };
      } else if (condition === 'HEALTHY' && !needed.healthCheck) {
        yield {
          rule: 'depends-on-health',
          path: [...path, 'condition'],
          reads: [[...needed.path, 'healthCheck']],
          message: `${container.called} waits until ${needed.called} is healthy, and that has no healthCheck`,
          remedy: 'Add a "healthCheck" to it (one in the image does not count), or wait for START.',
        };
      }
    }
    for (const [index, { sourceContainer }] of (container.volumesFrom ?? []).entries()) {
      if (sourceContainer === undefined || byName.has(sourceContainer)) continue;
      const path = [...container.path, 'volumesFrom', index, 'sourceContainer'];
      yield {
        rule: 'volumes-from',
        path,
        reads: names,
        message: `${container.called} takes volumes from ${quote(path)}, and there is no such container`,
        remedy: 'Name a container of this task definition.',
      };
    }
  }
  yield* checkCycles(containers, byName, quote);
}

function dependenciesOf({ dependsOn = [], path }: Container): Dependency[] {
  return dependsOn.flatMap(({ containerName, condition }, index) =>
    containerName ? [{ path: [...path, 'dependsOn', index], containerName, condition }] : [],
  );
}

/** So many containers of a circle are named. */
const LONGEST_CIRCLE = 10;

const stepTo = (container: Container) => ({ container, left: dependenciesOf(container).values() });

/** Each cycle once: at the dependency that closes it, walking from the first container on. */
function* checkCycles(
  containers: readonly Container[],
  byName: ReadonlyMap<string, Container>,
  quote: Quote,
): Generator<Broken> {
  const finished = new Set<Container>();
  for (const root of containers) {
    // A stack of its own: a chain of thousands of containers must not end this one's.
    const trail = [stepTo(root)];
    while (trail.length > 0) {
      const step = trail.at(-1);
      const next = step?.left.next().value;
      if (!step || !next) {
        if (step) finished.add(step.container);
        trail.pop();
        continue;
      }
      const needed = byName.get(next.containerName);
      if (!needed || finished.has(needed)) continue;
      const from = trail.findIndex(({ container }) => container === needed);
      if (from === -1) {
        trail.push(stepTo(needed));
        continue;
      }
      const circle = trail
        .slice(from, from + LONGEST_CIRCLE)
        .map(({ container }) => quote([...container.path, 'name']));
      const more = trail.length - from > LONGEST_CIRCLE ? ['…'] : [];
      yield {
        rule: 'depends-on-cycle',
        path: [...next.path, 'containerName'],
        message:
          circle.length === 1
            ? `${needed.called} depends on itself`
            : `containers depend on each other in a circle: ${[...circle, ...more, circle[0]].join(' → ')}`,
        remedy: 'Remove one of the dependencies.',
      };
    }
  }
}
