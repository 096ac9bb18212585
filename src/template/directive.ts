import type { PlaceholderStyle, Span, Standing } from './placeholder.js';

/** A mark by which another language branches, loops or includes: nothing that a value could fill. */
export interface Directive extends Span {
  readonly token: string;
  /** Of which language it is, in words. */
  readonly language: string;
  /** How to get rid of it. */
  readonly remedy: string;
  readonly standing: Standing;
  /** Part of a `{{ … }}`, which Docker writes too. */
  readonly braces: boolean;
  /** A program may be written so. */
  readonly inPrograms: boolean;
}

interface Language {
  readonly language: string;
  readonly pattern: RegExp;
  readonly remedy: string;
  /** With styles declared, a mark within quotes counts only beside its own. */
  readonly style?: PlaceholderStyle;
  /** Programs have such text: in a command it is the container's. */
  readonly inPrograms?: boolean;
}

const GO_STATEMENT =
  '(?:if|range|with|define|template|block|include)\\s(?!\\s{0,20}-?\\}\\})|(?:else|end|break|continue)(?=\\s|\\}\\})';
const JINJA_STATEMENT =
  'if|elif|else|for|set|block|include|extends|macro|raw|import|from|with|call|filter|assign|capture|case|unless|comment|end[a-z]+';

/** By their first characters; the end of the mark is on the same line or not looked for. */
const LANGUAGES: readonly Language[] = [
  {
    language: 'a Go template with branches or loops',
    pattern: new RegExp(`\\{\\{-?\\s{0,20}(?:${GO_STATEMENT}|\\$\\w{1,100}\\s{0,20}:?=)`, 'y'),
    remedy: 'Render it first, e.g. `ecspresso render taskdef > taskdef.json` or `gomplate -f FILE -o taskdef.json`.',
    style: 'double-brace',
  },
  {
    language: 'Handlebars or Mustache with sections',
    pattern: /\{\{[#^/>]\s{0,20}[\w./-]/y,
    remedy: 'Render it first, e.g. `mustache values.json FILE > taskdef.json`.',
    style: 'double-brace',
  },
  {
    language: 'Jinja (or Twig, Liquid) with statements',
    pattern: new RegExp(`\\{%[-+]?\\s{0,20}(?:${JINJA_STATEMENT})\\b`, 'y'),
    remedy: 'Render it first, e.g. `jinja2 FILE values.yml > taskdef.json`.',
    style: 'double-brace',
  },
  {
    language: 'a Terraform template with directives',
    pattern: /%\{~?\s{0,20}(?:if|for|else|endif|endfor)\b/y,
    remedy: 'Render it by Terraform: `templatefile(…)` into a `local_file`.',
    style: 'dollar-brace',
  },
  {
    language: 'ERB or EJS',
    pattern: /<%[=#_-]?\s{0,20}[\w@$.('"]/y,
    remedy: 'Render it first, e.g. `erb FILE > taskdef.json` or `npx ejs FILE -o taskdef.json`.',
  },
  {
    language: 'an expression of Harness',
    pattern: /<\+[A-Za-z_][\w.]{0,200}[>(]/y,
    remedy: 'Write a plain name between the marks, <NAME>, and let Harness give it: --set NAME=<+…>.',
  },
  {
    language: 'a template of Octopus with statements or filters',
    pattern: /#\{(?:(?:if|unless|each)\s|\/(?:if|unless|each)\}|[A-Za-z][\w.[\]]{0,200}\s{0,20}\|\s{0,20}[A-Z][a-z])/y,
    remedy: 'Let Octopus substitute it first, or write a plain name between the marks: #{NAME}.',
    style: 'hash-brace',
    inPrograms: true,
  },
  {
    language: 'a FreeMarker template',
    pattern: /<#(?:if|list|assign|else|macro|include)\b/y,
    remedy: 'Render it first by the tool that it was written for.',
  },
];

/** The characters with which a directive can begin. */
export const DIRECTIVE_BEGINS = '{%<#';

/** The directive that begins at `offset`, if one does. */
export function matchDirective(
  text: string,
  offset: number,
  standing: Standing,
  styles?: ReadonlySet<PlaceholderStyle>,
): Directive | undefined {
  for (const { language, pattern, remedy, style, inPrograms = false } of LANGUAGES) {
    if (styles && standing !== 'bare' && !(style && styles.has(style))) continue;
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (!match) continue;
    const closing = text.startsWith('{{', offset)
      ? '}}'
      : text.startsWith('<%', offset)
        ? '%>'
        : text[offset] === '<'
          ? '>'
          : '}';
    const line = text.slice(offset, offset + 300).split('\n', 1)[0] ?? '';
    const close = line.indexOf(closing, match[0].length);
    const token = close === -1 ? match[0] : line.slice(0, close + closing.length);
    const end = offset + token.length;
    return { start: offset, end, token, language, remedy, standing, braces: closing === '}}', inPrograms };
  }
  return undefined;
}

/** Whole files in another language, by what they begin with or how they are named. */
export function foreignFile(
  file: string,
  text: string,
): { readonly language: string; readonly remedy: string } | undefined {
  if (
    /\.(?:jsonnet|libsonnet)$/i.test(file) ||
    /^\s{0,1000}(?:\/\/[^\n]{0,1000}\n\s{0,1000}){0,100}(?:local\s+\w+\s*=|function\s*\(|import\s*['"]|std\.)/.test(
      text,
    )
  ) {
    return { language: 'Jsonnet', remedy: 'Render it to JSON first: `jsonnet taskdef.jsonnet > taskdef.json`.' };
  }
  if (
    /^(?:AWSTemplateFormatVersion|Transform)\s{0,20}:|^\s{0,100}["']?Type["']?\s{0,20}:\s{0,20}["']?AWS::ECS::TaskDefinition/m.test(
      text,
    )
  ) {
    return {
      language: 'a template of CloudFormation',
      remedy:
        'Take what is in "Properties" of its AWS::ECS::TaskDefinition, and begin each name in it with a small letter.',
    };
  }
  if (/\.jq$/i.test(file)) {
    return { language: 'a program of jq', remedy: 'Run it first: `jq -n -f FILE > taskdef.json`.' };
  }
  if (/\.(?:tf|hcl)$/i.test(file)) {
    return { language: 'Terraform', remedy: 'Take the JSON that Terraform makes of it.' };
  }
  return undefined;
}
