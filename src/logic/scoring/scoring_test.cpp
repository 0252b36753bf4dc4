#include "logic/scoring/scoring.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::scoring;
using model::EventKind;

namespace {

Time at(int seconds) { return from_unix_seconds(1'772'460'000 + seconds); }

Occurrence was(std::vector<std::uint32_t> vessels, int begun, int ended, bool marginal = false, EventKind kind = EventKind::rendezvous) {
    return {kind, std::move(vessels), at(begun), at(begun + 10), at(ended), marginal};
}

Told told(std::vector<std::uint32_t> vessels, int begun, int noticed, int ended, EventKind kind = EventKind::rendezvous) {
    return {kind, std::move(vessels), at(begun), at(noticed), at(ended), false};
}

Score rendezvous(Run run) {
    Scorer scorer;
    scorer.add(std::move(run));
    return scorer.scores().kinds[static_cast<std::size_t>(EventKind::rendezvous)];
}

}  // namespace

TEST_CASE("an event finds the occurrence of its kind and vessels, in any order, with its delay") {
    const Score s = rendezvous({{was({1, 2}, 0, 100)}, {}, {told({2, 1}, 5, 12, 90)}, {}, {}});
    CHECK(s.positives == 1);
    CHECK(s.found == 1);
    CHECK(s.untrue == 0);
    CHECK(*s.precision == 1);
    CHECK(*s.recall == 1);
    CHECK(*s.median_delay == 2);
    CHECK_FALSE(s.negatives.has_value());
}

TEST_CASE("other vessels, another kind or another time match nothing") {
    CHECK(rendezvous({{was({1, 2}, 0, 100)}, {}, {told({1, 3}, 5, 12, 90)}, {}, {}}).untrue == 1);
    CHECK(rendezvous({{was({1, 2}, 0, 100)}, {}, {told({1}, 5, 12, 90)}, {}, {}}).untrue == 1);
    CHECK(rendezvous({{was({1, 2}, 0, 100, false, EventKind::drift)}, {}, {told({1, 2}, 5, 12, 90)}, {}, {}}).untrue == 1);
    CHECK(rendezvous({{was({1, 2}, 0, 100)}, {}, {told({1, 2}, 159, 170, 200)}, {}, {}}).found == 1);
    CHECK(rendezvous({{was({1, 2}, 0, 100)}, {}, {told({1, 2}, 161, 170, 200)}, {}, {}}).untrue == 1);
}

TEST_CASE("each occurrence takes one event, each further one is false") {
    const Score s = rendezvous({{was({1, 2}, 0, 100), was({1, 2}, 500, 600)},
                                {}, {told({1, 2}, 60, 70, 90), told({1, 2}, 5, 12, 50), told({1, 2}, 500, 515, 600)}, {}, {}});
    CHECK(s.found == 2);
    CHECK(s.untrue == 1);
    CHECK(*s.median_delay == 3.5);
    CHECK(*s.precision == doctest::Approx(2.0 / 3));
}

TEST_CASE("marginal occurrences and the events that match only them count neither way") {
    const Score s = rendezvous({{was({1, 2}, 0, 100, true)}, {}, {told({1, 2}, 5, 12, 90), told({1, 2}, 6, 13, 90)}, {}, {}});
    CHECK(s.positives == 0);
    CHECK(s.found == 0);
    CHECK(s.untrue == 0);
    CHECK_FALSE(s.precision.has_value());
    CHECK_FALSE(s.recall.has_value());
    CHECK_FALSE(s.median_delay.has_value());
}

TEST_CASE("what was withdrawn was not told, and what has no end lasts") {
    Told event = told({1, 2}, 5, 12, 90);
    event.withdrawn = true;
    const Score s = rendezvous({{was({1, 2}, 0, 100)}, {}, {event}, {}, {}});
    CHECK(s.found == 0);
    CHECK(s.untrue == 0);
    CHECK(*s.recall == 0);
    Occurrence open = was({1, 2}, 0, 0);
    open.ended.reset();
    CHECK(rendezvous({{open}, {}, {told({1, 2}, 5000, 5010, 5020)}, {}, {}}).found == 1);
}

TEST_CASE("an alert is false when nothing true overlaps it on any of its vessels") {
    Scorer scorer;
    scorer.add({{was({1, 2}, 0, 100), was({4}, 0, 100, true)},
                {}, {}, {told({2}, 50, 60, 70), told({3}, 50, 60, 70), told({4}, 50, 60, 70), told({1}, 900, 910, 920)}, 2.0});
    CHECK(*scorer.scores().false_per_watch_hour == 1);
    CHECK_FALSE(Scorer().scores().false_per_watch_hour.has_value());
}

TEST_CASE("runs are pooled, and do not mix") {
    Scorer scorer;
    Run one{{was({1, 2}, 0, 100)}, {}, {}, {}, 1.0}, other{{}, {}, {told({1, 2}, 5, 12, 90)}, {told({9}, 0, 1, 2)}, 3.0};
    one.near_misses[static_cast<std::size_t>(EventKind::rendezvous)] = 5;
    scorer.add(one);
    scorer.add(other);
    const Scores scores = scorer.scores();
    const Score& s = scores.kinds[static_cast<std::size_t>(EventKind::rendezvous)];
    CHECK(s.positives == 1);
    CHECK(s.found == 0);
    CHECK(s.untrue == 1);
    CHECK(*s.negatives == 5);
    CHECK(*scores.false_per_watch_hour == 0.25);
}

TEST_CASE("the answer in JSON names every kind, with null where nothing is defined") {
    Scorer scorer;
    scorer.add({{was({1, 2}, 0, 100)}, {}, {told({1, 2}, 5, 12, 90)}, {}, {}});
    const std::string json = as_json(scorer.scores());
    CHECK(json.starts_with("{\"detectors\":{\"dark_activity\":{\"precision\":null,\"recall\":null,\"median_delay_s\":null,\"positives\":0,\"negatives\":null,\"found\":0,\"false\":0},"));
    CHECK(json.find("\"rendezvous\":{\"precision\":1,\"recall\":1,\"median_delay_s\":2,\"positives\":1,\"negatives\":null,\"found\":1,\"false\":0}") != std::string::npos);
    CHECK(json.ends_with("},\"false_per_watch_hour\":null}\n"));
    const std::string table = as_table(scorer.scores());
    CHECK(table.find("\nrendezvous                1.000   1.000      2.0         1         -      1      0\n") != std::string::npos);
    CHECK(table.find("drift") == std::string::npos);
}
