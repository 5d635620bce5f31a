import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, type MailSettings, readConfig } from '../../../server/config.ts';
import { type Credentials, issueCertificate, makeAuthority } from '../../../server/https/issue.ts';
import { createSender, MailError } from '../../../server/mail/send.ts';
import { type MailServer, openMailServer } from './smtp.ts';

/* Letters over SMTP to a real server: encrypted or not at all, and each way in which one is not taken. */
const mail = {
  to: 'diachinh@xa.example',
  senderName: 'Ủy ban nhân dân xã Sa Loong',
  subject: 'Đối thoại: 2 kiến nghị quá hạn',
  text: 'Kính gửi: Công chức Địa chính\n.\nĐường ở thôn Đăk Vang hỏng.\n',
  id: '2026-11-26.abc',
};

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open) await each.close();
  open = [];
});

async function server(options: Parameters<typeof openMailServer>[0] = {}): Promise<MailServer> {
  const made = await openMailServer(options);
  open.push(made);
  return made;
}

async function failureWith(settings: MailSettings): Promise<string> {
  const error = await createSender(settings)(mail).then(
    () => null,
    (failed: unknown) => failed,
  );
  if (!(error instanceof MailError)) throw new Error('it was taken');
  expect(error.message).not.toContain('@');
  return error.failure;
}

const refuse = (text: string, responseCode: number) => Object.assign(new Error(text), { responseCode });

describe('on this machine', () => {
  test('a letter arrives as it was written', async () => {
    const smtp = await server();
    await createSender(smtp.settings())(mail);
    const [letter] = smtp.taken;
    expect(smtp.taken.length).toBe(1);
    expect(letter).toMatchObject({
      from: 'doithoai@xa.example',
      to: ['diachinh@xa.example'],
      subject: mail.subject,
      id: '<2026-11-26.abc@xa.example>',
    });
    expect(letter?.text.replaceAll('\r\n', '\n')).toBe(mail.text);
    expect(letter?.raw).toContain('Auto-Submitted: auto-generated');
  });

  test('each refusal has its name', async () => {
    const nobody = await server({
      onRcptTo: (_address, _session, done) => done(refuse('no such user <diachinh@xa.example>', 550)),
    });
    expect(await failureWith(nobody.settings())).toBe('recipient');
    const full = await server({ onMailFrom: (_address, _session, done) => done(refuse('not you', 554)) });
    expect(await failureWith(full.settings())).toBe('refused');
    const busy = await server({ onRcptTo: (_address, _session, done) => done(refuse('try later', 451)) });
    expect(await failureWith(busy.settings())).toBe('busy');
    const late = await server({
      onData(stream, _session, done) {
        stream.resume();
        stream.on('end', () => done(refuse('spam', 554)));
      },
    });
    expect(await failureWith(late.settings())).toBe('refused');
    const stranger = await server({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(null, { message: 'no' }),
    });
    expect(await failureWith(stranger.settings({ user: 'a', password: 'b' }))).toBe('signIn');
  });

  test('where nobody listens it is unreachable', async () => {
    const smtp = await openMailServer();
    await smtp.close();
    expect(await failureWith(smtp.settings())).toBe('unreachable');
  });

  test('a connection that breaks before the text is asked for is a clear no, one after it is not', async () => {
    const cutAt = async (word: RegExp) => {
      const broken = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.write('220 here\r\n');
        socket.on('data', (data: Buffer) => {
          const said = data.toString('latin1');
          if (word.test(said)) socket.destroy();
          else socket.write(/^DATA/.test(said) ? '354 go on\r\n' : '250 well\r\n');
        });
      });
      await new Promise<void>((resolve) => {
        broken.listen(0, '127.0.0.1', resolve);
      });
      const address = broken.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const settings = { host: '127.0.0.1', port, secure: false, encrypted: false, user: '', password: '' };
      const failure = await failureWith({ ...settings, from: 'doithoai@xa.example' });
      await new Promise((resolve) => broken.close(resolve));
      return failure;
    };
    expect(await cutAt(/^RCPT/)).toBe('unreachable');
    // The last dot has been sent: nobody knows.
    expect(await cutAt(/\r\n\.\r\n$/)).toBe('unsure');
  });
});

describe('over a network', () => {
  let authority: Credentials;
  let own: Credentials;
  beforeAll(async () => {
    const now = Date.now();
    authority = await makeAuthority('Test', { domains: ['localhost'], networks: [] }, now);
    own = await issueCertificate(authority, { dns: ['localhost'], ip: [] }, now);
  });
  const withTls = () => ({ key: own.key, cert: own.certificate, disabledCommands: [] });
  const across = (smtp: MailServer, change: Partial<MailSettings> = {}) =>
    smtp.settings({ host: 'localhost', encrypted: true, ca: authority.certificate, ...change });

  test('STARTTLS comes before the password and the letter', async () => {
    const smtp = await server({
      ...withTls(),
      authOptional: false,
      onAuth: ({ username, password }, session, done) =>
        session.secure && password === 'bí mật' ? done(null, { user: username }) : done(new Error('no')),
    });
    await createSender(across(smtp, { user: 'doithoai', password: 'bí mật' }))(mail);
    expect(smtp.taken[0]).toMatchObject({ encrypted: true, user: 'doithoai' });
  });

  test('smtps is encrypted from the first byte', async () => {
    const smtp = await server({ ...withTls(), secure: true });
    await createSender(across(smtp, { secure: true }))(mail);
    expect(smtp.taken[0]?.encrypted).toBe(true);
  });

  test('a server without encryption, or with a certificate that nobody vouches for, gets nothing', async () => {
    const plain = await server();
    expect(await failureWith(across(plain))).toBe('notEncrypted');
    const unknown = await server(withTls());
    expect(await failureWith(unknown.settings({ host: 'localhost', encrypted: true }))).toBe('notEncrypted');
    expect([...plain.taken, ...unknown.taken]).toEqual([]);
  });
});

describe('the settings', () => {
  const read = (SMTP_URL: string, MAIL_FROM = 'doithoai@xa.example') =>
    readConfig({ SMTP_URL, MAIL_FROM }).mail;

  test('are off until they are given, and encrypt all that leaves this machine', () => {
    expect(readConfig({}).mail).toBeNull();
    expect(read('smtp://u%40x:p%3Aw@mail.xa.example')).toEqual({
      host: 'mail.xa.example',
      port: 587,
      secure: false,
      encrypted: true,
      user: 'u@x',
      password: 'p:w',
      from: 'doithoai@xa.example',
    });
    expect(read('smtps://mail.xa.example')).toMatchObject({ port: 465, secure: true, encrypted: true });
    expect(read('smtp://localhost:25')).toMatchObject({ port: 25, encrypted: false });
  });

  test('a wrong one is told without its password', () => {
    for (const [url, from] of [
      ['smtp://u:geheim@', 'a@b.example'],
      ['http://u:geheim@mail.example', 'a@b.example'],
      ['smtp://u:geheim@mail.example', ''],
      ['smtp://u:geheim@mail.example', 'Văn phòng <a@b.example>'],
      ['', 'a@b.example'],
      ['smtp://u:geheim%zz@mail.example', 'a@b.example'],
    ] as const) {
      let said = '';
      try {
        read(url, from);
      } catch (error) {
        if (error instanceof ConfigError) said = error.message + error.vi;
      }
      expect(said, url).not.toBe('');
      expect(said).not.toContain('geheim');
    }
  });
});
