/**
 * Task-level CPU in CPU units, 1024 to a vCPU: `1024` and `1 vCPU` say the same.
 *
 * @returns `undefined` where the text is neither
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
 */
export function cpuUnits(text: string): number | undefined {
  return sizeIn(text, /^(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s{0,9}vcpus?$/i);
}

/**
 * Task-level memory in MiB: `2048` and `2 GB` say the same.
 *
 * @returns `undefined` where the text is neither
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#task_size
 */
export function memoryMiB(text: string): number | undefined {
  return sizeIn(text, /^(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s{0,9}gb$/i);
}

function sizeIn(text: string, inUnits: RegExp): number | undefined {
  const trimmed = text.slice(0, 64).trim();
  if (/^\d{1,9}$/.test(trimmed)) return Number(trimmed);
  const amount = inUnits.exec(trimmed)?.[1];
  return amount === undefined ? undefined : Number(amount) * 1024;
}

/** What memory goes with a task-level CPU on Fargate, in MiB. */
interface MemoryChoice {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** As people say it. */
  readonly said: string;
}

const GIB = 1024;

const FARGATE_MEMORY: ReadonlyMap<number, MemoryChoice> = new Map([
  [256, { least: 512, most: 2 * GIB, step: 512, said: '512, 1024 or 2048' }],
  [512, { least: GIB, most: 4 * GIB, step: GIB, said: '1024 to 4096 in steps of 1024' }],
  [1024, { least: 2 * GIB, most: 8 * GIB, step: GIB, said: '2048 to 8192 in steps of 1024' }],
  [2048, { least: 4 * GIB, most: 16 * GIB, step: GIB, said: '4096 to 16384 in steps of 1024' }],
  [4096, { least: 8 * GIB, most: 30 * GIB, step: GIB, said: '8192 to 30720 in steps of 1024' }],
  [8192, { least: 16 * GIB, most: 60 * GIB, step: 4 * GIB, said: '16384 to 61440 in steps of 4096' }],
  [16384, { least: 32 * GIB, most: 120 * GIB, step: 8 * GIB, said: '32768 to 122880 in steps of 8192' }],
]);

/** The task-level CPU values of Fargate, in CPU units. */
export const FARGATE_CPUS: readonly number[] = [...FARGATE_MEMORY.keys()];

/**
 * What memory Fargate offers for a CPU, in words; `undefined` where this is one of the pairs that it offers, or where
 * it does not offer the CPU at all.
 *
 * @param cpu - in CPU units
 * @param memory - in MiB
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
export function otherFargateMemory(cpu: number, memory: number): string | undefined {
  const choice = FARGATE_MEMORY.get(cpu);
  if (!choice) return undefined;
  const offered =
    memory >= choice.least &&
    memory <= choice.most &&
    (memory - choice.least) % choice.step === 0 &&
    !(cpu === 256 && memory === 1536);
  return offered ? undefined : choice.said;
}
