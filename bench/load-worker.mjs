// Sends a load from a process of its own, so that what is measured does not share a turn with it.
import { generateLoad } from '../dist/engine/index.js';

const [url, requestsPerSecond, connections, seconds] = process.argv.slice(2);
const load = generateLoad({ url, requestsPerSecond: Number(requestsPerSecond), connections: Number(connections) });
await new Promise((resolve) => setTimeout(resolve, Number(seconds) * 1000));
process.stdout.write(JSON.stringify(await load.stop()));
