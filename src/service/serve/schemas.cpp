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
)json"
    R"json("Words": {
  "type": "object", "additionalProperties": false, "required": ["en", "es"],
  "description": "A text for people in each language",
  "properties": {"en": {"type": "string"}, "es": {"type": "string"}}},
"Kinds": {"type": "array", "items": {"type": "string"}},
"AlertState": {"enum": ["new", "acknowledged", "assigned", "snoozed", "dismissed", "withdrawn", "closed"]},
"Dismissal": {"enum": ["authorised_activity", "known_vessel", "sensor_fault", "false_alarm", "duplicate", "other", null]},
"Outcome": {"enum": ["confirmed", "unfounded", "resolved", "handed_over", "lapsed", null]},
"Fact": {
  "type": "object", "additionalProperties": false, "required": ["name", "label", "text", "value"],
  "properties": {
    "name": {"type": "string"}, "label": {"$ref": "#/components/schemas/Words"}, "text": {"$ref": "#/components/schemas/Words"},
    "value": {"type": ["number", "string", "array", "object", "null"], "description": "SI units"}}},
"Alert": {
  "type": "object", "additionalProperties": false,
  "description": "One behaviour that a person should know of",
  "required": ["id", "kinds", "title", "safety", "severity", "confidence", "confidence_why", "state", "vessels", "begun", "noticed", "raised", "ended",
    "where", "area", "why", "not_known", "would_change", "facts", "events", "risk", "contributions", "rank", "held_back", "sound", "by", "assigned_to",
    "snoozed_until", "snoozed_for", "reason", "outcome", "can", "log", "changed"],
  "properties": {
    "id": {"type": "integer", "minimum": 1},
    "kinds": {"$ref": "#/components/schemas/Kinds"},
    "title": {"$ref": "#/components/schemas/Words"},
    "safety": {"type": "boolean", "description": "of life at sea: never held back or snoozed"},
    "severity": {"enum": ["low", "medium", "high"]},
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "confidence_why": {"$ref": "#/components/schemas/Words"},
    "state": {"$ref": "#/components/schemas/AlertState"},
    "vessels": {
      "type": "array", "maxItems": 64, "description": "the subject first",
      "items": {
        "type": "object", "additionalProperties": false, "required": ["mmsi", "track", "name"],
        "properties": {"mmsi": {"type": "string"}, "track": {"type": ["integer", "null"]}, "name": {"type": ["string", "null"]}}}},
    "begun": {"$ref": "#/components/schemas/Time"}, "noticed": {"$ref": "#/components/schemas/Time"},
    "raised": {"$ref": "#/components/schemas/Time"}, "ended": {"$ref": "#/components/schemas/TimeOrNull"},
    "where": {"type": ["array", "null"], "minItems": 2, "maxItems": 2, "items": {"type": "number"}},
    "area": {
      "type": ["object", "null"], "additionalProperties": false, "required": ["id", "name"],
      "properties": {"id": {"type": "string"}, "name": {"$ref": "#/components/schemas/Words"}}},
    "why": {"$ref": "#/components/schemas/Words"}, "not_known": {"$ref": "#/components/schemas/Words"},
    "would_change": {"$ref": "#/components/schemas/Words"},
    "facts": {"type": "array", "items": {"$ref": "#/components/schemas/Fact"}},
    "events": {
      "type": "array", "minItems": 1, "maxItems": 12,
      "items": {
        "type": "object", "additionalProperties": false, "required": ["id", "kind", "begun", "noticed", "ended", "confidence", "why", "withdrawn"],
        "properties": {
          "id": {"type": ["integer", "null"]}, "kind": {"type": "string"}, "begun": {"$ref": "#/components/schemas/Time"},
          "noticed": {"$ref": "#/components/schemas/Time"}, "ended": {"$ref": "#/components/schemas/TimeOrNull"},
          "confidence": {"type": "number"}, "why": {"$ref": "#/components/schemas/Words"},
          "withdrawn": {
            "type": ["object", "null"], "additionalProperties": false, "required": ["at", "why"],
            "properties": {"at": {"$ref": "#/components/schemas/Time"}, "why": {"$ref": "#/components/schemas/Words"}}}}}},
    "risk": {"type": "number", "minimum": 0, "description": "the sum of the contributions as of now; not to be shown without them"},
    "contributions": {
      "type": "array",
      "items": {
        "type": "object", "additionalProperties": false, "required": ["name", "reason", "points"],
        "properties": {"name": {"type": "string"}, "reason": {"$ref": "#/components/schemas/Words"}, "points": {"type": "number"}}}},
    "rank": {"type": "number", "description": "higher comes first"},
    "held_back": {"type": "boolean"}, "sound": {"type": "boolean"},
    "by": {"type": ["string", "null"]}, "assigned_to": {"type": ["string", "null"]},
    "snoozed_until": {"$ref": "#/components/schemas/TimeOrNull"}, "snoozed_for": {"enum": ["occurrence", "time", null]},
    "reason": {"$ref": "#/components/schemas/Dismissal"}, "outcome": {"$ref": "#/components/schemas/Outcome"},
    "can": {"type": "array", "items": {"enum": ["acknowledge", "assign", "snooze", "dismiss", "close", "note", "undo"]}},
    "log": {
      "type": "array", "maxItems": 200,
      "items": {
        "type": "object", "additionalProperties": false, "required": ["at", "by", "action", "text", "note"],
        "properties": {
          "at": {"$ref": "#/components/schemas/Time"}, "by": {"type": ["string", "null"], "description": "null: vigia itself"},
          "action": {"type": "string"}, "text": {"$ref": "#/components/schemas/Words"}, "note": {"type": ["string", "null"]}}}},
    "changed": {"type": "integer", "minimum": 0},
    "similar": {
      "type": "array", "maxItems": 10,
      "items": {
        "type": "object", "additionalProperties": false, "required": ["id", "kinds", "raised", "state", "reason", "outcome"],
        "properties": {
          "id": {"type": "integer"}, "kinds": {"$ref": "#/components/schemas/Kinds"}, "raised": {"$ref": "#/components/schemas/Time"},
          "state": {"$ref": "#/components/schemas/AlertState"}, "reason": {"$ref": "#/components/schemas/Dismissal"},
          "outcome": {"$ref": "#/components/schemas/Outcome"}}}}}},
