#include "logic/detection/group_radio.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "logic/detection/go_fast.h"
#include "logic/detection/group_movement.h"
#include "logic/detection/settings.h"
#include "model/event.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;

namespace {

constexpr std::array units = {"_kn", "_m", "_nm", "_s", "_min", "_h", "_deg", "_share", "_count"};

/// Goes through all limits of all kinds.
struct Names {
    std::set<std::string_view> kinds;
    std::set<std::string_view> without_unit;
    std::size_t limits = 0;

    template <class Limits>
    void operator()(std::string_view kind, ByArea<Limits>& by_area) {
        kinds.insert(kind);
        by_area.usual.visit(*this);
    }
    template <class Value>
    void operator()(std::string_view name, Value&) {
        ++limits;
        if (std::ranges::none_of(units, [&](std::string_view unit) { return name.ends_with(unit); })) without_unit.insert(name);
    }
};

}  // namespace

TEST_CASE("every kind of silence and radio has limits under its name, each with a unit") {
    RadioLimits limits;
    Names names;
    limits.visit(names);
    CHECK(names.kinds.size() == 9);
    for (const std::string_view kind : names.kinds) CHECK(model::event_kind(kind));
    CHECK(names.limits > 30);
    CHECK(names.without_unit.empty());
}

TEST_CASE("what a group has learnt of coverage can be taken from it and given to the next") {
    const auto chart = std::make_shared<const model::Chart>();
    const auto group = make_radio_group(chart, {});
    REQUIRE(coverage_of(*group) != nullptr);
    CHECK(coverage_of(*group)->learnt() == 0);
    model::Moment moment;
    moment.kind = model::Moment::Kind::fix;
    moment.track = model::TrackId{1};
    moment.mmsi = model::Mmsi::of(352'000'001);
    moment.transceiver = model::Transceiver::class_a;
    moment.station = model::StationId{4};
    moment.fix.position = geo::Position::of(8.5, -79.5);
    moment.fix.speed = from_knots(10);
    moment.heard = moment.seen = *time_from_iso("2026-03-02T17:00:00Z");
    for (int i = 0; i < 10; ++i) {
        group->take({&moment, 1});
        moment.heard = moment.seen = moment.seen + 60s;
    }
    CHECK(coverage_of(*group)->learnt() == 9);  // the last minute is not over
    const auto next = make_radio_group(chart, {}, *coverage_of(*group));
    CHECK(coverage_of(*next)->rows() == coverage_of(*group)->rows());
    GroupOf<GoFast> other(chart, GoFast());
    CHECK(coverage_of(other) == nullptr);
}

TEST_CASE("a kind that is switched off tells nothing new and ends what it told; an edit holds from its second on") {
    const auto chart = std::make_shared<const model::Chart>();
    const auto group = make_movement_group(chart, {});
    model::Moment moment;
    moment.heard = moment.seen = *time_from_iso("2026-03-02T17:00:00Z");
    const auto pass = [&](std::uint32_t boat, double knots, int minutes) {
        for (int i = 0; i < minutes * 6; ++i) {
            moment.heard = moment.seen = moment.seen + 10s;
            moment.kind = model::Moment::Kind::second;
            group->take({&moment, 1});
            moment.kind = model::Moment::Kind::fix;
            moment.track = model::TrackId{boat};
            moment.mmsi = model::Mmsi::of(352'000'000 + boat);
            moment.transceiver = model::Transceiver::class_b;
            moment.fix.position = geo::Position::of(8.2, -79.5 + 0.0001 * i);
            moment.fix.speed = from_knots(knots);
            group->take({&moment, 1});
        }
    };
    pass(1, 8, 14);  // by then it would have said if it were exempt
    pass(1, 30, 3);
    REQUIRE(group->findings.told.size() == 1);
    CHECK(group->findings.told[0].step == model::EventStep::begun);
    Settings edited;
    edited.off.set(static_cast<std::size_t>(model::EventKind::go_fast));
    group->use_from(moment.heard + 30s, {.settings = std::make_shared<const Settings>(edited), .chart = nullptr, .lists = nullptr});
    CHECK(group->findings.off.none());
    pass(1, 30, 1);
    CHECK(group->findings.off.any());
    pass(1, 8, 3);
    REQUIRE(group->findings.told.size() == 2);
    CHECK(group->findings.told[1].step == model::EventStep::ended);
    CHECK(group->findings.told[1].ref == group->findings.told[0].ref);
    pass(1, 30, 5);
    pass(1, 8, 3);
    // What was not told has an end all the same, which no event heeds.
    CHECK(std::ranges::none_of(group->findings.told, [&](const Told& told) { return told.step == model::EventStep::begun && &told != &group->findings.told[0]; }));
}
