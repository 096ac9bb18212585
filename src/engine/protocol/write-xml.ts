import type { NormalizedSchema } from '@smithy/core/schema';
import Builder from 'fast-xml-builder';
import { elementsOf, entriesOf, membersOf, misshapen } from './answer-shape.js';
import { kindOf } from './shape.js';

/** What stands in an element: text, or elements by name (a list: several of one name). */
export type XmlContent = string | { readonly [name: string]: XmlContent | readonly XmlContent[] };

const builder = new Builder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressBooleanAttributes: false,
  // The builder's own escapes know neither carriage returns nor characters that XML cannot hold.
  processEntities: false,
  tagValueProcessor: (_name, text) => escapeText(String(text)),
});

/** Writes one element as a document. */
export function xmlDocument(name: string, namespace: string, content: XmlContent): string {
  const attributes = { '@xmlns': namespace };
  const body = typeof content === 'string' ? { ...attributes, '#text': content } : { ...attributes, ...content };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [name]: body })}`;
}

/**
 * An answer as the content of the element that stands for it.
 *
 * @throws `AnswerShapeError` for a member that the schema does not know or a value of another type
 */
export function xmlContent(schema: NormalizedSchema, value: unknown, where = 'result'): XmlContent {
  const kind = kindOf(schema);
  switch (kind) {
    case 'structure':
    case 'union':
      return Object.fromEntries(
        membersOf(schema, value, where).map(([name, member, item]) => [
          member.getMergedTraits().xmlName ?? name,
          xmlContent(member, item, `${where}.${name}`),
        ]),
      );
    case 'list': {
      const element = schema.getValueSchema();
      const items = elementsOf(value, where).map((item, index) => xmlContent(element, item, `${where}[${index}]`));
      return items.length === 0 ? '' : { [element.getMergedTraits().xmlName ?? 'member']: items };
    }
    case 'map': {
      const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
      const element = schema.getValueSchema();
      const valueName = element.getMergedTraits().xmlName ?? 'value';
      const entries = entriesOf(value, where).map(([key, item]) => ({
        [keyName]: key,
        [valueName]: xmlContent(element, item, `${where}.${key}`),
      }));
      return entries.length === 0 ? '' : { entry: entries };
    }
    case 'string':
    case 'document':
      return typeof value === 'string' ? value : misshapen(where, 'a string', value);
    case 'boolean':
      return typeof value === 'boolean' ? String(value) : misshapen(where, 'a boolean', value);
    case 'number':
      return typeof value === 'number' ? String(value) : misshapen(where, 'a number', value);
    case 'timestamp':
      if (!(value instanceof Date) || Number.isNaN(value.getTime())) return misshapen(where, 'a date', value);
      return value.toISOString();
    case 'blob':
      if (!(value instanceof Uint8Array)) return misshapen(where, 'bytes', value);
      return Buffer.from(value).toString('base64');
    case 'unit':
      return '';
    default:
      return kind satisfies never;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Left as it is, a reader would make a line feed of it.
  '\r': '&#xD;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => ESCAPES[character] ?? character).replace(UNSPEAKABLE, '\uFFFD');
}

// All but what XML 1.0 can hold: https://www.w3.org/TR/xml/#charsets
const UNSPEAKABLE = /[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
