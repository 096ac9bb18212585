/** The width that every mail program shows without breaking lines of its own. */
const WIDTH = 78;

/**
 * Breaks a text between words.
 *
 * @param indent - spaces before every line
 * @returns lines of at most 78 characters, unless a single word (an ARN, a link) is longer
 */
export function wrap(text: string, indent = 0): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  if (line !== '') lines.push(line);
  return lines.map((content) => `${' '.repeat(indent)}${content}`);
}

/** Names and values below each other; a value that does not fit beside its name goes on lines of its own. */
export function table(rows: readonly (readonly [name: string, value: string])[]): string[] {
  const column = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, value]) =>
    2 + column + value.length <= WIDTH ? [`  ${name.padEnd(column)}${value}`] : [`  ${name}`, ...wrap(value, 4)],
  );
}
