#include "logic/alerting/risk.h"

#include <algorithm>
#include <set>

#include "logic/alerting/inside/test_desk.h"

using namespace vigia;
using namespace vigia::alerting;
using model::Act;
using Kind = model::EventKind;

namespace {

const model::Contribution* line(const model::Alert& alert, std::string_view name) {
    const auto found = std::ranges::find(alert.contributions, name, &model::Contribution::name);
    return found == alert.contributions.end() ? nullptr : &*found;
}

DeskOptions near_gatun() {
    DeskOptions options;
    options.chart = std::make_shared<const model::Chart>(
        model::Chart::make({}, {{.kind = model::StructureKind::dam, .id = "gatun-dam", .name = "Gatun Dam", .name_es = "Represa de Gatún", .at = geo::Position::of(9.265, -79.937)}}, nullptr, nullptr).value());
    return options;
}

}  // namespace

TEST_CASE("the risk is the sum of its reasons, each in both languages") {
    TestDesk t(near_gatun());
    t.begin(Kind::go_fast, 1, 10, {.where = geo::Position::of(9.27, -79.937)});
    const model::Alert alert = t.alert();
    REQUIRE(line(alert, "kind"));
    CHECK(line(alert, "kind")->reason.es == "Lo observado: Lancha rápida");
    REQUIRE(line(alert, "place"));
    CHECK(line(alert, "place")->reason.en == "556 m from Gatun Dam");
    CHECK(line(alert, "place")->reason.es == "A 556 m de Represa de Gatún");
    CHECK(risk_at(alert.contributions, alert.raised) == doctest::Approx(60));
    CHECK(alert.severity == model::Severity::high);
}

TEST_CASE("night, doubt and the lists weigh, and say so") {
    DeskOptions options;
    model::ListEntries entries;
    entries.sources = {{.name = "Guard", .owner = "ops", .review = {}}};
    entries.protected_vessels = {{.mmsi = model::Mmsi::of(9)}};
    entries.watched = {{.imo = {}, .mmsi = 8, .name = "X", .reason = "order 12"}};
    options.lists = std::make_shared<const model::Lists>(model::Lists::make(entries).value());
    TestDesk t(options);
    t.begin(Kind::speeding, 1, 10, {.confidence = 0.4});
    t.begin(Kind::close_quarters, 2, 11, {.with = {9}});
    t.begin(Kind::speeding, 8, 12);
    t.begin(Kind::speeding, 3, 9 * 60);
    CHECK(line(t.alert(1), "doubtful")->points < 0);
    CHECK(line(t.alert(1), "night") == nullptr);
    CHECK(line(t.alert(2), "protected") != nullptr);
    CHECK(line(t.alert(3), "watch_list") != nullptr);
    CHECK(line(t.alert(4), "night") != nullptr);
}

TEST_CASE("points decay when the behaviour is over, the severity does not") {
    TestDesk t;
    t.end(t.begin(Kind::drop_pattern, 1, 10), 20);
    const model::Alert alert = t.alert();
    const double at_end = risk_at(alert.contributions, TestDesk::minute(20));
    CHECK(risk_at(alert.contributions, TestDesk::minute(20 + 120)) == doctest::Approx(at_end / 2));
    CHECK(alert.severity == model::Severity::high);
}

TEST_CASE("the vessel's past counts: proven raises, explained lowers") {
    TestDesk t;
    t.end(t.begin(Kind::go_fast, 1, 10), 11);
    REQUIRE(t.act(Act::close, 12));
    t.end(t.begin(Kind::go_fast, 1, 100), 101);
    CHECK(line(t.alert(2), "proven_before")->reason.en == "1 earlier alert of the vessel was confirmed");
    model::AlertAction known = t.action(Act::dismiss, 2);
    known.reason = model::Dismissal::authorised_activity;
    REQUIRE(t.desk.act(known, TestDesk::minute(102)));
    t.begin(Kind::go_fast, 1, 200);
    CHECK(line(t.alert(3), "explained_before")->points < 0);
}

TEST_CASE("every kind has a weight, or raises nothing; every rule an owner and a date") {
    const Rules rules = usual_rules();
    for (const Rule& rule : rules.kinds) {
        CHECK((rule.points > 0) == rule.raises);
        CHECK_FALSE(rule.owner.empty());
        CHECK_FALSE(rule.reviewed.empty());
        if (rule.safety) CHECK_FALSE(rule.budgeted);
    }
}

TEST_CASE("no vessel weighs more for the country of its number") {
    std::set<double> ranks;
    for (const std::uint32_t mmsi : {201'000'001U, 352'000'001U, 412'000'001U, 538'000'001U, 775'000'001U}) {
        TestDesk t;
        t.begin(Kind::go_fast, mmsi, 10);
        ranks.insert(t.alert().rank());
    }
    CHECK(ranks.size() == 1);
}
