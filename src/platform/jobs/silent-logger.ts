import { Logger } from 'graphile-worker';

/** The queue's own chatter is not for operators; failures are reported through `onFailure`. */
export const silentLogger = new Logger(() => () => undefined);
