import { Agent, request } from 'node:http';

export interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Uint8Array | string | null;
}

export interface Answer {
  /** 0: the server ended the connection without an answer. */
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** It took longer than the bound. */
  hung: boolean;
}

const nobody: Answer = { status: 0, headers: {}, body: '', hung: false };

/** Sends requests as they are, without the good manners of `fetch`. */
export function createSender(port: number, patience: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let count = 0;
  return {
    send({ method, path, headers, body }: Sent): Promise<Answer> {
      return new Promise((resolve) => {
        // From many addresses, as one would soon be at its limit.
        const localAddress = `127.0.0.${2 + (count++ % 40)}`;
        const options = { host: '127.0.0.1', port, localAddress, method, path, headers, agent };
        const call = request(options, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', () => resolve(nobody));
          response.on('end', () => {
            clearTimeout(timer);
            const text = Buffer.concat(chunks).toString('latin1');
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text, hung: false });
          });
        });
        const timer = setTimeout(() => {
          resolve({ ...nobody, hung: true });
          call.destroy();
        }, patience);
        call.on('error', () => {
          clearTimeout(timer);
          resolve(nobody);
        });
        call.end(body ?? undefined);
      });
    },
    close: () => agent.destroy(),
  };
}
