#include "io/sim/oracle.h"

#include <map>

#include <doctest/doctest.h>

#include "io/sim/inside/test_air.h"
#include "io/sim/simulate.h"
#include "io/sim/waters_text.h"

using namespace vigia;
using namespace vigia::sim;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

/// The value of a member of a row, without its quotes.
std::string_view member(std::string_view row, std::string_view name) {
    const std::size_t at = row.find("\"" + std::string(name) + "\":");
    REQUIRE(at != std::string_view::npos);
    row.remove_prefix(at + name.size() + 3);
    if (row.front() != '"') return row.substr(0, row.find_first_of(",}"));
    return row.substr(1, row.find('"', 1) - 1);
}

/// The occurrences of a day with incidents of many kinds and no other traffic.
std::vector<std::string> occurrences(std::uint64_t seed) {
    std::string text = "[scenario]\nname = \"x\"\nstart = 2026-03-02T05:00:00Z\nwarm_up_hours = 30\n";
    for (const char* at : {"8.6, -79.6", "8.3, -79.1", "7.9, -79.8", "9.3, -79.9", "9.5, -79.5"})
        text += "[[receivers]]\nname = \"R" + std::string(at).substr(0, 3) + "\"\nrange_nm = 60\nat = [" + at + "]\n";
    for (const char* kind : {"rendezvous", "tight_rendezvous", "zone_entry", "zone_exit", "mmsi_collision", "impossible_jump", "gnss_spoofing",
                             "sudden_stop", "loitering", "drift", "go_fast", "dark_rendezvous", "close_quarters", "fast_approach", "drop_pattern",
                             "transit_compliance", "dark_activity", "gap_movement", "distress", "test_transmission", "static_inconsistency"})
        text += "[[incidents]]\nkind = \"" + std::string(kind) + "\"\npositives = 4\nnear_misses = 3\n";
    const auto scenario = traffic::scenario_from_toml(text, "test");
    REQUIRE_MESSAGE(scenario.has_value(), scenario.error().message);
    std::string truth;
    Options options;
    options.seed = seed;
    options.truth_step = std::chrono::hours(1);
    options.chart = TestAir::open_sea();
    Outlets outlets;
    outlets.truth = [&](std::string_view block) { truth += block; return std::optional<Error>(); };
    const auto done = simulate(*scenario, *waters_from_geojson(canal_routes()), options, outlets);
    REQUIRE_MESSAGE(done.has_value(), done.error().message);
    std::vector<std::string> rows;
    for (std::size_t from = 0; from < truth.size();) {
        const std::size_t end = truth.find('\n', from);
        if (truth.compare(from, 14, "{\"occurrence\":") == 0) rows.push_back(truth.substr(from, end - from));
        from = end + 1;
    }
    return rows;
}

/// What must have lasted before it can be decided (docs/events.md).
const std::map<std::string_view, Duration> lengths = {
    {"rendezvous", minutes(15)}, {"tight_rendezvous", minutes(10)}, {"dark_rendezvous", minutes(15)}, {"close_quarters", seconds(20)},
    {"fast_approach", seconds(10)}, {"go_fast", minutes(2)}, {"loitering", minutes(60)}, {"drift", minutes(10)}, {"sudden_stop", seconds(60)},
    {"speeding", seconds(60)}, {"dark_activity", minutes(10)}, {"feed_deaf", minutes(3)}, {"gap_movement", minutes(30)}};

}  // namespace

TEST_CASE("no occurrence is decided before it began or after it ended, and each has lasted as long as its definition asks") {
    constexpr Duration longest_delivery = std::chrono::milliseconds(2'048);  // an end is when it was sent, a decision when that was delivered
    std::map<std::string, int, std::less<>> seen;
    for (const std::uint64_t seed : {21U, 22U}) {
        for (const std::string& row : occurrences(seed)) {
            CAPTURE(row);
            const auto begun = *time_from_iso(member(row, "begun")), decidable = *time_from_iso(member(row, "decidable"));
            const std::string kind(member(row, "kind"));
            const bool sure = member(row, "marginal") == "false", over = member(row, "ended") != "null";
            CHECK(begun <= decidable);
            const auto length = lengths.find(kind);
            if (sure && length != lengths.end()) CHECK(decidable - begun >= length->second);
            if (over) {
                const auto ended = *time_from_iso(member(row, "ended"));
                CHECK(decidable <= ended + longest_delivery);
                if (sure && length != lengths.end()) CHECK(ended - begun >= length->second);
            }
            ++seen[kind];
        }
    }
    for (const char* kind : {"rendezvous", "sudden_stop", "loitering", "drift", "go_fast", "close_quarters", "mmsi_collision", "impossible_jump"}) {
        CAPTURE(kind);
        CHECK(seen[kind] > 0);
    }
}
