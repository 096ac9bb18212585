/**
 * Gives some source files the schemas and enumerations of an AWS client without the client. It keeps all of them in one
 * file beside its errors, and a bundler that splits leaves files whole: whoever asks for the shape of one request would
 * load hundreds, and how to send them. Here each is a statement of its own, and what nobody asks for stays out.
 *
 * @param folder - of the source files that get no more of the client than that; absolute, with its last separator
 * @param client - the name of its package
 */
export function onlyShapes(folder, client) {
  const namespace = `shapes-of-${client}`;
  return {
    name: namespace,
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^${client}$`) }, (asked) =>
        asked.importer.startsWith(folder) ? { path: client, namespace, sideEffects: false } : undefined,
      );
      onLoad({ filter: /.*/, namespace }, async () => ({ contents: shapesModule(await import(client)) }));
    },
  };
}

/** The text of a module that exports what another one exports, as far as it is data. */
export function shapesModule(client) {
  const named = new Map();
  const declarations = [];
  const written = (part) => {
    if (typeof part === 'function') return `() => ${nameOf(part())}`;
    return Array.isArray(part) ? `[${part.map(written).join(', ')}]` : JSON.stringify(part);
  };
  const nameOf = (shape) => {
    if (!named.has(shape)) {
      const name = `shape${named.size}`;
      named.set(shape, name);
      declarations.push(`const ${name} = ${written(shape)};`);
    }
    return named.get(shape);
  };
  const isData = (one) =>
    Array.isArray(one) || (typeof one === 'object' && Object.getPrototypeOf(one) === Object.prototype);
  const exports = Object.entries(client).flatMap(([name, one]) => (isData(one) ? [`${nameOf(one)} as ${name}`] : []));
  return `${declarations.join('\n')}\nexport { ${exports.join(', ')} };\n`;
}
