// The application of `npm run demo`: what would be in the image. Its version is the image's tag; the broken one is
// healthy, answers every request, and gets its prices wrong.
import { createServer } from 'node:http';

const version = process.env.BG_DEPLOY_IMAGE_TAG ?? 'unknown';
const price = version.includes('broken') ? -1 : 42;

const server = createServer((request, response) => {
  response.setHeader('x-version', version);
  if (request.url === '/price') response.end(JSON.stringify({ price }));
  else response.end(`Hello from ${version}\n`);
});
server.keepAliveTimeout = 65_000;
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => server.close(() => process.exit(0)));
