import type { Finding } from '../errors.js';
import { TEMPLATE_LIMIT, type Template } from '../template/template.js';
import type { TemplateSource } from './template-source.js';

/** ECS and CodeDeploy are sent 64 KiB at most, and the rest are comments and indentation; more takes its time to read. */
export const YAML_TEMPLATE_LIMIT = 128 * 1024;

export function tooLong({ file, text }: TemplateSource, limit: number): Finding[] {
  if (text.length <= limit) return [];
  const [size, remedy] =
    limit === TEMPLATE_LIMIT
      ? ['512 KiB', 'Name the template by --taskdef or --appspec; none of that kind is so long.']
      : ['128 KiB', 'AWS takes 64 KiB; shorten it, or name another by --taskdef or --appspec.'];
  return [{ message: `the template is longer than ${size}`, remedy, place: { file }, rule: 'template-size' }];
}

/** A large task definition has some hundreds. */
const MOST_PLACEHOLDERS = 5000;

export function tooManyPlaceholders(template: Template | undefined): Finding[] {
  const excess = template?.placeholders[MOST_PLACEHOLDERS]?.start ?? template?.givenUpAt;
  if (!template || excess === undefined) return [];
  return [
    {
      message: `the template has more than ${MOST_PLACEHOLDERS} placeholders`,
      remedy:
        'Name the template by --taskdef or --appspec, or name the styles that count by `templates: { style: … }`.',
      place: template.placeAt(excess),
      rule: 'template-size',
    },
  ];
}
