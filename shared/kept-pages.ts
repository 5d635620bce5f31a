/**
 * What the worker that ends the pages kept on a device (server/client-files.ts) answers through the port of a question,
 * in place of how things stand (client/offline/messages.ts).
 */
export const keptEnds = 'ended';
