/** The first tasks take a minute or two; what is not steady after this time is told of, and not waited for. */
export const SERVICE_PATIENCE_MS = 10 * 60_000;
