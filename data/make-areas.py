#!/usr/bin/python3
"""Makes areas.geojson, the areas of docs/events.md, from routes.geojson and the drawings below.

Python's standard library only. Run it in any folder:  data/make-areas.py
The same input gives the same bytes. areas.md says what the areas are.
"""
import json
import math
import os

HERE = os.path.dirname(os.path.abspath(__file__))
METRES = 111194.93          # a degree of latitude
LATITUDE = 8.9              # at which a degree of longitude is taken
ACROSS = METRES * math.cos(math.radians(LATITUDE))
LEAST_CHANNEL = 150.0       # metres to each side of the middle, at least
HARBOUR_WAY = 250.0
LOCK_SIDE = 130.0
APPROACH_WALL = 400.0       # metres beyond the outermost gates
SWING = 220.0               # metres around an anchorage, for ships that swing and craft alongside
BERTH_MARGIN = 160.0
BASE_STEP = 30.0            # metres between craft at a base, as the simulator lays them
BASE_MARGIN = 160.0
CIRCLE = 16                 # corners of a circle

CHANNELS = {"lane": "lane", "fairway": "fairway", "channel": "channel", "cut": "channel"}
ERROR = {"lane": 4000, "fairway": 1000, "channel": 400, "lock": 500, "harbour": 500, "anchorage": 600,
         "pilot_boarding": 1500, "zone": 500}

SPANISH = {
    "Gulf of Panama northbound lane": "Golfo de Panamá, carril hacia el norte",
    "Gulf of Panama southbound lane": "Golfo de Panamá, carril hacia el sur",
    "Pacific precautionary area, inbound": "Zona de precaución del Pacífico, entrada",
    "Pacific precautionary area, outbound": "Zona de precaución del Pacífico, salida",
    "Pacific fairway": "Canal de acceso del Pacífico, mar afuera",
    "Pacific west anchorage approach": "Acceso al fondeadero oeste del Pacífico",
    "Pacific west anchorage, sea side": "Fondeadero oeste del Pacífico, acceso desde el mar",
    "Pacific east anchorage approach": "Acceso al fondeadero este del Pacífico",
    "Pacific east anchorage, sea side": "Fondeadero este del Pacífico, acceso desde el mar",
    "Pacific entrance channel": "Canal de entrada del Pacífico",
    "Amador reach": "Tramo Amador",
    "Balboa reach": "Tramo Balboa",
    "Balboa basin": "Dársena de Balboa",
    "Diablo reach": "Tramo Diablo",
    "Miraflores approach": "Aproximación a Miraflores",
    "Miraflores Locks": "Esclusas de Miraflores",
    "Miraflores Lake": "Lago Miraflores",
    "Pedro Miguel Locks": "Esclusas de Pedro Miguel",
    "Pedro Miguel reach": "Tramo Pedro Miguel",
    "Cocoli approach": "Aproximación a Cocolí",
    "Cocoli Locks": "Esclusas de Cocolí",
    "Pacific access channel": "Canal de acceso del Pacífico",
    "Culebra Cut": "Corte Culebra",
    "Gamboa reach": "Tramo Gamboa",
    "San Pablo and Tabernilla reaches": "Tramos San Pablo y Tabernilla",
    "Bohio and Buena Vista reaches": "Tramos Bohío y Buena Vista",
    "Pena Blanca reach": "Tramo Peña Blanca",
    "Gatun reach": "Tramo Gatún",
    "Gatun Locks lake approach": "Aproximación a las Esclusas de Gatún por el lago",
    "Gatun upper approach": "Aproximación superior de Gatún",
    "Gatun Locks": "Esclusas de Gatún",
    "Gatun lower approach": "Aproximación inferior de Gatún",
    "Agua Clara upper approach": "Aproximación superior de Agua Clara",
    "Agua Clara Locks": "Esclusas de Agua Clara",
    "Agua Clara lower approach": "Aproximación inferior de Agua Clara",
    "Gatun Lake east anchorage approach": "Acceso al fondeadero este del lago Gatún",
    "Gatun Lake west anchorage approach": "Acceso al fondeadero oeste del lago Gatún",
    "Limon Bay reach": "Tramo bahía Limón",
    "Cristobal reach": "Tramo Cristóbal",
    "Atlantic entrance channel": "Canal de entrada del Atlántico",
    "Atlantic fairway": "Canal de acceso del Atlántico, mar afuera",
    "Atlantic outer fairway": "Canal de acceso exterior del Atlántico",
    "Atlantic west anchorage approach": "Acceso al fondeadero oeste del Atlántico",
    "Atlantic east anchorage approach": "Acceso al fondeadero este del Atlántico",
    "Las Minas approach": "Aproximación a Las Minas",
    "Flamenco approach": "Aproximación a Flamenco",
    "Gamboa landing": "Atracadero de Gamboa",
    "Colon harbour": "Puerto de Colón",
    "Manzanillo Bay": "Bahía Manzanillo",
    "Shelter Bay": "Shelter Bay",
    "Cristobal north": "Cristóbal norte",
    "Coco Solo": "Coco Solo",
    "Taboga landing": "Atracadero de Taboga",
    "Atlantic west": "Fondeadero oeste del Atlántico",
    "Atlantic east": "Fondeadero este del Atlántico",
    "Pacific west": "Fondeadero oeste del Pacífico",
    "Pacific east": "Fondeadero este del Pacífico",
    "Gatun Lake east": "Fondeadero este del lago Gatún",
    "Gatun Lake west": "Fondeadero oeste del lago Gatún",
}

