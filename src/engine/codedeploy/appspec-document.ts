/** A mapping of a parsed YAML or JSON document. */
export type Document = Readonly<Record<string, unknown>>;

/** Whether a parsed value is a mapping. */
export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of a mapping with this name in any case: AWS's own tools look AppSpec keys up so. */
export function member(value: unknown, name: string): unknown {
  if (!isDocument(value)) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** The items of a list. */
export function items(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** A text that is not empty; a plain number counts, because YAML reads `1.4` as one. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A whole number, also one in quotes. */
export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}
