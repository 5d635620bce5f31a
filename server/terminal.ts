import { networkInterfaces } from 'node:os';

/** What the server says to the person at its terminal; Vietnamese first, English under it. */
export type Say = (vi: string, en: string) => void;

/** Writes both sentences to a stream. */
export function sayTo(stream: NodeJS.WritableStream): Say {
  return (vi, en) => {
    stream.write(`${vi}\n${en}\n`);
  };
}

/** The IPv4 addresses under which other devices of the hall's network reach this machine. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal)
    .map((entry) => entry.address);
}
