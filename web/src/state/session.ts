/** Ties the link, the fleet and the view together, and holds what people can do. */
import { StreamClock } from '../fleet/clock';
import { Fleet } from '../fleet/fleet';
import { api, Refused, type Names, type Status } from '../wire/api';
import { queue } from './desk';
import { ring } from './sound';
import { Link, type Box, type Socket } from '../wire/link';
import { longestWatchList, palettes, toAddress, vectorChoices } from './address';
import { remember, view, words } from './view.svelte';

export interface Named {
  name: string | null;
  mmsi: string;
}

export const fleet = new Fleet();
export const names = new Map<number, Named>();
export const clock = new StreamClock();

/** JavaScript time of the last updates, milliseconds, for the benchmark. */
export const timings: number[] = [];
const mostTimings = 600;
export function timed(milliseconds: number): void {
  timings.push(milliseconds);
  if (timings.length > mostTimings) timings.shift();
}

/** Steps of replay speed, in order; `max` comes last. */
export const speeds = [1, 10, 60, 'max'] as const;

function rate(status: Status): number {
  if (status.mode !== 'replay' && !status.replay) return 1;
  if (!status.replay || status.replay.paused || status.replay.speed === 'max') return status.replay?.paused ? 0 : 1;
  return status.replay.speed;
}
let lastRate = 1;

function opened(): Socket {
  const address = new URL('/api/v1/live', location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(address, 'vigia.1');
}

const link = new Link(
  {
    frame(frame) {
      const begun = performance.now();
      fleet.apply(frame);
      clock.set(frame.now, Date.now(), lastRate);
      view.pictured = true;
      listeners.forEach((listener) => listener());
      timed(performance.now() - begun);
    },
    status(status: Status) {
      lastRate = rate(status);
      clock.set(Date.parse(status.now), Date.now(), lastRate);
      view.mode = status.mode;
      view.modeKnown = true;
      view.vessels = status.vessels;
      view.delay = status.delay_ms;
      view.sources = status.sources;
      view.replay = status.replay;
      view.storeProblem = status.store_problem ?? null;
      view.judgementProblem = status.judgement_problem ?? null;
    },
    alerts(frame) {
      const fresh = queue.take(frame);
      view.alertTick++;
      if (fresh && view.soundOn && fresh.some((alert) => alert.sound)) ring();
      if (fresh && fresh.length > 0) view.said = words().count('say.alerts', fresh.length);
      return fresh !== null;
    },
    names(list: Names) {
      for (const [id, name, mmsi] of list.names) names.set(id, { name, mmsi });
      view.tick++;
    },
    state(state, since) {
      view.link = state;
      if (state === 'up') view.everUp = true;
      if (state === 'lost') view.lostAt = since;
    },
  },
  opened,
  Date.now,
);

/** Called after each frame and each beat, to draw again. */
const listeners: (() => void)[] = [];
export function whenMoved(listener: () => void): () => void {
  listeners.push(listener);
  return () => listeners.splice(listeners.indexOf(listener), 1);
}

let box: Box | null = null;
export function lookAt(seen: Box): void {
  box = seen;
  tellServer();
}
function tellServer(): void {
  if (!box) return;
  const followed = view.selected === null ? [] : [view.selected];
  link.look(box, [...new Set([...followed, ...view.watched])].slice(0, longestWatchList));
}

/**
 * Four beats a second: the link is looked after and, when vessels may have moved by about half a pixel
 * since they were last drawn, they are drawn again; at least once a second, so that ages stay true.
 */
let drawnAt = 0;
export function beat(metresPerPixel: number): void {
  link.tick();
  const wall = Date.now();
  if (clock.known()) {
    view.now = clock.now(wall);
    view.ageing = clock.ageing(wall);
  }
  const pixelsPerSecond = (brisk * Math.max(1, lastRate)) / metresPerPixel;
  if (wall - drawnAt < Math.min(1000, 500 / pixelsPerSecond)) return;
  drawnAt = wall;
  listeners.forEach((listener) => listener());
}
/** Metres a second of a fast ship. */
const brisk = 12;

export function nameOf(track: number): string | null {
  return names.get(track)?.name ?? null;
}
export function mmsiOf(track: number): string {
  return names.get(track)?.mmsi ?? '';
}
/** A name to show: the declared one, else the MMSI. */
export function titleOf(track: number): string {
  return nameOf(track) ?? mmsiOf(track);
}

export function select(track: number | null): void {
  view.selected = track;
  view.following = false;
  if (track !== null) view.said = words().say('say.selected', { name: titleOf(track) || String(track) });
  tellServer();
  listeners.forEach((listener) => listener());
}

export function toggleWatch(track: number): void {
  const at = view.watched.indexOf(track);
  const name = titleOf(track) || String(track);
  if (at >= 0) {
    view.watched.splice(at, 1);
    view.said = words().say('say.unwatched', { name });
  } else if (view.watched.length < longestWatchList) {
    view.watched.push(track);
    view.said = words().say('say.watched', { name });
  }
  tellServer();
  listeners.forEach((listener) => listener());
}

export function nextPalette(): void {
  const next = palettes[(palettes.indexOf(view.palette) + 1) % palettes.length]!;
  view.palette = next;
  remember('vigia.palette', next);
  view.said = words().say('say.palette', { name: words().say(`palette.${next}`) });
}

export function otherLanguage(): void {
  view.language = view.language === 'es' ? 'en' : 'es';
  remember('vigia.language', view.language);
}

export function nextVectors(): void {
  view.vectors = vectorChoices[(vectorChoices.indexOf(view.vectors) + 1) % vectorChoices.length]!;
  view.said = view.vectors === 0 ? words().say('say.vectors.off') : words().say('say.vectors', { minutes: view.vectors });
}

export function toggleTails(): void {
  view.tails = !view.tails;
  view.said = words().say(view.tails ? 'say.tails.on' : 'say.tails.off');
}

export function toggleFollow(): void {
  if (view.selected === null) return;
  view.following = !view.following;
  view.said = view.following
    ? words().say('say.following', { name: titleOf(view.selected) })
    : words().say('say.not_following');
}

export function setKeys(on: boolean): void {
  view.keysOn = on;
  remember('vigia.keys', on ? 'on' : 'off');
}

/** Commands a replay; what the server refuses is told on the time bar. Returns the refusal or null. */
export async function command(action: 'play' | 'pause' | 'step' | 'speed', speed?: number | 'max'): Promise<string | null> {
  try {
    view.replay = await api.replay(speed === undefined ? { action } : { action, speed });
    return null;
  } catch (refused) {
    return refused instanceof Refused ? refused.detail : String(refused);
  }
}

export function playOrPause(): Promise<string | null> {
  return command(view.replay?.paused ? 'play' : 'pause');
}

export function changeSpeed(step: 1 | -1): Promise<string | null> {
  const at = speeds.findIndex((speed) => speed === view.replay?.speed);
  const next = speeds[Math.min(speeds.length - 1, Math.max(0, (at < 0 ? 0 : at) + step))]!;
  return command('speed', next);
}

/** The address of the present view; the chart adds its own centre and zoom. */
export function addressOf(centre: [number, number] | null, zoom: number | null): string {
  return toAddress({
    centre, zoom,
    screen: view.screen, alert: view.alert, alertFilter: { ...view.alertFilter, hidden: [...view.alertFilter.hidden] },
    selected: view.selected, watched: [...view.watched], palette: view.palette, language: view.language,
    filters: { ...view.filters, hidden: [...view.filters.hidden] }, vectors: view.vectors, tails: view.tails,
  });
}
