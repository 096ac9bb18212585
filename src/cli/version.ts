declare const __BG_DEPLOY_VERSION__: string | undefined;

/** The version of this package; the build writes it in, a run from source has none. */
export const VERSION = typeof __BG_DEPLOY_VERSION__ === 'string' ? __BG_DEPLOY_VERSION__ : '0.0.0-source';
