import { type Alias, type Document, isAlias, isNode, type Node, parseDocument, visit } from 'yaml';
import { BgDeployError, throwFindings } from '../errors.js';
import type { RenderedText } from '../template/rendered-text.js';

/** Far beyond any appspec; more takes its time to read. In UTF-16 units. */
const LONGEST = 64 * 1024;

/** A parsed text, and what stands behind its aliases. */
export interface AppSpecDocument {
  readonly document: Document.Parsed;
  readonly targets: ReadonlyMap<Alias, Node>;
}

/**
 * Parses the text of an appspec: YAML, or JSON, which is read as YAML.
 *
 * @throws BgDeployError `template-invalid` for text that is neither, or that is too long or too deep to be read
 */
export function parseAppSpecDocument(source: RenderedText): AppSpecDocument {
  const isJson = /^[\s\uFEFF]*\{/.test(source.text.slice(0, 1000));
  const unreadable = (rule: string, message: string, remedy: string) =>
    new BgDeployError('template-invalid', message, { remedy, place: source.placeAt(0), rule });
  if (source.text.length > LONGEST) {
    throw unreadable(
      'template-size',
      'the appspec is longer than 64 KiB',
      'Name an appspec by --appspec; none is so long.',
    );
  }
  try {
    // JSON may be indented by tabs, YAML not; JSON's strings have none. A duplicate key is found where it is read.
    const text = isJson ? source.text.replaceAll('\t', ' ') : source.text;
    const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' });
    throwFindings(
      'template-invalid',
      // The first mistake makes the reader stumble over what follows it.
      document.errors.slice(0, 3).map(({ message, pos, code }) => ({
        message:
          code === 'MULTIPLE_DOCS'
            ? 'there is more than one document'
            : `this is not ${isJson ? 'JSON or ' : ''}YAML: ${firstSentence(message)}`,
        remedy:
          code === 'MULTIPLE_DOCS'
            ? 'Keep one: remove `---` and what follows.'
            : isJson
              ? 'Check commas, quotes and brackets.'
              : 'Check indentation, colons and quotes.',
        place: source.placeAt(pos[0]),
        rule: 'template-syntax',
      })),
    );
    return { document, targets: aliasTargets(document) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw unreadable(
      'template-syntax',
      'the appspec is nested too deeply to be read',
      'Check brackets and indentation.',
    );
  }
}

/** One walk for all of them: asking each alias in turn takes a walk each. */
function aliasTargets(document: Document.Parsed): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (isNode(node) && node.anchor) {
        anchors.set(node.anchor, node);
      }
    },
  });
  return targets;
}

const firstSentence = (message: string) => message.split('\n')[0]?.replace(/ at line \d.*$/, '') ?? message;
