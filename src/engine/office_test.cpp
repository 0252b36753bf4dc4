#include "engine/office.h"

#include <filesystem>

#include <doctest/doctest.h>
#include <sqlite3.h>

using namespace vigia;
using namespace vigia::engine;
using model::Act;
using model::AlertState;

namespace {

const Time noon = *time_from_iso("2026-11-23T17:00:00Z");
constexpr model::Words words{{"seen", "visto"}, {"nothing", "nada"}, {"much", "mucho"}};

struct Folder {
    std::filesystem::path path;
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "vigia-office-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

model::EventChange begun(std::uint32_t mmsi, Time at, std::uint64_t id) {
    model::EventChange change{.step = model::EventStep::begun, .at = at, .event = {}};
    change.event.id = model::EventId{id};
    change.event.noticed = at;
    change.event.finding.kind = model::EventKind::go_fast;
    change.event.finding.vessels = {{model::TrackId{mmsi}, model::Mmsi::of(mmsi)}};
    change.event.finding.begun = at - std::chrono::minutes(2);
    change.event.finding.words = &words;
    return change;
}

model::AlertAction acknowledge(std::uint64_t alert) {
    model::AlertAction action;
    action.alert = model::AlertId{alert};
    action.by = "Ana";
    return action;
}

/// An office over a folder, and what it told people.
struct Room {
    std::unique_ptr<store::Alerts> store;
    std::vector<model::AlertId> told;
    std::unique_ptr<AlertOffice> office;
    explicit Room(const Folder& folder, std::optional<Duration> retention = {}) {
        auto opened = store::Alerts::open(folder.path / "alerts.sqlite");
        REQUIRE(opened);
        store = std::move(*opened);
        OfficeOptions options;
        options.store = store.get();
        options.when_busy = WhenBusy::wait;
        options.retention = retention;
        options.tell = [this](const auto& alerts) {
            for (const auto& alert : alerts) told.push_back(alert->id);
        };
        auto made = AlertOffice::open(std::move(options));
        REQUIRE(made);
        office = std::move(*made);
    }
    void hear(const model::EventChange& change) { office->give({&change, 1}, change.at); }
};

}  // namespace

TEST_CASE("what an officer did is kept when it is answered, and the same behaviour told again raises nothing") {
    const Folder folder;
    {
        Room room(folder);
        room.hear(begun(1, noon, 1));
        const auto done = room.office->act(acknowledge(1));  // comes after the event in the same queue
        REQUIRE(done);
        CHECK((*done)->standing.state == AlertState::acknowledged);
        CHECK(room.office->board()->alerts.at(0)->standing.state == AlertState::acknowledged);
        const auto other = store::Alerts::open(folder.path / "alerts.sqlite");
        REQUIRE(other);
        const auto kept = (*other)->load(Time{});
        REQUIRE(kept);
        REQUIRE(kept->alerts.size() == 1);
        CHECK(kept->alerts[0] == **done);
        room.office->close();
        CHECK(room.told == std::vector{model::AlertId{1}});
    }
    Room again(folder);
    again.hear(begun(1, noon, 7));
    again.office->give({}, noon + std::chrono::seconds(30));
    again.office->close();
    const auto board = again.office->board();
    REQUIRE(board->alerts.size() == 1);
    CHECK(board->alerts[0]->standing.state == AlertState::acknowledged);
    CHECK(again.told.empty());
    CHECK(again.office->counts().desk.known == 1);
}

TEST_CASE("an action that the disk cannot keep has not happened, and says so") {
    const Folder folder;
    Room room(folder);
    room.hear(begun(1, noon, 1));
    REQUIRE(room.office->act(acknowledge(1)));
    sqlite3* other = nullptr;
    REQUIRE(sqlite3_open((folder.path / "alerts.sqlite").c_str(), &other) == SQLITE_OK);
    REQUIRE(sqlite3_exec(other, "CREATE TRIGGER full BEFORE INSERT ON alert_events BEGIN SELECT RAISE(ABORT, 'the disk is full'); END", nullptr, nullptr, nullptr) == SQLITE_OK);
    model::AlertAction close = acknowledge(1);
    close.act = Act::close;
    close.outcome = model::Outcome::confirmed;
    const auto failed = room.office->act(close);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().kind == ErrorKind::unavailable);
    CHECK(failed.error().message.find("the disk is full") != std::string::npos);
    CHECK(room.office->board()->alerts.at(0)->standing.state == AlertState::acknowledged);
    CHECK(room.office->problem().find("the disk is full") != std::string::npos);
    room.hear(begun(2, noon + std::chrono::seconds(5), 2));  // live goes on
    REQUIRE(sqlite3_exec(other, "DROP TRIGGER full", nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(other);
    REQUIRE(room.office->act(close));
    CHECK(room.office->problem().empty());
    room.office->close();
    const auto kept = room.store->load(Time{});
    REQUIRE(kept);
    CHECK(kept->alerts.size() == 2);
}

TEST_CASE("an action that the desk refuses is answered with its reason") {
    const Folder folder;
    Room room(folder);
    CHECK(room.office->act(acknowledge(5)).error().kind == ErrorKind::not_found);
    room.hear(begun(1, noon, 1));
    model::AlertAction nobody = acknowledge(1);
    nobody.by.clear();
    CHECK(room.office->act(nobody).error().kind == ErrorKind::bad_input);
    REQUIRE(room.office->act(acknowledge(1)));
    CHECK(room.office->act(acknowledge(1)).error().kind == ErrorKind::denied);
}

TEST_CASE("alerts closed longer ago than retention says go with the hours, open ones stay, and it is counted") {
    const Folder folder;
    Room room(folder, std::chrono::hours(48));
    room.hear(begun(1, noon, 1));
    room.hear(begun(2, noon, 2));
    model::AlertAction close = acknowledge(1);
    close.act = Act::close;
    close.outcome = model::Outcome::resolved;
    REQUIRE(room.office->act(close));
    room.office->give({}, noon + std::chrono::hours(47));
    REQUIRE(room.office->act(acknowledge(2)));  // answered after what was given before it
    CHECK(room.office->counts().forgotten == 0);
    room.office->give({}, noon + std::chrono::hours(49));
    room.hear(begun(3, noon + std::chrono::hours(49), 3));
    room.office->close();
    CHECK(room.office->counts().forgotten == 1);
    const auto left = room.store->load(Time{});
    REQUIRE(left);
    REQUIRE(left->alerts.size() == 2);
    CHECK(left->alerts[0].id == model::AlertId{2});
}
