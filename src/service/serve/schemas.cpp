#include "service/serve/inside/schemas.h"

namespace vigia::serve {

std::string_view schemas_text() {
    static constexpr std::string_view text = R"json({
"Time": {"type": "string", "format": "date-time", "description": "ISO 8601 in UTC"},
"TimeOrNull": {"type": ["string", "null"], "format": "date-time"},
"Mode": {"enum": ["live", "replay", "exercise"]},
"Problem": {
  "type": "object", "additionalProperties": false,
  "required": ["type", "title", "status", "detail"],
  "description": "RFC 9457",
  "properties": {
    "type": {"type": "string"}, "title": {"type": "string"},
    "status": {"type": "integer"}, "detail": {"type": "string"}}},
"Track": {
  "type": "object",
  "description": "What is believed of one hull. SI units; null when not known.",
  "required": ["id", "mmsi", "name", "call_sign", "imo", "ship_type", "transceiver", "freshness", "seen", "fix_seen",
    "lat", "lon", "speed", "course", "heading", "status", "length", "beam", "draught", "destination"],
  "properties": {
    "id": {"type": "integer", "minimum": 1},
    "mmsi": {"type": "string", "pattern": "^[0-9]{9}$"},
    "name": {"type": ["string", "null"]},
    "call_sign": {"type": ["string", "null"]},
    "imo": {"type": ["integer", "null"]},
    "ship_type": {"type": ["integer", "null"], "minimum": 0, "maximum": 255},
    "transceiver": {"enum": ["unknown", "class_a", "class_b", "base_station", "aid_to_navigation", "sar_aircraft", "distress"]},
    "freshness": {"enum": ["live", "stale", "lost"]},
    "seen": {"$ref": "#/components/schemas/Time"},
    "fix_seen": {"$ref": "#/components/schemas/TimeOrNull"},
    "lat": {"type": ["number", "null"], "minimum": -90, "maximum": 90},
    "lon": {"type": ["number", "null"], "minimum": -180, "maximum": 180},
    "speed": {"type": ["number", "null"], "minimum": 0, "description": "over ground, m/s"},
    "course": {"type": ["number", "null"], "minimum": 0, "maximum": 360, "description": "over ground, degrees from true north"},
    "heading": {"type": ["number", "null"], "minimum": 0, "maximum": 360},
    "status": {"type": "string"},
    "length": {"type": ["number", "null"], "minimum": 0, "description": "metres"},
    "beam": {"type": ["number", "null"], "minimum": 0, "description": "metres"},
    "draught": {"type": ["number", "null"], "minimum": 0, "description": "metres"},
    "destination": {"type": ["string", "null"]}}},
"Eta": {
  "type": "object", "additionalProperties": false,
  "description": "Arrival as typed by the crew: UTC, without a year",
  "required": ["month", "day", "hour", "minute"],
  "properties": {
    "month": {"type": ["integer", "null"]}, "day": {"type": ["integer", "null"]},
    "hour": {"type": ["integer", "null"]}, "minute": {"type": ["integer", "null"]}}},
"EtaOrNull": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/Eta"}]},
"TrackDetails": {
  "allOf": [{"$ref": "#/components/schemas/Track"}],
  "type": "object",
  "required": ["first_seen", "reports", "position_accuracy", "dead_reckoned", "heard_by", "particulars", "past", "eta"],
  "properties": {
    "first_seen": {"$ref": "#/components/schemas/Time"},
    "reports": {"type": "integer", "minimum": 1},
    "position_accuracy": {"enum": ["high", "low", null]},
    "dead_reckoned": {
      "type": ["object", "null"], "additionalProperties": false,
      "description": "Where it is now if it went on as it last said",
      "required": ["lat", "lon", "age_s"],
      "properties": {"lat": {"type": "number"}, "lon": {"type": "number"}, "age_s": {"type": "number"}}},
    "heard_by": {
      "type": "array", "maxItems": 4,
      "items": {
        "type": "object", "additionalProperties": false,
        "required": ["source", "station", "last", "reports"],
        "properties": {
          "source": {"type": "string"}, "station": {"type": ["string", "null"]},
          "last": {"$ref": "#/components/schemas/Time"}, "reports": {"type": "integer", "minimum": 1}}}},
    "particulars": {
      "type": "array",
      "items": {
        "type": "object", "additionalProperties": false,
        "required": ["field", "value", "seen"],
        "properties": {
          "field": {"enum": ["name", "call_sign", "imo", "ship_type", "length", "beam", "draught", "destination", "eta"]},
          "value": {"type": ["string", "number", "object"]},
          "seen": {"$ref": "#/components/schemas/Time"}}}},
    "past": {
      "type": "array", "maxItems": 16, "description": "Declared values that were replaced, oldest first",
      "items": {"type": "object", "required": ["until"], "properties": {"until": {"$ref": "#/components/schemas/Time"}}}},
    "eta": {"$ref": "#/components/schemas/EtaOrNull"}}},
"Picture": {
  "type": "object", "additionalProperties": false,
  "required": ["mode", "now", "sequence", "tracks"],
  "properties": {
    "mode": {"$ref": "#/components/schemas/Mode"},
    "now": {"$ref": "#/components/schemas/Time"},
    "sequence": {"type": "integer", "minimum": 0},
    "tracks": {"type": "array", "items": {"$ref": "#/components/schemas/Track"}}}},
"Tail": {
  "type": "object", "additionalProperties": false,
  "required": ["points"],
  "properties": {
    "points": {
      "type": "array", "description": "longitude, latitude, milliseconds since 1970, m/s or null; oldest first",
      "items": {"type": "array", "minItems": 4, "maxItems": 4, "items": {"type": ["number", "null"]}}}}},
"SearchResults": {
  "type": "object", "additionalProperties": false,
  "required": ["results"],
  "properties": {
    "results": {
      "type": "array", "maxItems": 50,
      "items": {
        "type": "object", "additionalProperties": false,
        "required": ["id", "mmsi", "name", "call_sign", "imo", "matched"],
        "properties": {
          "id": {"type": "integer"}, "mmsi": {"type": "string"}, "name": {"type": ["string", "null"]},
          "call_sign": {"type": ["string", "null"]}, "imo": {"type": ["integer", "null"]},
          "matched": {"enum": ["name", "call_sign", "mmsi", "imo"]}}}}}},
"Sources": {
  "type": "object", "additionalProperties": false,
  "required": ["sources"],
  "properties": {
    "sources": {
      "type": "array",
      "items": {
        "type": "object", "additionalProperties": false,
        "required": ["id", "name", "url", "state", "trouble", "reason", "last_heard", "lines", "messages", "bytes", "dropped",
          "reconnects", "lines_per_second", "latency_s", "refused"],
        "properties": {
          "id": {"type": "integer"}, "name": {"type": "string"}, "url": {"type": "string"},
          "state": {"enum": ["connecting", "up", "silent", "down", "ended"]},
          "trouble": {"enum": [null, "silent", "nobody_connected", "name_unknown", "refused",
            "timed_out", "unreachable", "closed", "missing", "denied", "unsuitable", "failed"]},
          "reason": {"type": ["string", "null"]},
          "last_heard": {"$ref": "#/components/schemas/TimeOrNull"},
          "lines": {"type": "integer"}, "messages": {"type": "integer"}, "bytes": {"type": "integer"},
          "dropped": {"type": "integer"}, "reconnects": {"type": "integer"},
          "lines_per_second": {"type": ["number", "null"]}, "latency_s": {"type": ["number", "null"]},
          "refused": {"type": "object", "additionalProperties": {"type": "integer"}}}}}}},
"GeoJson": {
  "type": "object", "required": ["type", "features"],
  "description": "RFC 7946",
  "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array"}}},
