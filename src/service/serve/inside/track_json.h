#pragma once
#include <string>

#include "engine/picture.h"
#include "model/track.h"

namespace vigia::serve {

/// Appends `,"name":` style members and values. Everything unknown is `null`.
void append_time(std::string& out, Time time);

/// Appends a track as the JSON object of the API (schema `Track`). Cost: no allocation but of `out`.
void append_track(std::string& out, const model::Track& track);

/// Appends a track with all that is known of it (schema `TrackDetails`).
void append_track_details(std::string& out, const model::Track& track, const engine::Picture& picture);

/// The whole Picture (schema `Picture`).
[[nodiscard]] std::string picture_json(const engine::Picture& picture);

/// The way of a track since `from` (schema `Tail`).
[[nodiscard]] std::string tail_json(const engine::Picture& picture, model::TrackId id, Time from);

/// The sources and how they do, as the array of schema `Sources`; the live wire's status carries the same.
[[nodiscard]] std::string sources_json(const engine::Picture& picture);

}  // namespace vigia::serve
