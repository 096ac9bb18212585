/** A text with its variables filled, or the first variable for which there is no value. */
export type Filled = { readonly text: string } | { readonly missing: string; readonly why: string };

/** How deeply defaults may hold variables: `${A:-${B:-x}}` is 2. */
const DEPTH = 10;

/**
 * Fills variables by the rules of Docker Compose: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`,
 * `${NAME:?message}`, `${NAME?message}`, `${NAME:+other}`, `${NAME+other}`, and `$$` for a dollar sign. Compose puts
 * nothing where a variable is not set; here that is a missing value, because `web:` is no image.
 *
 * @see https://docs.docker.com/reference/compose-file/interpolation/
 */
export function fillComposeVariables(text: string, variable: (name: string) => string | undefined, depth = 0): Filled {
  if (depth > DEPTH) return { missing: 'a variable', why: 'its defaults stand too deep in each other' };
  let filled = '';
  let at = 0;
  while (at < text.length) {
    const dollar = text.indexOf('$', at);
    if (dollar === -1) return { text: filled + text.slice(at) };
    filled += text.slice(at, dollar);
    const next = text.charAt(dollar + 1);
    if (next === '$') {
      filled += '$';
      at = dollar + 2;
      continue;
    }
    if (next !== '{') {
      const name = /^[A-Za-z_]\w{0,255}/.exec(text.slice(dollar + 1, dollar + 258))?.[0];
      if (name === undefined) return { missing: 'a $', why: 'nothing that is a name stands behind it' };
      const value = variable(name);
      if (value === undefined) return { missing: name, why: 'it is not set' };
      filled += value;
      at = dollar + 1 + name.length;
      continue;
    }
    const close = closingBrace(text, dollar + 2);
    if (close === -1) return { missing: 'the end of a variable', why: 'a brace is not closed' };
    const part = fillBraced(text.slice(dollar + 2, close), variable, depth);
    if ('missing' in part) return part;
    filled += part.text;
    at = close + 1;
  }
  return { text: filled };
}

function fillBraced(inner: string, variable: (name: string) => string | undefined, depth: number): Filled {
  const [start = '', name = '', sign = ''] = /^([A-Za-z_]\w{0,255})(:?[-?+])?/.exec(inner) ?? [];
  const rest = inner.slice(start.length);
  if (name === '' || (sign === '' && rest !== '')) {
    return { missing: 'what stands in braces', why: 'it is no variable of Compose' };
  }
  const given = variable(name);
  const set = sign.startsWith(':') ? given || undefined : given;
  switch (sign.at(-1)) {
    case '-':
      return set === undefined ? fillComposeVariables(rest, variable, depth + 1) : { text: set };
    case '+':
      return set === undefined ? { text: '' } : fillComposeVariables(rest, variable, depth + 1);
    default:
      return set === undefined ? { missing: name, why: 'it is not set' } : { text: set };
  }
}

function closingBrace(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('${', at)) {
      open += 1;
      at += 1;
    } else if (text.charAt(at) === '}') {
      open -= 1;
      if (open === 0) return at;
    }
  }
  return -1;
}
