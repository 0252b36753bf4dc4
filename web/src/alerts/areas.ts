/** Areas drawn by hand, as GeoJSON. Knows nothing of the page. */
export type Corner = [longitude: number, latitude: number];

export interface Drawing {
  /** Of the area that is changed; null for a new one. */
  id: string | null;
  name: string;
  corners: Corner[];
}

/** An id in kebab-case that nobody has yet. */
export function newId(name: string, taken: string[]): string {
  const plain = name.normalize('NFD').replace(/[^\x20-\x7e]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'zone';
  let id = plain;
  for (let n = 2; taken.includes(id); n++) id = `${plain}-${n}`;
  return id;
}

function idOf(feature: GeoJSON.Feature): string {
  return String(feature.properties?.['id'] ?? '');
}

/** The features with that area new or changed. The ring is closed, its sense as RFC 7946 wants it. */
export function withArea(features: GeoJSON.Feature[], drawing: Drawing): GeoJSON.Feature[] {
  const old = features.find((feature) => idOf(feature) === drawing.id);
  const id = old ? idOf(old) : newId(drawing.name, features.map(idOf));
  const ring = [...drawing.corners, drawing.corners[0]!];
  const twice = ring.slice(1).reduce((sum, p, i) => sum + (p[0] - ring[i]![0]) * (p[1] + ring[i]![1]), 0);
  const feature: GeoJSON.Feature = {
    type: 'Feature',
    properties: { ...(old?.properties ?? { kind: 'zone' }), id, name: drawing.name, name_es: drawing.name },
    geometry: { type: 'Polygon', coordinates: [twice > 0 ? ring.toReversed() : ring] },
  };
  return old ? features.map((one) => (one === old ? feature : one)) : [...features, feature];
}

export function withoutArea(features: GeoJSON.Feature[], id: string): GeoJSON.Feature[] {
  return features.filter((feature) => idOf(feature) !== id);
}
