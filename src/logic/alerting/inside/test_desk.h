#pragma once
#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "logic/alerting/desk.h"

namespace vigia::alerting {

inline constexpr model::FactName vessel_fact{"vessel", {"vessel", "buque"}}, speed_fact{"speed", {"speed", "velocidad"}};
inline constexpr model::FactName source_fact{"source", {"source", "fuente"}};
inline constexpr model::Words test_words{{"{vessel} makes {speed}.", "{vessel} va a {speed}."}, {"Why is not known.", "No se sabe por qué."},
                                         {"A licence would explain it.", "Una licencia lo explicaría."}};
inline constexpr model::Words deaf_words{{"{source} is deaf.", "{source} está sordo."}, {"Why is not known.", "No se sabe por qué."}, {"A line heard.", "Una línea."}};
inline constexpr model::Sentence late_words{"late reports say otherwise", "informes tardíos dicen otra cosa"};

/// What is out of the ordinary of an event.
struct What {
    double confidence = 0.9;
    geo::Position where = geo::Position::of(8.5, -79.5);
    std::string area = {};  ///< id
    std::vector<std::uint32_t> with = {};
    std::optional<double> begun = {};
};

/// A desk, and events made by hand. Times are minutes after noon in Panama.
struct TestDesk {
    Desk desk;
    std::uint64_t next = 1;
    std::map<std::uint64_t, model::Event> events;
    static Time minute(double m) { return from_unix_milliseconds(1'790'010'000'000) + Duration{static_cast<std::int64_t>(m * 60'000)}; }

    explicit TestDesk(DeskOptions options = {}) : desk(std::move(options)) {}

    /// A behaviour is noticed two minutes after it began, unless said otherwise. Returns the number of its event.
    std::uint64_t begin(model::EventKind kind, std::uint32_t mmsi, double at, What what = {}) {
        const std::uint64_t id = next++;
        model::Event event;
        event.id = model::EventId{id};
        event.noticed = minute(at);
        event.finding.kind = kind;
        event.finding.begun = minute(what.begun.value_or(at - 2));
        event.finding.confidence = what.confidence;
        event.finding.where = what.where;
        event.finding.area_id = what.area;
        event.finding.words = &test_words;
        event.finding.vessels.push_back({model::TrackId{mmsi}, model::Mmsi::of(mmsi)});
        for (const std::uint32_t other : what.with) event.finding.vessels.push_back({model::TrackId{other}, model::Mmsi::of(other)});
        event.finding.facts = {{&vessel_fact, FixedText<48>("ANCON (" + model::Mmsi::of(mmsi).text() + ")")}, {&speed_fact, from_knots(30)}};
        return tell(model::EventStep::begun, at, id, std::move(event));
    }
    std::uint64_t deaf(const char* source, double at) {
        const std::uint64_t id = next++;
        model::Event event;
        event.id = model::EventId{id};
        event.noticed = minute(at);
        event.finding = {.kind = model::EventKind::feed_deaf, .vessels = {}, .begun = minute(at - 3), .where = {}, .area = {}, .words = &deaf_words,
                         .facts = {{&source_fact, FixedText<48>(source)}}};
        return tell(model::EventStep::begun, at, id, std::move(event));
    }
    void end(std::uint64_t id, double at) {
        model::Event event = events.at(id);
        event.ended = minute(at);
        tell(model::EventStep::ended, at, id, std::move(event));
    }
    void withdraw(std::uint64_t id, double at) {
        model::Event event = events.at(id);
        event.withdrawn = model::Withdrawal{minute(at), late_words};
        tell(model::EventStep::withdrawn, at, id, std::move(event));
    }
    void revise(std::uint64_t id, double at, double confidence) {
        model::Event event = events.at(id);
        event.finding.confidence = confidence;
        ++event.revision;
        tell(model::EventStep::revised, at, id, std::move(event));
    }
    std::uint64_t tell(model::EventStep step, double at, std::uint64_t id, model::Event event) {
        events.insert_or_assign(id, event);
        desk.take({step, minute(at), std::move(event)});
        return id;
    }

    model::AlertAction action(model::Act act, std::uint64_t alert = 1) const {
        model::AlertAction made;
        made.alert = model::AlertId{alert};
        made.act = act;
        made.by = "Ana Ríos";
        if (act == model::Act::assign) made.to = "Luis Mora";
        if (act == model::Act::dismiss) made.reason = model::Dismissal::false_alarm;
        if (act == model::Act::close) made.outcome = model::Outcome::confirmed;
        if (act == model::Act::note) made.note = "seen from the tower";
        return made;
    }
    Result<model::AlertId> act(model::Act what, double at, std::uint64_t alert = 1) { return desk.act(action(what, alert), minute(at)); }

    [[nodiscard]] std::size_t size() const { return desk.board()->alerts.size(); }
    [[nodiscard]] model::Alert alert(std::uint64_t id = 1) const {
        const auto board = desk.board();
        const model::Alert* found = board->find(model::AlertId{id});
        REQUIRE(found != nullptr);
        return *found;
    }
    [[nodiscard]] model::AlertState state(std::uint64_t id = 1) const { return alert(id).standing.state; }
    /// A desk of a later run that is given what this one kept.
    [[nodiscard]] TestDesk restarted(double known_until, DeskOptions options = {}) const {
        TestDesk later(std::move(options));
        model::KeptAlerts kept;
        kept.until = minute(known_until);
        const auto board = desk.board();
        for (const auto& each : board->alerts) kept.alerts.push_back(*each);
        later.desk.restore(std::move(kept));
        return later;
    }
};

}  // namespace vigia::alerting
