// Opens the engine of the directory that it is given, says so, and lets go of it when its input ends.
import { openEngineOf } from '../../../../src/engine/hosting/open-engine.js';
import { countdownModel } from './countdown.js';
import { testModel } from './test-model.js';

const stateDirectory = process.argv[2] ?? '';
const engine = await openEngineOf(testModel(countdownModel), { stateDirectory, speed: 60, seed: 1 });
process.stdout.write(`${JSON.stringify({ endpoint: engine.endpoint, hosted: engine.hosted })}\n`);
process.stdin.resume().on('end', () => engine.close());
