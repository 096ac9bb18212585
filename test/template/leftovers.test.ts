import { describe, expect, it } from 'vitest';
import { leftoversIn } from '../../src/template/leftovers.js';
import { readTemplate } from '../../src/template/template.js';
import { stopwatch } from '../support/stopwatch.js';

const found = (text: string, syntax: 'json' | 'yaml' = 'json') =>
  leftoversIn(readTemplate('t', text, syntax)).map(
    ({ message, place }) => `${place?.line}:${place?.column} ${message}`,
  );

describe('what an example left to be replaced', () => {
  it.each([
    ['{"a": "arn:aws:iam::account_ID:role/x"}', '1:21 "account_ID"'],
    ['{"a": "arn:aws:iam::XXXXXXXXXXXX:role/x"}', '1:21 "XXXXXXXXXXXX"'],
    ['{"image": "your-repo/web:1"}', '1:12 "your-repo"'],
    ['{"ContainerName": "[Your container Name]"}', '1:20 "[Your container Name]"'],
    ['{"a": "CHANGE_ME"}', '1:8 "CHANGE_ME"'],
    ['{"a": "x${NAME"}', '1:9 "${NAME"'],
    ['{"a": "((registry.tag))"}', '1:8 "((registry.tag))"'],
    ['{"image": "web:__image_tag__"}', '1:16 "__image_tag__"'],
    ['{"a": "IMAGE_PLACEHOLDER", "b": "xREPLACE_ME_PLACEHOLDER"}', '1:8 "IMAGE_PLACEHOLDER"'],
  ])('%s is told of', (text, expected) => {
    expect(found(text)).toEqual([expect.stringContaining(expected)]);
  });

  it('is told of in YAML', () => {
    expect(found('a: your-name\n# your-comment\n', 'yaml')).toEqual([expect.stringContaining('1:4 "your-name"')]);
  });

  it.each([
    '{"name": "ACCOUNT_ID", "value": "1"}',
    '{"ACCOUNT_ID": "1"}',
    '{"a": "<ACCOUNT_ID> ${your_name} $ACCOUNT_ID"}',
    '{"a": "at your service"}',
    '{"command": ["sh", "-c", "echo $((count)); while ((count)); python -c __main__"]}',
    '{"a": "__param_target__ __address__"}',
    '{"a": 1 // your-comment\n}',
    '{"a": "yourself-service xxx"}',
  ])('is not %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is found in linear time', () => {
    const taken = stopwatch();
    found(`{"a": "${'A_PLACEHOLDER_'.repeat(35_000)}"}`);
    found(`{"a": "${'REPLACE_A_'.repeat(50_000)}"}`);
    expect(taken()).toBeLessThan(1000);
  });
});
