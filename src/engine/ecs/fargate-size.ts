/** The memory that goes with each task-level CPU on Fargate: least, most and step, in MiB. */
const MEMORY_BY_CPU: Record<number, { least: number; most: number; step: number; also?: number }> = {
  256: { least: 1024, most: 2048, step: 1024, also: 512 },
  512: { least: 1024, most: 4096, step: 1024 },
  1024: { least: 2048, most: 8192, step: 1024 },
  2048: { least: 4096, most: 16_384, step: 1024 },
  4096: { least: 8192, most: 30_720, step: 1024 },
  8192: { least: 16_384, most: 61_440, step: 4096 },
  16384: { least: 32_768, most: 122_880, step: 8192 },
};

/**
 * Whether Fargate offers tasks of this size.
 *
 * @param cpu - in CPU units, 1024 to a vCPU
 * @param memory - in MiB
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 */
export function isFargateSize(cpu: number, memory: number): boolean {
  const range = MEMORY_BY_CPU[cpu];
  if (!range) return false;
  if (memory === range.also) return true;
  return memory >= range.least && memory <= range.most && (memory - range.least) % range.step === 0;
}

/**
 * Task-level CPU in CPU units: `1024` and `1 vCPU` say the same.
 *
 * @returns `undefined` where the text is neither
 */
export function readCpu(text: string): number | undefined {
  const number = /^\s*(\d+(?:\.\d+)?)\s*(vcpu)?\s*$/i.exec(text);
  if (!number) return undefined;
  return Math.round(Number(number[1]) * (number[2] ? 1024 : 1));
}

/**
 * Task-level memory in MiB: `2048` and `2 GB` say the same.
 *
 * @returns `undefined` where the text is neither
 */
export function readMemory(text: string): number | undefined {
  const number = /^\s*(\d+(?:\.\d+)?)\s*(gb|mb)?\s*$/i.exec(text);
  if (!number) return undefined;
  return Math.round(Number(number[1]) * (number[2]?.toLowerCase() === 'gb' ? 1024 : 1));
}
