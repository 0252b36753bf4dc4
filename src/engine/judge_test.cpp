#include "engine/judge.h"

#include <doctest/doctest.h>

#include "base/random.h"
#include "codec/ais/encode.h"
#include "codec/ais/registry.h"
#include "engine/engine.h"
#include "logic/detection/groups.h"

using namespace std::chrono_literals;

namespace vigia::engine {
namespace {

const Time noon = *time_from_iso("2026-03-02T17:00:00Z");

/// A report of a boat that makes 32 knots for a while, then 8.
std::string report_of(std::uint32_t boat, int second) {
    ais::ClassBReport report;
    report.mmsi = model::Mmsi::of(351'000'000 + boat);
    report.speed = from_knots(second / 400 % 2 == 0 ? 32 : 8);
    report.course = Degrees{90};
    report.position = geo::Position::of(8.2 + 0.01 * boat, -79.3 + 1e-5 * second);
    std::string lines;
    ais::append_sentences(ais::Message{report}, {}, lines);
    return lines;
}

EngineOptions judged(Mode mode) {
    EngineOptions options;
    options.mode = mode;
    options.chart = std::make_shared<const model::Chart>();
    return options;
}

/// What the detectors told, as text.
struct Told {
    std::string events;
    std::vector<std::pair<model::EventKind, Time>> begun;  ///< kind and when it was noticed
    Judge judge;
    explicit Told(const EngineOptions& options)
        : judge(detection::make_groups(options.chart), [this](std::span<const model::EventChange> changes, Time) {
              for (const model::EventChange& change : changes) {
                  if (change.step == model::EventStep::begun) begun.emplace_back(change.event.finding.kind, change.event.noticed);
                  model::append_event_json(events, change.event);
                  events += '\n';
              }
          }) {}
    void take(Kept& kept, Time now) {
        judge.take(kept.moments, now);
        kept.moments.clear();
    }
};

}  // namespace

TEST_CASE("replaying what was kept of a live watch gives the same events to the byte") {
    const EngineOptions options = judged(Mode::live);
    Engine live(options, ais::Registry::standard());
    const model::SourceId source = live.add_source("north", "udp://0.0.0.0:1").value();
    Told told(options);
    Kept kept, all;
    Random random(4);
    for (int second = 0; second < 2400; ++second) {
        std::string lines;
        for (std::uint32_t boat = 0; boat < 12; ++boat)
            if (random.chance(0.3)) lines += report_of(boat, second);
        const Time at = noon + std::chrono::seconds(second) + Duration{static_cast<std::int64_t>(random.below(400))};
        // A station may fall silent for a while; time goes on.
        if (second / 300 % 3 != 2 && !lines.empty()) live.hear(source, at, lines, kept);
        if (random.chance(0.5)) live.idle(at + 400ms, kept);
        told.take(kept, live.now());
    }
    live.idle(noon + 1h, kept);
    told.take(kept, live.now());
    CHECK(std::count(told.events.begin(), told.events.end(), '\n') >= 24);

    const EngineOptions replayed = judged(Mode::replay);
    Engine again(replayed, ais::Registry::standard());
    const model::SourceId journal = again.add_source("north", "journal").value();
    Told told_again(replayed);
    for (const KeptLine& line : kept.lines) {
        REQUIRE(again.hear_again(line.sequence, line.heard, journal, kept.line(line), all));
        told_again.take(all, again.now());
    }
    told_again.judge.finish(again.now());
    CHECK(told.events.starts_with(told_again.events));
    CHECK(told_again.events.size() > told.events.size() / 2);
}

TEST_CASE("an edit holds from its second on, in the watch and in a replay of what it kept, whatever is open goes on") {
    const EngineOptions options = judged(Mode::live);
    // A limit that no boat exceeds, while all are told to go fast, then the usual one again; the first edit falls into a silence.
    detection::Settings strict;
    strict.movement.go_fast.usual.speed = from_knots(40);
    strict.off.set(static_cast<std::size_t>(model::EventKind::static_inconsistency));
    const Time raised = noon + 1000s, lowered = noon + 1700s;
    const auto edit = [&](Judge& judge) {
        judge.use_from(raised, {.settings = std::make_shared<const detection::Settings>(strict), .chart = nullptr, .lists = nullptr});
        judge.use_from(lowered, {.settings = std::make_shared<const detection::Settings>(), .chart = nullptr, .lists = nullptr});
    };
    Engine live(options, ais::Registry::standard());
    const model::SourceId source = live.add_source("north", "udp://0.0.0.0:1").value();
    Told told(options);
    edit(told.judge);
    Kept kept, all;
    Random random(5);
    for (int second = 0; second < 2000; ++second) {
        std::string lines;
        for (std::uint32_t boat = 0; boat < 12; ++boat)
            if (random.chance(0.5)) lines += report_of(boat, second);
        const Time at = noon + std::chrono::seconds(second) + Duration{static_cast<std::int64_t>(random.below(400))};
        if (second < 990 || second > 1010) live.hear(source, at, lines, kept);
        live.idle(at + 400ms, kept);
        told.take(kept, live.now());
    }
    Engine again(judged(Mode::replay), ais::Registry::standard());
    const model::SourceId journal = again.add_source("north", "journal").value();
    Told told_again(judged(Mode::replay));
    edit(told_again.judge);
    for (const KeptLine& line : kept.lines) {
        REQUIRE(again.hear_again(line.sequence, line.heard, journal, kept.line(line), all));
        told_again.take(all, again.now());
    }
    CHECK(told.events == told_again.events);
    // All boats go fast from 800 to 1200 s, and after 1600 s; they are told after two minutes by the limit in force.
    std::size_t begun_before = 0, begun_after = 0;
    for (const auto& [kind, noticed] : told.begun) {
        if (kind != model::EventKind::go_fast) continue;
        CHECK((noticed < raised || noticed >= lowered + 2min));
        ++(noticed < raised ? begun_before : begun_after);
    }
    CHECK(begun_before == 12);
    CHECK(begun_after == 12);
    Told without(options);
    Engine plain(options, ais::Registry::standard());
    CHECK(plain.add_source("north", "journal"));
    Kept moments;
    for (const KeptLine& line : kept.lines) {
        REQUIRE(plain.hear_again(line.sequence, line.heard, source, kept.line(line), moments));
        without.take(moments, plain.now());
    }
    CHECK(without.events != told.events);
}

TEST_CASE("a chart that is edited holds for where a place is from its second on") {
    EngineOptions options = judged(Mode::live);
    model::Area zone;
    zone.id = "works";
    zone.kind = model::AreaKind::zone;
    zone.shape.parts.push_back({.outer = geo::Ring::make({geo::Position::of(8, -80), geo::Position::of(8, -79), geo::Position::of(9, -79), geo::Position::of(9, -80)}).value(), .holes = {}});
    const auto edited = std::make_shared<const model::Chart>(model::Chart::make({zone}, {}, nullptr, nullptr).value());
    Engine engine(options, ais::Registry::standard());
    const model::SourceId source = engine.add_source("north", "udp://0.0.0.0:1").value();
    Kept kept;
    engine.hear(source, noon, report_of(1, 0), kept);
    engine.use_from(noon + 10s, edited);
    for (int second = 2; second < 20; second += 2) engine.hear(source, noon + std::chrono::seconds(second), report_of(1, second), kept);
    int fixes = 0;
    for (const model::Moment& moment : kept.moments) {
        if (moment.kind != model::Moment::Kind::fix) continue;
        ++fixes;
        CHECK(moment.where.in(model::AreaKind::zone) == (moment.heard >= noon + 10s));
    }
    CHECK(fixes == 10);
}

TEST_CASE("time is handed on each second although nothing is told") {
    const EngineOptions options = judged(Mode::live);
    Engine live(options, ais::Registry::standard());
    const model::SourceId source = live.add_source("north", "udp://0.0.0.0:1").value();
    int calls = 0;
    Judge judge({}, [&](std::span<const model::EventChange>, Time) { ++calls; });
    Kept kept;
    live.hear(source, noon, report_of(1, 0), kept);
    judge.take(kept.moments, live.now());
    judge.take({}, live.now() + 100ms);
    CHECK(calls == 1);
    judge.take({}, live.now() + 1s);
    CHECK(calls == 2);
}

TEST_CASE("sources and stations are told by name") {
    static constexpr model::FactName station{"station", {"receiver", "estación"}}, source{"source", {"source", "fuente"}}, other{"count", {"count", "número"}};
    std::vector<model::EventChange> changes(1);
    changes[0].event.finding.facts = {{&station, std::int64_t{2}}, {&source, std::int64_t{0}}, {&other, std::int64_t{1}}, {&station, std::int64_t{0}}, {&station, std::int64_t{9}}};
    put_names(changes, {std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"north"}),
                        std::make_shared<const std::vector<std::string>>(std::vector<std::string>{"", "COLON", "GATUN"})});
    const auto& facts = changes[0].event.finding.facts;
    CHECK(std::get<FixedText<48>>(facts[0].value).view() == "GATUN");
    CHECK(std::get<FixedText<48>>(facts[1].value).view() == "north");
    for (const std::size_t i : {2U, 3U, 4U}) CHECK(std::holds_alternative<std::int64_t>(facts[i].value));
}

}  // namespace vigia::engine
