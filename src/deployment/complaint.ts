import type { Service } from '../aws/ecs/service.js';

/** The sentences of the scheduler that name a cause. */
const CAUSES = /\bis unhealthy in\b|\bwas unable to\b|\bfailed (container )?health checks\b/;
/** Once so many times the tasks that a service wants were started, they do not stay. */
const TIMES = 3;

/**
 * What the service scheduler has complained of last since a moment: why replacement tasks do not get going. Where it
 * names no cause, how often it had to start tasks; `null`: it has nothing to complain of.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
 */
export function complaintOf({ events, desired }: Pick<Service, 'events' | 'desired'>, since: Date): string | null {
  const recent = events.filter(({ at }) => at >= since).map(({ message }) => message);
  const cause = recent.find((message) => CAUSES.test(message));
  if (cause) return cause.replace(/ For more information, see .*$/, '').replace(/\.$/, '');
  const started = recent.reduce((sum, message) => sum + Number(/ has started (\d+) tasks/.exec(message)?.[1] ?? 0), 0);
  if (started >= TIMES * Math.max(1, desired)) {
    return `tasks stop again and again: at least ${started} were started where ${desired} should run`;
  }
  return recent.find((message) => message.includes('unable to consistently start'))?.replace(/\.$/, '') ?? null;
}
