import { FileSchema } from './schema.js';

/** A JSON Schema, draft 7: the newest that the language servers of editors read throughout. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The JSON Schema of the configuration, made of the very schema by which files are read. It stands in
 * `schema/bg-deploy.schema.json` (`npm run schema`), where editors find it.
 *
 * @see https://json-schema.org/draft-07/json-schema-validation
 */
export function configJsonSchema(): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of bg-deploy',
    ...schemaOf(FileSchema),
  };
}

type Node = Readonly<Record<string, unknown>>;

/** What valibot built, read as data: every kind that `schema.ts` uses, and no other. */
function schemaOf(schema: unknown): JsonSchema {
  const node = asNode(schema);
  // A pipe holds its schema first, and then what is demanded and told beside it.
  if (Array.isArray(node.pipe)) {
    const [first, ...rest] = node.pipe.filter((item) => !isOwnCheck(asNode(item)));
    return Object.assign({}, schemaOf(first), ...rest.map(demandOf));
  }
  switch (node.type) {
    case 'optional':
      return schemaOf(node.wrapped);
    case 'nullable':
      return { anyOf: [schemaOf(node.wrapped), { type: 'null' }] };
    case 'string':
    case 'number':
    case 'boolean':
      return { type: node.type };
    case 'picklist':
      return { enum: node.options };
    case 'array':
      return { type: 'array', items: schemaOf(node.item) };
    case 'union':
      return { anyOf: Array.isArray(node.options) ? node.options.map(schemaOf) : [] };
    case 'record': {
      const { type: _type, ...names } = schemaOf(node.key);
      return {
        type: 'object',
        ...(Object.keys(names).length > 0 ? { propertyNames: names } : {}),
        additionalProperties: schemaOf(node.value),
      };
    }
    case 'object':
    case 'strict_object': {
      const entries = Object.entries(asNode(node.entries));
      const required = entries.filter(([, entry]) => asNode(entry).type !== 'optional').map(([name]) => name);
      return {
        type: 'object',
        properties: Object.fromEntries(entries.map(([name, entry]) => [name, schemaOf(entry)])),
        ...(required.length > 0 ? { required } : {}),
        additionalProperties: false,
      };
    }
    default:
      throw new Error(`the configuration has a ${String(node.type)}, for which no JSON Schema is written`);
  }
}

/** What an action of a pipe adds; a check of our own is a program, whose pattern stands in its metadata. */
function demandOf(action: unknown): JsonSchema {
  const node = asNode(action);
  switch (node.type) {
    case 'metadata':
      return asNode(node.metadata);
    case 'non_empty':
      return { minLength: 1 };
    case 'integer':
      return { type: 'integer' };
    case 'min_value':
      return { minimum: node.requirement };
    case 'max_value':
      return { maximum: node.requirement };
    case 'digits':
      return { pattern: '^\\d+$' };
    case 'url':
      return { format: 'uri' };
    case 'check':
      return {};
    default:
      // A schema inside a pipe.
      return schemaOf(action);
  }
}

/** A program that decides, for which JSON Schema has no word; the schema beside it says what it lets through. */
function isOwnCheck({ type, pipe }: Node): boolean {
  return type === 'custom' && pipe === undefined;
}

function asNode(value: unknown): Node {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