"Replay": {
  "type": "object", "additionalProperties": false,
  "required": ["speed", "paused", "now", "from", "to"],
  "properties": {
    "speed": {"anyOf": [{"const": "max"}, {"type": "number"}]},
    "paused": {"type": "boolean"},
    "now": {"$ref": "#/components/schemas/Time"},
    "from": {"$ref": "#/components/schemas/TimeOrNull"},
    "to": {"$ref": "#/components/schemas/TimeOrNull"}}},
"ReplayCommand": {
  "type": "object",
  "required": ["action"],
  "properties": {
    "action": {"enum": ["play", "pause", "step", "speed"]},
    "speed": {"anyOf": [{"const": "max"}, {"type": "number", "minimum": 0.1, "maximum": 10000}]}}},
"Ready": {
  "type": "object", "additionalProperties": false,
  "required": ["ready", "reasons"],
  "properties": {"ready": {"type": "boolean"}, "reasons": {"type": "array", "items": {"type": "string"}}}},
"Version": {
  "type": "object", "additionalProperties": false,
  "required": ["name", "version", "build", "api", "wire"],
  "properties": {
    "name": {"const": "vigia"}, "version": {"type": "string"}, "build": {"type": ["string", "null"]},
    "api": {"const": "v1"}, "wire": {"const": "vigia.1"}}},
"OpenApi": {
  "type": "object", "required": ["openapi", "info", "paths", "components"],
  "properties": {"openapi": {"const": "3.1.0"}}}
})json";
    return text;
}

}  // namespace vigia::serve
