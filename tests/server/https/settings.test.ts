import { describe, expect, test } from 'vitest';
import { hallAddresses } from '../../../server/https/addresses.ts';
import { localName } from '../../../server/https/names.ts';
import { readHttpsSettings } from '../../../server/https/settings.ts';

describe('settings of https', () => {
  test('off unless asked for, by flag, by setting, or by the office’s certificate', () => {
    expect(readHttpsSettings({}, false)).toBeNull();
    expect(readHttpsSettings({ HTTPS: '0' }, false)).toBeNull();
    expect(readHttpsSettings({}, true)).toEqual({ httpPort: null, office: null });
    expect(readHttpsSettings({ HTTPS: '1', HTTP_PORT: '80' }, false)).toEqual({ httpPort: 80, office: null });
    const office = readHttpsSettings({ TLS_CERT: '/etc/a.crt', TLS_KEY: '/etc/a.key' }, false);
    expect(office?.office).toEqual({ certificate: '/etc/a.crt', key: '/etc/a.key' });
  });

  test.each([
    [{ TLS_CERT: '/etc/a.crt' }, 'TLS_CERT và TLS_KEY phải đi cùng nhau'],
    [{ TLS_KEY: '/etc/a.key' }, 'TLS_CERT và TLS_KEY phải đi cùng nhau'],
    [{ HTTPS: 'yes' }, 'HTTPS=yes không dùng được'],
    [{ HTTPS: '1', HTTP_PORT: 'tám' }, 'HTTP_PORT=tám không dùng được'],
    [{ HTTPS: '1', HTTP_PORT: '70000' }, 'HTTP_PORT=70000 không dùng được'],
  ])('%o is refused with a sentence', (env, sentence) => {
    expect(() => readHttpsSettings(env, false)).toThrow(
      expect.objectContaining({ vi: expect.stringContaining(sentence) }),
    );
  });
});

describe('addresses', () => {
  const doors = { port: 8443, httpPort: null };
  test('plain http, own authority, the office’s names, usual ports', () => {
    const host = '192.168.1.5';
    expect(hallAddresses({ host, doors, protocol: 'http', officeNames: null })).toEqual({
      home: 'http://192.168.1.5:8443',
      network: [],
      byName: null,
      door: null,
      homeDoor: null,
    });
    expect(hallAddresses({ host, doors, protocol: 'https', officeNames: null })).toEqual({
      home: 'https://192.168.1.5:8443',
      network: [],
      byName: null,
      door: 'http://192.168.1.5:8443',
      homeDoor: 'http://192.168.1.5:8443',
    });
    const usual = { port: 443, httpPort: 80 };
    expect(hallAddresses({ host: '::1', doors: usual, protocol: 'https', officeNames: null })).toMatchObject({
      home: 'https://[::1]',
      door: 'http://[::1]',
    });
    expect(hallAddresses({ host: '0.0.0.0', doors, protocol: 'https', officeNames: null })).toMatchObject({
      home: 'https://localhost:8443',
      byName: `https://${localName()}:8443`,
      homeDoor: 'http://localhost:8443',
    });
    const officeNames = ['doithoai.gov.vn', 'xa.gov.vn'];
    expect(hallAddresses({ host, doors: usual, protocol: 'https', officeNames })).toEqual({
      home: 'https://doithoai.gov.vn',
      network: ['https://doithoai.gov.vn', 'https://xa.gov.vn'],
      byName: null,
      door: null,
      homeDoor: null,
    });
  });
});
