import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Clients that others wrote have a run of their own: `npm run test:interop`.
    exclude: ['test/interop/**'],
    // The SDK must never find a real account from a test, whatever the machine's environment holds.
    env: {
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      NO_COLOR: '1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    // Some tests run the command line as a process: as it is in `src` now, not as it was built some day.
    globalSetup: ['test/build.setup.ts'],
    // Ends what hangs; how long a thing may take is asserted where it matters. A machine may be busy with other work.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The SDK's clients are loaded once for each worker, not for each file: no test changes a module.
    isolate: false,
    // Most tests wait, for sockets and for processes: more of them than cores keep a small machine busy.
    maxWorkers: Math.max(3, availableParallelism()),
  },
});
