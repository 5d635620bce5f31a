import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

/*
 * The compose file of a province, as far as it can be proved without an engine that runs it: what it names is there, what
 * it sets is a setting, and nothing runs with more rights than it needs.
 */
const packaging = fileURLToPath(new URL('../../packaging/', import.meta.url));
const read = (name: string) => readFileSync(`${packaging}${name}`, 'utf8');

const service = v.looseObject({
  image: v.string(),
  restart: v.literal('unless-stopped'),
  user: v.optional(v.string()),
  environment: v.record(v.string(), v.string()),
  command: v.optional(v.array(v.string())),
  volumes: v.optional(v.array(v.string()), []),
  read_only: v.literal(true),
  cap_drop: v.tuple([v.literal('ALL')]),
  security_opt: v.tuple([v.literal('no-new-privileges:true')]),
  healthcheck: v.looseObject({ test: v.array(v.string()) }),
  networks: v.union([v.array(v.string()), v.looseObject({ inside: v.object({ ipv4_address: v.string() }) })]),
  ports: v.optional(v.array(v.string())),
});
const text = read('compose.province.yaml');
const { services } = v.parse(
  v.looseObject({ services: v.record(v.string(), service) }),
  parse(text, { merge: true }),
);
const processes = ['doi-thoai-1', 'doi-thoai-2'] as const;
const named = (name: string) => {
  const found = services[name];
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};
const addressOf = (name: string) => {
  const { networks } = named(name);
  return 'inside' in networks ? networks.inside.ipv4_address : '';
};

test('two processes, PostgreSQL, Redis and nginx, none of them root, each with a look at its health', () => {
  expect(Object.keys(services).sort()).toEqual([...processes, 'nginx', 'postgres', 'redis']);
  const image = readFileSync(`${packaging}Dockerfile`, 'utf8');
  expect(image).toMatch(/^USER 10001:10001$/m);
  for (const [name, { user }] of Object.entries(services))
    if (!name.startsWith('doi-thoai')) expect(user, name).toMatch(/^[1-9]\d*:[1-9]\d*$/);
});

test('images of others are pinned, and only nginx is reached from outside', () => {
  for (const name of ['nginx', 'postgres', 'redis'])
    expect(named(name).image).toMatch(/^[a-z]+:\d+\.\d+(\.\d+)?-bookworm$/);
  for (const [name, { ports }] of Object.entries(services))
    expect(ports !== undefined).toBe(name === 'nginx');
});

test('the processes are set up by settings that there are, alike but for their address', () => {
  const config = readFileSync(fileURLToPath(new URL('../../server/config.ts', import.meta.url)), 'utf8');
  for (const name of processes) {
    const { environment } = named(name);
    for (const setting of Object.keys(environment)) expect(config, setting).toContain(`env.${setting}`);
    expect(environment.TRUST_PROXY).toBe(addressOf('nginx'));
    expect(environment.INSTANCE_URL).toBe(`http://${addressOf(name)}:${environment.PORT}`);
    expect(environment.DATABASE_URL).toContain('@postgres:5432/');
  }
  const [one, other] = processes.map((name) => ({ ...named(name).environment, INSTANCE_URL: '' }));
  expect(one).toEqual(other);
});

describe('nginx', () => {
  test('gets the file of a machine without containers, and each of its replacements finds its place', () => {
    const script = named('nginx').command?.join(' ') ?? '';
    let site = read('nginx/doi-thoai.conf');
    const replaced = [...script.matchAll(/s\|([^|]+)\|([^|]*)\|/g)];
    expect(replaced.length).toBe(4);
    for (const [, from = '', to = ''] of replaced) {
      expect(site, from).toContain(from);
      site = site.replaceAll(from, to.replace('$$PROVINCE_NAME', 'doithoai.lamdong.gov.vn'));
    }
    const servers = [...site.matchAll(/^\s*server (\S+) max_fails/gm)].map(([, address]) => address);
    expect(new Set(servers)).toEqual(new Set(processes.map((name) => `${addressOf(name)}:8080`)));
    expect(site).toContain('access_log /dev/stdout doithoai;');
    expect(site).toContain('server_name doithoai.lamdong.gov.vn *.doithoai.lamdong.gov.vn;');
  });
});

test('no password stands in the repository: all come from a file that is not in it', () => {
  const variables = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
  const example = read('province.env.example');
  expect(new Set([...example.matchAll(/^(\w+)=/gm)].map(([, name]) => name))).toEqual(variables);
  for (const [, name, value] of example.matchAll(/^(\w*PASSWORD)=(.*)$/gm)) expect(value, name).toBe('');
  const ignored = readFileSync(`${packaging}../.gitignore`, 'utf8').split('\n');
  expect(ignored).toEqual(expect.arrayContaining(['packaging/province.env', 'packaging/province.key']));
});

test('the program’s role in PostgreSQL is no superuser, as row-level security binds none of those', () => {
  const { volumes } = named('postgres');
  for (const volume of Object.values(services).flatMap((one) => one.volumes)) {
    const [from = ''] = volume.split(':');
    if (from.startsWith('./')) expect(existsSync(packaging + from), from).toBe(true);
  }
  expect(volumes.some((volume) => volume.startsWith('./postgres/role.sh:'))).toBe(true);
  expect(read('postgres/role.sh')).toMatch(/CREATE ROLE doithoai LOGIN NOSUPERUSER .*NOBYPASSRLS/);
});
