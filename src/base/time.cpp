#include "base/time.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace vigia {

using namespace std::chrono;

Time from_unix_seconds(double seconds) { return Time{Duration{std::llround(seconds * 1000.0)}}; }

std::string to_iso(Time t) {
    const auto day = floor<days>(t);
    const year_month_day date{day};
    const hh_mm_ss clock{t - day};
    auto text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                            static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                            clock.hours().count(), clock.minutes().count(), clock.seconds().count());
    const auto ms = clock.subseconds().count();
    if (ms != 0) text += fmt::format(".{:03}", ms);
    return text + "Z";
}

Result<Time> time_from_parts(int y, int mo, int d, int h, int mi, int s, int ms) {
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
    if (y < 1970 || y > 9999 || mo < 1 || d < 1 || !date.ok())
        return fail(ErrorKind::bad_input, fmt::format("{:04}-{:02}-{:02} is no date", y, mo, d));
    if (h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 59 || ms < 0 || ms > 999)
        return fail(ErrorKind::bad_input, fmt::format("{:02}:{:02}:{:02} is no time of day", h, mi, s));
    return Time{sys_days{date}} + hours{h} + minutes{mi} + seconds{s} + milliseconds{ms};
}

namespace {

/// Reads fixed-width numbers and marks from the front of a text, remembering where it stopped.
struct Cursor {
    std::string_view text;
    std::size_t at = 0;
    bool good = true;

    int digits(std::size_t count) {
        int value = 0;
        if (at + count > text.size()) good = false;
        for (std::size_t i = 0; good && i < count; ++i, ++at) {
            const char c = text[at];
            if (c < '0' || c > '9') {
                good = false;
                break;
            }
            value = value * 10 + (c - '0');
        }
        return value;
    }
    bool take(std::string_view marks) {
        if (!good || at >= text.size() || marks.find(text[at]) == marks.npos) return false;
        ++at;
        return true;
    }
    bool next_is_digit() const { return at < text.size() && text[at] >= '0' && text[at] <= '9'; }
};

int milliseconds_of(Cursor& cursor) {
    int value = 0, weight = 100;
    if (!cursor.next_is_digit()) cursor.good = false;
    for (; cursor.next_is_digit(); ++cursor.at, weight /= 10)
        value += weight * (cursor.text[cursor.at] - '0');
    return value;
}

minutes offset_of(Cursor& cursor) {
    const int sign = cursor.take("+") ? 1 : cursor.take("-") ? -1 : 0;
    if (sign == 0) return minutes{0};
    const int h = cursor.digits(2);
    cursor.take(":");
    return sign * (hours{h} + minutes{cursor.digits(2)});
}

}  // namespace

Result<Time> time_from_iso(std::string_view text) {
    Cursor cursor{text};
    const auto expect = [&](std::string_view mark) { if (!cursor.take(mark)) cursor.good = false; };
    const int y = cursor.digits(4);
    expect("-");
    const int mo = cursor.digits(2);
    expect("-");
    const int d = cursor.digits(2);
    int h = 0, mi = 0, s = 0, ms = 0;
    minutes offset{0};
    if (cursor.good && cursor.take("T ")) {
        h = cursor.digits(2);
        expect(":");
        mi = cursor.digits(2);
        if (cursor.take(":")) s = cursor.digits(2);
        if (cursor.take(".,")) ms = milliseconds_of(cursor);
        if (!cursor.take("Z")) offset = offset_of(cursor);
    }
    if (!cursor.good || cursor.at != text.size())
        return fail(ErrorKind::bad_input,
                    fmt::format("\"{}\" is no time at character {}: write it as 2026-11-23T19:27:05Z",
                                text.substr(0, 40), cursor.at + 1),
                    cursor.at);
    auto built = time_from_parts(y, mo, d, h, mi, s, ms);
    if (!built) return built;
    return *built - offset;
}

Result<Duration> duration_from_text(std::string_view text) {
    std::int64_t count = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit(rest, text.data() + text.size());
    constexpr std::int64_t thousand_years_ms = 1000LL * 366 * 24 * 3600 * 1000;
    const std::int64_t factor = unit == "ms"  ? 1
                                : unit == "s" ? 1000
                                : unit == "m" ? 60'000
                                : unit == "h" ? 3'600'000
                                : unit == "d" ? 86'400'000
                                              : 0;
    if (error != std::errc{} || factor == 0 || count < 0 || count > thousand_years_ms / factor)
        return fail(ErrorKind::bad_input,
                    fmt::format("\"{}\" is no duration: write 500ms, 90s, 15m, 24h or 7d",
                                text.substr(0, 40)));
    return Duration{count * factor};
}

}  // namespace vigia
