import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../../src/template/fill.js';
import { findPlaceholders } from '../../src/template/find-placeholders.js';
import { type LookupAnswers, lookupKey } from '../../src/template/lookup-request.js';
import { lookupsIn } from '../../src/template/lookups-in.js';
import { readTemplate } from '../../src/template/template.js';
import { unfilledFindings } from '../../src/template/unfilled.js';
import { NO_VALUES, type ValueLayers } from '../../src/template/values.js';

/** The text of `"…"` once it is filled, or why it is not. */
function filled(inner: string, values: Partial<ValueLayers> = {}): string {
  const layers = { ...NO_VALUES, ...values };
  const template = readTemplate('t', `"${inner}"`, 'json');
  const { rendered, unfilled } = fillTemplate(template, { values: layers, treatment: () => ({ kind: 'required' }) });
  const [finding] = unfilledFindings(unfilled, layers);
  return finding ? `! ${finding.message}` : String(JSON.parse(rendered.text));
}

const env = (environment: Record<string, string>) => ({ environment });

describe('calls in double braces', () => {
  it.each([
    ['{{ must_env `X` }}', 'x'],
    ['{{must_env "X"}}', 'x'],
    ['{{ must_env \\"X\\" }}', 'x'],
    ['{{ must_env X }}', 'x'],
    ['{{ env `X` `d` }}', 'x'],
    ['{{ env `NO` `d` }}', 'd'],
    ['{{ env `NO` `` }}', ''],
    ['{{ env `NO` `X` `d` }}', 'x'],
    ['{{ env `NO` `{}` }}', '{}'],
    ['{{ getenv "NO" "d" }}', 'd'],
    ['{{ .Env.X }}', 'x'],
    ['{{ .X }}', 'x'],
    ['{{ env `X` | json_escape }}', 'x'],
    ["{{ NO | default('d') }}", 'd'],
    ["{{ X|d('d', true) }}", 'x'],
    ['{{ .NO | default "d" }}', 'd'],
    ['{{ default "d" .NO }}', 'd'],
    ['{{ or NO X }}', 'x'],
    ['{{ printf "%s-%s" (must_env `X`) "y" }}', 'x-y'],
    ['{{ "{{" }}X{{ "}}" }}', '{{X}}'],
    ["{{ '{{' }}", '{{'],
    ['a {{- env `X` "" -}} b', 'axb'],
    ['{{/* nothing */}}', ''],
  ])('%s is %j', (text, expected) => {
    expect(filled(text, env({ X: 'x' }))).toBe(expected);
  });

  it('take what they ask for from every layer, and escape it', () => {
    expect(filled('{{ must_env `X` }}', { set: { X: 'say "hi"\n' } })).toBe('say "hi"\n');
  });

  it.each([
    ['{{ env `NO` }}', 'NO'],
    ['{{ must_env `NO` }}', 'NO'],
    ['{{ printf "%s" (must_env `NO`) }}', 'NO'],
  ])('%s fails without a value', (text, name) => {
    expect(filled(text)).toContain('has no value');
    expect(filled(text, env({ [name]: 'x' }))).toBe('x');
  });

  it.each([
    '{{ X | upper }}',
    '{{ lookup("a") }}',
    '{{ $x }}',
    '{{ . }}',
    '{{ must_env `X }}',
    '{{ a ? b : c }}',
    '{{ f(((((((((((1))))))))))) }}',
  ])('%s is refused as the expression that it is', (text) => {
    expect(filled(text, { set: { X: 'x' } })).toContain('is an expression of');
  });
});

