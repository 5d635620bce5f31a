import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailSettings } from '../../../server/config.ts';

/** A letter as the mail server took it. */
export interface Taken {
  from: string;
  to: string[];
  /** Whole, headers first. */
  raw: string;
  /** The text, decoded. */
  text: string;
  subject: string;
  id: string;
  encrypted: boolean;
  user: string;
}

export interface MailServer {
  port: number;
  taken: Taken[];
  settings(change?: Partial<MailSettings>): MailSettings;
  close(): Promise<void>;
}

function header(raw: string, name: string): string {
  const unfolded = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const value = new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1] ?? '';
  return value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_whole, coded: string) => Buffer.from(coded, 'base64').toString())
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_whole, coded: string) =>
      decodeURIComponent(coded.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/gi, '%$1')),
    );
}

/** A real mail server on this machine. */
export async function openMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString('utf8');
        const body = raw.slice(raw.indexOf('\r\n\r\n') + 4);
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          text: /base64/i.test(header(raw, 'Content-Transfer-Encoding'))
            ? Buffer.from(body, 'base64').toString('utf8')
            : body,
          subject: header(raw, 'Subject'),
          id: header(raw, 'Message-ID'),
          encrypted: session.secure,
          user: String(session.user ?? ''),
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    taken,
    settings: (change = {}) => ({
      host: '127.0.0.1',
      port,
      secure: false,
      encrypted: false,
      user: '',
      password: '',
      from: 'doithoai@xa.example',
      ...change,
    }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
