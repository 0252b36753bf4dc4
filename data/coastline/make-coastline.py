#!/usr/bin/python3
"""Cuts the coastline of the Canal's region out of GSHHG and writes it as GeoJSON.

Needs Debian's gmt, gmt-gshhg-full and python3-shapely; PROVENANCE.md says which versions made the
files that are kept here. Run it in this folder:  ./make-coastline.py

It writes land-full.geojson (for tests of land and water), land-medium.geojson (for the map) and
canal-lakes.geojson (the fresh water of the Canal, which GSHHG draws as sea). The same input gives
the same bytes.
"""
import json
import math
import os
import random
import subprocess
import sys

from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import polygonize, split, unary_union
from shapely.validation import explain_validity

HERE = os.path.dirname(os.path.abspath(__file__))
WEST, EAST, SOUTH, NORTH = -81.5, -77.5, 6.8, 10.6
DECIMALS = 5
MARGIN = 0.5  # degrees read beyond the box, so that its edge cuts whole polygons

ABOUT = {
    "licence": "LGPL-3.0-or-later (GSHHG); see COPYING.LESSER and PROVENANCE.md beside this file",
    "source": "GSHHG 2.3.7, full resolution (Wessel and Smith, 1996)",
    "notice": "Not for navigation.",
}

# Where the water that GSHHG draws as one body from ocean to ocean is cut. The cuts are artificial:
# GSHHG has no dam and no lock. Each line runs across the water at a lock.
CUTS = [
    # the latitude of the Gatun dam and locks, at GSHHG's channel
    LineString([(-79.955, 9.275), (-79.905, 9.275)]),
    # Pedro Miguel Locks, across the channel (course about 130 degrees)
    LineString([(-79.6180, 9.0120), (-79.6076, 9.0220)]),
    # Miraflores Locks
    LineString([(-79.5990, 8.9915), (-79.5830, 9.0030)]),
]
LAKES = [
    # name, Spanish name, a place inside, height of the water in metres
    ("Gatun Lake and Culebra Cut", "Lago Gatún y Corte Culebra", Point(-79.90, 9.20), 26),
    ("Miraflores Lake", "Lago Miraflores", Point(-79.607, 9.010), 16),
]


def shore_lines(region):
    text = subprocess.run(
        ["gmt", "coast", "-R%g/%g/%g/%g" % region, "-Df", "-M", "-W"],
        check=True, capture_output=True, text=True, cwd="/tmp").stdout
    lines, now = [], []
    for row in text.splitlines() + [">"]:
        if row.startswith("#"):
            continue
        if row.startswith(">"):
            if len(now) > 1:
                lines.append(LineString(now))
            now = []
            continue
        x, y = (float(word) for word in row.split()[:2])
        now.append((x - 360 if x > 180 else x, y))
    return lines


def on_land(places):
    """Asks GMT which of the places are land (level 1) or islands in lakes (level 3)."""
    text = "".join("%.7f %.7f %d\n" % (p.x, p.y, i) for i, p in enumerate(places))
    kept = subprocess.run(
        ["gmt", "select", "-R-180/180/-90/90", "-Df", "-Ns/k/s/k/s"],
        check=True, capture_output=True, text=True, input=text, cwd="/tmp").stdout
    return {int(float(row.split()[2])) for row in kept.splitlines()}


def faces(lines, outline):
    """The areas between shore lines inside the outline, and which of them are land."""
    net = unary_union([line for line in lines] + [outline.exterior])
    areas = [a for a in polygonize(net) if outline.contains(a.representative_point())]
    land = on_land([a.representative_point() for a in areas])
    return ([a for i, a in enumerate(areas) if i in land],
            [a for i, a in enumerate(areas) if i not in land])


def parts(shape):
    if shape.is_empty:
        return []
    if shape.geom_type == "Polygon":
        return [shape]
    return [p for p in getattr(shape, "geoms", []) if p.geom_type == "Polygon"]


def rounded(ring):
    points = []
    for x, y in ring.coords:
        point = (round(x, DECIMALS), round(y, DECIMALS))
        if not points or points[-1] != point:
            points.append(point)
    return points


def tidy(polygon):
    """The polygon on the grid of the file, valid, in RFC 7946 order, or nothing when it vanishes."""
    outer = rounded(polygon.exterior)
    if len(outer) < 4:
        return []
    holes = [h for h in map(rounded, polygon.interiors) if len(h) >= 4]
    made = Polygon(outer, holes)
    if not made.is_valid:
        made = made.buffer(0)
    whole = []
    for part in parts(made):
        if not part.is_valid:
            sys.exit("invalid polygon: " + explain_validity(part))
        again = Polygon(rounded(part.exterior), [rounded(h) for h in part.interiors])
        if again.is_valid and again.area > 1e-10:
            whole.append(orient(again, 1.0))
    return whole