describe('${…} as a shell reads it', () => {
  const values = env({ X: 'x', EMPTY: '' });

  it.each([
    ['${X:-d}', 'x'],
    ['${NO:-d}', 'd'],
    ['${NO:-}', ''],
    ['${EMPTY:-d}', 'd'],
    ['${EMPTY-d}', ''],
    ['${NO-d}', 'd'],
    ['${NO:=d}', 'd'],
    ['${X:?needed}', 'x'],
    ['${X:+y}', 'y'],
    ['${NO:+y}', ''],
    ['${NO:-${X}}', 'x'],
    ['${NO:-a-$X-${ALSO:-b}}', 'a-x-b'],
    ["${NO:-'d e'}", 'd e'],
    ['${NO:-\\"d\\"}', 'd'],
    ['${NO:-C:\\\\d}', 'C:\\d'],
    ['$$X $${X}', '$X ${X}'],
    ['\\${X} \\$X', '${X} $X'],
  ])('%s is %j', (text, expected) => {
    expect(filled(text, values)).toBe(expected);
  });

  it('shows the message of ${NAME:?message}', () => {
    expect(filled('${NO:?set it in the pipeline}')).toBe(
      '! ${NO:?set it in the pipeline} has no value for NO; the template says: set it in the pipeline'.replace(
        ' for NO',
        '',
      ),
    );
  });

  it('asks for ${app-name} by its whole name instead of taking a default that nobody meant', () => {
    expect(filled('${app-name}', env({ app: 'x' }))).toContain('has no value');
    expect(filled('${app-name}', { set: { 'app-name': 'web' } })).toBe('web');
  });

  it.each([
    ...['${X%.*}', '${X:0:7}', '${#X}', '${!X}', '${X^^}', '${aws_subnet.a[0].id}'],
    ...['${jsonencode({ a = 1 })}', '${jsonencode({a = "}"})}', '${jsonencode([for x in y : {\n a = x\n}])}'],
    ...['${lookup(m, "k")}', '${a["b"]}', '${x == "" ? "a" : "b"}', '${upper("a-${X}")}', '${~ f({}) ~}'],
  ])('refuses %s', (text) => {
    expect(filled(text, values)).toContain('is an expression of the shell or Terraform');
  });

  it('takes a default with braces or quotes of its own', () => {
    expect(filled('${NO:-{"a": {}}}')).toBe('{"a": {}}');
    expect(filled('${NO:-"d"}')).toBe('d');
  });

  it('leaves an escaped expression as it stands behind the escape', () => {
    expect(filled('$${jsonencode({a = 1})} $${f({}, \\"b\\")}')).toBe('${jsonencode({a = 1})} ${f({}, "b")}');
  });

  it.each([
    '${X',
    '${X(',
    '${X["}',
    '${X("\n")}',
    '${ }',
    `\${f(${'x'.repeat(3000)})}`,
  ])('takes %.20s for text', (text) => {
    expect(findPlaceholders(`"${text}"`, 'json').placeholders).toEqual([]);
  });
});

describe("GitHub's contexts", () => {
  it('are the variables that its runners have', () => {
    const values = { ...env({ GITHUB_SHA: 'abc', STAGE: 'live' }), set: { 'steps.tag.outputs.v': '1' } };
    expect(filled('${{ github.sha }} ${{ env.STAGE }} ${{ steps.tag.outputs.v }}', values)).toBe('abc live 1');
  });
});

describe('lookups', () => {
  const text = [
    '{{ ssm `/app/url` }}',
    '{{ ssm `/app/list` 1 }}',
    '{{ ssm_list `/app/list` 1 }}',
    '{{ secretsmanager_arn `app/db` }}',
    '{{ cfn_output `stack` `Key` }}',
    '{{ cfn_export `name` }}',
    "{{ tfstate `aws_ecr_repository.all['app'].repository_url` }}",
    '{{ network_tfstate `output.vpc` }}',
    '{{ tfstatef `aws_subnet.%s.id` (must_env `ZONE`) }}',
    '{{ cfn_output (printf `%s-infra` (must_env `STAGE`)) `Key` }}',
    '${ssm:/app/url}',
    '<cfn-output:stack.Key.of>',
    '#{tfstate:output.x}',
    '{{secretsmanager-arn:app/db}}',
    '@@file:VERSION@@',
    '<network_tfstate:output.vpc>',
    '${env:ZONE}',
  ]
    .map((one) => JSON.stringify(one).replaceAll('\\"', '"'))
    .join(',\n');
  const template = readTemplate('t', `[${text}]`, 'json');
  const layers = { ...NO_VALUES, environment: { ZONE: 'a' } };

  it('are asked for once each, with every place, and only when what they need is known', () => {
    const asked = lookupsIn([template], layers).map(({ kind, args, source, places }) =>
      [kind, ...(source ? [`(${source})`] : []), ...args, `@${places.map(({ line }) => line).join()}`].join(' '),
    );
    expect(asked).toEqual([
      'ssm /app/url @1,11',
      'ssm /app/list 1 @2,3',
      'secretsmanager-arn app/db @4,14',
      'cfn-output stack Key @5',
      'cfn-export name @6',
      "tfstate aws_ecr_repository.all['app'].repository_url @7",
      'tfstate (network) output.vpc @8,16',
      'tfstate aws_subnet.a.id @9',
      'cfn-output stack Key.of @12',
      'tfstate output.x @13',
      'file VERSION @15',
    ]);
    const staged = { ...layers, set: { STAGE: 'live' } };
    expect(lookupsIn([template], staged).map(({ args }) => args[0])).toContain('live-infra');
  });

  it('are filled with their answers and no other value', () => {
    const lookups: LookupAnswers = { [lookupKey({ kind: 'ssm', args: ['/app/url'] })]: 'https://app' };
    const values = { set: { '/app/url': 'no', 'ssm:/app/url': 'no' }, lookups };
    expect(filled('${ssm:/app/url} {{ ssm `/app/url` }}', values)).toBe('https://app https://app');
    expect(lookupsIn([template], { ...layers, lookups }).some(({ args }) => args[0] === '/app/url')).toBe(false);
  });

  it('without an answer are told of with what to do', () => {
    expect(filled('{{ ssm `/no` }}')).toBe('! {{ ssm `/no` }} has to be looked up, and there is no answer');
  });

  it('leave the operators of the shell alone', () => {
    expect(filled('${env:-x} ${file:-y}')).toBe('x y');
  });
});
