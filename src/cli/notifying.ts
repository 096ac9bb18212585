import type { DeploymentEvent } from '../deployment/event.js';
import type { Release } from '../deployment/release.js';
import { parseArn } from '../domain/arn.js';
import type { NotificationContext, Phase } from '../notify/notification.js';
import type { Io } from './io.js';
import type { Session } from './session.js';

/** What a notification says beside the events. */
export type Announced = Pick<NotificationContext, 'images' | 'rollbackOf'>;

/** What is not told again when a deployment is watched that began before the watching. */
export const TOLD_BEFORE: readonly Phase[] = ['started', 'ready'];

/** The stream with its notifications, where the configuration names a topic; otherwise the stream as it is. */
export async function notified(
  events: AsyncIterable<DeploymentEvent>,
  release: Release,
  session: Session,
  io: Io,
  announced: Announced = {},
  silent: readonly Phase[] = [],
): Promise<AsyncIterable<DeploymentEvent>> {
  const { config, clients, clock } = session;
  if (!config.notifications) return events;
  const [{ withNotifications }, { snsPublisher }] = await Promise.all([
    import('../notify/notifier.js'),
    import('../notify/sns.js'),
  ]);
  return withNotifications(events, {
    publisher: snsPublisher(clients.sns),
    topic: config.notifications.topic,
    context: {
      ...release,
      region: config.region ?? parseArn(release.taskDefinitionArn ?? '')?.region ?? 'us-east-1',
      // AWS's console knows nothing of what runs behind another endpoint.
      linkToConsole: session.endpointUrl === undefined,
      ...(config.environment ? { environment: config.environment } : {}),
      ...announced,
      commandFlags: session.carried,
    },
    clock,
    silent,
    signal: io.signal,
  });
}
