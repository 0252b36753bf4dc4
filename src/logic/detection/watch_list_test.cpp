#include "logic/detection/watch_list.h"

#include <doctest/doctest.h>

#include "logic/detection/group_said.h"
#include "logic/detection/inside/test_sea.h"

using namespace vigia;
using namespace vigia::detection;
using namespace std::chrono_literals;
using model::EventKind;

namespace {

std::shared_ptr<const model::Lists> list_of(std::vector<model::Watched> watched, std::optional<Time> review = {}) {
    model::ListEntries entries;
    entries.sources = {{"harbour desk", "captain of the port", review}};
    entries.watched = std::move(watched);
    return std::make_shared<const model::Lists>(*model::Lists::make(std::move(entries)));
}

/// A sea on which one list holds.
struct Watching {
    explicit Watching(std::shared_ptr<const model::Lists> lists) : group(std::make_shared<const model::Chart>(), WatchList()) { group.use(std::move(lists)); }

    void tell(model::Moment::Kind kind, std::uint32_t track = 1) {
        model::Moment moment;
        moment.kind = kind;
        moment.heard = moment.seen = now;
        moment.track = model::TrackId{track};
        moment.mmsi = model::Mmsi::of(mmsi);
        moment.transceiver = transceiver;
        moment.fix.position = geo::Position::of(8, -79);
        moment.particulars = std::make_shared<const model::Particulars>(said);
        if (kind == model::Moment::Kind::second) moment = {}, moment.heard = now;
        group.take(moment);
        book.take(0, group.findings.told);
        book.release(now, changes);
        now += 10s;
    }
    [[nodiscard]] std::vector<model::EventStep> steps() const {
        std::vector<model::EventStep> all;
        for (const auto& change : changes) all.push_back(change.step);
        return all;
    }

    GroupOf<WatchList> group;
    Book book;
    std::vector<model::EventChange> changes;
    Time now = *time_from_iso("2026-03-02T17:00:00Z");
    std::uint32_t mmsi = 352'000'001;
    model::Transceiver transceiver = model::Transceiver::class_a;
    model::Particulars said;
};

using Kind = model::Moment::Kind;
using enum model::EventStep;

}  // namespace

TEST_CASE("a listed MMSI is told at the first report, once, and ends when the vessel is gone") {
    Watching sea(list_of({{{}, 352'000'001, "", "unpaid tolls", 0}}));
    sea.tell(Kind::fix);
    sea.tell(Kind::fix);
    sea.tell(Kind::said);
    REQUIRE(sea.steps() == std::vector{begun});
    CHECK(well_told(sea.changes[0].event));
    sea.tell(Kind::fix, 2);  // another segment of the same vessel
    CHECK(sea.steps() == std::vector{begun});
    sea.tell(Kind::gone, 2);
    CHECK(sea.steps() == std::vector{begun});
    sea.tell(Kind::gone, 1);
    CHECK(sea.steps() == std::vector{begun, ended});
}

TEST_CASE("a listed IMO number or name is told when it is said; a name is less sure than a number") {
    Watching sea(list_of({{9'074'729, {}, "OCEAN GRACE", "sanctioned", 0}}, *time_from_iso("2026-01-01")));
    sea.tell(Kind::fix);
    CHECK(sea.changes.empty());
    sea.said.name = FixedText<34>("OCEAN GRACES");
    sea.tell(Kind::said);
    REQUIRE(sea.steps() == std::vector{begun});
    const model::Event& by_name = sea.changes[0].event;
    CHECK(well_told(by_name));
    CHECK(by_name.finding.confidence == doctest::Approx(0.5));
    CHECK(by_name.finding.facts.back().name->key == "overdue");
    CHECK(model::told(by_name.finding.words->why, by_name.finding.facts, model::Language::en) ==
          "OCEAN GRACES (352000001) has a name 91% alike to OCEAN GRACE of the list “harbour desk”. Reason given: sanctioned.");
    sea.said.imo = 9'100'011;
    sea.tell(Kind::said);
    CHECK(sea.steps() == std::vector{begun, ended});
    sea.said.imo = 9'074'729;
    sea.tell(Kind::said);
    CHECK(sea.steps() == std::vector{begun, ended, begun});
    CHECK(sea.changes[2].event.finding.confidence == doctest::Approx(0.95));
}

TEST_CASE("a list that is edited is held against the vessels that are there") {
    Watching sea(list_of({{9'074'729, {}, "", "sanctioned", 0}}));
    sea.tell(Kind::fix);
    sea.tell(Kind::second);
    CHECK(sea.changes.empty());
    sea.group.use(list_of({{9'074'729, {}, "", "sanctioned", 0}, {{}, 352'000'001, "", "unpaid tolls", 0}}));
    sea.tell(Kind::second);
    CHECK(sea.steps() == std::vector{begun});
    sea.group.use(list_of({{9'074'729, {}, "", "sanctioned", 0}}));
    sea.tell(Kind::second);
    CHECK(sea.steps() == std::vector{begun, ended});
}

TEST_CASE("a list that is edited is noticed in the second from which it holds, though later seconds pass with it") {
    Watching sea(list_of({}));
    sea.tell(Kind::fix);
    sea.tell(Kind::second);
    const Time from = sea.now - 5s;  // among the ten seconds that the next moment tells of at once
    sea.group.use_from(from, {.settings = {}, .chart = {}, .lists = list_of({{{}, 352'000'001, "", "unpaid tolls", 0}})});
    sea.tell(Kind::second);
    sea.tell(Kind::second);
    REQUIRE(sea.steps() == std::vector{begun});
    CHECK(sea.changes[0].event.noticed == from);
}

TEST_CASE("a shore station with a listed number is nobody to be watched") {
    Watching sea(list_of({{{}, 352'000'001, "", "unpaid tolls", 0}}));
    sea.transceiver = model::Transceiver::base_station;
    sea.tell(Kind::fix);
    CHECK(sea.changes.empty());
}