def simpler(polygons, tolerance, smallest):
    """Simplified as one net, so that no part leaves its place; parts below `smallest` deg2 go."""
    result = []
    for polygon in polygons:
        if polygon.area < smallest:
            continue
        kept = Polygon(polygon.exterior, [h for h in polygon.interiors if Polygon(h).area >= smallest])
        result += parts(kept.simplify(tolerance, preserve_topology=True))
    return result


def write(name, features, about):
    features = [(shape, properties) for shape, properties in features if not shape.is_empty]
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as out:
        head = {"type": "FeatureCollection", "name": name.rsplit(".", 1)[0], **about}
        text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
        out.write(text[:-1] + ',"features":[\n')
        rows = []
        for shape, properties in features:
            rings = [list(shape.exterior.coords)] + [list(h.coords) for h in shape.interiors]
            geometry = {"type": "Polygon", "coordinates": rings}
            rows.append(json.dumps({"type": "Feature", "properties": properties, "geometry": geometry},
                                   ensure_ascii=False, separators=(",", ":")))
        out.write(",\n".join(rows) + "\n]}\n")
    corners = sum(len(f[0].exterior.coords) + sum(len(h.coords) for h in f[0].interiors)
                  for f in features)
    size = os.path.getsize(os.path.join(HERE, name))
    print("%-24s %4d parts %6d corners %7d bytes" % (name, len(features), corners, size))


def in_order(polygons):
    return sorted(polygons, key=lambda p: (-p.area, p.bounds))


def compare(land, count=20000):
    """How many random places the polygons and GMT judge differently."""
    dice = random.Random(1)
    places = [Point(dice.uniform(WEST, EAST), dice.uniform(SOUTH, NORTH)) for _ in range(count)]
    said = on_land(places)
    from shapely.prepared import prep
    ready = [(p.bounds, prep(p)) for p in land]
    wrong = 0
    for i, place in enumerate(places):
        ours = any(b[0] <= place.x <= b[2] and b[1] <= place.y <= b[3] and p.contains(place)
                   for b, p in ready)
        wrong += ours != (i in said)
    print("%d of %d random places differ from gmt select" % (wrong, count))


def main():
    outline = box(WEST, SOUTH, EAST, NORTH)
    lines = shore_lines((WEST - MARGIN, EAST + MARGIN, SOUTH - MARGIN, NORTH + MARGIN))
    land, water = faces(lines, box(WEST - MARGIN, SOUTH - MARGIN, EAST + MARGIN, NORTH + MARGIN))
    land = parts(unary_union(land).intersection(outline))
    water = parts(unary_union(water).intersection(outline))

    full = in_order([t for p in land for t in tidy(p)])
    write("land-full.geojson", [(p, {"kind": "land"}) for p in full],
          {**ABOUT, "approx_error_m": 300})
    compare(full)
    medium = in_order([t for p in simpler(land, 0.0005, 2e-6) for t in tidy(p)])
    write("land-medium.geojson", [(p, {"kind": "land"}) for p in medium],
          {**ABOUT, "simplified_degrees": 0.0005})

    body = next(p for p in water if p.contains(LAKES[0][2]))
    pieces = [body.intersection(box(-80.2, 8.9, -79.4, 9.4))]
    pieces = [p for piece in pieces for p in parts(piece)]
    for cut in CUTS:
        pieces = [q for p in pieces for q in parts(split(p, cut))]
    lakes = []
    for name, name_es, inside, height in LAKES:
        piece = next(p for p in pieces if p.contains(inside))
        km2 = piece.area * math.cos(math.radians(piece.centroid.y)) * 111.195 ** 2
        print("%s: %.1f km2, box %s" % (name, km2, [round(v, 4) for v in piece.bounds]))
        for p in tidy(piece):
            lakes.append((p, {
                "kind": "lake", "name": name, "name_es": name_es, "water_level_m": height,
                "area_km2": round(km2, 1), "approx_error_m": 300,
                "artificial_edges": "cut at 9.275 N (Gatun), at Pedro Miguel Locks and at Miraflores "
                                    "Locks; GSHHG draws this water as sea",
            }))
    write("canal-lakes.geojson", lakes, ABOUT)


if __name__ == "__main__":
    main()
