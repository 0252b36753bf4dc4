#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigia {

using Duration = std::chrono::milliseconds;
/// An instant in UTC, to the millisecond. Two instants matter for a report: `seen` (measured) and
/// `heard` (received). Nothing below the edge asks for the time; it is an argument.
using Time = std::chrono::sys_time<Duration>;

/// Seconds since 1970 in UTC, leap seconds not counted (POSIX).
[[nodiscard]] Time from_unix_seconds(double seconds);
[[nodiscard]] constexpr Time from_unix_milliseconds(std::int64_t ms) { return Time{Duration{ms}}; }
[[nodiscard]] constexpr std::int64_t to_unix_milliseconds(Time t) { return t.time_since_epoch().count(); }

/// Writes ISO 8601 in UTC: `2026-11-23T19:27:05Z`, or with `.123` when milliseconds are not zero.
[[nodiscard]] std::string to_iso(Time t);

/// Reads ISO 8601 in UTC: `2026-11-23`, `2026-11-23T19:27`, `…:05`, `…:05.123`, an optional `Z` or
/// an offset `+hh:mm`. A space may stand for the `T`. Years 1970 to 9999.
/// Errors: bad_input with `at`, the first character that does not fit.
[[nodiscard]] Result<Time> time_from_iso(std::string_view text);

/// Reads `500ms`, `90s`, `15m`, `24h`, `7d`; whole numbers only, up to a thousand years.
/// Errors: bad_input.
[[nodiscard]] Result<Duration> duration_from_text(std::string_view text);

/// Builds an instant from parts of a date that may come from a stranger; false dates are refused.
/// Errors: bad_input when a part is out of its range (29 February only in leap years).
[[nodiscard]] Result<Time> time_from_parts(int year, int month, int day, int hour, int minute,
                                           int second, int millisecond = 0);

}  // namespace vigia
