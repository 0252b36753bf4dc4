#include "logic/alerting/desk.h"

#include <algorithm>

#include "logic/alerting/inside/test_desk.h"

using namespace vigia;
using namespace vigia::alerting;
using model::Act;
using model::AlertState;
using Kind = model::EventKind;

namespace {

bool has_deed(const model::Alert& alert, model::Deed deed) {
    return std::ranges::any_of(alert.log, [&](const model::AlertLine& line) { return line.deed == deed; });
}

DeskOptions with_budget(std::uint32_t budget) {
    DeskOptions options;
    options.limits.budget = budget;
    return options;
}

}  // namespace

TEST_CASE("one behaviour is one alert, told in both languages from its facts") {
    TestDesk t;
    const auto event = t.begin(Kind::go_fast, 352001234, 10);
    t.revise(event, 11, 0.95);
    t.end(event, 20);
    REQUIRE(t.size() == 1);
    const model::Alert alert = t.alert();
    CHECK(alert.main().why.en == "ANCON (352001234) makes 30.0 kn.");
    CHECK(alert.main().why.es == "ANCON (352001234) va a 30,0 nudos.");
    CHECK(alert.vessels.at(0).name == "ANCON");
    CHECK(alert.confidence() == doctest::Approx(0.95));
    CHECK(alert.ended() == TestDesk::minute(20));
    CHECK(alert.log.front().text.es == "Alerta emitida: Lancha rápida");
}

TEST_CASE("the same again within half an hour joins its alert, a later behaviour has one of its own") {
    TestDesk t;
    t.end(t.begin(Kind::go_fast, 1, 10), 15);
    t.end(t.begin(Kind::go_fast, 1, 40), 45);
    CHECK(t.size() == 1);
    CHECK(has_deed(t.alert(), model::Deed::again));
    t.begin(Kind::go_fast, 1, 80);
    CHECK(t.size() == 2);
    t.begin(Kind::go_fast, 2, 80);
    CHECK(t.size() == 3);
}

TEST_CASE("the same far away has an alert of its own") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10);
    t.begin(Kind::go_fast, 1, 12, {.where = geo::Position::of(9.4, -79.9)});
    CHECK(t.size() == 2);
}

TEST_CASE("an acknowledged alert does not come back for the same again and again") {
    TestDesk t;
    t.end(t.begin(Kind::go_fast, 1, 10), 12);
    REQUIRE(t.act(Act::acknowledge, 13));
    for (int i = 1; i < 9; ++i) t.end(t.begin(Kind::go_fast, 1, 10 + 10 * i), 12 + 10 * i);
    CHECK(t.size() == 1);
    CHECK(t.state() == AlertState::acknowledged);
}

TEST_CASE("a dismissed alert comes back when it becomes worse, and says so") {
    TestDesk t;
    const auto event = t.begin(Kind::drop_pattern, 1, 10, {.confidence = 0.5});
    REQUIRE(t.act(Act::dismiss, 11));
    t.revise(event, 12, 0.55);
    CHECK(t.state() == AlertState::dismissed);
    t.begin(Kind::rendezvous, 1, 13);  // a dismissed alert takes no other kinds: this is another alert
    CHECK(t.size() == 2);
    t.revise(event, 14, 0.9);
    CHECK(t.state() == AlertState::fresh);
    CHECK(has_deed(t.alert(), model::Deed::escalated));
    CHECK(t.alert().log.back().text.en == "Worse than before: from medium to high");
}

TEST_CASE("related kinds of one vessel at one time and place share an alert") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10);
    t.begin(Kind::fast_approach, 1, 14);
    t.begin(Kind::static_inconsistency, 1, 15);
    REQUIRE(t.size() == 2);
    CHECK(t.alert().kinds() == std::vector{Kind::fast_approach, Kind::go_fast});
    CHECK(t.alert().severity == model::Severity::high);
    t.begin(Kind::go_fast, 2, 16);
    CHECK(t.size() == 3);
}

TEST_CASE("records raise no alert, and are among the events") {
    TestDesk t;
    for (const Kind kind : {Kind::port_visit, Kind::zone_exit, Kind::test_transmission}) t.begin(kind, 1, 10);
    CHECK(t.size() == 0);
    CHECK(t.desk.board()->events.size() == 3);
}

