import type { Facts } from './facts.js';
import type { Phase } from './notification.js';

/** SNS wants fewer than 100 characters. */
const SUBJECT_LIMIT = 99;

const VERDICTS = {
  started: 'STARTED',
  ready: 'READY, waits for continue',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  'rolled-back': 'ROLLED BACK',
  uncertain: 'FAILED, TRAFFIC UNCERTAIN',
} as const satisfies Record<Phase, string>;

/**
 * The subject: `[live] web d-ABC123DEF FAILED at AfterAllowTestTraffic`.
 *
 * SNS takes ASCII without control characters that begins with a letter, a digit or a punctuation mark. Where it would be
 * too long, names are cut, never the verdict: it is all that a telephone shows at night.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function subjectOf(facts: Facts): string {
  const verdict = verdictOf(facts);
  const parts = (room: number) =>
    [
      facts.environment === null ? '' : `[${cut(ascii(facts.environment), room)}]`,
      cut(ascii(facts.service), room),
      cut(ascii(facts.deploymentId), Math.max(room, 'd-123456789'.length)),
      verdict,
    ]
      .filter((part) => part !== '')
      .join(' ');
  for (let room = SUBJECT_LIMIT; room > 3; room--) {
    const subject = parts(room);
    if (subject.length <= SUBJECT_LIMIT) return subject;
  }
  return cut(parts(3), SUBJECT_LIMIT);
}

function verdictOf({ phase, failedAt, rollbackOf }: Facts): string {
  const place = failedAt === null ? '' : ` at ${cut(ascii(failedAt), 40)}`;
  switch (phase) {
    case 'started':
      return rollbackOf === null ? VERDICTS.started : 'ROLLBACK STARTED';
    case 'failed':
      return `${rollbackOf === null ? '' : 'ROLLBACK '}${VERDICTS.failed}${place}`;
    case 'rolled-back':
      return `${VERDICTS[phase]}${place}`;
    case 'ready':
    case 'succeeded':
    case 'uncertain':
      return VERDICTS[phase];
  }
}

/** Letters without their accents; a question mark for what ASCII has no like of. */
function ascii(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^ -~]/gu, '?')
    .trim();
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 2)).trimEnd()}..`;
}
