import type { ServerResponse } from 'node:http';

/** The processes that use an engine which another process hosts. */
export interface Attachments {
  /** Takes a process in: its response stays open until it goes. */
  add(response: ServerResponse): void;
  count(): number;
  /** Resolves when none is left; rejects with the signal's reason. */
  whenNone(signal?: AbortSignal): Promise<void>;
  /** Takes nobody in any more. */
  refuse(): void;
  endAll(): void;
}

/** Each attached process holds one response open; its end, however it comes, is the end of its connection. */
export function createAttachments(): Attachments {
  const held = new Set<ServerResponse>();
  const waiting = new Set<() => void>();
  let refused = false;
  return {
    add(response) {
      if (refused) {
        response.writeHead(503, { 'content-type': 'application/json' }).end(JSON.stringify({ status: 'closing' }));
        return;
      }
      held.add(response);
      response.on('close', () => {
        held.delete(response);
        if (held.size === 0) for (const resolve of waiting) resolve();
      });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(`${JSON.stringify({ status: 'attached' })}\n`);
    },
    count: () => held.size,
    whenNone(signal) {
      if (held.size === 0) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const abort = () => {
          waiting.delete(done);
          reject(signal?.reason);
        };
        const done = () => {
          waiting.delete(done);
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        if (signal?.aborted) return abort();
        waiting.add(done);
        signal?.addEventListener('abort', abort, { once: true });
      });
    },
    refuse() {
      refused = true;
    },
    endAll() {
      for (const response of held) response.end();
    },
  };
}
