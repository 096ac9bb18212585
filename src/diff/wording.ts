import type { ImageSide } from './image-change.js';
import type { Change, ReleaseDiff } from './release-diff.js';

/** Where a change stands, as AWS writes it: `environment.LOG_LEVEL`, `healthCheck.interval`. */
export function pathText({ path }: Pick<Change, 'path'>): string {
  return oneLine(path.join('.'));
}

/** A value in one line, cut at `limit` characters; nothing for what is not there. */
export function valueText(value: unknown, limit: number): string {
  if (value === undefined) return '';
  const text = oneLine(typeof value === 'string' && value !== '' ? value : JSON.stringify(value));
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** Control characters and marks that turn the direction of writing, made visible: the text may come from anywhere. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    if (character === '\n') return '\\n';
    return character === '\t' ? '\\t' : `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}

/** Long commits by the beginning that people compare. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 12);
}

/** An image with its commit, where the reference does not tell it already. */
export function imageText(image: ImageSide | null, limit: number): string {
  if (image === null) return '';
  const text = valueText(image.text, limit);
  return image.commit === null || image.text.includes(shortCommit(image.commit))
    ? text
    : `${text} (commit ${shortCommit(image.commit)})`;
}

/** What the whole is compared with: `web:41, which serves now (d-75I7MBT7C)`. */
export function againstText({ against }: ReleaseDiff): string {
  const { kind, deploymentId, taskDefinitionArn } = against;
  const name = taskDefinitionArn.slice(taskDefinitionArn.lastIndexOf('/') + 1);
  switch (kind) {
    case 'running':
      return `${name}, which serves now${deploymentId === null ? '' : ` (${deploymentId})`}`;
    case 'deployment':
      return `${name}, which ${deploymentId} released`;
    case 'task-definition':
      return name;
  }
}

/** The commits of both sides; nothing where neither is known. */
export function commitText({ commit: { from, to } }: ReleaseDiff): string {
  if (from === null && to === null) return '';
  const [before, after] = [from, to].map((one) => (one === null ? 'unknown' : shortCommit(one)));
  return before === after ? `commit ${before} on both sides` : `commit ${before} → ${after}`;
}

/** The result in a sentence. */
export function summaryText(diff: ReleaseDiff): string {
  if (!diff.different) return 'No difference: a release would start the same again.';
  const count = (n: number, noun: string) => (n === 0 ? [] : [`${n} ${noun}${n === 1 ? '' : 's'}`]);
  const parts = [
    ...count(diff.containers.length, 'container'),
    ...(diff.taskDefinition.length > 0 ? ['the task definition itself'] : []),
    ...(diff.appSpec.length > 0 ? ['the appspec'] : []),
  ];
  const last = parts.at(-1) ?? '';
  return `A release would change ${parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${last}` : last}.`;
}
