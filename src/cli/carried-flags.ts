import type { GlobalFlags } from './global-options.js';

/** The flags that say which deployment is meant; a command that is proposed is of no use without them. */
const CARRIED = [
  'config',
  'env',
  'application',
  'deploymentGroup',
  'cluster',
  'service',
  'region',
  'profile',
  'endpointUrl',
] as const satisfies readonly (keyof GlobalFlags)[];

/** The words that a proposed command must carry to mean what this one meant, e.g. `['--local', '--env', 'live']`. */
export function carriedFlags(flags: Partial<GlobalFlags>): string[] {
  const named = CARRIED.flatMap((key) => {
    const value = flags[key];
    return value === undefined ? [] : [`--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value];
  });
  return [...(flags.local ? ['--local'] : []), ...named];
}

/** A proposed command: its verb, and the deployment ids and flags behind it. */
const PROPOSED =
  /\bbg-deploy (?:start|status|continue|rollback|verify|diff|bootstrap)\b(?: d-[A-Z0-9]+\b| --[a-z-]+(?: (?:fail|wait|attach)\b| [A-Z]+(?::[A-Z]+)?\b)?)*/g;

/** Puts the carried flags behind every command that a text proposes. */
export function carry(text: string, flags: readonly string[]): string {
  if (flags.length === 0) return text;
  const words = flags.map(shellWord).join(' ');
  return text.replaceAll(PROPOSED, (command) => (command.includes('--help') ? command : `${command} ${words}`));
}

function shellWord(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
