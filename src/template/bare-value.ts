import type { Syntax } from './syntax.js';

/** Blanks further away than that are not looked over. */
const BLANK_LIMIT = 200;

/** Whether a bare value may begin here: at a line's beginning, behind a bracket, comma, colon or the dash of an item. */
function beginsValue(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= 0 && start - at < BLANK_LIMIT && ' \t\r'.includes(text.charAt(at))) at -= 1;
  if (at < 0) return true;
  const blank = ' \t'.includes(text.charAt(at + 1)) && at + 1 < start;
  switch (text[at]) {
    case ',':
    case '[':
    case '{':
    case '\n':
      return true;
    case ':':
      return blank || '"\''.includes(text.charAt(at - 1) || ' ');
    case '-':
      return blank && (at === 0 || ' \t\n'.includes(text.charAt(at - 1)));
    case '/':
      return text[at - 1] === '*';
    default:
      return false;
  }
}

function endsValue(text: string, end: number, syntax: Syntax): boolean {
  let at = end;
  while (at - end < BLANK_LIMIT && ' \t\r'.includes(text.charAt(at) || '-')) at += 1;
  if (at >= text.length || ',]}\n'.includes(text.charAt(at))) return true;
  return syntax === 'json' ? /^\/[/*]/.test(text.slice(at, at + 2)) : text[at] === '#' && at > end;
}

/** Whether a range without quotes is all of a value. */
export function isWhole(text: string, syntax: Syntax, start: number, end: number): boolean {
  return beginsValue(text, start) && endsValue(text, end, syntax);
}
