/**
 * Plain data as JSON that gives the same data back: dates, bytes and numbers that JSON cannot write are tagged, and so
 * are objects that look like a tag.
 *
 * @throws Error for what is not plain data (functions, class instances)
 */
export function encodeData(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : { $number: String(value) };
    case 'object':
      return value === null ? null : encodeObject(value);
    default:
      throw new Error(`The engine's state holds a ${typeof value}, which cannot be kept`);
  }
}

/** The reverse of {@link encodeData}. */
export function decodeData(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decodeData);
  const entries = Object.entries(value);
  const [tag, content] = entries[0] ?? [];
  if (entries.length === 1 && tag?.startsWith('$')) return decodeTagged(tag, content);
  return Object.fromEntries(entries.map(([key, item]) => [key, decodeData(item)]));
}

function encodeObject(value: object): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map((item: unknown) => encodeData(item ?? null));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new Error(`The engine's state holds a ${value.constructor.name}, which cannot be kept`);
  }
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, encodeData(item)] as const);
  const looksTagged = entries.length === 1 && entries[0]?.[0].startsWith('$');
  return looksTagged ? { $object: entries } : Object.fromEntries(entries);
}

function decodeTagged(tag: string, content: unknown): unknown {
  switch (tag) {
    case '$date':
      return new Date(String(content));
    case '$number':
      return Number(content);
    case '$bytes':
      return new Uint8Array(Buffer.from(String(content), 'base64'));
    case '$object':
      return Object.fromEntries(
        (Array.isArray(content) ? content : []).map(([key, item]: [string, unknown]) => [key, decodeData(item)]),
      );
    default:
      throw new Error(`Unknown tag ${tag}`);
  }
}
