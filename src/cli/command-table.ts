import type { CommandEntry } from './command.js';

/** Every command, in the order of a release. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'Write the configuration, the templates and the pipeline of a project',
    load: async () => (await import('./commands/init.js')).initCommand,
  },
  {
    name: 'generate',
    summary: "Render taskdef.json and appspec.yml from templates and the build's output",
    load: async () => (await import('./commands/generate.js')).generateCommand,
  },
  {
    name: 'bootstrap',
    summary: 'Create what the configuration names and the account lacks',
    load: async () => (await import('./commands/bootstrap.js')).bootstrapCommand,
  },
  {
    name: 'verify',
    summary: 'Find everything that would make the deployment fail, changing nothing',
    load: async () => (await import('./commands/verify.js')).verifyCommand,
  },
  {
    name: 'diff',
    summary: 'Show what a release would change against what serves now',
    load: async () => (await import('./commands/diff.js')).diffCommand,
  },
  {
    name: 'start',
    summary: 'Release: generate, register, deploy, watch, notify, end with a verdict',
    load: async () => (await import('./commands/start.js')).startCommand,
  },
  {
    name: 'status',
    summary: 'Show a deployment: lifecycle events, task sets, traffic, target health',
    load: async () => (await import('./commands/status.js')).statusCommand,
  },
  {
    name: 'continue',
    summary: 'End the wait before the traffic shift, or the wait before blue is terminated',
    load: async () => (await import('./commands/continue.js')).continueCommand,
  },
  {
    name: 'rollback',
    summary: 'Send traffic back to the previous version',
    load: async () => (await import('./commands/rollback.js')).rollbackCommand,
  },
  {
    name: 'local',
    summary: 'Run the embedded engine as a server',
    load: async () => (await import('./commands/local.js')).localCommand,
  },
];
