/**
 * The Vietnamese lunar calendar (âm lịch), for the holidays that follow it.
 *
 * The rules are those in force since 1968 (Decision 121/CP of 8 August 1967: reckoned for the meridian 105° east, UTC+7):
 * a month begins on the day of the new moon, the eleventh month holds the winter solstice, and in a year of thirteen
 * months the first one without a major solar term is leap. New moons and the sun's longitude are computed as by Jean
 * Meeus, Astronomical Algorithms (1998), in the form that Hồ Ngọc Đức published (“Computing the Vietnamese lunar
 * calendar”, 2004). China reckons by UTC+8: 2007 and 2030 the two have another New Year's Day.
 */

const timeZone = 7;

/** Julian day number of a day of the Gregorian calendar. */
function julianDay(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000) + 2_440_588;
}

/** `YYYY-MM-DD` of a Julian day number. */
function dayOfJulian(number: number): string {
  return new Date((number - 2_440_588) * 86_400_000).toISOString().slice(0, 10);
}

const rad = Math.PI / 180;

/** The k-th new moon since that of 1 January 1900, as a Julian date (UT). */
function newMoon(k: number): number {
  const t = k / 1236.85;
  const t2 = t * t;
  const t3 = t2 * t;
  const mean =
    2_415_020.75933 +
    29.53058868 * k +
    0.0001178 * t2 -
    0.000000155 * t3 +
    0.00033 * Math.sin((166.56 + 132.87 * t - 0.009173 * t2) * rad);
  const sun = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * rad;
  const moon = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * rad;
  const node = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * rad;
  const correction =
    (0.1734 - 0.000393 * t) * Math.sin(sun) +
    0.0021 * Math.sin(2 * sun) -
    0.4068 * Math.sin(moon) +
    0.0161 * Math.sin(2 * moon) -
    0.0004 * Math.sin(3 * moon) +
    0.0104 * Math.sin(2 * node) -
    0.0051 * Math.sin(sun + moon) -
    0.0074 * Math.sin(sun - moon) +
    0.0004 * Math.sin(2 * node + sun) -
    0.0004 * Math.sin(2 * node - sun) -
    0.0006 * Math.sin(2 * node + moon) +
    0.001 * Math.sin(2 * node - moon) +
    0.0005 * Math.sin(2 * moon + sun);
  // Ephemeris time to universal time.
  const delta =
    t < -11
      ? 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
      : -0.000278 + 0.000265 * t + 0.000262 * t2;
  return mean + correction - delta;
}

/** Julian day number, in Vietnam, of the k-th new moon. */
function newMoonDay(k: number): number {
  return Math.floor(newMoon(k) + 0.5 + timeZone / 24);
}

/** In which twelfth of its way (0 to 11, from the spring equinox) the sun is at the beginning of a day in Vietnam. */
function solarTerm(dayNumber: number): number {
  const t = (dayNumber - 2_451_545.5 - timeZone / 24) / 36_525;
  const t2 = t * t;
  const anomaly = (357.5291 + 35_999.0503 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * rad;
  const mean = 280.46645 + 36_000.76983 * t + 0.0003032 * t2;
  const centre =
    (1.9146 - 0.004817 * t - 0.000014 * t2) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.00029 * Math.sin(3 * anomaly);
  const longitude = (((mean + centre) % 360) + 360) % 360;
  return Math.floor(longitude / 30);
}

/** The new moon, by its number, that begins the eleventh month in which the winter solstice of `year` lies. */
function eleventhMonth(year: number): number {
  const k = Math.floor((julianDay(year, 12, 31) - 2_415_021) / 29.530588853);
  return solarTerm(newMoonDay(k)) >= 9 ? k - 1 : k;
}

/** How many months after the eleventh the leap month comes; 0: the year has none. */
function leapOffset(first: number, next: number): number {
  if (next - first < 13) return 0;
  for (let i = 1; i < 14; i += 1)
    if (solarTerm(newMoonDay(first + i)) === solarTerm(newMoonDay(first + i + 1))) return i;
  return 0;
}

/**
 * The day (`YYYY-MM-DD`) of a lunar date that is not in a leap month. `year` is the Gregorian year in which the lunar
 * year begins. Throws RangeError outside of 1968 to 2199, or for a month or day that no lunar year has.
 */
export function dayOfLunar(year: number, month: number, day: number): string {
  const isWhole = [year, month, day].every(Number.isInteger);
  if (!isWhole || year < 1968 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 30)
    throw new RangeError(`no lunar date: ${year}/${month}/${day}`);
  // Months 11 and 12 belong to the count that begins in this year's winter, the others to that of the winter before.
  const winter = month < 11 ? year - 1 : year;
  const first = eleventhMonth(winter);
  const leap = leapOffset(first, eleventhMonth(winter + 1));
  const plain = month < 11 ? month + 1 : month - 11;
  const k = first + plain + (leap > 0 && plain >= leap ? 1 : 0);
  const [begin, end] = [newMoonDay(k), newMoonDay(k + 1)];
  if (begin + day > end) throw new RangeError(`the month has no day ${day}: ${year}/${month}`);
  return dayOfJulian(begin + day - 1);
}