TEST_CASE("a rule may leave vessels out, or look at some only; it is counted, and safety looks at all") {
    DeskOptions options;
    options.rules.of(Kind::go_fast).except = {7, 8};
    options.rules.of(Kind::loitering).only = {7};
    options.rules.of(Kind::distress).except = {7};
    TestDesk t(options);
    t.begin(Kind::go_fast, 7, 10);
    t.begin(Kind::loitering, 8, 10);
    CHECK(t.size() == 0);
    CHECK(t.desk.counts().excepted == 2);
    CHECK(t.desk.board()->events.size() == 2);
    t.begin(Kind::go_fast, 9, 11);
    t.begin(Kind::loitering, 7, 11);
    t.begin(Kind::distress, 7, 11);
    CHECK(t.size() == 3);
}

TEST_CASE("a deaf feed is an alert in the same queue, above the budget, one for each source") {
    TestDesk t(with_budget(0));
    t.deaf("north", 10);
    t.deaf("south", 11);
    t.deaf("north", 12);
    REQUIRE(t.size() == 2);
    CHECK_FALSE(t.alert().held_back);
    CHECK(t.alert().subject == "north");
    CHECK(t.alert().main().why.en == "north is deaf.");
}

TEST_CASE("what is over the budget of the hour is held back, counted and listed") {
    TestDesk t(with_budget(2));
    for (std::uint32_t mmsi = 1; mmsi <= 4; ++mmsi) t.begin(Kind::loitering, mmsi, 10 + mmsi);
    const auto board = t.desk.board();
    CHECK(board->alerts.size() == 4);
    CHECK(board->budget.used == 2);
    CHECK(board->budget.held_back == 2);
    CHECK(t.alert(4).held_back);
    CHECK(t.desk.to_tell().size() == 2);
    t.begin(Kind::loitering, 9, 75);  // the next hour has a budget of its own
    CHECK_FALSE(t.alert(5).held_back);
    CHECK(t.alert(4).held_back);
    REQUIRE(t.act(Act::acknowledge, 76, 4));
    CHECK_FALSE(t.alert(4).held_back);
}

TEST_CASE("a more serious alert takes the place of the least serious that nobody has touched") {
    TestDesk t(with_budget(2));
    t.begin(Kind::speeding, 1, 10);
    t.begin(Kind::loitering, 2, 11);
    REQUIRE(t.act(Act::acknowledge, 12, 1));
    t.begin(Kind::drop_pattern, 3, 13);
    CHECK_FALSE(t.alert(1).held_back);
    CHECK(t.alert(2).held_back);
    CHECK_FALSE(t.alert(3).held_back);
    t.begin(Kind::drop_pattern, 4, 14);
    CHECK(t.alert(4).held_back);
}

TEST_CASE("safety of life is never held back, refused a place, or hidden behind what was closed") {
    DeskOptions options = with_budget(0);
    options.limits.open = 0;
    TestDesk t(options);
    for (const Kind kind : {Kind::distress, Kind::not_under_command, Kind::aground, Kind::safety_text}) t.begin(kind, 1, 10);
    REQUIRE(t.size() == 4);
    for (std::uint64_t id = 1; id <= 4; ++id) {
        CHECK_FALSE(t.alert(id).held_back);
        CHECK(t.alert(id).severity == model::Severity::high);
    }
    CHECK(t.alert(1).rank() > t.alert(2).rank());
    REQUIRE(t.act(Act::close, 11, 1));
    t.begin(Kind::distress, 1, 12);
    CHECK(t.size() == 5);
    t.begin(Kind::go_fast, 2, 12);
    CHECK(t.size() == 5);
    CHECK(t.desk.counts().refused_full == 1);
}

TEST_CASE("another call of distress makes an acknowledged alert new again") {
    TestDesk t;
    t.end(t.begin(Kind::safety_text, 1, 10), 10);
    REQUIRE(t.act(Act::acknowledge, 11));
    t.begin(Kind::safety_text, 1, 12);
    CHECK(t.size() == 1);
    CHECK(t.state() == AlertState::fresh);
}