# Harbours: id, name, Spanish name, ports whose berths belong to it, bases, nodes.
HARBOURS = [
    ("balboa", "Balboa harbour", "Puerto de Balboa", ["Balboa"], ["Balboa tugs"], []),
    ("rodman", "Rodman", "Rodman", ["Rodman", "Rodman naval"], ["Rodman patrol"], []),
    ("cristobal", "Cristobal docks", "Muelles de Cristóbal", ["Cristobal"],
     ["Cristobal pilots", "Cristobal tugs", "Colon patrol"], []),
    ("colon", "Manzanillo and Coco Solo terminals", "Terminales de Manzanillo y Coco Solo",
     ["Manzanillo", "Coco Solo"], [], ["colon_harbour_east", "manzanillo"]),
    ("las-minas", "Las Minas", "Las Minas", ["Las Minas"], [], ["las_minas_sea"]),
    ("flamenco", "Flamenco and Amador", "Flamenco y Amador", [], ["Flamenco pilots", "Amador marina"], ["flamenco"]),
    ("diablo", "Diablo", "Diablo", [], ["Diablo tugs"], []),
    ("gamboa", "Gamboa", "Gamboa", [], ["Gamboa"], ["gamboa_basin"]),
    ("gatun-tugs", "Gatun tug landing", "Atracadero de remolcadores de Gatún", [], ["Gatun tugs"], []),
    ("gatun-landing", "Gatun landing", "Atracadero de Gatún", [], ["Gatun landing"], []),
    ("shelter-bay", "Shelter Bay marina", "Marina Shelter Bay", [], ["Shelter Bay marina"], ["shelter_bay"]),
    ("vacamonte", "Vacamonte", "Vacamonte", [], ["Vacamonte"], ["vacamonte"]),
    ("taboga", "Taboga", "Taboga", [], ["Taboga"], ["taboga_pier"]),
    ("contadora", "Contadora", "Contadora", [], ["Contadora"], ["contadora"]),
]

# Zones: id, name, Spanish name, exit is told too, corners.
ZONES = [
    ("gatun-dam-lake", "Gatun Dam and spillway, lake side", "Represa y vertedero de Gatún, lado del lago", True,
     [(-79.951, 9.264), (-79.951, 9.256), (-79.944, 9.251), (-79.932, 9.251), (-79.929, 9.256), (-79.929, 9.264)]),
    ("gatun-dam-river", "Gatun Dam and spillway, river side", "Represa y vertedero de Gatún, lado del río", False,
     [(-79.951, 9.2645), (-79.931, 9.2645), (-79.931, 9.272), (-79.94, 9.279), (-79.951, 9.279)]),
    ("miraflores-spillway", "Miraflores spillway", "Vertedero de Miraflores", True,
     [(-79.6005, 8.9965), (-79.5965, 8.9965), (-79.597, 8.9995), (-79.6, 9.0015), (-79.6025, 9.0015)]),
]
MADDEN = (-79.6167, 9.2117)

# Where pilots board: id, name, Spanish name, way, metres from its beginning, radius.
BOARDING = [
    ("pilots-pacific", "Pacific pilot boarding area", "Embarque de prácticos, Pacífico", "Pacific fairway", 8000, 900),
    ("pilots-atlantic", "Atlantic pilot boarding area", "Embarque de prácticos, Atlántico", "Atlantic fairway", 2500, 900),
]


def flat(place):
    return (place[0] * ACROSS, place[1] * METRES)


