import { describe, expect, test } from 'vitest';
import { en } from './en';
import { es } from './es';
import { filled, shipTypeKey, Words } from './words';

const english = new Words('en');
const spanish = new Words('es');
/** Texts that are rightly the same in both languages. */
const sameInBoth = new Set([
  'age.seconds', 'age.minutes', 'age.hours', 'age.days', 'field.mmsi', 'type.other',
]);
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

describe('the catalogue', () => {
  test('has the same keys and the same places to fill in both languages', () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect(places(es[key]), key).toEqual(places(en[key]));
  });

  test('has no empty text, and none that is left in the other language', () => {
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(en[key].trim(), key).not.toBe('');
      if (!sameInBoth.has(key)) expect(es[key], key).not.toBe(en[key]);
    }
  });

  test('names the palettes in both languages', () => {
    expect(['day', 'dusk', 'night'].map((p) => spanish.say(`palette.${p}` as 'palette.day'))).toEqual(['Día', 'Crepúsculo', 'Noche']);
    expect(english.say('palette.night')).toBe('Night');
  });

  test('fills only the places it is given', () => {
    expect(filled('{n} of {all} {n}', { n: 3 })).toBe('3 of {all} 3');
    expect(english.count('top.vessels', 1)).toBe('1 vessel');
    expect(spanish.count('top.vessels', 12_400)).toBe('12.400 buques');
    expect(english.count('top.vessels', 12_400)).toBe('12,400 vessels');
  });
});

describe('numbers', () => {
  test('have a decimal point in English and a decimal comma in Spanish', () => {
    expect([english.knots(9.24), spanish.knots(9.24)]).toEqual(['9.2 kn', '9,2 kn']);
    expect([english.delay(1830), spanish.delay(1830)]).toEqual(['1.8 s', '1,8 s']);
    expect([english.latitude(8.687), spanish.latitude(8.687)]).toEqual(['8°41.220′N', '8°41,220′N']);
    expect([english.longitude(-79.565), spanish.longitude(-79.565)]).toEqual(['79°33.900′W', '79°33,900′O']);
    expect([english.miles(2778), spanish.miles(2778)]).toEqual(['1.5 NM', '1,5 NM']);
    expect([english.metres(12.3), spanish.metres(12.3)]).toEqual(['12.3 m', '12,3 m']);
  });

  test('are rounded without sixty minutes or three hundred and sixty degrees', () => {
    expect(english.latitude(8.999999999)).toBe('9°00.000′N');
    expect(english.degrees(359.9)).toBe('000°');
    expect(english.degrees(7)).toBe('007°');
    expect(english.speed(10)).toBe('19.4 kn');
  });

  test('tell ages coarsely', () => {
    expect([0, 59_000, 61_000, 5_400_000, 200_000_000].map((age) => english.age(age))).toEqual(['0 s', '59 s', '1 min', '1.5 h', '2.3 d']);
    expect(spanish.age(5_400_000)).toBe('1,5 h');
  });
});

describe('times', () => {
  const evening = Date.UTC(2026, 10, 24, 0, 27, 5);
  test('are told in Panama, five hours behind, and in UTC', () => {
    expect(english.clockLocal(evening)).toBe('19:27:05');
    expect(english.clockUtc(evening)).toBe('00:27:05');
  });
  test('have their month as each language writes it', () => {
    expect(english.day(evening)).toBe('23 Nov 2026');
    expect(spanish.day(evening)).toBe('23 nov 2026');
  });
  test('of arrival are given as far as the crew typed them', () => {
    expect(english.eta(11, 24, 14, 0)).toBe('24 Nov 14:00 UTC');
    expect(spanish.eta(11, 24, null, null)).toBe('24 nov');
    expect(english.eta(null, null, null, null)).toBe('');
  });
});

test('a type of ship has its words', () => {
  expect([70, 89, 52, 36, 3].map(shipTypeKey)).toEqual(['type.cargo', 'type.tanker', 'type.tug', 'type.sailing', 'type.reserved']);
});