"Budget": {
  "type": "object", "additionalProperties": false, "required": ["from", "to", "limit", "used", "held_back"],
  "properties": {
    "from": {"$ref": "#/components/schemas/Time"}, "to": {"$ref": "#/components/schemas/Time"},
    "limit": {"type": "integer", "minimum": 0}, "used": {"type": "integer", "minimum": 0}, "held_back": {"type": "integer", "minimum": 0}}},
"Alerts": {
  "type": "object", "additionalProperties": false,
  "required": ["now", "sequence", "counts", "budget", "alerts"],
  "properties": {
    "now": {"$ref": "#/components/schemas/Time"}, "sequence": {"type": "integer", "minimum": 0},
    "counts": {
      "type": "object", "additionalProperties": false, "required": ["new", "open", "held_back", "refused"],
      "properties": {"new": {"type": "integer"}, "open": {"type": "integer"}, "held_back": {"type": "integer"}, "refused": {"type": "integer"}}},
    "budget": {"$ref": "#/components/schemas/Budget"},
    "alerts": {"type": "array", "items": {"$ref": "#/components/schemas/Alert"}}}},
"AlertAction": {
  "type": "object", "required": ["action", "by"],
  "properties": {
    "action": {"enum": ["acknowledge", "assign", "snooze", "dismiss", "close", "note", "undo"]},
    "by": {"type": "string", "description": "who acts: the name typed at the start of the watch, 1 to 48 bytes"},
    "to": {"type": "string", "description": "of assign"},
    "until": {"type": "string", "description": "of snooze: occurrence, 1h, 2h, 6h, 12h, 24h or an instant"},
    "reason": {"$ref": "#/components/schemas/Dismissal"}, "outcome": {"$ref": "#/components/schemas/Outcome"},
    "note": {"type": "string"}}},
"AlertStatistics": {
  "type": "object", "additionalProperties": false, "required": ["now", "budget", "hours", "rules", "refused"],
  "properties": {
    "now": {"$ref": "#/components/schemas/Time"}, "budget": {"$ref": "#/components/schemas/Budget"},
    "hours": {
      "type": "array", "minItems": 24, "maxItems": 24, "description": "oldest first",
      "items": {
        "type": "object", "additionalProperties": false, "required": ["from", "raised", "held_back", "safety"],
        "properties": {"from": {"$ref": "#/components/schemas/Time"}, "raised": {"type": "integer"}, "held_back": {"type": "integer"}, "safety": {"type": "integer"}}}},
    "rules": {
      "type": "array", "description": "over 30 days",
      "items": {
        "type": "object", "additionalProperties": false,
        "required": ["kind", "title", "raised", "confirmed", "false", "other", "open", "precision", "sound", "owner", "reviewed"],
        "properties": {
          "kind": {"type": "string"}, "title": {"$ref": "#/components/schemas/Words"}, "raised": {"type": "integer"}, "confirmed": {"type": "integer"},
          "false": {"type": "integer"}, "other": {"type": "integer"}, "open": {"type": "integer"},
          "precision": {"type": ["number", "null"], "minimum": 0, "maximum": 1}, "sound": {"type": "boolean"},
          "owner": {"type": "string"}, "reviewed": {"type": "string"}}}},
    "refused": {"type": "object", "additionalProperties": false, "required": ["full"], "properties": {"full": {"type": "integer"}}}}},
"Events": {
  "type": "object", "additionalProperties": false, "required": ["now", "events"],
  "properties": {
    "now": {"$ref": "#/components/schemas/Time"},
    "events": {
      "type": "array",
      "items": {
        "type": "object", "description": "docs/events.md, with the alert that holds it and the facts for people",
        "required": ["id", "kind", "vessels", "begun", "noticed", "ended", "withdrawn", "confidence", "where", "area", "evidence", "revision", "alert", "title", "facts"],
        "properties": {
          "kind": {"type": "string"}, "alert": {"type": ["integer", "null"]}, "title": {"$ref": "#/components/schemas/Words"},
          "facts": {"type": "array", "items": {"$ref": "#/components/schemas/Fact"}}}}}}},
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
  "required": ["ready", "reasons", "notes"],
  "properties": {"ready": {"type": "boolean"}, "reasons": {"type": "array", "items": {"type": "string"}},
    "notes": {"type": "array", "items": {"type": "string"}}}},
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
