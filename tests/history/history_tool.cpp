// Writes a small history for the story of `vigia history`: two ships, one of them with a hostile name,
// a gap, and a crossing of the 180th meridian.
//
//   history_tool FOLDER

#include <cstdio>

#include <fmt/core.h>

#include "io/store/store.h"

using namespace vigia;

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    auto store = store::Store::open(argv[1]);
    if (!store) {
        fmt::print(stderr, "{}\n", store.error().message);
        return 5;
    }
    store::HistoryWriter& history = (*store)->history();
    history.name_source(model::SourceId{0}, "pier, \"north\"");
    const Time start = *time_from_iso("2026-11-23T11:50:00Z");
    model::Sequence sequence = 0;
    for (int i = 0; i < 60; ++i) {
        for (const std::uint32_t number : {352001000U, 352002000U}) {
            model::HistoryRow row;
            row.sequence = ++sequence;
            row.track = static_cast<model::TrackId>(number % 10000 / 1000);
            row.observation.mmsi = model::Mmsi::of(number);
            // A gap of two hours in the middle.
            row.observation.seen = row.observation.heard = start + std::chrono::seconds(20) * i + (i < 30 ? Duration(0) : std::chrono::hours(2));
            row.observation.transceiver = model::Transceiver::class_a;
            model::Fix fix;
            if (number == 352001000U) fix.position = geo::Position::of(9.1 + i * 0.001, -79.7);
            else fix.position = geo::Position::of(-5, i < 15 ? 179.9 + i * 0.005 : -180.0 + (i - 15) * 0.005);
            fix.speed = from_knots(10);
            if (i % 2 == 0) fix.course = Degrees{0};
            row.observation.fix = fix;
            if (i == 0) {
                model::Particulars particulars;
                particulars.name = FixedText<34>(number == 352001000U ? "BALBOA" : "<img onerror=\"x\">&,");
                row.observation.particulars = particulars;
            }
            if (!history.append({&row, 1})) return 5;
        }
    }
    return history.flush() ? 0 : 5;
}