def round_place(point):
    return [round(point[0] / ACROSS, 5), round(point[1] / METRES, 5)]


def kebab(name):
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def unit(a, b):
    length = math.hypot(b[0] - a[0], b[1] - a[1])
    return ((b[0] - a[0]) / length, (b[1] - a[1]) / length)


def mitre(before, after, width):
    """The way from a corner to the place `width` to the right of both straight parts."""
    right = (before[1] + after[1], -before[0] - after[0])
    scale = width / (right[0] * before[1] - right[1] * before[0])
    return (right[0] * scale, right[1] * scale)


def ribbon(line, width, before=None, after=None, longer=(0.0, 0.0)):
    """The ring around a line; `before` and `after` are the directions of the ways that join its ends,
    `longer` is how far it reaches beyond each end."""
    line = list(line)
    first, last = unit(line[0], line[1]), unit(line[-2], line[-1])
    line[0] = (line[0][0] - first[0] * longer[0], line[0][1] - first[1] * longer[0])
    line[-1] = (line[-1][0] + last[0] * longer[1], line[-1][1] + last[1] * longer[1])
    left, right = [], []
    for i, p in enumerate(line):
        come = unit(line[i - 1], p) if i > 0 else before or first
        go = unit(p, line[i + 1]) if i + 1 < len(line) else after or last
        aside = mitre(come, go, width)
        right.append((p[0] + aside[0], p[1] + aside[1]))
        left.append((p[0] - aside[0], p[1] - aside[1]))
    return right + left[::-1]


def circle(centre, radius, corners=CIRCLE):
    out = radius / math.cos(math.pi / corners)
    return [(centre[0] + out * math.cos(2 * math.pi * i / corners), centre[1] + out * math.sin(2 * math.pi * i / corners))
            for i in range(corners)]


def hull(points):
    points = sorted(set(points))

    def half(some):
        out = []
        for p in some:
            while len(out) > 1 and ((out[-1][0] - out[-2][0]) * (p[1] - out[-2][1]) <=
                                    (out[-1][1] - out[-2][1]) * (p[0] - out[-2][0])):
                out.pop()
            out.append(p)
        return out[:-1]
    return half(points) + half(points[::-1])


