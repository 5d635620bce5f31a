import { describe, expect, test } from 'vitest';
import { auditOf, licencesOf, mayKeep } from '../../setup/audit-verdict.ts';

/** As `npm audit --json` prints it (npm 11), shortened. */
const answer = (vulnerabilities: Record<string, { severity: string }>, counts: Record<string, number>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(vulnerabilities).map(([name, { severity }]) => [
        name,
        { name, severity, isDirect: false, via: [], effects: [], range: '*', nodes: [], fixAvailable: true },
      ]),
    ),
    metadata: {
      vulnerabilities: { info: 0, low: 0, moderate: 0, high: 0, critical: 0, total: 0, ...counts },
      dependencies: { prod: 254, dev: 300, optional: 40, peer: 0, peerOptional: 0, total: 554 },
    },
  });

/** What a registry without audits makes npm print. */
const refused = JSON.stringify({
  message: '405 Method Not Allowed - POST https://registry.example/-/npm/v1/security/advisories/bulk',
  statusCode: 405,
  body: '',
  error: { summary: '', detail: '' },
});

describe('the audit', () => {
  test('passes when nothing is known', () =>
    expect(auditOf(answer({}, {}))).toEqual({
      says: 'Audit: no high or critical hole is known, 0 lower ones.',
      fails: false,
    }));

  test('passes lower holes, and counts them', () =>
    expect(
      auditOf(
        answer({ a: { severity: 'moderate' }, b: { severity: 'low' } }, { moderate: 1, low: 1, total: 2 }),
      ),
    ).toEqual({
      says: 'Audit: no high or critical hole is known, 2 lower ones.',
      fails: false,
    }));

  test.each(['high', 'critical'])('fails on a %s hole and names it', (severity) => {
    const verdict = auditOf(
      answer({ ws: { severity }, b: { severity: 'low' } }, { [severity]: 1, low: 1, total: 2 }),
    );
    expect(verdict.fails).toBe(true);
    expect(verdict.says).toContain(`ws (${severity})`);
  });

  test('fails by the counts alone', () =>
    expect(auditOf(answer({}, { critical: 1, total: 1 })).fails).toBe(true));

  test.each([
    ['a refusal', refused],
    ['nothing', ''],
    ['a page of HTML', '<html>502 Bad Gateway</html>'],
    ['half an answer', '{"metadata":{'],
    ['another shape', '[]'],
    [
      'an error of the network',
      '{"message":"request to https://registry.example failed, reason: ENOTFOUND","error":{}}',
    ],
  ])('says so and fails nothing when the registry answers with %s', (_what, text) => {
    const { says, fails } = auditOf(text);
    expect(fails).toBe(false);
    expect(says).toMatch(/^Audit: the registry did not tell of known holes \(.+\)\.$/);
    expect(says).not.toContain('\n');
  });
});

describe('the licences', () => {
  test.each([
    ['MIT', true],
    ['MIT-0', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['(MIT AND Zlib)', true],
    ['MIT AND OFL-1.1', true],
    ['GPL-3.0-only', false],
    ['MIT AND AGPL-3.0', false],
    ['SEE LICENSE IN x', false],
    ['UNLICENSED', false],
    ['', false],
  ])('%s: %s', (expression, may) => expect(mayKeep(expression)).toBe(may));

  test('a package without one, or with one that cannot be kept, fails by name', () => {
    const list = [
      { name: 'a', version: '1', license: 'MIT' },
      { name: 'b', version: '2' },
      { name: 'c', version: '3', license: 'AGPL-3.0' },
    ];
    const { says, fails } = licencesOf(JSON.stringify(list));
    expect(fails).toBe(true);
    expect(says).toContain('b@2 (none), c@3 (AGPL-3.0)');
    expect(licencesOf(JSON.stringify(list.slice(0, 1))).fails).toBe(false);
  });

  test.each(['', '[]', '{}'])('a list that cannot be read fails: %s', (text) =>
    expect(licencesOf(text).fails).toBe(true),
  );
});
