// What the detectors of meetings cost a position, at equal density, for 1,000 and for 100,000 vessels, and at the
// density of the Canal. The figure is the time of the group less that of a group without detectors, which does the same
// bookkeeping of vessels; both are printed. Beside them stands what one far line of memory costs in as many bytes as the
// group keeps, since that is what grows with the number of vessels: the work of a position does not.
//
//   pairs [rounds] [minutes of 100,000 vessels]
//
// The sea: 400 vessels in each tile of a degree (60 nm), 55 % of them at anchor 550 m apart, 20 % in a tight fishing
// harbour, 5 % in a channel, 10 % small craft, 10 % ships in open water, most of them in a lane. Reports come at the
// intervals of ITU-R M.1371-5, in an order that has nothing to do with place. Time is that of the processor, since other
// programs may run.

#include <algorithm>
#include <chrono>
#include <ctime>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <vector>

#include <malloc.h>

#include "base/random.h"
#include "geo/position.h"
#include "logic/detection/group_meeting.h"

namespace {

using namespace vigia;
using detection::Group;
using model::Moment;

constexpr double tile_degrees = 1;
constexpr std::uint32_t vessels_a_tile = 400;
constexpr double most_grown = 1.7;

struct Vessel {
    geo::Position at = geo::Position::of(0, 0);
    double course = 0, knots = 0;
    Duration every{};
    Time due{};
    std::uint8_t type = 70;
    std::uint16_t length = 0;
    model::Transceiver transceiver = model::Transceiver::class_a;
    bool still = false;
};

model::Area square(std::string id, model::AreaKind kind, double west, double south, double side) {
    using geo::Position;
    model::Area area;
    area.id = std::move(id);
    area.kind = kind;
    area.shape.parts.push_back({*geo::Ring::make({Position::of(south, west), Position::of(south, west + side), Position::of(south + side, west + side), Position::of(south + side, west)}), {}});
    return area;
}

model::Area strip(std::string id, model::AreaKind kind, double west, double breadth) {
    using geo::Position;
    model::Area area;
    area.id = std::move(id);
    area.kind = kind;
    area.shape.parts.push_back({*geo::Ring::make({Position::of(0, west), Position::of(0, west + breadth), Position::of(1, west + breadth), Position::of(1, west)}), {}});
    return area;
}

/// The chart of one tile: all tiles are judged as if they were this one.
struct Sea {
    std::vector<Vessel> vessels;
    int columns = 1;
    std::shared_ptr<const model::Chart> tile;

