import type { Finding } from '../errors.js';
import type { Template } from './template.js';

/**
 * Words that examples leave for people to replace, and that nothing replaces. Each begins at a word's beginning, or
 * behind what the group `before` finds.
 */
const LEFTOVERS = [
  // account_ID, aws_account_id, ACCOUNT-ID
  /(?<![\w$])(?:aws[_-]?)?account[_-]?id(?![\w=])/gi,
  // your-image, YOUR_ROLE, [Your container name]
  /(?<![\w-])(?:your[_-]\w[\w-]{0,60}|\[your [\w ]{1,60}\])/gi,
  // XXXXXXXX
  /(?<![A-Za-z0-9])[Xx]{4,64}(?![A-Za-z0-9])/g,
  /(?<![\w-])(?:replace[_-]?me|change[_-]?me|fixme)(?![\w])/gi,
  // REPLACE_REGION
  /(?<![\w$])REPLACE(?:_[A-Z0-9]{1,60}){1,10}(?!\w)/g,
  // "image": "registry/web:IMAGE_TAG", "image": "registry/web:__tag__"
  /(?<before>\bimage["']?\s{0,20}:\s{0,20}["']?[^"'\s]{0,300}:)(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|__[A-Za-z]\w{0,100}__)(?=["'\s])/g,
  // "executionRoleArn": "EXECUTION_ROLE_ARN", "awslogs-region": "REGION"
  /(?<before>\b(?:executionRoleArn|taskRoleArn|family|awslogs-group|awslogs-region)["']?\s{0,20}:\s{0,20}["']?)(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|REGION)(?=["'\s])/g,
  // ((name)) of Concourse
  /(?<=["'])\(\([A-Za-z][\w.:-]{0,100}\)\)(?=["'])/g,
  // ${NAME without its end
  /(?<![$\\])\$\{[A-Za-z_]\w{0,60}(?![\w}])/g,
] as const;

/** IMAGE_PLACEHOLDER: looked for at every word, so only in texts that have it. */
const PLACEHOLDER = /(?<![\w$])(?:[A-Z0-9]{1,60}_){0,10}PLACEHOLDER(?:_[A-Z0-9]{1,60}){0,10}(?!\w)/g;

/** Nobody reads further than that. */
const SHOWN = 20;

/**
 * Texts that look like what an example left to be replaced, with their places: AWS would take them and fail later, or
 * not at all. Placeholders and comments are none of them; names of members and variables neither.
 */
export function leftoversIn(template: Template): Finding[] {
  const { text, placeholders, comments } = template;
  const skipped = [...placeholders, ...comments].sort((a, b) => a.start - b.start);
  const patterns = text.includes('PLACEHOLDER') ? [...LEFTOVERS, PLACEHOLDER] : LEFTOVERS;
  const found = patterns
    .flatMap((pattern) =>
      [...text.matchAll(pattern)].map(({ 0: match, index, groups: { before = '' } = {} }) => ({
        word: match.slice(before.length),
        at: index + before.length,
      })),
    )
    .sort((a, b) => a.at - b.at || b.word.length - a.word.length);
  const findings: Finding[] = [];
  let next = 0;
  let told = 0;
  for (const { word, at } of found) {
    if (at < told) continue;
    while ((skipped[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const skip = skipped[next];
    if (skip && skip.start < at + word.length) continue;
    if (!isValue(template, at, at + word.length)) continue;
    told = at + word.length;
    findings.push({
      message: `${JSON.stringify(word)} looks like something that was to be replaced`,
      remedy: 'Write the real value there, or a placeholder such as <NAME>.',
      place: template.placeAt(at),
      rule: 'placeholder-leftover',
    });
    if (findings.length >= SHOWN) break;
  }
  return findings;
}

/** Whether a range lies in a value and not in the name of a member, a variable's name or a comment of YAML. */
function isValue({ text, syntax }: Template, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(Math.max(lineStart, start - 300), start);
  const behind = text.slice(end, end + 300).split('\n', 1)[0] ?? '';
  if (syntax === 'yaml' && /(?:^|\s)#/.test(before)) return false;
  // {"name": "ACCOUNT_ID", "value": …}
  if (/"name"\s{0,20}:\s{0,20}"[^"]*$/.test(before) || /(?:^|[\s-])name:\s{0,20}["']?\S*$/.test(before)) return false;
  return !/^[^",]{0,200}"\s{0,20}:/.test(behind) && !(syntax === 'yaml' && /^[\w-]*["']?:(?:\s|$)/.test(behind));
}
