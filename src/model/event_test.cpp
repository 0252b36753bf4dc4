#include "model/event.h"

#include <doctest/doctest.h>

#include <set>

using namespace vigia;
using namespace vigia::model;

TEST_CASE("every kind of event has a name of its own and a title in both languages") {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < event_kinds; ++i) {
        const auto kind = static_cast<EventKind>(i);
        CHECK(names.insert(name(kind)).second);
        CHECK(event_kind(name(kind)) == kind);
        CHECK_FALSE(title(kind).en.empty());
        CHECK_FALSE(title(kind).es.empty());
        CHECK(title(kind).en != title(kind).es);
    }
    CHECK_FALSE(event_kind("nonsense"));
}

TEST_CASE("an event is one line of JSON with its evidence and its sentences") {
    static constexpr FactName speed{"speed", {"speed", "velocidad"}};
    static constexpr Words words{{"Makes {speed}.", "Va a {speed}."}, {"Why is not known.", "No se sabe por qué."}, {"A slower fix.", "Una situación más lenta."}};
    Event event;
    event.id = EventId{7};
    event.noticed = *time_from_iso("2026-03-02T17:02:00Z");
    event.finding = {.kind = EventKind::go_fast, .vessels = {{TrackId{3}, Mmsi::of(352'000'001)}}, .begun = *time_from_iso("2026-03-02T17:00:00Z"),
                     .confidence = 0.9, .where = geo::Position::of(9, -79.5), .area = {}, .words = &words, .facts = {{&speed, from_knots(30)}}};
    std::string out;
    append_event_json(out, event);
    CHECK(out ==
          R"({"id":7,"kind":"go_fast","vessels":["352000001"],"begun":"2026-03-02T17:00:00Z","noticed":"2026-03-02T17:02:00Z","ended":null,)"
          R"("withdrawn":null,"confidence":0.9,"where":[-79.5,9],"area":null,"why":{"en":"Makes 30.0 kn.","es":"Va a 30,0 nudos."},)"
          R"("not_known":{"en":"Why is not known.","es":"No se sabe por qué."},"would_change":{"en":"A slower fix.","es":"Una situación más lenta."},)"
          R"("evidence":{"speed":15.433},"revision":0})");
    out.clear();
    append_facts_json(out, event.finding.facts);
    CHECK(out == R"([{"name":"speed","label":{"en":"speed","es":"velocidad"},"text":{"en":"30.0 kn","es":"30,0 nudos"},"value":15.433}])");
}
