#include "io/sim/oracle_ledger.h"

#include <doctest/doctest.h>

#include "io/sim/inside/test_air.h"
#include "io/sim/simulate.h"
#include "io/sim/waters_text.h"

using namespace vigia;
using namespace vigia::sim;
using model::EventKind;

namespace {

constexpr Reading easier{Reading::Kind::easier}, plain{Reading::Kind::plain}, harder{Reading::Kind::harder};

Time at(int seconds) { return from_unix_seconds(1'772'460'000 + seconds); }

std::size_t rows_with(const std::string& rows, std::string_view words) {
    std::size_t count = 0;
    for (std::size_t i = rows.find(words); i != std::string::npos; i = rows.find(words, i + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("limits are eased and hardened by a tenth, and numbers of things stay whole") {
    CHECK(easier.least(from_knots(10)).value == doctest::Approx(from_knots(9).value));
    CHECK(harder.most(Metres{250}).value == doctest::Approx(225));
    CHECK(plain.least(Duration{60'000}) == Duration{60'000});
    CHECK(harder.least(Duration{60'000}) == Duration{66'000});
    CHECK(easier.least(3) == 3);
    CHECK(plain.least(3) == 3);
    CHECK(harder.least(3) == 4);
}

TEST_CASE("what all three readings have is sure, what one of them lacks is marginal, and each is written once") {
    const auto told = [](std::initializer_list<Reading> readings) {
        Ledger ledger;
        std::string rows;
        for (const Reading r : readings) ledger.end(ledger.begin(EventKind::drift, r, {352'000'001}, at(0), at(60)), at(100));
        ledger.finish(rows);
        return rows;
    };
    CHECK(told({easier, plain, harder}) ==
          "{\"occurrence\":{\"kind\":\"drift\",\"vessels\":[\"352000001\"],\"begun\":\"2026-03-02T14:00:00Z\","
          "\"decidable\":\"2026-03-02T14:01:00Z\",\"ended\":\"2026-03-02T14:01:40Z\",\"marginal\":false}}\n");
    CHECK(rows_with(told({easier, plain}), "\"marginal\":true") == 1);
    CHECK(rows_with(told({easier}), "\"marginal\":true") == 1);
    CHECK(told({harder}).empty());
}

TEST_CASE("two rules that find one behaviour make one occurrence") {
    Ledger ledger;
    std::string rows;
    for (const Reading r : {plain, harder}) {
        ledger.end(ledger.begin(EventKind::close_quarters, r, {1, 2}, at(0), at(30)), at(100));
        ledger.end(ledger.begin(EventKind::close_quarters, r, {2, 1}, at(80), at(90)), at(200));
        ledger.end(ledger.begin(EventKind::close_quarters, r, {1, 2}, at(900), at(930)), at(1000));
    }
    ledger.finish(rows);
    CHECK(rows_with(rows, "\"marginal\":false") == 2);
    CHECK(rows.find("\"begun\":\"2026-03-02T14:00:00Z\",\"decidable\":\"2026-03-02T14:00:30Z\",\"ended\":\"2026-03-02T14:03:20Z\"") != std::string::npos);
}

TEST_CASE("an occurrence is written a day after its end; one that is open waits, and may come to be about more vessels") {
    Ledger ledger;
    std::string rows;
    for (const Reading r : {plain, harder}) {
        const auto entry = ledger.begin(EventKind::gnss_spoofing, r, {3, 1, 2}, at(0), at(0));
        ledger.join(entry, 4);
        ledger.join(entry, 4);
        ledger.end(ledger.begin(EventKind::drift, r, {9}, at(0), at(0)), at(10));
    }
    ledger.settle(at(3600), rows);
    CHECK(rows.empty());
    ledger.settle(at(27 * 3600), rows);
    CHECK(rows_with(rows, "\"drift\"") == 1);
    CHECK(rows_with(rows, "gnss_spoofing") == 0);
    ledger.finish(rows);
    CHECK(rows_with(rows, "[\"000000003\",\"000000001\",\"000000002\",\"000000004\"]") == 1);
    CHECK(rows_with(rows, "\"ended\":null,\"marginal\":false") == 1);
}

TEST_CASE("with a chart the truth of a run tells occurrences, and the lines stay the same") {
    const auto run = [](std::shared_ptr<const model::Chart> chart, std::string& truth) {
        const auto scenario = traffic::scenario_from_toml(
            "[scenario]\nname = \"ferries\"\nstart = 2026-03-02T12:00:00Z\nwarm_up_hours = 1\n[[ferries]]\nfrom = \"Amador marina\"\n"
            "to = \"Taboga\"\n[[receivers]]\nname = \"FLAMENCO\"\nat = [8.908, -79.5215]\n", "ferries.toml");
        std::string lines;
        Options options;
        options.chart = std::move(chart);
        Outlets outlets;
        outlets.nmea = [&](std::string_view block) { lines += block; return std::optional<Error>(); };
        outlets.truth = [&](std::string_view block) { truth += block; return std::optional<Error>(); };
        REQUIRE(simulate(*scenario, *waters_from_geojson(canal_routes()), options, outlets).has_value());
        return lines;
    };
    std::string with, without;
    const auto chart = TestAir::open_sea({TestAir::square(model::AreaKind::harbour, 8.7993, -79.5505, 0.004)});
    CHECK(run(chart, with) == run(nullptr, without));
    CHECK(rows_with(without, "occurrence") == 0);
    CHECK(rows_with(with, "{\"occurrence\":{\"kind\":\"port_visit\"") >= 3);
    CHECK(rows_with(with, "{\"t\":") == rows_with(without, "{\"t\":"));
}
