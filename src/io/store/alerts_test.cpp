#include "io/store/alerts.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include "io/store/inside/test_folder.h"

using namespace vigia;
using namespace vigia::store;

namespace {

const Time noon = *time_from_iso("2026-11-23T12:00:00Z");

/// An alert with every member set.
model::Alert full_alert(std::uint64_t id) {
    model::Alert alert;
    alert.id = model::AlertId{id};
    alert.vessels = {{model::TrackId{7}, model::Mmsi::of(352001234), "ANCÓN \"X\""}};
    model::AlertPart part;
    part.event = model::EventId{31};
    part.kind = model::EventKind::drift;
    part.vessels = {model::Mmsi::of(352001234)};
    part.begun = noon - std::chrono::minutes(9);
    part.noticed = noon;
    part.ended = noon + std::chrono::minutes(1);
    part.withdrawn = noon + std::chrono::minutes(2);
    part.why_withdrawn = {"late", "tarde"};
    part.confidence = 0.1 + 0.2;
    part.points = 60;
    part.where = geo::Position::of(8.123456789, -79.5);
    part.area = "zone-1";
    part.area_name = {"Zone", "Zona"};
    part.why = {"why", "por qué"};
    part.facts = {{"speed", {"speed", "velocidad"}, {"2.0 kn", "2,0 nudos"}, "1.029"}};
    alert.parts = {part};
    alert.severity = model::Severity::high;
    alert.contributions = {{.name = "kind", .reason = {"a", "b"}, .points = 1.0 / 3, .decays_from = noon}};
    alert.raised = noon;
    alert.budget_hour = 12345;
    alert.held_back = alert.sound = true;
    alert.standing = {.state = model::AlertState::snoozed, .by = "Ana", .assigned_to = "Luis", .snoozed_until = noon, .this_occurrence = false,
                      .reason = model::Dismissal::other, .outcome = model::Outcome::lapsed};
    alert.before.resize(2);
    alert.before[1].state = model::AlertState::acknowledged;
    alert.before[1].by = "Ana";
    alert.log = {{noon, "", model::Deed::raised, {"Raised", "Emitida"}, ""}, {noon, "Ana", model::Deed::snoozed, {"Snoozed", "Pospuesta"}, "a note\nof two lines"}};
    alert.changed = 99;
    return alert;
}

Result<void> keep(Alerts& alerts, const model::Alert& alert, Time until) {
    const std::shared_ptr<const model::Alert> one = std::make_shared<const model::Alert>(alert);
    return alerts.append({&one, 1}, until);
}

}  // namespace

TEST_CASE("an alert comes back from the disk as it was") {
    const TestFolder folder;
    {
        auto alerts = Alerts::open(folder.path / "alerts.sqlite");
        REQUIRE(alerts);
        REQUIRE(keep(**alerts, full_alert(3), noon));
    }
    auto alerts = Alerts::open(folder.path / "alerts.sqlite");
    REQUIRE(alerts);
    const auto kept = (*alerts)->load(noon - std::chrono::hours(1));
    REQUIRE(kept);
    REQUIRE(kept->alerts.size() == 1);
    CHECK(kept->alerts[0] == full_alert(3));
    CHECK(kept->until == noon);
    CHECK(kept->last == model::AlertId{3});
}

TEST_CASE("the last state counts, each line of a log is kept once, also those that memory let go") {
    const TestFolder folder;
    auto alerts = Alerts::open(folder.path / "alerts.sqlite");
    REQUIRE(alerts);
    model::Alert alert = full_alert(1);
    REQUIRE(keep(**alerts, alert, noon));
    alert.standing.state = model::AlertState::acknowledged;
    for (int i = 0; i < 300; ++i) {
        alert.log.push_back({noon + std::chrono::seconds(i), "Ana", model::Deed::noted, {"n", "n"}, std::to_string(i)});
        if (alert.log.size() > model::most_log) alert.log.erase(alert.log.begin() + 1), ++alert.log_left_out;
        REQUIRE(keep(**alerts, alert, noon + std::chrono::seconds(i)));
    }
    const auto kept = (*alerts)->load(Time{});
    REQUIRE(kept);
    REQUIRE(kept->alerts.size() == 1);
    CHECK(kept->alerts[0] == alert);
    CHECK((*alerts)->log(alert.id)->size() == 302);
}

