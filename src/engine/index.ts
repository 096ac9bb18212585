export type { EngineClock } from './clock/engine-clock.js';
export { type Engine, openEngine, startEngine } from './engine.js';
export type { EngineOptions } from './engine-options.js';
export type { OpenEngine, OpenEngineOptions } from './hosting/open-engine.js';
export type { JournalEntry } from './journal.js';
export type { Mail } from './sns/mail.js';
export type { HookContext, HookEvent, HookFunction, HookStandIn } from './stand-ins.js';
