#include "logic/alerting/inside/test_desk.h"

using namespace vigia;
using namespace vigia::alerting;
using namespace std::chrono_literals;
using model::Act;
using model::AlertState;
using Kind = model::EventKind;

TEST_CASE("each action leads where it should and is in the log with its officer") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10);
    REQUIRE(t.act(Act::acknowledge, 11));
    CHECK(t.state() == AlertState::acknowledged);
    CHECK(t.alert().log.back().text.en == "Acknowledged by Ana Ríos");
    REQUIRE(t.act(Act::assign, 12));
    CHECK(t.state() == AlertState::assigned);
    CHECK(t.alert().standing.assigned_to == "Luis Mora");
    CHECK(t.alert().log.back().text.es == "Asignada a Luis Mora por Ana Ríos");
    REQUIRE(t.act(Act::note, 13));
    CHECK(t.state() == AlertState::assigned);
    CHECK(t.alert().log.back().note == "seen from the tower");
    REQUIRE(t.act(Act::close, 14));
    CHECK(t.state() == AlertState::closed);
    CHECK(t.alert().log.back().by == "Ana Ríos");
    CHECK(t.alert().log.back().at == TestDesk::minute(14));
}

TEST_CASE("what the state does not allow is refused, with what is the case") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10);
    REQUIRE(t.act(Act::acknowledge, 11));
    const auto twice = t.act(Act::acknowledge, 12);
    REQUIRE_FALSE(twice);
    CHECK(twice.error().kind == ErrorKind::denied);
    CHECK(twice.error().message == "Alert 1 is acknowledged (last action by Ana Ríos). It can take: assign, snooze, dismiss, close, note, undo.");
    REQUIRE(t.act(Act::close, 13));
    for (const Act act : {Act::acknowledge, Act::assign, Act::snooze, Act::dismiss, Act::close}) CHECK_FALSE(t.act(act, 14));
    CHECK(t.act(Act::acknowledge, 15, 99).error().kind == ErrorKind::not_found);
}

TEST_CASE("an action that lacks something is refused and changes nothing") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10);
    const auto refused = [&](Act act, auto&& spoil) {
        model::AlertAction action = t.action(act);
        spoil(action);
        const auto done = t.desk.act(action, TestDesk::minute(11));
        return !done && done.error().kind == ErrorKind::bad_input;
    };
    CHECK(refused(Act::acknowledge, [](auto& a) { a.by = " "; }));
    CHECK(refused(Act::acknowledge, [](auto& a) { a.by = std::string(49, 'x'); }));
    CHECK(refused(Act::acknowledge, [](auto& a) { a.by = "A\x01"; }));
    CHECK(refused(Act::assign, [](auto& a) { a.to.clear(); }));
    CHECK(refused(Act::snooze, [](auto& a) { a.until = TestDesk::minute(5); }));
    CHECK(refused(Act::dismiss, [](auto& a) { a.reason.reset(); }));
    CHECK(refused(Act::dismiss, [](auto& a) { a.reason = model::Dismissal::other; }));
    CHECK(refused(Act::close, [](auto& a) { a.outcome.reset(); }));
    CHECK(refused(Act::close, [](auto& a) { a.outcome = model::Outcome::lapsed; }));
    CHECK(refused(Act::note, [](auto& a) { a.note.clear(); }));
    CHECK(t.state() == AlertState::fresh);
    CHECK(t.alert().log.size() == 1);
}

TEST_CASE("a snooze ends by stream time, one for this occurrence with the behaviour") {
    TestDesk t;
    const auto event = t.begin(Kind::go_fast, 1, 10);
    model::AlertAction hour = t.action(Act::snooze);
    hour.span = 60min;
    REQUIRE(t.desk.act(hour, TestDesk::minute(11)));
    t.desk.pass(TestDesk::minute(70));
    CHECK(t.state() == AlertState::snoozed);
    t.desk.pass(TestDesk::minute(71));
    CHECK(t.state() == AlertState::fresh);
    CHECK(t.alert().log.back().deed == model::Deed::woke);
    REQUIRE(t.act(Act::snooze, 72));
    CHECK(t.alert().standing.this_occurrence);
    t.end(event, 80);
    CHECK(t.state() == AlertState::closed);
    CHECK_FALSE(t.act(Act::snooze, 81));
}

TEST_CASE("what has ended cannot be snoozed for its occurrence") {
    TestDesk t;
    t.end(t.begin(Kind::go_fast, 1, 10), 12);
    CHECK(t.act(Act::snooze, 13).error().kind == ErrorKind::denied);
}

TEST_CASE("distress is never snoozed away, and dismissed only with a word why") {
    TestDesk t;
    t.begin(Kind::distress, 972000001, 10);
    model::AlertAction snooze = t.action(Act::snooze);
    snooze.span = 60min;
    CHECK(t.desk.act(snooze, TestDesk::minute(11)).error().kind == ErrorKind::denied);
    CHECK_FALSE(t.act(Act::dismiss, 11));
    model::AlertAction dismiss = t.action(Act::dismiss);
    dismiss.note = "beacon tested on the pier, confirmed by phone";
    CHECK(t.desk.act(dismiss, TestDesk::minute(12)));
}

TEST_CASE("the last action can be taken back, again and again to the first") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10);
    CHECK(t.act(Act::undo, 10).error().message == "Alert 1 is new: there is no action to take back.");
    REQUIRE(t.act(Act::assign, 11));
    REQUIRE(t.act(Act::dismiss, 12));
    REQUIRE(t.act(Act::undo, 500));
    CHECK(t.state() == AlertState::assigned);
    CHECK(t.alert().standing.assigned_to == "Luis Mora");
    CHECK_FALSE(t.alert().standing.reason.has_value());
    REQUIRE(t.act(Act::undo, 501));
    CHECK(t.state() == AlertState::fresh);
    CHECK(t.alert().standing == model::Standing{});
    CHECK(t.alert().log.size() == 5);
}

TEST_CASE("what can be asked is what is allowed") {
    TestDesk t;
    t.begin(Kind::go_fast, 1, 10);
    for (const Act act : {Act::acknowledge, Act::assign, Act::snooze, Act::dismiss, Act::close, Act::note}) {
        CHECK(std::ranges::count(possible(t.alert()), act) == 1);
        TestDesk other;
        other.begin(Kind::go_fast, 1, 10);
        CHECK(other.act(act, 11));
    }
}
