// Runs an engine on the folder that it is given, with a command as a hook, and says where.
import { startEngine } from '../../../../src/engine/index.js';

const [, , stateDirectory = '', command = '', folder = ''] = process.argv;
const engine = await startEngine({ stateDirectory, speed: 300, hooks: { smoke: { command, folder } } });
process.stdout.write(`${JSON.stringify({ endpoint: engine.endpoint })}\n`);
process.on('SIGTERM', () => engine.close());