    [[nodiscard]] model::Whereabouts where(geo::Position p) const {
        const double west = std::floor(p.longitude() / tile_degrees) * tile_degrees, south = std::floor(p.latitude() / tile_degrees) * tile_degrees;
        model::Whereabouts here = tile->at(geo::Position::of(p.latitude() - south, p.longitude() - west));
        here.off_coast = Metres{std::max(0.0, (p.latitude() - south) * 111'195)};
        return here;
    }
};

Vessel any_vessel(std::uint32_t i, double west, double south, Random& random) {
    Vessel v;
    const auto in = [&](double x, double y, double side) { v.at = geo::Position::of(south + y + random.uniform(0, side), west + x + random.uniform(0, side)); };
    const std::uint32_t kind = i % 20;
    if (kind < 11) {  // at anchor, in rows
        const double n = static_cast<double>(i / 20 * 11 + kind);
        v.at = geo::Position::of(south + 0.011 + std::floor(n / 15) * 0.005, west + 0.011 + std::fmod(n, 15) * 0.005);
        v.length = static_cast<std::uint16_t>(random.uniform(120, 300));
        v.every = std::chrono::minutes(3);
        v.still = true;
    } else if (kind < 15) {  // small craft in a harbour
        in(0.1, 0.02, 0.004);
        v.length = static_cast<std::uint16_t>(random.uniform(8, 24));
        v.transceiver = model::Transceiver::class_b;
        v.every = std::chrono::seconds(30);
        v.still = true;
    } else {
        const bool channel = kind == 15, small = kind == 16 || kind == 17, lane = kind == 18;
        if (channel) v.at = geo::Position::of(south + random.uniform(0.02, 0.98), west + 0.2 + random.uniform(0, 0.006));
        else in(0.01, 0.1, tile_degrees - 0.11);
        if (lane) v.at = geo::Position::of(v.at.latitude(), west + 0.5 + random.uniform(0, 0.05));
        v.length = static_cast<std::uint16_t>(small ? random.uniform(8, 24) : random.uniform(60, 300));
        v.knots = channel ? 8 : small ? random.uniform(2, 25) : random.uniform(8, 18);
        v.transceiver = small ? model::Transceiver::class_b : model::Transceiver::class_a;
        v.every = std::chrono::seconds(small ? 30 : v.knots > 14 ? 6 : 10);
        v.course = channel || lane ? (random.chance(0.5) ? 0 : 180) : random.uniform(0, 360);
        v.type = small ? 37 : random.chance(0.03) ? 84 : 70;
    }
    return v;
}

Sea make_sea(std::uint32_t tiles, Time begin) {
    Sea sea;
    sea.columns = static_cast<int>(std::ceil(std::sqrt(tiles)));
    sea.tile = std::make_shared<const model::Chart>(*model::Chart::make(
        {square("anchorage", model::AreaKind::anchorage, 0.005, 0.005, 0.085), square("harbour", model::AreaKind::harbour, 0.0955, 0.015, 0.015),
         strip("channel", model::AreaKind::channel, 0.198, 0.01)}, {}, nullptr, nullptr));
    Random random(7);
    for (std::uint32_t t = 0; t < tiles; ++t)
        for (std::uint32_t i = 0; i < vessels_a_tile; ++i) {
            const double west = (t % static_cast<std::uint32_t>(sea.columns)) * tile_degrees, south = (t / static_cast<std::uint32_t>(sea.columns)) * tile_degrees;
            sea.vessels.push_back(any_vessel(i, west, south, random));
            sea.vessels.back().due = begin + Duration{static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(sea.vessels.back().every.count())))};
        }
    for (std::size_t i = sea.vessels.size(); i > 1; --i) std::swap(sea.vessels[i - 1], sea.vessels[random.below(i)]);
    return sea;
}

/// Its vessels come into the sea again at the other side of their tile.
void sail(Vessel& v) {
    if (v.still) return;
    const double west = std::floor(v.at.longitude() / tile_degrees) * tile_degrees, south = std::floor(v.at.latitude() / tile_degrees) * tile_degrees;
    const geo::Position to = geo::moved(v.at, {v.course}, from_knots(v.knots) * Seconds{std::chrono::duration<double>(v.every).count()});
    const auto back = [](double x, double from) { return x < from ? x + tile_degrees : x >= from + tile_degrees ? x - tile_degrees : x; };
    v.at = geo::Position::of(back(to.latitude(), south), back(to.longitude(), west));
}

Moment fix_of(const Sea& sea, std::uint32_t i, Time at, Random& random) {
    const Vessel& v = sea.vessels[i];
    Moment m;
    m.kind = Moment::Kind::fix;
    m.heard = m.seen = at;
    m.track = model::TrackId{i + 1};
    m.mmsi = model::Mmsi::of(200'000'000 + i);
    m.transceiver = v.transceiver;
    m.fix.position = geo::Position::of(v.at.latitude() + random.uniform(-3, 3) / 111'195, v.at.longitude() + random.uniform(-3, 3) / 111'195);
    m.fix.speed = from_knots(std::max(0.0, v.knots + random.uniform(-0.1, 0.1)));
    m.fix.course = turned_into_circle({v.course + random.uniform(-1, 1)});
    if (v.transceiver == model::Transceiver::class_a) m.fix.heading = m.fix.course;
    m.fix.status = v.still ? model::NavigationStatus::at_anchor : model::NavigationStatus::under_way_using_engine;
    m.where = sea.where(*m.fix.position);
    return m;
}

struct Taken {
    double seconds = 0;
    std::size_t positions = 0, told = 0;
};

Taken feed(Group& group, const std::vector<Moment>& moments) {
    Taken taken;
    const std::clock_t begin = std::clock();
    group.take(moments);
    taken.seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    taken.positions = moments.size();
    taken.told = group.findings.told.size();
    group.findings.told.clear();
    return taken;
}

/// What vessels declare, each once.
std::vector<Moment> particulars_of(const Sea& sea, Time at) {
    std::vector<Moment> all;
    for (std::uint32_t i = 0; i < sea.vessels.size(); ++i) {
        Moment said;
        said.kind = Moment::Kind::said;
        said.heard = said.seen = at;
        said.track = model::TrackId{i + 1};
        said.mmsi = model::Mmsi::of(200'000'000 + i);
        said.transceiver = sea.vessels[i].transceiver;
        auto particulars = std::make_shared<model::Particulars>();
        particulars->ship_type = sea.vessels[i].type;
        const int length = sea.vessels[i].length, beam = std::max(4, length / 7);
        const auto part = [](int metres) { return static_cast<std::uint16_t>(metres); };
        particulars->dimensions = model::Dimensions{part(length * 3 / 4), part(length - length * 3 / 4), part(beam / 2), part(beam - beam / 2)};
        said.particulars = std::move(particulars);
        all.push_back(std::move(said));
    }
    return all;
}

/// All vessels for some minutes; the first three are not measured, since then all are new.
Taken measure(Sea sea, Group& group, int minutes) {
    const Time begin = from_unix_milliseconds(1'790'000'000'000);
    Random random(11);
    feed(group, particulars_of(sea, begin));
    std::vector<Moment> batch;
    Taken all;
    for (int second = 0; second < minutes * 60; ++second) {
        const Time now = begin + std::chrono::seconds(second + 1);
        for (std::uint32_t i = 0; i < sea.vessels.size(); ++i) {
            Vessel& v = sea.vessels[i];
            if (v.due > now) continue;
            v.due += v.every;
            sail(v);
            batch.push_back(fix_of(sea, i, now, random));
        }
        // The clock of the processor is coarse: some thousands at a time.
        if (batch.size() < 5'000 && second + 1 < minutes * 60) continue;
        const Taken taken = feed(group, batch);
        batch.clear();
        if (second < 180) continue;
        all.seconds += taken.seconds, all.positions += taken.positions, all.told += taken.told;
    }
    return all;
}

/// Nanoseconds a position: of the detectors alone, and of the vessels' bookkeeping. What the group keeps, and nanoseconds
/// to read one line anywhere in as much memory.
struct Cost {
    double meetings = 0, bare = 0;
    std::size_t bytes = 0;
    double far_line = 0;
};

std::size_t bytes_in_use() {
    const struct mallinfo2 now = mallinfo2();
    return now.uordblks + now.hblkhd;
}

/// Nanoseconds a line, when each tells where the next is, anywhere in that many bytes.
double far_line(std::size_t bytes) {
    struct alignas(64) Line {
        std::size_t next = 0;
    };
    std::vector<Line> lines(bytes / sizeof(Line));
    std::vector<std::size_t> order(lines.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(3);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (std::size_t i = 0; i < order.size(); ++i) lines[order[i]].next = order[(i + 1) % order.size()];
    constexpr int steps = 1'000'000;
    std::size_t at = 0;
    const std::clock_t begin = std::clock();
    for (int i = 0; i < steps; ++i) at = lines[at].next;
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    return at < lines.size() ? seconds * 1e9 / steps : 0;  // `at` is used, so that the loop is not left out
}

Cost median(const char* name, std::uint32_t tiles, int minutes, int rounds) {
    const Sea sea = make_sea(tiles, from_unix_milliseconds(1'790'000'000'000));
    std::vector<Cost> costs;
    Taken with;
    for (int i = 0; i < rounds; ++i) {
        const auto each = [](const Taken& t) { return t.seconds * 1e9 / static_cast<double>(t.positions); };
        detection::GroupOf<> bare(sea.tile);
        const double without = each(measure(sea, bare, minutes));
        const std::size_t before = bytes_in_use();
        const std::unique_ptr<Group> group = detection::make_meeting_group(sea.tile, {});
        with = measure(sea, *group, minutes);
        const std::size_t bytes = bytes_in_use() - before;
        costs.push_back({each(with) - without, without, bytes, far_line(bytes)});
    }
    std::ranges::sort(costs, {}, &Cost::meetings);
    const Cost middle = costs[costs.size() / 2];
    std::printf("%-14s %7u vessels, %8zu positions, %5zu told: meetings %6.1f ns a position, bookkeeping of vessels %6.1f ns; keeps %5.1f MB, a far line there %5.1f ns\n",
                name, tiles * vessels_a_tile, with.positions, with.told, middle.meetings, middle.bare, static_cast<double>(middle.bytes) / 1e6, middle.far_line);
    return middle;
}

}  // namespace

int main(int argc, char** argv) {
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 3, many_minutes = argc > 2 ? std::atoi(argv[2]) : 8;
    const Cost canal = median("Canal density", 1, 180, rounds);
    const Cost few = median("1,000", 3, 60, rounds), many = median("100,000", 250, many_minutes, rounds);
    const double grown = many.meetings / few.meetings;
    std::printf("100,000 vessels over 1,000: %.2f (promise: at most %.1f; a far line of memory: %.2f); at Canal density %.1f ns (promise: at most 500 ns)\n", grown, most_grown,
                many.far_line / few.far_line, canal.meetings);
    return grown <= most_grown && canal.meetings <= 500 ? 0 : 1;
}
