import { expect, test } from 'vitest';
import { knownDigits, stateOf } from './flags';

test('an MMSI names its state by three digits, wherever its kind puts them', () => {
  expect(stateOf('355893000')).toBe('PA');
  expect(stateOf('003571480')).toBe('PA');
  expect(stateOf('111351999')).toBe('PA');
  expect(stateOf('993511234')).toBe('PA');
  expect(stateOf('983701234')).toBe('PA');
  expect(stateOf('636019825')).toBe('LR');
  expect(stateOf('338123456')).toBe('US');
});

test('an MMSI of no state names none', () => {
  for (const mmsi of ['970012345', '999', '123456789', '200000000', '']) expect(stateOf(mmsi)).toBeNull();
});

test('no digits are given to two states, and every state has a name in both languages', () => {
  expect(knownDigits.size).toBe(new Set(knownDigits.keys()).size);
  for (const language of ['en', 'es']) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (const state of knownDigits.values()) expect(names.of(state), state).toBeTruthy();
  }
});
