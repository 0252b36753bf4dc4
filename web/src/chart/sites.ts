/** How the places of the Canal are drawn: which at what zoom, how important, under what name. */
import type { Language } from '../text/words';

export interface SitePoint {
  kind: string;
  longitude: number;
  latitude: number;
  name: Record<Language, string>;
  /** From this zoom the symbol is drawn, and from `named` its name too. */
  from: number;
  named: number;
  rank: number;
  glyph: SiteGlyph;
  area: boolean;
}

export type SiteGlyph = 'lock' | 'dam' | 'bridge' | 'port' | 'anchorage' | 'signal' | 'place' | 'none';

interface Look {
  from: number;
  named: number;
  rank: number;
  glyph: SiteGlyph;
}

const looks: Record<string, Look> = {
  lock: { from: 8, named: 9, rank: 3, glyph: 'lock' },
  dam: { from: 10.5, named: 11.5, rank: 8, glyph: 'dam' },
  bridge: { from: 10, named: 11, rank: 7, glyph: 'bridge' },
  port: { from: 9, named: 9.4, rank: 5, glyph: 'port' },
  terminal: { from: 11.5, named: 12.5, rank: 8, glyph: 'port' },
  anchorage: { from: 8, named: 9.8, rank: 6, glyph: 'anchorage' },
  tss_separation_zone: { from: 8, named: 9.4, rank: 8, glyph: 'none' },
  tss_lane: { from: 8, named: 9.4, rank: 8, glyph: 'none' },
  signal_station: { from: 11, named: 12, rank: 9, glyph: 'signal' },
  base_station: { from: 12, named: 13, rank: 9, glyph: 'none' },
  entrance: { from: 11, named: 12, rank: 9, glyph: 'none' },
  cut_point: { from: 10.5, named: 10.5, rank: 7, glyph: 'none' },
  reach_point: { from: 11, named: 11, rank: 9, glyph: 'none' },
};
const unnamed: Look = { from: 12, named: 13, rank: 9, glyph: 'none' };

/** Features that help planning and simulation, and would be clutter on a chart. */
const planning = new Set(['barrier', 'berth_way', 'sea_route', 'fishing_ground', 'sea_buoy']);

/** From which zoom a place of a rank (1 the greatest) is named. */
const placeZooms = [5, 5, 7.5, 8.6, 9.2, 10];

function placeLook(said: Record<string, unknown>): Look {
  const rank = typeof said['rank'] === 'number' ? Math.min(5, Math.max(0, said['rank'])) : 5;
  const from = placeZooms[rank]!;
  const onLand = said['class'] !== 'water' && said['class'] !== 'island';
  return { from, named: from, rank: 2 + rank, glyph: onLand ? 'place' : 'none' };
}

/** The features to draw. */
export function drawnSites(collection: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: collection.features.filter((feature) => !planning.has(textOf(feature.properties?.['kind']) ?? '')),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The middle of the outer ring of a polygon, by its box: enough for a name. */
function middle(ring: GeoJSON.Position[]): [number, number] {
  const longitudes = ring.map((p) => p[0]!);
  const latitudes = ring.map((p) => p[1]!);
  return [
    (Math.min(...longitudes) + Math.max(...longitudes)) / 2,
    (Math.min(...latitudes) + Math.max(...latitudes)) / 2,
  ];
}

/** The named points of a sites file. Lines are drawn without names. */
export function sitePoints(collection: GeoJSON.FeatureCollection): SitePoint[] {
  const points: SitePoint[] = [];
  for (const feature of collection.features) {
    const said = feature.properties ?? {};
    const kind = textOf(said['kind']) ?? '';
    const english = textOf(said['name_en']) ?? textOf(said['name']);
    const spanish = textOf(said['name_es']) ?? textOf(said['name']);
    if (english === null || spanish === null || !feature.geometry) continue;
    const look = kind === 'place' ? placeLook(said) : (looks[kind] ?? unnamed);
    const natural = kind === 'place' && look.glyph === 'none';
    let place: GeoJSON.Position | null = null;
    let area = false;
    if (feature.geometry.type === 'Point') place = feature.geometry.coordinates;
    else if (feature.geometry.type === 'Polygon') {
      place = middle(feature.geometry.coordinates[0]!);
      area = true;
    }
    if (!place) continue;
    points.push({
      kind, longitude: place[0]!, latitude: place[1]!, name: { en: english, es: spanish }, ...look, area: area || natural,
      glyph: area && look.glyph !== 'lock' ? 'none' : look.glyph,
    });
  }
  return points;
}

/** Draws a site's symbol round the origin. */
export function drawGlyph(pen: CanvasRenderingContext2D, glyph: SiteGlyph, colour: string): void {
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 1.4;
  pen.beginPath();
  switch (glyph) {
    case 'lock': // two chevrons, as lock gates on a chart
      pen.moveTo(-4.5, -4); pen.lineTo(0, -0.5); pen.lineTo(4.5, -4);
      pen.moveTo(-4.5, 1); pen.lineTo(0, 4.5); pen.lineTo(4.5, 1);
      pen.stroke();
      break;
    case 'dam':
      pen.fillRect(-4.5, -1.5, 9, 3);
      break;
    case 'bridge':
      pen.moveTo(-5, -3); pen.quadraticCurveTo(0, 0, -5, 3);
      pen.moveTo(5, -3); pen.quadraticCurveTo(0, 0, 5, 3);
      pen.stroke();
      break;
    case 'port':
      pen.rect(-3, -3, 6, 6);
      pen.stroke();
      break;
    case 'anchorage':
      pen.arc(0, -4.2, 1.4, 0, 7);
      pen.moveTo(0, -2.8); pen.lineTo(0, 5); pen.moveTo(-2.6, -1); pen.lineTo(2.6, -1);
      pen.moveTo(-4.5, 1.6); pen.quadraticCurveTo(-3.5, 5, 0, 5); pen.quadraticCurveTo(3.5, 5, 4.5, 1.6);
      pen.stroke();
      break;
    case 'signal':
      pen.moveTo(0, 4); pen.lineTo(0, -4); pen.moveTo(0, -4); pen.lineTo(4, -2.4); pen.lineTo(0, -0.8);
      pen.stroke();
      break;
    case 'place':
      pen.arc(0, 0, 2, 0, 7);
      pen.fill();
      break;
    case 'none':
      break;
  }
}
