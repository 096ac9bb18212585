declare const __BG_DEPLOY_VERSION__: string | undefined;

/** What a run from source has instead of a version. */
export const NO_VERSION = '0.0.0-source';

/** The version of this package; the build writes it in, a run from source has none. */
export const VERSION = typeof __BG_DEPLOY_VERSION__ === 'string' ? __BG_DEPLOY_VERSION__ : NO_VERSION;
