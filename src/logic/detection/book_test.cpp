#include "logic/detection/book.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;
using model::EventStep;

namespace {

constexpr model::Words words{{"a", "b"}, {"c", "d"}, {"e", "f"}};
const Time noon = *time_from_iso("2026-03-02T17:00:00Z");

model::Finding finding(EventKind kind, std::uint32_t mmsi) {
    return {.kind = kind, .vessels = {{model::TrackId{1}, model::Mmsi::of(mmsi)}}, .begun = noon, .where = {}, .area = {}, .words = &words, .facts = {}};
}

}  // namespace

TEST_CASE("events are numbered by time, kind and subject, however the groups were asked") {
    for (const bool swapped : {false, true}) {
        Findings one, two;
        static_cast<void>(one.begin(finding(EventKind::drift, 200), noon));
        static_cast<void>(one.begin(finding(EventKind::drift, 100), noon));
        static_cast<void>(two.begin(finding(EventKind::go_fast, 300), noon));
        Book book;
        std::vector<model::EventChange> out;
        if (swapped) book.take(1, two.told);
        book.take(0, one.told);
        if (!swapped) book.take(1, two.told);
        book.release(noon - 1ms, out);
        CHECK(out.empty());
        book.release(noon, out);
        REQUIRE(out.size() == 3);
        CHECK(out[0].event.finding.kind == EventKind::go_fast);
        CHECK(out[1].event.finding.vessels[0].mmsi.number() == 100);
        CHECK(out[2].event.id == model::EventId{3});
    }
}

TEST_CASE("an ended event may be withdrawn while it settles, and not after") {
    Findings findings;
    const FindingRef early = findings.begin(finding(EventKind::drift, 1), noon);
    const FindingRef late = findings.begin(finding(EventKind::drift, 2), noon);
    findings.end(early, EventKind::drift, model::Mmsi::of(1), noon + 1min, noon + 1min);
    findings.end(late, EventKind::drift, model::Mmsi::of(2), noon + 1min, noon + 1min);
    findings.withdraw(early, EventKind::drift, model::Mmsi::of(1), {"late", "tarde"}, noon + 5min);
    Book book;
    std::vector<model::EventChange> out;
    book.take(0, findings.told);
    book.release(noon + 5min, out);
    REQUIRE(out.size() == 5);
    CHECK(out[4].step == EventStep::withdrawn);
    CHECK(out[4].event.ended);
    book.release(noon + 1h, out);
    CHECK(book.open() == 0);
    findings.withdraw(late, EventKind::drift, model::Mmsi::of(2), {"late", "tarde"}, noon + 2h);
    book.take(0, findings.told);
    book.release(noon + 2h, out);
    CHECK(out.size() == 5);
}
