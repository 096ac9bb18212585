/** A JSON Schema as far as the published one goes. */
export type Schema = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an editor does with a document: whether each of the keywords in use is fulfilled. */
export function fulfils(value: unknown, schema: Schema): boolean {
  return Object.entries(schema).every(([keyword, demand]) => {
    switch (keyword) {
      case 'type':
        return [demand].flat().some((type) => isOfType(value, type));
      case 'enum':
        return Array.isArray(demand) && demand.includes(value);
      case 'anyOf':
        return Array.isArray(demand) && demand.some((one) => isObject(one) && fulfils(value, one));
      case 'minLength':
        return typeof value !== 'string' || value.length >= Number(demand);
      case 'pattern':
        return typeof value !== 'string' || new RegExp(String(demand), 'u').test(value);
      case 'format':
        return typeof value !== 'string' || URL.canParse(value);
      case 'minimum':
        return typeof value !== 'number' || value >= Number(demand);
      case 'maximum':
        return typeof value !== 'number' || value <= Number(demand);
      case 'items':
        return !Array.isArray(value) || (isObject(demand) && value.every((item) => fulfils(item, demand)));
      case 'required':
        return (
          !isObject(value) || (Array.isArray(demand) && demand.every((name) => Object.hasOwn(value, String(name))))
        );
      case 'propertyNames':
        return !isObject(value) || (isObject(demand) && Object.keys(value).every((name) => fulfils(name, demand)));
      case 'properties':
        return (
          !isObject(value) ||
          (isObject(demand) &&
            Object.entries(demand).every(
              ([name, one]) => !Object.hasOwn(value, name) || (isObject(one) && fulfils(value[name], one)),
            ))
        );
      case 'additionalProperties': {
        if (!isObject(value)) return true;
        const others = Object.keys(value).filter(
          (name) => !isObject(schema.properties) || !(name in schema.properties),
        );
        return demand === false
          ? others.length === 0
          : isObject(demand) && others.every((name) => fulfils(value[name], demand));
      }
      case '$schema':
      case 'title':
      case 'description':
      case 'default':
      case 'examples':
        return true;
      default:
        throw new Error(`no test knows the keyword ${keyword}`);
    }
  });
}

function isOfType(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'object':
      return isObject(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}
