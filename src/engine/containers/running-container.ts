/** How a container ended. */
export interface ContainerEnd {
  /** As a shell gives it: 128 and the signal's number for one that a signal ended. */
  readonly exitCode: number;
}

/** What runs in the place of a container. */
export interface RunningContainer {
  /** The process, where it is one of its own. */
  readonly pid?: number;
  readonly ended: Promise<ContainerEnd>;
  /**
   * Tells it to end (SIGTERM), and ends it when it has not by then (SIGKILL).
   *
   * @param graceMs - real milliseconds; of several the last holds
   */
  stop(graceMs: number): void;
  /** The last lines that it wrote, oldest first. */
  lines(): readonly string[];
}
