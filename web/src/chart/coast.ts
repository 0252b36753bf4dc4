/** The coast as lines, without the edges of the box that it was cut from, and what lies beyond that box. */

interface Extent {
  west: number;
  south: number;
  east: number;
  north: number;
}

function rings(collection: GeoJSON.FeatureCollection): GeoJSON.Position[][] {
  return collection.features.flatMap(({ geometry }) => {
    if (geometry?.type === 'Polygon') return geometry.coordinates;
    if (geometry?.type === 'MultiPolygon') return geometry.coordinates.flat();
    return [];
  });
}

function extent(collection: GeoJSON.FeatureCollection): Extent | null {
  if (collection.bbox?.length === 4) {
    const [west, south, east, north] = collection.bbox;
    return { west, south, east, north };
  }
  const all = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const ring of rings(collection)) {
    for (const [longitude, latitude] of ring) {
      all.west = Math.min(all.west, longitude!);
      all.east = Math.max(all.east, longitude!);
      all.south = Math.min(all.south, latitude!);
      all.north = Math.max(all.north, latitude!);
    }
  }
  return all.west < all.east ? all : null;
}

/** Shorelines: the outlines of the land but for the stretches that run along the edge of the data. */
export function shore(collection: GeoJSON.FeatureCollection): GeoJSON.Feature<GeoJSON.MultiLineString> {
  const box = extent(collection);
  const lines: GeoJSON.Position[][] = [];
  const same = (a: number, b: number) => Math.abs(a - b) < 1e-6;
  const onEdge = (a: GeoJSON.Position, b: GeoJSON.Position) =>
    box !== null &&
    ((same(a[0]!, b[0]!) && (same(a[0]!, box.west) || same(a[0]!, box.east))) ||
      (same(a[1]!, b[1]!) && (same(a[1]!, box.south) || same(a[1]!, box.north))));
  for (const ring of rings(collection)) {
    let line: GeoJSON.Position[] = [];
    for (let at = 1; at < ring.length; at++) {
      const from = ring[at - 1]!;
      const to = ring[at]!;
      if (onEdge(from, to)) {
        if (line.length > 1) lines.push(line);
        line = [];
      } else {
        if (line.length === 0) line.push(from);
        line.push(to);
      }
    }
    if (line.length > 1) lines.push(line);
  }
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates: lines } };
}

/**
 * The world but for the box of the data: there the chart knows nothing, and must not look like sea.
 * Land seldom reaches the north edge of a box, so that edge is the data's own only where `bbox` says so.
 */
export function beyond(collection: GeoJSON.FeatureCollection): GeoJSON.Feature<GeoJSON.Polygon> {
  const box = extent(collection);
  const world: GeoJSON.Position[] = [[-179, -84], [179, -84], [179, 84], [-179, 84], [-179, -84]];
  const holes: GeoJSON.Position[][] = [];
  if (box) {
    const north = collection.bbox ? box.north : Math.max(box.north, box.south + (box.east - box.west) * 0.95);
    holes.push([[box.west, box.south], [box.west, north], [box.east, north], [box.east, box.south], [box.west, box.south]]);
  }
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [world, ...holes] } };
}

/** All that is drawn of a coast, each feature with the `part` that it plays: land, water, river, shore, beyond. */
export function ground(collection: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  const partOf = (feature: GeoJSON.Feature) => {
    if (feature.geometry?.type.endsWith('LineString')) return 'river';
    const kind: unknown = feature.properties?.['kind'];
    return kind === 'lake' || kind === 'water' ? 'water' : 'land';
  };
  return {
    type: 'FeatureCollection',
    features: [
      ...collection.features.map((feature) => ({ ...feature, properties: { part: partOf(feature) } })),
      { ...shore(collection), properties: { part: 'shore' } },
      { ...beyond(collection), properties: { part: 'beyond' } },
    ],
  };
}
