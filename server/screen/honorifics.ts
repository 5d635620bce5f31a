/** Vietnamese words of address and what must not be taken for an address and a name. */

const honorifics = new Set(
  'ông bà anh chị em cô chú bác cụ dì cậu mợ thím dượng cháu thầy'
    .split(' ')
    .map((word) => word.normalize('NFC')),
);

/** The same words typed without their marks; alone they are too often something else (co, ba, chi). */
const bareHonorifics = new Set('ong ba anh chi em co chu bac cu di cau mo thim duong chau thay'.split(' '));

/** Everyday compounds that begin with a word of address, or look like a name of two words. */
const compounds = new Set(
  [
    'bà con, bà mẹ, bà nội, bà ngoại, bà chủ, ông nội, ông ngoại, ông chủ, ông cha, anh hùng, anh trai, anh rể',
    'chị gái, chị dâu, em trai, em gái, em bé, em nhỏ, em út, em học, em dâu, em rể, cô giáo, cô dâu, cô gái',
    'cô nhi, cô đơn, chú ý, chú trọng, chú rể, bác sĩ, bác sỹ, bác bỏ, bác học, cụ thể, cụ già, cậu bé',
    'cháu nhỏ, cháu bé, cháu nội, cháu ngoại, thầy giáo, thầy thuốc, thầy trò',
    'y tế, y sĩ, y sỹ, y học, y dược',
  ]
    .join(', ')
    .normalize('NFC')
    .split(', '),
);

/** Places and persons of history. */
const places = new Set(
  ['bác hồ', 'bà rịa', 'bà nà', 'bà đen', 'bà điểm', 'cô tô', 'bà triệu', 'bà trưng'].map((pair) =>
    pair.normalize('NFC'),
  ),
);

/** First words of a title or a place after a word of address: `ông Chủ tịch`, `bà con Thôn 1`. */
const titles = new Set(
  'chủ phó bí trưởng thôn xã làng tổ hội ban đội ủy uỷ cán công giám đại lãnh kế hiệu viện bộ nông trường phòng đảng mặt'
    .normalize('NFC')
    .split(' '),
);

export function isHonorific(word: string): boolean {
  return honorifics.has(word.toLowerCase());
}

export function isBareHonorific(word: string): boolean {
  return bareHonorifics.has(word.toLowerCase());
}

/** Whether two neighbouring words are an everyday compound: the second in lower case, the marks as in the list. */
export function isCompound(first: string, second: string): boolean {
  return second === second.toLowerCase() && compounds.has(`${first.toLowerCase()} ${second}`);
}

export function isPlace(first: string, second: string): boolean {
  return places.has(`${first} ${second}`.toLowerCase());
}

export function isTitleWord(word: string): boolean {
  return titles.has(word.toLowerCase());
}
