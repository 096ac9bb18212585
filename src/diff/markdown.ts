import type { Change, ContainerDiff, ReleaseDiff } from './release-diff.js';
import { againstText, commitText, imageText, oneLine, pathText, summaryText, valueText } from './wording.js';

/** The longest comment that GitHub takes, in characters; GitLab and Bitbucket take no less than half of it or more. */
const COMMENT_LIMIT = 65_536;
/** A value is read in a table here, and whole in the JSON output. */
const VALUE_LIMIT = 300;

/**
 * A difference as Markdown for the comment of a pull request: tables, code in code spans, nothing that could notify
 * people or end a table. It begins with a comment that is the same for the same service, by which a program finds its
 * own comment again.
 *
 * @param limit - in UTF-16 code units; what does not fit is counted
 * @see https://docs.github.com/rest/issues/comments (65,536 characters)
 */
export function diffMarkdown(diff: ReleaseDiff, limit: number = COMMENT_LIMIT): string {
  const commits = commitText(diff);
  const head = [
    `<!-- bg-deploy diff ${marker(diff.cluster)}/${marker(diff.service)} -->`,
    `### ${code(diff.service)} in ${code(diff.cluster)}: ${diff.different ? 'what a release would change' : 'no difference'}`,
    '',
    `${summaryText(diff)} Compared with ${code(againstText(diff))}${commits ? `, ${commits}` : ''}.`,
    ...diff.notes.map((note) => `\n> ${escaped(note)}`),
  ];
  const hidden = allChanges(diff).some((change) => change.hidden);
  const foot = hidden ? ['', 'Values that may be secret are not shown.'] : [];
  return withinLimit(head, sectionsOf(diff), foot, limit);
}

interface Section {
  readonly title: string;
  readonly rows: readonly string[];
}

function sectionsOf(diff: ReleaseDiff): Section[] {
  return [
    ...diff.containers.map(containerSection),
    { title: 'Task definition', rows: diff.taskDefinition.map(changeRow) },
    { title: 'Appspec', rows: diff.appSpec.map(changeRow) },
  ].filter(({ rows }) => rows.length > 0);
}

function containerSection({ name, kind, image, changes }: ContainerDiff): Section {
  const imageRow = image && [
    row(
      image.from === null ? 'added' : image.to === null ? 'removed' : 'changed',
      image.otherRepository ? `${code('image')}, from another repository` : code('image'),
      image.from && code(imageText(image.from, VALUE_LIMIT)),
      image.to && code(imageText(image.to, VALUE_LIMIT)),
    ),
  ];
  return {
    title: `Container ${code(name)}${kind === 'changed' ? '' : `, ${kind}`}`,
    rows: [...(imageRow ?? []), ...changes.map(changeRow)],
  };
}

function changeRow(change: Change): string {
  const side = (value: unknown, present: boolean) => {
    if (value !== undefined) return code(valueText(value, VALUE_LIMIT));
    return present && change.hidden ? '*not shown*' : '';
  };
  const { kind, from, to } = change;
  return row(kind, code(pathText(change)), side(from, kind !== 'added'), side(to, kind !== 'removed'));
}

function row(kind: Change['kind'], what: string, from: string | null, to: string | null): string {
  return `| ${kind} | ${what} | ${from ?? ''} | ${to ?? ''} |`;
}

/** Head and foot always, and as many rows as there is room for. */
function withinLimit(
  head: readonly string[],
  sections: readonly Section[],
  foot: readonly string[],
  limit: number,
): string {
  const total = sections.reduce((sum, { rows }) => sum + rows.length, 0);
  const end = (left: number) =>
    [...(left > 0 ? ['', `… and ${left} more differences; \`bg-deploy diff\` shows them all.`] : []), ...foot, ''].join(
      '\n',
    );
  let text = head.join('\n').slice(0, Math.max(0, limit - end(total).length - 1));
  let shown = 0;
  for (const { title, rows } of sections) {
    let opening = `\n\n#### ${title}\n\n| | what | before | after |\n| --- | --- | --- | --- |`;
    for (const one of rows) {
      const more = `${opening}\n${one}`;
      if (text.length + more.length + end(total).length + 1 > limit) return `${text}\n${end(total - shown)}`;
      text += more;
      opening = '';
      shown += 1;
    }
  }
  return `${text}\n${end(0)}`;
}

function allChanges({ containers, taskDefinition, appSpec }: ReleaseDiff): Change[] {
  return [...containers.flatMap(({ changes }) => changes), ...taskDefinition, ...appSpec];
}

/** A code span in a table: its fence is longer than any in the text, and a bar would end the cell even in it. */
function code(raw: string): string {
  const text = oneLine(raw);
  // A backslash before the bar would take the backslash that is put there away: nothing of this text is left to Markdown.
  if (text.includes('\\|')) {
    return `<code>${text.replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`)}</code>`;
  }
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const padded = /^`|`$|^ .* $|^$/.test(text) ? ` ${text} ` : text;
  return `${fence}${padded.replaceAll('|', '\\|')}${fence}`;
}

/** Text that is no Markdown, outside a code span. */
function escaped(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_{}[\]<>#|~@]/g, '\\$&');
}

/** A name inside an HTML comment, which two hyphens could end. */
function marker(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '_').replaceAll(/-{2,}/g, '-');
}