TEST_CASE("a withdrawn event withdraws its alert with the reason, unless another kind holds it") {
    TestDesk t;
    const auto first = t.begin(Kind::go_fast, 1, 10);
    const auto second = t.begin(Kind::fast_approach, 1, 11);
    t.withdraw(first, 12);
    CHECK(t.state() == AlertState::fresh);
    CHECK(t.alert().kinds().front() == Kind::fast_approach);
    t.withdraw(second, 13);
    CHECK(t.state() == AlertState::withdrawn);
    CHECK(t.alert().parts[0].why_withdrawn.es == "informes tardíos dicen otra cosa");
    CHECK(t.alert().log[t.alert().log.size() - 2].text.en == "Fast approach was taken back: late reports say otherwise");
    t.begin(Kind::go_fast, 1, 20);
    CHECK(t.size() == 1);
    CHECK(t.state() == AlertState::fresh);
}

TEST_CASE("after a restart the same behaviour finds its alert and what was decided stands") {
    TestDesk before;
    before.begin(Kind::go_fast, 1, 10);
    REQUIRE(before.act(Act::acknowledge, 11));
    TestDesk after = before.restarted(30);
    after.next = 77;
    const auto same = after.begin(Kind::go_fast, 1, 10);
    CHECK(after.size() == 1);
    CHECK(after.state() == AlertState::acknowledged);
    CHECK(after.desk.counts().known == 1);
    after.end(same, 40);
    CHECK(after.alert().ended() == TestDesk::minute(40));
    after.begin(Kind::go_fast, 1, 90);
    CHECK(after.size() == 2);
    CHECK(after.state(2) == AlertState::fresh);
}

TEST_CASE("what a restart finds of before, without an alert, is raised only when it goes on") {
    TestDesk before;
    TestDesk after = before.restarted(30);
    after.end(after.begin(Kind::go_fast, 1, 10), 12);
    after.begin(Kind::distress, 2, 20);
    CHECK(after.size() == 0);
    after.desk.pass(TestDesk::minute(31));
    REQUIRE(after.size() == 1);
    CHECK(after.alert().safety);
    CHECK(after.desk.counts().past == 1);
}

TEST_CASE("what went on before a restart and is not told again is taken as ended") {
    TestDesk before;
    before.begin(Kind::go_fast, 1, 10);
    before.begin(Kind::loitering, 2, 11);
    TestDesk after = before.restarted(20);
    after.next = 50;
    after.begin(Kind::loitering, 2, 11);
    after.desk.pass(TestDesk::minute(45));
    CHECK_FALSE(after.alert(1).ended().has_value());
    after.desk.pass(TestDesk::minute(61));
    CHECK(after.alert(1).ended() == TestDesk::minute(20));
    CHECK(after.state(1) == AlertState::fresh);
    CHECK_FALSE(after.alert(2).ended().has_value());
}

TEST_CASE("a desk that was restarted stands as the one before") {
    TestDesk before(with_budget(1));
    before.begin(Kind::go_fast, 1, 10);
    before.begin(Kind::loitering, 2, 11);
    REQUIRE(before.act(Act::assign, 12, 2));
    TestDesk after = before.restarted(12);
    const auto was = before.desk.board(), is = after.desk.board();
    REQUIRE(was->alerts.size() == is->alerts.size());
    for (std::size_t i = 0; i < was->alerts.size(); ++i) {
        model::Alert same = *was->alerts[i];
        for (auto& part : same.parts) part.event = {};
        for (auto& vessel : same.vessels) vessel.track = {};
        CHECK(same == *is->alerts[i]);
    }
    CHECK(was->sequence == is->sequence);
    CHECK(was->budget.used == is->budget.used);
}

TEST_CASE("an alert that nobody closes lapses a day after its behaviour, one of safety never") {
    TestDesk t;
    t.end(t.begin(Kind::go_fast, 1, 10), 15);
    t.end(t.begin(Kind::aground, 2, 10), 15);
    t.begin(Kind::loitering, 3, 16);
    t.desk.pass(TestDesk::minute(15 + 24 * 60));
    CHECK(t.state(1) == AlertState::closed);
    CHECK(t.alert(1).standing.outcome == model::Outcome::lapsed);
    CHECK(t.state(2) == AlertState::fresh);
    CHECK(t.state(3) == AlertState::fresh);
}

