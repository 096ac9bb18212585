import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** A JSON text as a tree, or the first thing that is wrong with it. */
export type JsonTree =
  | { readonly root: Node }
  | { readonly problem: string; readonly remedy: string; readonly offset: number; readonly root: Node | undefined };

/** Reads strict JSON: no comments, no trailing commas, something in it, each member once. */
export function parseJsonTree(text: string): JsonTree {
  const errors: ParseError[] = [];
  let root: Node | undefined;
  try {
    root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
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
    return { ...sentences(code, text, first.offset), offset: comma ? comma.index : first.offset, root };
  }
  return root ? { root } : { ...sentences('ValueExpected', text, 0), offset: 0, root };
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
        ? { problem: 'there is a comma behind the last member', remedy: 'Remove the comma; JSON allows none there.' }
        : {
            problem: 'a name in double quotes is expected here',
            remedy: 'Write "name": value, names in double quotes.',
          };
    case 'ValueExpected':
      return /,\s*$/.test(text.slice(0, offset))
        ? { problem: 'there is a comma behind the last item', remedy: 'Remove the comma; JSON allows none there.' }
        : { problem: 'a value is expected here', remedy: 'Put a number, true, false or text in double quotes there.' };
    case 'InvalidSymbol':
      return {
        problem: 'this is not a JSON value',
        remedy: 'Text needs double quotes; JSON writes true, false and null in small letters.',
      };
    case 'InvalidCommentToken':
      return { problem: 'there is a comment, and JSON has none', remedy: 'Remove the comment.' };
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
