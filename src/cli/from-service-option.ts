import type { Options } from 'yargs';

/** The option of the commands that can take from the service what the appspec leaves out. */
export const FROM_SERVICE_OPTION = {
  'from-service': {
    type: 'boolean',
    default: false,
    describe: 'take from the running service what the appspec leaves out (all of it where there is none)',
  },
} as const satisfies Record<string, Options>;
