#pragma once
#include "logic/alerting/desk.h"
#include "service/serve/serve.h"

namespace vigia::serve {

inline const Time noon = *time_from_iso("2026-11-23T17:00:00Z");
inline constexpr model::FactName vessel_fact{"vessel", {"vessel", "buque"}};
inline constexpr model::Words words{{"{vessel} is fast.", "{vessel} va rápido."}, {"Why.", "Por qué."}, {"A licence.", "Una licencia."}};

/// An event that begins at noon.
inline model::EventChange begun(model::EventKind kind, std::uint32_t mmsi, std::uint64_t id) {
    model::EventChange change{.step = model::EventStep::begun, .at = noon, .event = {}};
    change.event.id = model::EventId{id};
    change.event.noticed = noon;
    change.event.finding.kind = kind;
    change.event.finding.vessels = {{model::TrackId{mmsi}, model::Mmsi::of(mmsi)}};
    change.event.finding.begun = noon - std::chrono::minutes(2);
    change.event.finding.where = geo::Position::of(8.9, -79.5);
    change.event.finding.words = &words;
    change.event.finding.facts = {{&vessel_fact, FixedText<48>("<img onerror=1> (" + model::Mmsi::of(mmsi).text() + ")")}};
    return change;
}

/// The desk as the service asks it; actions are done five seconds after noon.
inline AlertDesk desk_of(alerting::Desk& desk) {
    return {.board = [&desk] { return desk.board(); },
            .act = [&desk](const model::AlertAction& action) -> Result<std::shared_ptr<const model::Alert>> {
                const auto done = desk.act(action, noon + std::chrono::seconds(5));
                if (!done) return std::unexpected(done.error());
                return desk.find(*done);
            }};
}

}  // namespace vigia::serve
