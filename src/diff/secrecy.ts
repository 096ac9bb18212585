import { isMembers } from './tree-change.js';

/** What is written in the place of a value that may be secret. */
export const MASK = '***';

/** Words that make a name sound secret, wherever they stand in it. */
const TELLING =
  /passw|passphrase|secret|token|credential|api[_-]?key|private[_-]?key|access[_-]?key|authori[sz]|signature|connection[_-]?string/i;
/** Words that only do so by themselves: a `KEYCLOAK_URL` is no key. */
const TELLING_ALONE: ReadonlySet<string> = new Set(
  'pass pwd pw key keys auth authn bearer cookie dsn jwt pat pem pin private psk salt sas seed otp'.split(' '),
);

/** Whether a name (of an environment variable, an option, a label, a flag) sounds as if its value were secret. */
export function soundsSecret(name: string): boolean {
  const short = name.slice(0, 300);
  if (TELLING.test(short)) return true;
  const words = short.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[^A-Za-z0-9]+/);
  return words.some((word) => TELLING_ALONE.has(word.toLowerCase()));
}

const SHAPES: readonly RegExp[] = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|sk_live_|rk_live_|npm_|AIza|SG\.)[\w-]{10}/,
  /\beyJ[\w-]{8,500}\.[\w-]{2}/,
  // What people do not write by hand: long, without a gap, of capitals, small letters and digits.
  /(?<![A-Za-z0-9+])(?=[A-Za-z+]{0,200}[0-9])(?=[a-z0-9+]{0,200}[A-Z])(?=[A-Z0-9+]{0,200}[a-z])[A-Za-z0-9+]{32,}/,
];
/** `user:password@` of an address. */
const IN_ADDRESS = /(:\/\/[^\s/:@]{0,200}:)[^\s/@]{1,500}(?=@)/g;
/** `NAME=VALUE` and `name: value` inside a longer text. */
const ASSIGNMENT = /([A-Za-z_][\w.-]{0,100})(\s{0,3}[=:]\s{0,3})("[^"]{0,2000}"|'[^']{0,2000}'|[^\s;,&'"]{1,2000})/g;
/** More of a text than this is not looked through: it is masked whole. */
const LENGTH = 20_000;

/**
 * A value as it may be shown: what sounds or looks secret is replaced by {@link MASK}.
 *
 * @param name - what the value belongs to
 */
export function masked(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return maskedText(value, name);
  if (Array.isArray(value)) {
    return value.map((item: unknown, i) => {
      const before: unknown = value[i - 1];
      // The value of a flag stands behind it: `--password`, `…`.
      const flag = typeof before === 'string' && /^--?[A-Za-z][^=\s]*$/.test(before) ? before : '';
      return masked(item, soundsSecret(name) ? name : flag);
    });
  }
  if (isMembers(value)) {
    const own = typeof value.name === 'string' ? value.name : typeof value.key === 'string' ? value.key : undefined;
    return Object.fromEntries(
      Object.entries(value).map(([member, inner]) => [
        member,
        member === 'name' || member === 'key' ? inner : masked(inner, member === 'value' && own ? own : member),
      ]),
    );
  }
  return soundsSecret(name) && typeof value === 'number' ? MASK : value;
}

function maskedText(text: string, name: string): string {
  if (text === '') return text;
  if (soundsSecret(name) || text.length > LENGTH || SHAPES.some((shape) => shape.test(text))) return MASK;
  return text
    .replaceAll(IN_ADDRESS, `$1${MASK}`)
    .replaceAll(ASSIGNMENT, (whole: string, left: string, sign: string) =>
      soundsSecret(left) ? `${left}${sign}${MASK}` : whole,
    );
}