TEST_CASE("closed alerts leave memory after thirty days, and no number is used twice") {
    TestDesk t;
    t.end(t.begin(Kind::go_fast, 1, 10), 15);
    REQUIRE(t.act(Act::close, 16));
    CHECK(t.desk.changed().size() == 1);
    t.desk.pass(TestDesk::minute(31 * 24 * 60));
    CHECK(t.size() == 0);
    t.begin(Kind::go_fast, 1, 31 * 24 * 60 + 1);
    CHECK(t.alert(2).standing.state == AlertState::fresh);
}

TEST_CASE("what an alert that readers hold says does not change under them") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10);
    const auto held = t.desk.board();
    REQUIRE(t.act(Act::acknowledge, 11));
    CHECK(held->alerts.front()->standing.state == AlertState::fresh);
    CHECK(t.desk.board()->sequence > held->sequence);
}

TEST_CASE("the precision of a rule is made of what officers found") {
    TestDesk t;
    for (std::uint32_t mmsi = 1; mmsi <= 5; ++mmsi) t.begin(Kind::go_fast, mmsi, 10);
    REQUIRE(t.act(Act::close, 11, 1));
    REQUIRE(t.act(Act::close, 11, 2));
    REQUIRE(t.act(Act::dismiss, 11, 3));
    auto known = t.action(Act::dismiss, 4);
    known.reason = model::Dismissal::known_vessel;
    REQUIRE(t.desk.act(known, TestDesk::minute(11)));
    const Figures all = figures(*t.desk.board());
    const auto rule = std::ranges::find(all.rules, Kind::go_fast, &RuleFigures::kind);
    REQUIRE(rule != all.rules.end());
    CHECK(rule->raised == 5);
    CHECK(rule->confirmed == 2);
    CHECK(rule->false_alarms == 1);
    CHECK(rule->other == 1);
    CHECK(rule->open == 1);
    CHECK(rule->precision() == doctest::Approx(2.0 / 3));
    CHECK(all.hours.size() == 24);
    CHECK(all.hours.back().raised == 5);
    CHECK(std::ranges::find(all.rules, Kind::port_visit, &RuleFigures::kind) == all.rules.end());
}

TEST_CASE("similar alerts of the vessel are told, latest first") {
    TestDesk t;
    for (int i = 0; i < 3; ++i) t.end(t.begin(Kind::go_fast, 1, 10 + 100 * i), 12 + 100 * i);
    t.begin(Kind::go_fast, 2, 400);
    const auto board = t.desk.board();
    const auto all = similar(*board, *board->find(model::AlertId{3}));
    REQUIRE(all.size() == 2);
    CHECK(all.front()->id == model::AlertId{2});
}

TEST_CASE("rules that are edited hold from the next event on; what is there still ends") {
    TestDesk t;
    const auto before = t.begin(Kind::go_fast, 1, 10);
    Rules quiet = usual_rules();
    quiet.of(Kind::go_fast).raises = false;
    t.desk.use({.chart = nullptr, .lists = nullptr, .rules = std::make_shared<const Rules>(quiet), .budget = 3, .cooldown = {}, .lapse = {}});
    t.begin(Kind::go_fast, 2, 11);
    CHECK(t.size() == 1);
    t.end(before, 20);
    CHECK(t.alert().ended() == TestDesk::minute(20));
    CHECK(t.desk.board()->budget.limit == 3);
    t.desk.use({.chart = nullptr, .lists = nullptr, .rules = std::make_shared<const Rules>(usual_rules()), .budget = {}, .cooldown = {}, .lapse = {}});
    t.begin(Kind::go_fast, 3, 21);
    CHECK(t.size() == 2);
    CHECK(t.desk.board()->budget.limit == 3);
}

TEST_CASE("an alert names the area of its event as it was called then, whatever the chart says") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10, {.area = "works-1"});
    CHECK(t.alert().main().area == "works-1");
    CHECK(t.alert().main().area_name.en == "works-1");  // it is on no chart now
}
