import { createTransport } from 'nodemailer';
import type { MailFailure } from '../../shared/mail.ts';
import type { MailSettings } from '../config.ts';

/** A letter as it is handed to the mail server. */
export interface Mail {
  to: string;
  /** Shown as the sender beside the address. */
  senderName: string;
  subject: string;
  text: string;
  /** Without its host; the same for the same letter, so that a mailbox can tell a double. */
  id: string;
}

/** A letter was not taken, or nobody knows. The message holds neither address nor text of the mail server. */
export class MailError extends Error {
  readonly failure: MailFailure;
  constructor(failure: MailFailure) {
    super(failure);
    this.name = 'MailError';
    this.failure = failure;
  }
}

export type SendMail = (mail: Mail) => Promise<void>;

/** Times for the steps of a delivery, ms. */
const patience = {
  connectionTimeout: 20_000,
  greetingTimeout: 20_000,
  socketTimeout: 60_000,
  dnsTimeout: 10_000,
};

interface Fault {
  code: string;
  /** Of the system or of TLS, where there is one. */
  cause: string;
  command: string;
  /** Of the mail server's reply; 0: there was none. */
  reply: number;
}

function faultOf(error: unknown): Fault {
  const { code, originalCode, command, responseCode } = Object(error) as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : '',
    cause: typeof originalCode === 'string' ? originalCode : '',
    command: typeof command === 'string' ? command : '',
    reply: typeof responseCode === 'number' ? responseCode : 0,
  };
}

/** What TLS and its certificates call their faults, e.g. `UNABLE_TO_VERIFY_LEAF_SIGNATURE`. */
const aboutEncryption = /CERT|SSL|TLS|VERIFY|ISSUER/;
const unreachable = ['ECONNECTION', 'EDNS', 'ESOCKET', 'ECONNREFUSED', 'ENOTFOUND', 'EPROTOCOL'];

/** Why a letter did not go. `mayHaveTaken`: the mail server had asked for the text. */
function failureOf({ code, cause, command, reply }: Fault, mayHaveTaken: boolean): MailFailure {
  // A reply is a clear no; without one, after it asked for the text, it may have it.
  if (reply === 0 && mayHaveTaken) return 'unsure';
  if (code === 'ETLS' || command === 'STARTTLS' || aboutEncryption.test(cause)) return 'notEncrypted';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'signIn';
  if (reply >= 500) return command === 'RCPT TO' ? 'recipient' : 'refused';
  if (reply >= 400) return 'busy';
  if (code === 'ETIMEDOUT') return 'timeout';
  return unreachable.includes(code) ? 'unreachable' : 'other';
}

/**
 * Makes what hands letters to a mail server, each over a connection of its own. Resolves once the server has taken the
 * letter; throws MailError. Nothing is sent in the clear but to this machine itself.
 */
export function createSender(settings: MailSettings): SendMail {
  const { host, port, secure, encrypted, user, password, from, ca } = settings;
  const senderHost = from.slice(from.lastIndexOf('@') + 1);
  return async ({ to, senderName, subject, text, id }) => {
    let mayHaveTaken = false;
    // What it says goes to no log: it holds addresses.
    const silent = () => undefined;
    const listen = (entry: unknown, ...said: unknown[]) => {
      const { tnx } = Object(entry) as { tnx?: unknown };
      if (tnx === 'server' && said.some((each) => String(each).startsWith('354'))) mayHaveTaken = true;
    };
    const transport = createTransport({
      host,
      port,
      secure,
      requireTLS: encrypted && !secure,
      opportunisticTLS: !encrypted,
      ...(user ? { auth: { user, pass: password } } : {}),
      tls: { minVersion: 'TLSv1.2', rejectUnauthorized: encrypted, ...(ca ? { ca } : {}) },
      ...patience,
      transactionLog: true,
      logger: {
        level: silent,
        trace: silent,
        debug: listen,
        info: listen,
        warn: silent,
        error: silent,
        fatal: silent,
      },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await transport.sendMail({
        from: { name: senderName, address: from },
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${senderHost}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        textEncoding: 'base64',
      });
    } catch (error) {
      throw new MailError(failureOf(faultOf(error), mayHaveTaken));
    } finally {
      transport.close();
    }
  };
}
