#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/plan_case.h"
#include "base/result.h"
#include "base/time.h"
#include "geo/land.h"
#include "geo/line.h"
#include "geo/water.h"
#include "model/route.h"

namespace vigia::app {

// Readers of one field of a problem; like those of CaseFields they note the first fault and then give what is harmless.

[[nodiscard]] std::string text_of(CaseFields& fields, std::string_view name);
/// A text that files may be named by: letters, digits, - and _.
[[nodiscard]] std::string file_word_of(CaseFields& fields, std::string_view name);
/// UTC in ISO 8601.
[[nodiscard]] Time time_of(CaseFields& fields, std::string_view name);
/// `[latitude, longitude]`.
[[nodiscard]] geo::Position place_of(CaseFields& fields, std::string_view name);
/// A number within limits, or `otherwise` where the field is missing and may be.
[[nodiscard]] double number_within(CaseFields& fields, std::string_view name, double least, double most, std::optional<double> otherwise = std::nullopt);
/// One of some words, by its place among them; `otherwise` where the field is missing.
[[nodiscard]] std::size_t word_of(CaseFields& fields, std::string_view name, std::initializer_list<std::string_view> words, std::size_t otherwise);
/// `[west, south, east, north]`, or empty where the field is missing.
[[nodiscard]] std::optional<geo::Box> box_of(CaseFields& fields, std::string_view name);

/// The problem of a file. Errors: those of the file; bad_input when it is no JSON object.
[[nodiscard]] Result<nlohmann::json> problem_of(const std::string& file);

/// A time so many seconds after a beginning, as ISO 8601 to the second.
[[nodiscard]] std::string iso_after(Time begin, double seconds);
[[nodiscard]] Time time_after(Time begin, double seconds);
/// `[latitude, longitude]` to six decimals.
[[nodiscard]] nlohmann::json told_place(geo::Position p);
/// A number to so many decimals, for people and for files that do not change by rounding.
[[nodiscard]] double rounded(double value, int decimals);

/// Drawn land and the barriers of the Canal (dams and locks), of the program's data files.
struct PlanWater {
    std::shared_ptr<const geo::LandMask> land;
    std::vector<geo::Line> barriers;
};
[[nodiscard]] Result<PlanWater> plan_water();

/// The open water of a box: land closed, and with `locks` closed the barriers too. A cell of 0 takes one that makes some
/// 250,000 cells, at least 0.001 degrees. Errors: those of WaterSheet.
enum class Locks : unsigned char { closed, open };
[[nodiscard]] Result<geo::WaterSheet> sheet_of(const PlanWater& water, geo::Box box, double cell, Locks locks);

/// Writes each route of at least two points to a folder, which is made, as `NAME.rtz` and `NAME.gpx`. Errors: unavailable.
[[nodiscard]] Result<void> write_routes(const std::vector<model::Route>& routes, const std::string& folder);

/// The box around a place that a radius fits into, and a tenth more.
[[nodiscard]] geo::Box box_around(geo::Position middle, Metres radius);
/// The box around two boxes.
[[nodiscard]] geo::Box joined(geo::Box a, geo::Box b);

}  // namespace vigia::app
