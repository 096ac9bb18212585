import type { Traffic } from '../../domain/traffic.js';
import type { Paint } from './paint.js';

const CELLS = 20;

/** Where production traffic goes, as one line: `blue 90 % ██████████████████▒▒ green 10 %`. */
export function trafficBar(traffic: Traffic, paint: Paint): string {
  const green = Math.round((traffic.green / 100) * CELLS);
  const bar = paint('blue', '█'.repeat(CELLS - green)) + paint('green', '▒'.repeat(green));
  return `blue ${percent(traffic.blue)} ${bar} green ${percent(traffic.green)}`;
}

function percent(value: number): string {
  return `${String(Math.round(value * 10) / 10).padStart(3)} %`;
}