TEST_CASE("closed alerts of long ago stay on the disk, and their numbers are not given again") {
    const TestFolder folder;
    auto alerts = Alerts::open(folder.path / "alerts.sqlite");
    REQUIRE(alerts);
    model::Alert closed = full_alert(5);
    closed.standing.state = model::AlertState::closed;
    REQUIRE(keep(**alerts, closed, noon));
    REQUIRE(keep(**alerts, full_alert(4), noon));
    const auto kept = (*alerts)->load(noon + std::chrono::hours(1));
    REQUIRE(kept);
    REQUIRE(kept->alerts.size() == 1);
    CHECK(kept->alerts[0].id == model::AlertId{4});
    CHECK(kept->last == model::AlertId{5});
}

TEST_CASE("retention deletes closed alerts with their logs, the oldest first, never an open one nor the highest number") {
    const TestFolder folder;
    auto alerts = Alerts::open(folder.path / "alerts.sqlite");
    REQUIRE(alerts);
    const auto keep_closed = [&](std::uint64_t id, Time at) {
        model::Alert closed = full_alert(id);
        REQUIRE(keep(**alerts, closed, at - std::chrono::hours(50)));  // open for a while
        closed.standing.state = model::AlertState::closed;
        REQUIRE(keep(**alerts, closed, at));
    };
    REQUIRE(keep(**alerts, full_alert(1), noon));  // stays open
    for (std::uint64_t id = 2; id <= 6; ++id) keep_closed(id, noon + std::chrono::hours(id));
    CHECK(*(*alerts)->forget(noon + std::chrono::hours(2), 10) == 0U);
    CHECK(*(*alerts)->forget(noon + std::chrono::hours(5), 2) == 2U);
    CHECK((*alerts)->log(model::AlertId{2})->empty());
    CHECK((*alerts)->log(model::AlertId{3})->empty());
    CHECK((*alerts)->log(model::AlertId{4})->size() == 2);
    CHECK(*(*alerts)->forget(noon + std::chrono::hours(100), 10) == 2U);
    const auto left = (*alerts)->load(Time{});
    REQUIRE(left);
    REQUIRE(left->alerts.size() == 2);
    CHECK(left->alerts[0] == full_alert(1));
    CHECK(left->alerts[1].id == model::AlertId{6});
    CHECK(left->last == model::AlertId{6});
    // Afterwards nothing can be deleted by others, as before.
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open((folder.path / "alerts.sqlite").c_str(), &other) == SQLITE_OK);
    for (const char* sql : {"DELETE FROM alert_actions", "DELETE FROM alert_events"}) CHECK(sqlite3_exec(other, sql, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    sqlite3_close(other);
}

TEST_CASE("nobody changes or deletes what was kept") {
    const TestFolder folder;
    auto alerts = Alerts::open(folder.path / "alerts.sqlite");
    REQUIRE(alerts);
    REQUIRE(keep(**alerts, full_alert(1), noon));
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open((folder.path / "alerts.sqlite").c_str(), &other) == SQLITE_OK);
    for (const char* sql : {"UPDATE alert_actions SET by = 'X'", "DELETE FROM alert_actions", "UPDATE alert_events SET open = 0", "DELETE FROM alert_events"})
        CHECK(sqlite3_exec(other, sql, nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
    sqlite3_close(other);
}

TEST_CASE("a damaged row is told by its number, a newer file is left alone") {
    const TestFolder folder;
    {
        auto alerts = Alerts::open(folder.path / "alerts.sqlite");
        REQUIRE(alerts);
        REQUIRE(keep(**alerts, full_alert(1), noon));
    }
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open((folder.path / "alerts.sqlite").c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "INSERT INTO alert_events (alert, at_ms, open, what) VALUES (2, 0, 1, '{\"id\":2}')", nullptr, nullptr, nullptr) == SQLITE_OK);
    {
        auto alerts = Alerts::open(folder.path / "alerts.sqlite");
        REQUIRE(alerts);
        const auto kept = (*alerts)->load(Time{});
        REQUIRE_FALSE(kept);
        CHECK(kept.error().message.find("row 2 of alert_events (alert 2)") != std::string::npos);
        CHECK(kept.error().message.find("\"subject\"") != std::string::npos);
    }
    REQUIRE(sqlite3_exec(other, "PRAGMA user_version = 9", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(other);
    CHECK(Alerts::open(folder.path / "alerts.sqlite").error().kind == ErrorKind::unsupported);
}
