/** Single keys. None while typing; all can be switched off (WCAG 2.1.4), Escape stays. */
import { chart } from './chart_of';
import {
  changeSpeed, command, nextPalette, nextVectors, otherLanguage, playOrPause, select, toggleFollow, toggleTails, toggleWatch,
} from './session';
import { view } from './view.svelte';

export const searchBox = 'search-box';

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input:not([type=checkbox]), select, textarea') || target.isContentEditable);
}

export function toggleMeasuring(): void {
  view.measuring = !view.measuring;
  if (!view.measuring) chart()?.stopMeasuring();
}

/** The next vessel of the list, or the one before; the list is as it stands in the page. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-track]')];
  if (rows.length === 0) return;
  const at = rows.findIndex((row) => Number(row.dataset['track']) === view.selected);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length]!;
  select(Number(next.dataset['track']));
  next.scrollIntoView({ block: 'nearest' });
}

function escape(): void {
  if (view.helpOpen) view.helpOpen = false;
  else if (view.legendOpen) view.legendOpen = false;
  else if (view.measuring) toggleMeasuring();
  else if (view.selected !== null) select(null);
  else view.panelOpen = false;
}

const keys: Record<string, () => void> = {
  '/': () => document.getElementById(searchBox)?.focus(),
  '?': () => (view.helpOpen = !view.helpOpen),
  f: toggleFollow,
  t: toggleTails,
  v: nextVectors,
  m: toggleMeasuring,
  n: nextPalette,
  l: otherLanguage,
  j: () => step(1),
  k: () => step(-1),
  w: () => view.selected !== null && toggleWatch(view.selected),
};

const replayKeys: Record<string, () => void> = {
  ' ': () => void playOrPause(),
  '.': () => void command('step'),
  '[': () => void changeSpeed(-1),
  ']': () => void changeSpeed(1),
};

export function keyPressed(event: KeyboardEvent): void {
  if (event.key === 'Escape') {
    if (!typing(event.target)) escape();
    return;
  }
  if (!view.keysOn || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  if (view.helpOpen && event.key !== '?') return;
  const act = keys[event.key] ?? (view.replay ? replayKeys[event.key] : undefined);
  if (!act) return;
  // Space on a button presses that button.
  if (event.key === ' ' && event.target instanceof HTMLElement && event.target.matches('button, a, summary, input')) return;
  event.preventDefault();
  act();
}
