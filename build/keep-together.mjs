import { basename } from 'node:path';
import { build } from 'esbuild';

const BUILT = 'built';
const ROOM = 'room';

/**
 * Bundles a bundle again, so that what is loaded together stands in one file. With `splitting` there is a chunk for each
 * set of dynamic imports that share something, and opening one costs as much as reading a hundred kilobytes more.
 *
 * @param bundle - made with `splitting`, `metafile` and without `write`
 * @param entry - the source file that the process begins with; what it loads by itself stays out of every room
 * @param rooms - for each, lists of entry points that are loaded in one run: what all of them load is kept together
 * @param options - esbuild's, for what is written
 */
export async function keepTogether(bundle, entry, rooms, options) {
  const texts = new Map(bundle.outputFiles.map(({ path, text }) => [basename(path), text]));
  const chunks = new Map(Object.entries(bundle.metafile.outputs).map(([path, chunk]) => [basename(path), chunk]));
  const chunkOf = new Map([...chunks].flatMap(([name, { entryPoint }]) => (entryPoint ? [[entryPoint, name]] : [])));

  const loadedBy = (entryPoints) => {
    const loaded = new Set();
    const load = (name) => {
      if (loaded.has(name)) return;
      loaded.add(name);
      for (const { path, kind, external } of chunks.get(name).imports) {
        if (!external && kind === 'import-statement') load(basename(path));
      }
    };
    for (const point of entryPoints) {
      if (!chunkOf.has(point)) throw new Error(`${point} is no entry point of the bundle`);
      load(chunkOf.get(point));
    }
    return loaded;
  };

  const taken = loadedBy([entry]);
  const kept = rooms.map((runs) => {
    const [first, ...others] = runs.map(loadedBy);
    // An entry point has a file of its own in any case: it is imported by its name.
    const names = [...first].filter(
      (name) => !taken.has(name) && !chunks.get(name).entryPoint && others.every((other) => other.has(name)),
    );
    for (const name of names) taken.add(name);
    return names;
  });
  // Whoever loads something of a room loads all of it; a chunk belongs to the room in the eyes of the bundler only if
  // every entry point that leads to it leads there too.
  const leadsTo = (name, room) => [...loadedBy([chunks.get(name).entryPoint])].some((one) => kept[room].includes(one));

  return build({
    ...options,
    bundle: true,
    splitting: true,
    entryPoints: [`./${chunkOf.get(entry)}`],
    plugins: [
      {
        name: 'keep-together',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^room:/ }, ({ path }) => ({ path: path.slice(5), namespace: ROOM }));
          onResolve({ filter: /^\.\// }, ({ path }) => ({ path: path.slice(2), namespace: BUILT }));
          onLoad({ filter: /.*/, namespace: ROOM }, ({ path }) => ({
            contents: kept[path].map((name) => `import './${name}';`).join('\n'),
          }));
          onLoad({ filter: /.*/, namespace: BUILT }, ({ path }) => {
            const { entryPoint } = chunks.get(path);
            const into =
              entryPoint && entryPoint !== entry
                ? kept.map((_names, room) => room).filter((room) => leadsTo(path, room))
                : [];
            return { contents: `${into.map((room) => `import 'room:${room}';`).join('')}${texts.get(path)}` };
          });
        },
      },
    ],
  });
}
