import type { Change, ContainerDiff, ReleaseDiff } from '../../diff/release-diff.js';
import { againstText, commitText, imageText, pathText, summaryText, valueText } from '../../diff/wording.js';
import type { Paint } from './paint.js';

/** A value is cut here on a terminal; the JSON output has it whole. */
const VALUE_LIMIT = 160;
/** How far the longest of usual names pushes the values to the right. */
const NAME_WIDTH = 32;

/** What a release would change, for a person. */
export function diffText(diff: ReleaseDiff, paint: Paint): string {
  const commits = commitText(diff);
  const hidden = [...diff.containers.flatMap(({ changes }) => changes), ...diff.taskDefinition, ...diff.appSpec].some(
    (change) => change.hidden,
  );
  const lines = [
    `${diff.service} in cluster ${diff.cluster}, against ${againstText(diff)}${commits ? `, ${commits}` : ''}`,
    ...diff.containers.flatMap((container) => containerLines(container, paint)),
    ...group('task definition', diff.taskDefinition, paint),
    ...group('appspec', diff.appSpec, paint),
    '',
    ...diff.notes.map((note) => paint('dim', `  ${note}`)),
    ...(hidden ? [paint('dim', '  values that may be secret are not shown')] : []),
    summaryText(diff),
  ];
  return `${lines.join('\n')}\n`;
}

function containerLines({ name, kind, image, changes }: ContainerDiff, paint: Paint): string[] {
  const title = `container ${valueText(name, VALUE_LIMIT)}`;
  const images = image
    ? [
        line(
          image.from === null ? 'added' : image.to === null ? 'removed' : 'changed',
          image.otherRepository ? 'image (another repository)' : 'image',
          sides(imageText(image.from, VALUE_LIMIT), imageText(image.to, VALUE_LIMIT)),
          paint,
        ),
      ]
    : [];
  return [
    '',
    kind === 'changed' ? `  ${paint('bold', title)}` : `  ${mark(kind, paint)} ${paint('bold', title)}, ${kind}`,
    ...images,
    ...changes.map((change) => changeLine(change, paint)),
  ];
}

function group(title: string, changes: readonly Change[], paint: Paint): string[] {
  if (changes.length === 0) return [];
  return ['', `  ${paint('bold', title)}`, ...changes.map((change) => changeLine(change, paint))];
}

function changeLine(change: Change, paint: Paint): string {
  const { kind, from, to, hidden } = change;
  const value = (side: unknown, there: boolean) =>
    side === undefined && there && hidden ? '***' : valueText(side, VALUE_LIMIT);
  const withheld = hidden && from === undefined && to === undefined;
  const values = withheld ? '' : sides(value(from, kind !== 'added'), value(to, kind !== 'removed'));
  return line(kind, pathText(change), values, paint);
}

function sides(from: string, to: string): string {
  return [from, to].filter((side) => side !== '').join(' → ');
}

function line(kind: Change['kind'], what: string, values: string, paint: Paint): string {
  return `    ${mark(kind, paint)} ${`${what.padEnd(NAME_WIDTH)} ${values}`.trimEnd()}`;
}

function mark(kind: Change['kind'], paint: Paint): string {
  switch (kind) {
    case 'added':
      return paint('green', '+');
    case 'removed':
      return paint('red', '-');
    case 'changed':
    case 'reordered':
      return paint('yellow', kind === 'changed' ? '~' : '⇅');
  }
}
