import type { Node } from 'jsonc-parser';
import { memberValue } from './json-node.js';

/** What a document is instead of a task definition. */
export interface OtherDocument {
  readonly message: string;
  readonly remedy: string;
}

/** Far beyond the quota of ECS, and still judged at once. */
const MOST_CONTAINERS = 1000;

const BEGIN = 'Begin it with { "family": "…", "containerDefinitions": [ … ] }.';

/** Says what a document is that is not one task definition; `undefined` where it may be one. */
export function otherDocument(root: Node | undefined): OtherDocument | undefined {
  if (root?.type === 'array') return otherList(root);
  if (root?.type !== 'object') {
    return { message: 'a task definition is a JSON object, and this is none', remedy: BEGIN };
  }
  const has = (...names: readonly string[]) => names.every((name) => memberValue(root, name) !== undefined);
  if ((memberValue(root, 'containerDefinitions')?.children?.length ?? 0) > MOST_CONTAINERS) {
    return {
      message: `there are more than ${MOST_CONTAINERS} containers, and no task definition has so many`,
      remedy: 'Check what made the file: ECS takes 10.',
    };
  }
  if (has('family') || has('containerDefinitions')) return undefined;
  if (has('Type', 'Properties') || (has('Resources') && !has('version'))) {
    return {
      message: 'this is a resource of CloudFormation, not a task definition',
      remedy: 'Take what is in "Properties", and begin each name in it with a small letter.',
    };
  }
  if (has('Resources') || has('resources')) {
    return { message: 'this is an appspec, not a task definition', remedy: 'Name it by --appspec.' };
  }
  if (has('services')) {
    return {
      message: 'this is a Docker Compose file, not a task definition',
      remedy: 'Describe its services in "containerDefinitions".',
    };
  }
  if (has('apiVersion', 'kind')) {
    return { message: 'this is a manifest of Kubernetes, not a task definition', remedy: BEGIN };
  }
  if (has('taskDefinitions')) {
    return {
      message: 'this has a list of task definitions',
      remedy: 'Put each into a file of its own, without the list around it.',
    };
  }
  if (has('taskDefinitionArns')) {
    return {
      message: 'this is a list of ARNs (list-task-definitions), not a task definition',
      remedy: 'Use what `aws ecs describe-task-definition --task-definition NAME` prints.',
    };
  }
  if (has('image') && has('name')) {
    return {
      message: 'this is a container, not a task definition',
      remedy: 'Put it into { "family": "…", "containerDefinitions": [ … ] }.',
    };
  }
  if (has('ImageURI') || has('imageUri')) {
    return { message: 'this is what a build made, not a task definition', remedy: 'Name it by --build-output.' };
  }
  return undefined;
}

function otherList({ children: items = [] }: Node): OtherDocument {
  const all = (...names: readonly string[]) =>
    items.length > 0 && items.every((item) => names.some((name) => memberValue(item, name) !== undefined));
  if (items.length === 0) return { message: 'this is an empty list, not a task definition', remedy: BEGIN };
  if (all('imageUri')) {
    return { message: 'these are image definitions, not a task definition', remedy: 'Name them by --build-output.' };
  }
  if (all('containerDefinitions', 'family', 'taskDefinition')) {
    return items.length === 1
      ? { message: 'this is a list with one task definition in it', remedy: 'Remove the [ ] around it.' }
      : {
          message: `this is a list of ${items.length} task definitions`,
          remedy: 'Put each into a file of its own, without the list around it.',
        };
  }
  if (all('image', 'name')) {
    return {
      message: 'this is a list of containers, not a task definition',
      remedy: 'Put it into { "family": "…", "containerDefinitions": [ … ] }.',
    };
  }
  return { message: 'a task definition is a JSON object, and this is a list', remedy: BEGIN };
}
