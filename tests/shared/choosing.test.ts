import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, categoriesOf, groupFor, sortCandidates } from '../../shared/choosing.ts';
import { groupReminder, neighbourReminder, villageReminder } from '../../shared/reminders.ts';

const candidate = (memberId: string, values: Partial<Candidate> = {}): Candidate => ({
  memberId,
  name: 'Nguyễn Văn An',
  village: 'Hào Lý',
  category: 'poor',
  phone: '',
  birthYear: '1970',
  ...values,
});
const attendee = (id: string, values: Partial<Candidate> = {}) => {
  const { name, village, birthYear } = candidate(id, values);
  return { id, name, village, ...(birthYear ? { birthYear } : {}) };
};

describe('the groups of a plan', () => {
  it('name the categories of the households', () => {
    expect(categoriesOf('Hộ nghèo')).toEqual(['poor']);
    expect(categoriesOf('Hộ cận nghèo')).toEqual(['nearPoor']);
    expect(categoriesOf('Hộ mới thoát nghèo năm 2022')).toEqual(['escapedPoverty']);
    expect(categoriesOf('hộ nghèo, hộ cận nghèo và hộ mới thoát nghèo')).toEqual([
      'poor',
      'nearPoor',
      'escapedPoverty',
    ]);
    expect(categoriesOf('Hội viên Hội Nông dân')).toEqual(['farmerMember']);
    expect(categoriesOf('Bí thư Chi bộ')).toEqual([]);
  });

  it('are where the invited belong, the narrowest first', () => {
    const groups = ['Hộ nghèo, hộ cận nghèo', 'Hộ cận nghèo', 'Bí thư Chi bộ'];
    expect(groupFor('nearPoor', groups, 'Khác')).toBe('Hộ cận nghèo');
    expect(groupFor('poor', groups, 'Khác')).toBe('Hộ nghèo, hộ cận nghèo');
    expect(groupFor('farmerMember', groups, 'Khác')).toBe('Khác');
  });
});

describe('who is on the list already', () => {
  const kindOf = (one: Candidate, ...all: ReturnType<typeof attendee>[]) => {
    const { fresh, known, doubtful } = sortCandidates([one], all);
    return fresh.length > 0 ? 'fresh' : known.length > 0 ? 'known' : doubtful.length > 0 ? 'doubtful' : '';
  };

  it('is who has the same name, village and year of birth, whatever the marks', () => {
    expect(kindOf(candidate('m1'), attendee('x', { name: 'NGUYEN VAN AN', village: 'Thôn Hào Lý' }))).toBe(
      'known',
    );
    expect(kindOf(candidate('m1'), attendee('x', { birthYear: '1987' }))).toBe('fresh');
    expect(kindOf(candidate('m1'), attendee('x', { village: 'Đăk Vang' }))).toBe('fresh');
    expect(kindOf(candidate('m1'), attendee('x', { birthYear: '' }))).toBe('doubtful');
    expect(kindOf(candidate('m1', { birthYear: '' }), attendee('x'))).toBe('doubtful');
  });

  it('is the member of a household however the name was mended, and nobody else of that name', () => {
    expect(kindOf(candidate('m1'), attendee('m1', { name: 'Nguyễn Văn Ân', village: '' }))).toBe('known');
    const others = [attendee('m2', { birthYear: '1987' }), attendee('m3')];
    expect(kindOf(candidate('m1', { birthYear: '1962' }), ...others)).toBe('fresh');
  });

  it('leaves nobody out and adds nobody twice, however often it is done', () => {
    const some = fc.record({
      memberId: fc.constantFrom('m1', 'm2', 'm3', 'm4', 'm5'),
      name: fc.constantFrom('Y Lan', 'y lân', 'A Tám'),
      village: fc.constantFrom('Hào Lý', 'thôn Hào Lý', 'Đăk Vang'),
      birthYear: fc.constantFrom('', '1970', '1980'),
      category: fc.constant('poor' as const),
      phone: fc.constant(''),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(some, { selector: ({ memberId }) => memberId }),
        fc.array(some),
        (asked, before) => {
          const list = before.map((one, n) => attendee(`x${n}`, one));
          const { fresh, known, doubtful } = sortCandidates(asked, list);
          expect(fresh.length + known.length + doubtful.length).toBe(asked.length);
          const after = [...list, ...fresh.map((one) => attendee(one.memberId, one))];
          expect(sortCandidates(asked, after).fresh).toEqual([]);
        },
      ),
    );
  });
});

describe('a reminder', () => {
  const about = {
    dialogue: {
      title: 'Đối thoại với hội viên Hội Nông dân',
      heldOn: '2026-08-03',
      place: 'Hội trường Nhà Văn hóa xã',
    },
    office: { body: 'ỦY BAN NHÂN DÂN XÃ SA LOONG', place: 'Sa Loong' },
    preparation: { startsAt: '07:30', notes: ['Mang theo sổ hộ nghèo'] },
  };

  it('to the head of a village says when and where, and whom to tell still, by numbers', () => {
    expect(villageReminder(about, 'Thôn Đăk Vang', { invited: 12, told: 7, coming: 6 })).toBe(
      [
        'Kính gửi: Trưởng thôn Đăk Vang',
        'Ủy ban nhân dân xã Sa Loong nhắc hội nghị đối thoại với hội viên Hội Nông dân.',
        'Thời gian: 07 giờ 30, ngày 03 tháng 8 năm 2026.',
        'Địa điểm: hội trường Nhà Văn hóa xã.',
        'Thôn có 12 người được mời: còn 5 người chưa báo, 6 người nói sẽ đến.',
        'Nhờ đồng chí báo đến từng người, rồi đánh dấu trên trang của thôn.',
        'Ai có kiến nghị muốn gửi trước, nhờ đồng chí ghi giúp trên trang của thôn. Nhắc bà con mang theo giấy mời.',
        'Trân trọng cảm ơn.',
      ].join('\n'),
    );
    expect(villageReminder(about, 'Đăk Vang', { invited: 2, told: 2, coming: 0 })).toContain(
      'Thôn có 2 người được mời: đã báo đủ.',
    );
  });

  it('from the head of a village to its people asks who will not come, and what they bring', () => {
    expect(neighbourReminder(about, 'Đăk Vang')).toBe(
      [
        'Kính mời bà con thôn Đăk Vang có giấy mời dự hội nghị đối thoại với hội viên Hội Nông dân.',
        'Thời gian: 07 giờ 30, ngày 03 tháng 8 năm 2026.',
        'Địa điểm: hội trường Nhà Văn hóa xã.',
        'Bà con nhớ mang theo giấy mời và đến đúng giờ.',
        'Ai không đi được, hoặc có kiến nghị muốn gửi trước, xin báo lại Trưởng thôn.',
      ].join('\n'),
    );
  });

  it('to a group leaves out what is not known yet', () => {
    const open = { ...about, dialogue: { ...about.dialogue, heldOn: '', place: '' } };
    const text = groupReminder({ ...open, preparation: { startsAt: '', notes: [] } }, 'Hộ nghèo');
    expect(text).not.toMatch(/Thời gian|Địa điểm|…|undefined/);
    expect(groupReminder(about, 'Hộ nghèo')).toContain('\nMang theo sổ hộ nghèo.\n');
  });
});
