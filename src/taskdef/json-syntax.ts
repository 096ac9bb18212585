import { type JSONPath, type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import { foreignValue } from './foreign-value.js';
import { jsonTreeAtNeed } from './json-tree-at-need.js';

/** A JSON text as a tree, or the first thing that is wrong with it. */
export type JsonTree =
  | {
      readonly root: Node;
      /** What strict JSON does not have and is left out of what is made: comments, trailing commas. */
      readonly tolerated: readonly string[];
      /** The same as a value, where it is at hand. */
      readonly content?: unknown;
      /** The path to the text that stands at an offset, where it is known without the tree. */
      readonly pathAt?: (offset: number) => JSONPath | undefined;
    }
  | { readonly problem: string; readonly remedy: string; readonly offset: number; readonly root: Node | undefined };

/** Reads JSON, and tolerates comments and commas behind the last member or item. */
export function parseJsonTree(text: string): JsonTree {
  const strict = jsonTreeAtNeed(text);
  return strict ? { ...strict, tolerated: [] } : parseTolerantly(text);
}

function parseTolerantly(text: string): JsonTree {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { disallowComments: false, allowTrailingComma: true, allowEmptyContent: false });
  } catch (error) {
    // The parser recurses: text that opens thousands of lists ends the stack before it ends the file.
    if (!(error instanceof RangeError)) throw error;
    return { problem: 'is nested too deeply to be read', remedy: 'Check the brackets.', offset: 0, root: undefined };
  }
  const first = errors[0];
  if (first) {
    // A comma too much is found behind it, maybe lines behind.
    const code = printParseErrorCode(first.error);
    const comma = /ValueExpected|PropertyNameExpected/.test(code) && /,\s*$/.exec(text.slice(0, first.offset));
    const foreign = foreignValue(text, first.offset);
    if (foreign) return { ...foreign, offset: first.offset, root };
    return { ...sentences(code, text, first.offset), offset: comma ? comma.index : first.offset, root };
  }
  return root ? { root, tolerated: toleratedIn(text) } : { ...sentences('ValueExpected', text, 0), offset: 0, root };
}

function toleratedIn(text: string): string[] {
  let comments = false;
  let separator = false;
  let commas = false;
  const closed = () => {
    commas ||= separator;
    separator = false;
  };
  const other = () => {
    separator = false;
  };
  visit(
    text,
    {
      onComment: () => {
        comments = true;
      },
      onSeparator: (character) => {
        separator = character === ',';
      },
      onObjectBegin: other,
      onArrayBegin: other,
      onObjectProperty: other,
      onLiteralValue: other,
      onObjectEnd: closed,
      onArrayEnd: closed,
    },
    { disallowComments: false, allowTrailingComma: true },
  );
  return [...(comments ? ['comments'] : []), ...(commas ? ['commas behind the last member or item'] : [])];
}

function sentences(error: string, text: string, offset: number): { problem: string; remedy: string } {
  if (text.trim() === '') return { problem: 'is empty', remedy: 'Put a task definition there, as JSON.' };
  switch (error) {
    case 'CommaExpected':
      return { problem: 'a comma is missing before this', remedy: 'Separate members and items by commas.' };
    case 'ColonExpected':
      return { problem: 'a colon is missing between a name and its value', remedy: 'Write "name": value.' };
    case 'PropertyNameExpected':
      return /,\s*$/.test(text.slice(0, offset))
        ? { problem: 'there is a comma too much', remedy: 'Remove one of the commas.' }
        : {
            problem: 'a name in double quotes is expected here',
            remedy: 'Write "name": value, names in double quotes.',
          };
    case 'ValueExpected':
      return /,\s*$/.test(text.slice(0, offset))
        ? { problem: 'there is a comma too much', remedy: 'Remove one of the commas.' }
        : { problem: 'a value is expected here', remedy: 'Put a number, true, false or text in double quotes there.' };
    case 'InvalidSymbol':
      return {
        problem: 'this is not a JSON value',
        remedy: 'Text needs double quotes; JSON writes true, false and null in small letters.',
      };
    case 'InvalidNumberFormat':
      return { problem: 'this is not a number', remedy: 'Write it as 80 or 0.5, or as text in double quotes.' };
    case 'UnexpectedEndOfComment':
      return { problem: 'a comment is not closed', remedy: 'Close it by */.' };
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return {
        problem: 'there is a backslash that escapes nothing',
        remedy: 'Write \\\\ for a backslash in a text.',
      };
    case 'InvalidCharacter':
      return {
        problem: 'there is a line break or a tab in a text',
        remedy: 'Write \\n for a line break and \\t for a tab.',
      };
    case 'UnexpectedEndOfString':
      return { problem: 'a text is not closed', remedy: 'Close it with a double quote on the same line.' };
    case 'CloseBraceExpected':
    case 'CloseBracketExpected':
      return { problem: 'a closing bracket is missing', remedy: 'Close every { with } and every [ with ].' };
    case 'EndOfFileExpected':
      return { problem: 'there is more behind the end of the JSON', remedy: 'Remove what stands behind it.' };
    default:
      return { problem: `is not JSON here (${error})`, remedy: 'Correct it.' };
  }
}
