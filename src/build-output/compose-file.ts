import { isAlias, isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { BgDeployError, type SourcePlace } from '../errors.js';
import type { BuildImage, FlawedImage } from './build-output.js';
import { fillComposeVariables } from './compose-variables.js';
import type { FileReading } from './file-reading.js';
import { parseImageReference } from './image-reference.js';
import { cut } from './json-file.js';

/** In characters. The YAML reader takes a second for much more; no project's Compose file is near this. */
const SIZE_LIMIT = 128 * 1024;
/** How many `[` and `{` may stand open: the YAML reader takes quadratic time for them. */
const NESTING_LIMIT = 100;

/** Whether a text begins a line with `services:`, as a Compose file in YAML does. */
export function looksLikeComposeFile(text: string): boolean {
  return /^(?:services|["']services["'])[ \t]{0,20}:/m.test(text);
}

/**
 * Reads the images of a Compose file (YAML or JSON), each for the container or the repository that is called like its
 * service. Variables are filled as Compose does. A service without an image, or with one that no container needs, is
 * left out.
 *
 * @throws BgDeployError `build-output-invalid` where the file is no YAML, or no service has an image that can be used
 * @see https://docs.docker.com/reference/compose-file/services/#image
 */
export function readComposeFile(
  file: string,
  text: string,
  variable: (name: string) => string | undefined,
): FileReading {
  const lines = new LineCounter();
  const place = (offset: number): SourcePlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fail = (offset: number, message: string, remedy: string): never => {
    throw new BgDeployError('build-output-invalid', message, { remedy, place: place(offset) });
  };
  if (text.length > SIZE_LIMIT)
    return fail(0, 'this is too long for a Compose file', 'Name the file that the build wrote.');

  if (nesting(text) > NESTING_LIMIT) return fail(0, 'this is nested too deeply to be read', 'Check the brackets.');
  const document = parseYaml(text, lines);
  if (!document) return fail(0, 'this is nested too deeply to be read', 'Check the indentation.');
  const [mistake] = document.errors;
  if (mistake) {
    return fail(
      mistake.pos[0],
      `this is not YAML: ${mistake.message.replace(/ at line \d[\s\S]*$/, '').slice(0, 200)}`,
      'Check indentation, colons and quotes.',
    );
  }
  const services = resolved(isMap(document.contents) ? document.contents.get('services', true) : undefined);
  if (!isMap(services)) return fail(0, 'there are no services', 'Name a Compose file with services: and their image:.');

  const images: BuildImage[] = [];
  const flawed: FlawedImage[] = [];
  for (const { key, value } of services.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const image = memberOf(resolved(value), 'image');
    if (!isScalar(image) || typeof image.value !== 'string' || name === '') continue;
    const written = image.value;
    const at = place(image.range?.[0] ?? 0);
    const filled = fillComposeVariables(written, variable);
    const reference = 'text' in filled ? parseImageReference(filled.text) : undefined;
    if (reference) {
      images.push({ name, reference, optional: true, origin: `${name} in ${file}`, place: at });
      continue;
    }
    // The value of a variable may be secret, and is never shown: only what the file says.
    flawed.push({
      name,
      finding: {
        rule: 'compose-image',
        message:
          'missing' in filled
            ? `${cut(written)}, the image of the service ${name}, needs ${filled.missing}: ${filled.why}`
            : `${cut(written)}, the image of the service ${name}, is no image reference${written.includes('$') ? ' with the values that its variables have' : ''}`,
        remedy:
          'missing' in filled
            ? 'Set it in the environment or by --build-output with a file of NAME=VALUE lines, or give the image by --image.'
            : 'It should be registry/repository:tag.',
        place: at,
      },
    });
  }
  const [first] = flawed;
  if (images.length === 0 && first) {
    const { message, remedy, place: at } = first.finding;
    throw new BgDeployError('build-output-invalid', message, {
      remedy,
      place: at,
      others: flawed.slice(1).map(({ finding }) => finding),
    });
  }
  if (images.length === 0) return fail(services.range?.[0] ?? 0, 'no service has an image', 'Give services an image:.');
  return { kind: 'a Compose file', images, flawed };

  function resolved(node: unknown): unknown {
    return isAlias(node) ? node.resolve(document ?? fail(0, '', '')) : node;
  }

  /** A member of a mapping, or of what its `<<` takes in. */
  function memberOf(node: unknown, name: string): unknown {
    if (!isMap(node)) return undefined;
    return resolved(node.get(name, true)) ?? merged(node, name);
  }

  function merged(node: YAMLMap, name: string): unknown {
    const base = resolved(node.get('<<', true));
    return isMap(base) ? resolved(base.get(name, true)) : undefined;
  }
}

function nesting(text: string): number {
  let open = 0;
  let most = 0;
  for (const [sign] of text.matchAll(/[[\]{}]/g)) {
    open += sign === '[' || sign === '{' ? 1 : -1;
    most = Math.max(most, open);
  }
  return most;
}

function parseYaml(text: string, lineCounter: LineCounter) {
  try {
    // Aliases are followed one by one and never written out, so that they cannot multiply.
    return parseDocument(text, { lineCounter, merge: false, logLevel: 'silent' });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
