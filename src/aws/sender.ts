import type { SmithyResolvedConfiguration } from '@smithy/core/client';
import type { Command, HttpHandlerOptions, MetadataBearer } from '@smithy/types';

/**
 * The part of an SDK client that a release uses. A client of the SDK is one; so is {@link lazySender}, which loads the
 * client when it is first asked to send.
 */
export interface Sender<ServiceInput extends object, ServiceOutput extends MetadataBearer> {
  send<Input extends ServiceInput, Output extends ServiceOutput>(
    command: Command<ServiceInput, Input, ServiceOutput, Output, SmithyResolvedConfiguration<HttpHandlerOptions>>,
    options?: HttpHandlerOptions,
  ): Promise<Output>;
}

/** A {@link Sender} that owns connections. */
export interface DisposableSender<ServiceInput extends object, ServiceOutput extends MetadataBearer>
  extends Sender<ServiceInput, ServiceOutput> {
  /** Closes the connections, if any were opened. */
  destroy(): void;
}

/**
 * A client that is made, and whose code is loaded, when something is first sent: loading clients is most of what a short
 * command spends its time on, and hardly any command talks to all four services.
 *
 * @param load - called at most once, unless it fails
 */
export function lazySender<ServiceInput extends object, ServiceOutput extends MetadataBearer>(
  load: () => Promise<DisposableSender<ServiceInput, ServiceOutput>>,
): DisposableSender<ServiceInput, ServiceOutput> {
  let loading: Promise<DisposableSender<ServiceInput, ServiceOutput>> | undefined;
  const client = () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
  return {
    send: async (command, options) => (await client()).send(command, options),
    destroy() {
      loading?.then((made) => made.destroy()).catch(() => {});
      loading = undefined;
    },
  };
}
