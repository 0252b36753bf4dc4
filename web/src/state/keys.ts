/** Single keys. None while typing; all can be switched off (WCAG 2.1.4), Escape stays. */
import { chart } from './chart_of';
import { begin, openAlert, stepAlert, undoLast } from './desk';
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

function escape(): void {
  if (view.helpOpen) view.helpOpen = false;
  else if (view.legendOpen) view.legendOpen = false;
  else if (view.measuring) toggleMeasuring();
  else if (view.asking) view.asking = null;
  else if (view.alert !== null) openAlert(null);
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
  j: () => stepAlert(1),
  k: () => stepAlert(-1),
  a: () => begin('acknowledge'),
  p: () => begin('assign'),
  z: () => begin('snooze'),
  x: () => begin('dismiss'),
  u: undoLast,
  w: () => view.selected !== null && toggleWatch(view.selected),
};

/** After `g`: which screen. */
const goto: Record<string, () => void> = { w: () => (view.screen = 'watch'), a: () => (view.screen = 'alerts') };
let going = false;

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
  if (view.askingOfficer) return;
  if (event.key === 'g' || going) {
    const go = going ? goto[event.key] : undefined;
    going = event.key === 'g' && !going;
    if (going || go) {
      event.preventDefault();
      go?.();
      return;
    }
  }
  const act = keys[event.key] ?? (view.replay ? replayKeys[event.key] : undefined);
  if (!act) return;
  // Space on a button presses that button.
  if (event.key === ' ' && event.target instanceof HTMLElement && event.target.matches('button, a, summary, input')) return;
  event.preventDefault();
  act();
}
