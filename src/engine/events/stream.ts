import type { ServerResponse } from 'node:http';
import type { EngineEvent } from './engine-event.js';
import type { EventFeed } from './feed.js';

/**
 * Writes the events so far as lines of JSON.
 *
 * @param following - goes on with those to come, until the client leaves or the engine closes
 */
export function streamEvents(feed: EventFeed, response: ServerResponse, following: boolean): void {
  const line = (event: EngineEvent) => `${JSON.stringify(event)}\n`;
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  // Who follows wants to know at once that it is heard.
  response.flushHeaders();
  const soFar = feed.soFar().map(line).join('');
  if (!following) {
    response.end(soFar);
    return;
  }
  if (soFar !== '') response.write(soFar);
  const leave = feed.follow(
    (event) => void response.write(line(event)),
    () => void response.end(),
  );
  response.on('close', leave);
}