class Maker:
    def __init__(self):
        with open(os.path.join(HERE, "routes.geojson"), encoding="utf-8") as file:
            features = json.load(file)["features"]
        self.of = {}
        for f in features:
            p = dict(f["properties"])
            p["at"] = f["geometry"]["coordinates"]
            self.of.setdefault(p["kind"], {})[p["name"]] = p
        self.out = []
        self.ends = {}  # node: the ways that join there, with the direction away from it
        for way in self.of["way"].values():
            if way["water"] not in CHANNELS and way["water"] != "lock":
                continue
            line = [flat(p) for p in way["at"]]
            self.ends.setdefault(way["from"], []).append((way["name"], unit(line[0], line[1])))
            self.ends.setdefault(way["to"], []).append((way["name"], unit(line[-1], line[-2])))

    def add(self, kind, ident, name, name_es, source, ring, **more):
        properties = {"id": ident, "kind": kind, "name": name, "name_es": name_es, "source": source,
                      "approx_error_m": ERROR[kind]}
        properties.update({key: value for key, value in more.items() if value is not None})
        corners = [round_place(p) for p in ring]
        corners = [p for i, p in enumerate(corners) if p != corners[i - 1]]
        self.out.append({"type": "Feature", "properties": properties,
                         "geometry": {"type": "Polygon", "coordinates": [corners + corners[:1]]}})

    def neighbour(self, node, name):
        """The direction away from a node of the one other way there, else nothing; and whether there are more."""
        others = [direction for other, direction in self.ends.get(node, []) if other != name]
        return (others[0] if len(others) == 1 else None), len(others) > 1

    def channel(self, way):
        line = [flat(p) for p in way["at"]]
        half = way.get("half_width_m", 0)
        width = max(2.0 * half, LEAST_CHANNEL)
        come, fork_before = self.neighbour(way["from"], way["name"])
        go, fork_after = self.neighbour(way["to"], way["name"])
        ring = ribbon(line, width, (-come[0], -come[1]) if come else None, go,
                      (width if fork_before else 0.0, width if fork_after else 0.0))
        kind = CHANNELS[way["water"]]
        course = None
        if kind == "lane":
            direction = unit(line[0], line[-1])
            course = round(math.degrees(math.atan2(direction[0], direction[1])) % 360) % 360
        month_day = {key: int(way[key].replace("-", "")) for key in ("season_from", "season_to") if key in way}
        self.add(kind, kebab(way["name"]), way["name"], SPANISH[way["name"]], "the way of that name in routes.geojson",
                 ring, limit_kn=way.get("limit_kn"), limit_large_kn=way.get("limit_large_kn"),
                 large_m=way.get("large_m"), season_limit_kn=way.get("season_limit_kn"),
                 season_from=month_day.get("season_from"), season_to=month_day.get("season_to"),
                 course_deg=course, middle=[number for place in way["at"] for number in place],
                 half_width_m=half)

    def lock(self, way):
        ring = ribbon([flat(p) for p in way["at"]], LOCK_SIDE, longer=(APPROACH_WALL, APPROACH_WALL))
        self.add("lock", kebab(way["name"]), way["name"], SPANISH[way["name"]],
                 "the way of that name in routes.geojson, with its approach walls", ring)

    def side_way(self, way):
        """Ways into anchorages and harbours: no limit and no middle of their own."""
        line = [flat(p) for p in way["at"]]
        harbour = way["water"] == "harbour" and way["name"] != "Las Minas approach"
        ring = ribbon(line, HARBOUR_WAY if harbour else 300.0, longer=(0.0, HARBOUR_WAY))
        ident = kebab(way["name"]) + ("-way" if harbour else "")
        self.add("harbour" if harbour else "fairway", ident, way["name"], SPANISH[way["name"]],
                 "the way of that name in routes.geojson", ring)

    def harbour(self, ident, name, name_es, ports, bases, nodes):
        points = []
        for berth in self.of["berth"].values():
            if berth["port"] not in ports:
                continue
            at, turn = flat(berth["at"]), math.radians(berth["heading"])
            for end in (-0.5, 0.5):
                way = end * berth["length_m"]
                points += circle((at[0] + math.sin(turn) * way, at[1] + math.cos(turn) * way), BERTH_MARGIN)
        for base in bases:
            base = self.of["base"][base]
            columns = max(1, math.ceil(math.sqrt(base.get("room", 1))))
            points += circle(flat(base["at"]), (columns - 1) / 2 * BASE_STEP * math.sqrt(2) + BASE_MARGIN)
        for node in nodes:
            points += circle(flat(self.of["node"][node]["at"]), BASE_MARGIN)
        self.add("harbour", ident, name, name_es, "around berths and bases of routes.geojson", hull(points))

    def make(self):
        for name, area in self.of["anchorage"].items():
            side = "Anchorage " + name
            self.add("anchorage", "anchorage-" + kebab(name), side, SPANISH[name],
                     "the anchorage of that name in routes.geojson, with room to swing",
                     hull([q for p in area["at"][0] for q in circle(flat(p), SWING)]))
        for harbour in HARBOURS:
            self.harbour(*harbour)
        for way in self.of["way"].values():
            if way["water"] in CHANNELS:
                self.channel(way)
            elif way["water"] == "lock":
                self.lock(way)
            elif way["water"] in ("anchorage", "harbour"):
                self.side_way(way)
        for ident, name, name_es, way_name, along, radius in BOARDING:
            line = [flat(p) for p in self.of["way"][way_name]["at"]]
            for a, b in zip(line, line[1:]):
                length = math.dist(a, b)
                if along <= length:
                    direction = unit(a, b)
                    centre = (a[0] + direction[0] * along, a[1] + direction[1] * along)
                    break
                along -= length
            self.add("pilot_boarding", ident, name, name_es,
                     "drawn on the fairway of routes.geojson; general knowledge, not surveyed", circle(centre, radius))
        for ident, name, name_es, leaving, corners in ZONES:
            self.add("zone", ident, name, name_es, "drawn around the dam of sites.geojson, clear of the channel",
                     [flat(p) for p in corners], exit=leaving)
        self.add("zone", "madden-dam", "Madden Dam", "Represa Madden", "drawn around the dam of sites.geojson",
                 circle(flat(MADDEN), 500), exit=False)
        return self.out


def write(features):
    head = {"type": "FeatureCollection", "name": "vigia areas", "licence": "Apache-2.0",
            "notice": "Drafts with a stated error. Not for navigation.",
            "source": "Made by data/make-areas.py from data/routes.geojson; see areas.md."}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]
    rows = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    with open(os.path.join(HERE, "areas.geojson"), "w", encoding="utf-8") as file:
        file.write(text + ',"features":[\n' + ",\n".join(rows) + "\n]}\n")


if __name__ == "__main__":
    write(Maker().make())
