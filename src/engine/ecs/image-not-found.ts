import type { KnownTaskDefinition, TaskEnd } from './world.js';

/**
 * What DescribeTasks says of a task whose image is not in its registry: the text is that of Fargate's container runtime.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
export function imageNotFound({ containerDefinitions }: KnownTaskDefinition): TaskEnd {
  const image = containerDefinitions.find(({ essential }) => essential !== false)?.image ?? '';
  const reason = `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${fullName(image)}: not found`;
  return { stopCode: 'TaskFailedToStart', stoppedReason: reason, containerReason: reason };
}

/** An image as the runtime writes it: with its registry, and with a tag. */
function fullName(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const named = hasRegistry ? image : `docker.io/${rest.length === 0 ? 'library/' : ''}${image}`;
  return /[:@][^/]*$/.test(named) ? named : `${named}:latest`;
}
