import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';

const databaseUrl = 'postgres://doithoai:s3cret@10.0.0.5:5432/doithoai';

function refusal(env: Record<string, string>): ConfigError {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
  }
  throw new Error('it was taken');
}

describe('settings of a province', () => {
  test('without DATABASE_URL there is none', () => {
    expect(readConfig({}).province).toBeNull();
    for (const name of ['REDIS_URL', 'INSTANCE_URL', 'KEY_FILE'])
      expect(refusal({ [name]: 'redis://10.0.0.5' }).message).toContain(
        `${name} is of use only with DATABASE_URL`,
      );
  });

  test('are read whole', () => {
    const env = {
      DATABASE_URL: databaseUrl,
      REDIS_URL: 'rediss://:s3cret@redis:6380',
      INSTANCE_URL: 'http://10.0.0.11:8080/',
      KEY_FILE: '/etc/key',
    };
    expect(readConfig(env).province).toEqual({
      databaseUrl,
      redisUrl: 'rediss://:s3cret@redis:6380',
      instanceUrl: 'http://10.0.0.11:8080',
      keyFile: '/etc/key',
    });
    expect(readConfig({ DATABASE_URL: databaseUrl }).province).toMatchObject({
      redisUrl: null,
      instanceUrl: '',
    });
  });

  test.each([
    ['DATABASE_URL', 'mysql://u:s3cret@h/d'],
    ['DATABASE_URL', 'postgres://u:s3cret@h'],
    ['DATABASE_URL', 'u:s3cret@h/d'],
    ['REDIS_URL', 'http://:s3cret@h'],
    ['INSTANCE_URL', 'https://h'],
    ['INSTANCE_URL', 'http://u:s3cret@h'],
    ['INSTANCE_URL', 'http://h/path'],
  ])('%s=%s is refused in both languages, without any password of an engine', (name, value) => {
    const { vi, message } = refusal({ DATABASE_URL: databaseUrl, [name]: value });
    for (const said of [vi, message]) expect(said).toContain(name);
    if (name !== 'INSTANCE_URL') expect(vi + message).not.toContain('s3cret');
  });
});
