import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, resourceUsage, stdout } from 'node:process';
import { mutilated, seeded } from './mutations.js';
import { once, problemOf } from './once.js';
import { APP_SPECS, BUILD_OUTPUTS, CONFIGURATIONS, TASK_DEFINITIONS } from './sound-files.js';

/** What came of a campaign; printed as JSON by this file, which is a process of its own so that its memory is its own. */
export interface Campaign {
  readonly runs: number;
  /** How often the command ended with which code. */
  readonly exits: Readonly<Record<string, number>>;
  /** What is against the rules: text of the files and what happened. */
  readonly faults: readonly string[];
  /** Milliseconds of computing in the slowest run. */
  readonly slowest: number;
  /** The most memory that the process had, in MiB. */
  readonly peakMemory: number;
}

/** `bg-deploy generate` over projects of which one file is mutilated, or two. */
async function campaign(runs: number, seed: number): Promise<Campaign> {
  const random = seeded(seed);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  };
  const folder = mkdtempSync(join(tmpdir(), 'bg-deploy-hostile-'));
  const exits: Record<string, number> = {};
  const faults: string[] = [];
  let slowest = 0;
  try {
    for (let run = 0; run < runs; run++) {
      const files = [pick(TASK_DEFINITIONS), pick(APP_SPECS), pick(BUILD_OUTPUTS), pick(CONFIGURATIONS)];
      const victims = new Set(
        run % 50 === 0 ? [] : [Math.floor(random() * 4), ...(random() < 0.2 ? [Math.floor(random() * 4)] : [])],
      );
      const written = files.map(([file, text], index) => ({
        file,
        text: victims.has(index) ? mutilated(text, random) : text,
      }));
      for (const { file, text } of written) writeFileSync(join(folder, file), text);
      const [taskdef, appspec, output, config] = written.map(({ file }) => file);
      const words = [
        'generate',
        '--taskdef',
        taskdef,
        '--appspec',
        appspec,
        '--build-output',
        output,
        '--config',
        config,
      ];
      const flags = ['--offline', ...(random() < 0.2 ? ['--explain'] : []), ...(random() < 0.5 ? ['-o', 'json'] : [])];
      const ended = await once([...words.map(String), ...flags], folder);
      slowest = Math.max(slowest, ended.milliseconds);
      exits[ended.exitCode] = (exits[ended.exitCode] ?? 0) + 1;
      const spoilt =
        victims.size === 0 && ended.exitCode !== 0 ? `sound files end with ${ended.err}${ended.out}` : undefined;
      const problem = spoilt ?? problemOf(ended, flags.includes('json'));
      if (problem)
        faults.push(`${problem}\n${written.map(({ file, text }) => `--- ${file}\n${text.slice(0, 4000)}`).join('\n')}`);
      if (faults.length >= 3) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { runs, exits, faults, slowest, peakMemory: resourceUsage().maxRSS / 1024 };
}

if (argv[2] !== undefined) {
  stdout.write(JSON.stringify(await campaign(Number(argv[2]), Number(argv[3] ?? 1))));
}
