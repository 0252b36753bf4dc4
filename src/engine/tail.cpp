#include "engine/tail.h"

#include <algorithm>
#include <cmath>

#include "engine/inside/tail_writer.h"

namespace vigia::engine {
namespace {

// A point is: time step (tenths of a second, plus one), latitude step, longitude step (1e-5 degree, zigzag),
// speed (0.1 m/s, plus one; 0 unknown), course (2-degree steps, plus one; 0 unknown), each as
// base-128 digits, low first. Steps are from the point before; the first of a block is from zero.
// No point begins with a zero byte, so the zeros that a block is made of end it.
constexpr std::size_t longest_point = 5 * 3 + 3 + 2;

constexpr std::uint32_t zigzag(std::int32_t v) { return (static_cast<std::uint32_t>(v) << 1) ^ static_cast<std::uint32_t>(v >> 31); }
constexpr std::int32_t unzigzag(std::uint32_t v) { return static_cast<std::int32_t>(v >> 1) ^ -static_cast<std::int32_t>(v & 1); }

std::uint8_t* put(std::uint8_t* at, std::uint32_t value) {
    for (; value >= 0x80; value >>= 7) *at++ = static_cast<std::uint8_t>(value | 0x80);
    *at++ = static_cast<std::uint8_t>(value);
    return at;
}

std::uint32_t take(const std::uint8_t*& at) {
    std::uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
        const std::uint8_t byte = *at++;
        value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
        if (byte < 0x80) return value;
    }
}

struct Cursor {
    std::int64_t ms;
    std::int32_t latitude = 0, longitude = 0;
};

model::TailPoint take_point(const std::uint8_t*& at, Cursor& cursor) {
    cursor.ms += (static_cast<std::int64_t>(take(at)) - 1) * 100;
    cursor.latitude += unzigzag(take(at));
    cursor.longitude += unzigzag(take(at));
    const std::uint32_t speed = take(at), course = take(at);
    model::TailPoint point;
    point.seen_ms = cursor.ms;
    point.latitude_e7 = cursor.latitude * 100;
    point.longitude_e7 = cursor.longitude * 100;
    if (speed) point.speed_dm_s = static_cast<std::uint16_t>(speed - 1);
    if (course) point.course_tenths = static_cast<std::uint16_t>((course - 1) * 20);
    return point;
}

}  // namespace

std::vector<model::TailPoint> TailView::points(Time from) const {
    std::vector<model::TailPoint> out;
    if (!blocks) return out;
    const std::int64_t from_ms = to_unix_milliseconds(from);
    for (std::size_t b = 0; b < blocks->size(); ++b) {
        const bool last = b + 1 == blocks->size();
        if (!last && (*blocks)[b + 1]->first_ms < from_ms) continue;
        const TailBlock& block = *(*blocks)[b];
        const std::uint8_t* at = block.bytes.data();
        const std::uint8_t* end = at + (last ? used : TailBlock::capacity);
        Cursor cursor{block.first_ms};
        while (at < end && *at != 0) {
            const model::TailPoint point = take_point(at, cursor);
            if (point.seen_ms >= from_ms) out.push_back(point);
        }
    }
    return out;
}

void TailWriter::add(TailView& view, Time seen, geo::Position place, std::optional<MetresPerSecond> speed,
                     std::optional<Degrees> course, Time forget_before) {
    const auto latitude = static_cast<std::int32_t>(std::lround(place.latitude() * 1e5));
    const auto longitude = static_cast<std::int32_t>(std::lround(place.longitude() * 1e5));
    const std::int64_t ms = to_unix_milliseconds(seen);
    std::int64_t tenths = (ms - last_ms_) / 100;
    if (!block_ || view.used + longest_point > TailBlock::capacity || tenths >= (1 << 28)) {
        begin_block(view, ms, forget_before);
        tenths = 0;
    }
    std::uint8_t* const begin = block_->bytes.data() + view.used;
    std::uint8_t* at = put(begin, static_cast<std::uint32_t>(tenths) + 1);
    at = put(at, zigzag(latitude - latitude_));
    at = put(at, zigzag(longitude - longitude_));
    at = put(at, speed ? static_cast<std::uint32_t>(std::clamp(std::lround(speed->value * 10), 0L, 0xFFFDL)) + 1 : 0);
    at = put(at, course ? static_cast<std::uint32_t>(std::lround(course->value / 2) % 180) + 1 : 0);
    view.used = static_cast<std::uint16_t>(view.used + (at - begin));
    last_ms_ += tenths * 100;
    latitude_ = latitude;
    longitude_ = longitude;
}

void TailWriter::begin_block(TailView& view, std::int64_t ms, Time forget_before) {
    auto made = std::make_shared<TailBlock>();
    made->first_ms = ms;
    auto list = std::make_shared<TailBlocks>();
    const std::int64_t before = to_unix_milliseconds(forget_before);
    const std::size_t had = view.blocks ? view.blocks->size() : 0;
    std::size_t first = 0;
    while (first + 1 < had && (*view.blocks)[first + 1]->first_ms < before) ++first;
    if (had != 0 && last_ms_ < before) first = had;
    list->reserve(had - first + 1);
    for (std::size_t i = first; i < had; ++i) list->push_back((*view.blocks)[i]);
    list->push_back(made);
    block_ = made.get();
    view.blocks = std::move(list);
    view.used = 0;
    last_ms_ = ms;
    latitude_ = longitude_ = 0;
}

bool TailThinner::wants(Time seen, geo::Position place) {
    const std::int64_t ms = to_unix_milliseconds(seen);
    if (!begun_) return true;
    const std::int64_t since = ms - ms_;
    if (since < shortest.count()) return false;
    const double seconds = static_cast<double>(since) / 1000;
    const double north = (place.latitude() - latitude_) * metres_per_degree;
    const double east = geo::longitude_step(longitude_, place.longitude()) * metres_per_degree * static_cast<double>(cosine_);
    const double off_north = north - static_cast<double>(north_speed_) * seconds;
    const double off_east = east - static_cast<double>(east_speed_) * seconds;
    const bool strayed = off_north * off_north + off_east * off_east > tolerance * tolerance;
    const bool moved = north * north + east * east > tolerance * tolerance;
    const auto credit = [&] { return std::min<std::int64_t>(credit_ms_ + since, most_credit.count()); };
    if (strayed && credit() >= price.count()) return true;
    return (moved && since >= longest_moving.count()) || since >= longest_resting.count();
}

void TailThinner::took(Time seen, geo::Position place, std::optional<MetresPerSecond> speed, std::optional<Degrees> course) {
    const std::int64_t ms = to_unix_milliseconds(seen);
    credit_ms_ = begun_ ? static_cast<std::int32_t>(std::max<std::int64_t>(
                              0, std::min<std::int64_t>(credit_ms_ + (ms - ms_), most_credit.count()) - price.count()))
                        : static_cast<std::int32_t>(most_credit.count());
    begun_ = true;
    ms_ = ms;
    latitude_ = place.latitude();
    longitude_ = place.longitude();
    const double radians = 3.14159265358979323846 / 180.0;
    cosine_ = static_cast<float>(std::cos(latitude_ * radians));
    const bool known = speed && course;
    north_speed_ = known ? static_cast<float>(speed->value * std::cos(course->value * radians)) : 0;
    east_speed_ = known ? static_cast<float>(speed->value * std::sin(course->value * radians)) : 0;
}

}  // namespace vigia::engine
