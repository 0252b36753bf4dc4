/** The areas of judgement on this screen: shown, drawn by hand, saved, taken in and given out as files. */
import { withArea, withoutArea, type Corner } from '../alerts/areas';
import { api, Refused } from '../wire/api';
import { chart } from './chart_of';
import { view, words } from './view.svelte';

/** All areas as the server has them; null before they were asked for. */
let known: GeoJSON.FeatureCollection | null = null;

export function areas(): GeoJSON.FeatureCollection | null {
  void view.areaTick;
  return known;
}
export function drawnByHand(): GeoJSON.Feature[] {
  return (areas()?.features ?? []).filter((feature) => feature.properties?.['drawn_by_hand'] === true);
}

function took(collection: GeoJSON.FeatureCollection): void {
  known = collection;
  view.areaTick++;
  chart()?.showAreas(view.areasOn ? collection : null);
}

export async function toggleAreas(): Promise<void> {
  view.areasOn = !view.areasOn;
  view.drawing = null;
  if (view.areasOn && known === null) await ask();
  else chart()?.showAreas(view.areasOn ? known : null);
}

async function ask(): Promise<void> {
  try {
    took(await api.areas());
    view.areaRefusal = null;
  } catch (refused) {
    view.areaRefusal = refused instanceof Refused ? refused.detail : String(refused);
  }
}

export function beginDrawing(feature: GeoJSON.Feature | null = null): void {
  const ring = feature?.geometry.type === 'Polygon' ? feature.geometry.coordinates[0]!.slice(0, -1) : [];
  view.drawing = {
    id: (feature?.properties?.['id'] as string | undefined) ?? null,
    name: (feature?.properties?.['name'] as string | undefined) ?? '',
    corners: ring.map((p) => [p[0]!, p[1]!] as Corner),
  };
  chart()?.redraw();
}
export function addCorner(corner: Corner): void {
  view.drawing?.corners.push(corner);
  chart()?.redraw();
}
export function dropCorner(): void {
  view.drawing?.corners.pop();
  chart()?.redraw();
}
export function stopDrawing(): void {
  view.drawing = null;
  chart()?.redraw();
}

/** Gives the server all areas drawn by hand; what it refuses is told and nothing is lost. */
async function save(features: GeoJSON.Feature[]): Promise<boolean> {
  try {
    took(await api.putAreas({ type: 'FeatureCollection', features }));
    view.areaRefusal = null;
    return true;
  } catch (refused) {
    view.areaRefusal = refused instanceof Refused ? refused.detail : String(refused);
    return false;
  }
}

export async function keepDrawing(): Promise<void> {
  const drawing = view.drawing;
  if (!drawing || drawing.corners.length < 3 || drawing.name.trim() === '') return;
  if (await save(withArea(drawnByHand(), { ...drawing, name: drawing.name.trim() }))) {
    view.said = words().say('areas.saved', { name: drawing.name.trim() });
    stopDrawing();
  }
}
export async function removeArea(id: string): Promise<void> {
  await save(withoutArea(drawnByHand(), id));
}

/** Takes in a GeoJSON file: its areas take the place of those drawn by hand. */
export async function importAreas(file: File): Promise<void> {
  try {
    const collection = JSON.parse(await file.text()) as GeoJSON.FeatureCollection;
    await save(collection.features);
  } catch {
    view.areaRefusal = words().say('areas.not_geojson', { name: file.name });
  }
}
export function exportAreas(): void {
  const blob = new Blob([JSON.stringify({ type: 'FeatureCollection', features: drawnByHand() }, null, 1)], { type: 'application/geo+json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = 'areas.geojson';
  link.click();
  URL.revokeObjectURL(link.href);
}
