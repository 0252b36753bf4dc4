/** The alert queue of this screen, and what an officer can do with an alert. */
import { neighbour, Queue } from '../alerts/queue';
import { api, Refused } from '../wire/api';
import type { ActionBody, Alert } from '../wire/alerts';
import { remember, view, words } from './view.svelte';

export const queue = new Queue();
const undoFor = 10_000;
/** What waits for the officer's name. */
let pending: (() => void) | null = null;

export function shownAlerts(): Alert[] {
  void view.alertTick;
  return queue.shown(view.alertFilter);
}

export function openAlert(id: number | null): void {
  view.alert = id;
  view.asking = null;
  const alert = id === null ? null : queue.get(id);
  if (alert) view.said = words().say('say.alert', { title: words().told(alert.title) });
}

export function stepAlert(by: 1 | -1): void {
  const next = neighbour(shownAlerts(), view.alert, by);
  if (next === null) return;
  openAlert(next);
  document.querySelector(`[data-alert="${next}"]`)?.scrollIntoView({ block: 'nearest' });
}

/** Does an action in the officer's name; asks for the name first when nobody has given one. Returns the refusal or null. */
export async function act(id: number, body: Omit<ActionBody, 'by'>): Promise<string | null> {
  if (view.officer === '') {
    pending = () => void act(id, body);
    view.askingOfficer = true;
    return null;
  }
  try {
    const alert = await api.actOn(id, { ...body, by: view.officer });
    queue.set(alert);
    view.alertTick++;
    view.asking = null;
    const what = words().say(`alert.done.${body.action}`);
    view.said = what;
    view.undoable = body.action === 'undo' || body.action === 'note' ? null : { alert: id, what, until: Date.now() + undoFor };
    return null;
  } catch (refused) {
    return refused instanceof Refused ? refused.detail : String(refused);
  }
}

/** Begins an action by key or button: at once when it needs no more words, else its choices are shown. */
export function begin(action: 'acknowledge' | 'assign' | 'snooze' | 'dismiss' | 'close' | 'note'): void {
  const alert = view.alert === null ? null : queue.get(view.alert);
  if (!alert || !alert.can.includes(action)) return;
  if (action === 'acknowledge') void act(alert.id, { action });
  else view.asking = view.asking === action ? null : action;
}

export function undoLast(): void {
  const id = view.undoable && view.undoable.until > Date.now() ? view.undoable.alert : view.alert;
  if (id === null || !queue.get(id)?.can.includes('undo')) return;
  view.undoable = null;
  void act(id, { action: 'undo' });
}

export function nameOfficer(name: string): void {
  view.officer = name.trim();
  view.askingOfficer = false;
  remember('vigia.officer', view.officer);
  const next = pending;
  pending = null;
  if (view.officer !== '') next?.();
}

export function toggleSound(): void {
  view.soundOn = !view.soundOn;
  remember('vigia.sound', view.soundOn ? 'on' : 'off');
}
