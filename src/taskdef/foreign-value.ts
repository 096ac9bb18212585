const PYTHON: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

/** Recognises what other languages write where JSON has something of its own. */
export function foreignValue(text: string, offset: number): { problem: string; remedy: string } | undefined {
  const rest = text.slice(offset, offset + 200);
  const character = rest.charAt(0);
  const word = /^[+-]?[A-Za-z]{1,20}(?![\w$])/.exec(rest)?.[0] ?? '';
  const json = Object.hasOwn(PYTHON, word) ? PYTHON[word] : undefined;
  if (json !== undefined) {
    return {
      problem: `this is Python's ${word}, and JSON writes ${json}`,
      remedy: 'Print it by json.dumps(…) rather than by str(…) or print(…).',
    };
  }
  if (/^[+-]?(?:NaN|Infinity|undefined)$/.test(word)) {
    return { problem: `JSON has no ${word.replace(/^[+-]/, '')}`, remedy: 'Put a value there, or remove the member.' };
  }
  if (/^(?:TRUE|FALSE|NULL|Null|nil|yes|no|on|off)$/.test(word)) {
    return {
      problem: `JSON has no ${word}`,
      remedy: 'Write true, false or null in small letters, or text in double quotes.',
    };
  }
  if (/^(?:<{7}|={7}|>{7})(?![<=>])/.test(rest)) {
    return {
      problem: 'this is a conflict that git left in the file',
      remedy: 'Resolve it: keep one of the two sides.',
    };
  }
  if (character === "'") {
    return { problem: 'this text is in single quotes, and JSON has double quotes', remedy: 'Write "…".' };
  }
  if (character === '`') {
    return { problem: 'this text is in backticks, and JSON has double quotes', remedy: 'Write "…".' };
  }
  if (/^[\u2018-\u201F\u00AB\u00BB]/.test(rest)) {
    return {
      problem: 'this is a curly quotation mark, as word processors write it',
      remedy: 'Replace curly quotation marks by straight ones: ".',
    };
  }
  if (character === '\u00A0' || character === '\u200B' || character === '\uFEFF') {
    return {
      problem: 'there is an invisible character (copied from a web page, perhaps)',
      remedy: 'Delete it, and write a space.',
    };
  }
  if (character === '#')
    return { problem: 'there is a comment with #, and JSON has none', remedy: 'Write // instead.' };
  return undefined;
}
