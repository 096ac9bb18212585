/**
 * Tells what happens again and again less and less often: whole the first time, then in one line the second, fourth,
 * eighth time and so on. A crash loop would fill the terminal otherwise.
 *
 * @returns tells a text; what has the same subject counts as the same
 */
export function sparingly(warn: (line: string) => void): (subject: string, text: string) => void {
  const counts = new Map<string, number>();
  return (subject, text) => {
    const count = (counts.get(subject) ?? 0) + 1;
    counts.set(subject, count);
    if (count === 1) warn(text);
    else if (Number.isInteger(Math.log2(count))) warn(`${text.split('\n', 1)[0]} (${count} times by now)`);
  };
}
