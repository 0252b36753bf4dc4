#include "io/store/history.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "base/random.h"
#include "io/store/inside/test_folder.h"
#include "io/store/store.h"

namespace fs = std::filesystem;
using namespace vigia;
using namespace vigia::store;

namespace {

const Time noon = *time_from_iso("2026-11-23T12:00:00Z");

float tenth(double value) { return static_cast<float>(std::round(value * 10) / 10); }

/// Rows as an engine gives them: heard in order, seen a little earlier, sometimes much earlier.
std::vector<model::HistoryRow> rows_of(std::size_t count, std::uint64_t seed, Duration step) {
    Random random(seed);
    std::vector<model::HistoryRow> rows;
    for (std::size_t i = 0; i < count; ++i) {
        model::HistoryRow row;
        row.sequence = i + 1;
        const auto vessel = static_cast<std::uint32_t>(random.below(20));
        row.track = static_cast<model::TrackId>(vessel + 1);
        model::Observation& said = row.observation;
        said.mmsi = model::Mmsi::of(351000000 + vessel);
        said.heard = noon + step * static_cast<int>(i);
        said.seen = said.heard - Duration(static_cast<std::int64_t>(random.below(3000)));
        if (random.chance(0.02)) said.seen -= std::chrono::minutes(100);   // late, in an hour already written
        if (random.chance(0.01)) said.seen -= std::chrono::hours(24 * 30); // a wrong clock
        said.source = static_cast<model::SourceId>(random.below(2));
        said.station = static_cast<model::StationId>(random.below(3));
        said.transceiver = static_cast<model::Transceiver>(random.below(7));
        if (random.chance(0.9)) {
            model::Fix fix;
            if (random.chance(0.97)) fix.position = geo::Position::of(random.uniform(7, 11), random.uniform(-82, -77));
            if (random.chance(0.9)) fix.speed = MetresPerSecond{tenth(random.uniform(0, 20))};
            if (random.chance(0.9)) fix.course = Degrees{tenth(random.uniform(0, 359))};
            if (random.chance(0.5)) fix.heading = Degrees{tenth(random.uniform(0, 359))};
            if (random.chance(0.5)) fix.rate_of_turn = DegreesPerMinute{tenth(random.uniform(-700, 700))};
            if (random.chance(0.1)) fix.altitude = Metres{tenth(random.uniform(0, 4000))};
            fix.status = static_cast<model::NavigationStatus>(random.below(16));
            fix.accuracy = random.chance(0.5) ? model::Accuracy::high : model::Accuracy::low;
            fix.range = random.chance(0.1) ? model::Range::long_range : model::Range::ordinary;
            said.fix = fix;
        }
        if (!said.fix || random.chance(0.1)) {
            model::Particulars particulars;
            particulars.name = FixedText<34>("VESSEL " + std::to_string(vessel));
            if (random.chance(0.5)) particulars.destination = FixedText<20>("CRIST\xD3" "BAL");
            if (random.chance(0.5)) particulars.eta = model::Eta{.month = 12, .day = 24, .hour = {}, .minute = {}};
            said.particulars = particulars;
        }
        rows.push_back(row);
    }
    return rows;
}

std::unique_ptr<Store> opened(const fs::path& data, const HistoryLimits& limits = {}) {
    auto store = Store::open(data, {.journal = {}, .history = limits});
    REQUIRE(store);
    (*store)->history().name_source(model::SourceId{0}, "north-pier");
    (*store)->history().name_source(model::SourceId{1}, "it's \"south\"");
    (*store)->history().name_station(model::StationId{1}, "st1");
    (*store)->history().name_station(model::StationId{2}, "st\xFFwild");
    return std::move(*store);
}

void keep(const fs::path& data, const std::vector<model::HistoryRow>& rows, const HistoryLimits& limits = {}) {
    auto store = opened(data, limits);
    REQUIRE(store->history().append(rows));
    REQUIRE(store->history().flush());
}

struct Row {
    KeptPosition kept;
    std::string source, station;
};

std::vector<Row> found(const fs::path& data, const Query& query = {}) {
    auto history = History::open(data);
    REQUIRE(history);
    auto answer = history->find(query);
    if (!answer) FAIL(answer.error().message);
    std::vector<Row> rows;
    KeptPosition kept;
    for (;;) {
        auto more = answer->next(kept);
        if (!more) FAIL(more.error().message);
        if (!*more) return rows;
        rows.push_back({kept, std::string(kept.source), std::string(kept.station)});
    }
}

/// The same question, answered by looking at each row.
std::vector<model::HistoryRow> expected(std::vector<model::HistoryRow> rows, const Query& query) {
    std::erase_if(rows, [&](const model::HistoryRow& row) {
        const model::Observation& said = row.observation;
        if (!said.fix) return true;
        if (!query.vessels.empty() && std::find(query.vessels.begin(), query.vessels.end(), said.mmsi) == query.vessels.end()) return true;
        if (query.box && (!said.fix->position || !query.box->contains(*said.fix->position))) return true;
        return (query.from && said.seen < *query.from) || (query.until && said.seen >= *query.until);
    });
    std::sort(rows.begin(), rows.end(), [&](const model::HistoryRow& a, const model::HistoryRow& b) {
        const auto& x = a.observation;
        const auto& y = b.observation;
        if (query.order == HistoryOrder::by_time) return std::tie(x.seen, x.mmsi, a.sequence) < std::tie(y.seen, y.mmsi, b.sequence);
        return std::tie(x.mmsi, a.track, x.seen, a.sequence) < std::tie(y.mmsi, b.track, y.seen, b.sequence);
    });
    if (query.limit && rows.size() > *query.limit) rows.resize(*query.limit);
    return rows;
}

void check_same(const std::vector<Row>& got, const std::vector<model::HistoryRow>& wanted) {
    REQUIRE(got.size() == wanted.size());
    static const char* const sources[] = {"north-pier", "it's \"south\""};
    static const char* const stations[] = {"", "st1", "st?wild"};
    for (std::size_t i = 0; i < got.size(); ++i) {
        const KeptPosition& kept = got[i].kept;
        const model::Observation& said = wanted[i].observation;
        REQUIRE(kept.sequence == wanted[i].sequence);
        CHECK(kept.track == wanted[i].track);
        CHECK(kept.mmsi == said.mmsi);
        CHECK(kept.seen == said.seen);
        CHECK(kept.heard == said.heard);
        CHECK(kept.transceiver == said.transceiver);
        CHECK(kept.fix == *said.fix);
        CHECK(got[i].source == sources[static_cast<int>(said.source)]);
        CHECK(got[i].station == stations[static_cast<int>(said.station)]);
    }
}

std::map<std::string, std::string> files_below(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        files[fs::relative(entry.path(), folder)] = {std::istreambuf_iterator<char>(in), {}};
    }
    return files;
}

}  // namespace

TEST_CASE("rows come back as they were given, whatever is asked for") {
    const TestFolder folder;
    const auto rows = rows_of(6000, 3, std::chrono::seconds(5));
    keep(folder.path, rows);
    const auto m = [](std::uint32_t n) { return model::Mmsi::of(n); };
    const Time at_two = noon + std::chrono::hours(2);
    for (const HistoryOrder order : {HistoryOrder::by_time, HistoryOrder::by_track}) {
        const std::vector<Query> queries{
            {.order = order},
            {.vessels = {m(351000003)}, .order = order},
            {.vessels = {m(351000003), m(351000004)}, .from = at_two, .until = at_two + Duration(777777), .order = order},
            {.box = geo::Box{-80, 8, -79, 9}, .order = order},
            {.box = geo::Box{-79, 8, -80, 9}, .order = order},
            {.until = noon, .order = order},
            {.from = at_two, .limit = 5, .order = order},
            {.vessels = {m(1)}, .order = order},
        };
        for (const Query& query : queries) check_same(found(folder.path, query), expected(rows, query));
    }
}

TEST_CASE("equal rows give equal bytes, in parts cut by rows and by time") {
    const TestFolder first, second, third;
    const auto rows = rows_of(3000, 4, std::chrono::seconds(5));
    keep(first.path, rows);
    {
        auto store = opened(second.path);  // the same rows, in other batches
        std::size_t at = 0;
        for (std::size_t size = 1; at < rows.size(); at += size, size = size * 3 % 97 + 1)
            REQUIRE(store->history().append(std::span(rows).subspan(at, std::min(size, rows.size() - at))));
        REQUIRE(store->history().flush());
        CHECK(store->history().rows_written() >= rows.size());
    }
    const auto files = files_below(first.path / "history");
    CHECK(files.size() > 10);
    CHECK(files == files_below(second.path / "history"));
    CHECK(files.contains("date=2026-11-23/hour=12/positions-000000000001.parquet"));
    keep(third.path, rows, {.rows_in_memory = 500});
    check_same(found(third.path), expected(rows, {}));
}

TEST_CASE("after a crash the rows that were not kept are given again and none is there twice") {
    const TestFolder folder;
    const auto rows = rows_of(4000, 5, std::chrono::seconds(5));
    {
        auto store = opened(folder.path);
        REQUIRE(store->history().append(std::span(rows).first(2500)));  // and no flush
        CHECK(store->history().kept_until() > 0);
        CHECK(store->history().kept_until() < 2500);
    }
    // A part that was given its name before the ledger knew, and one that was being written.
    const fs::path hour = folder.path / "history/date=2026-11-23/hour=12";
    fs::copy_file(hour / "positions-000000000001.parquet", hour / "positions-000000009999.parquet");
    std::ofstream(hour / "positions-000000009999.parquet.part") << "half";
    {
        auto store = opened(folder.path);
        CHECK(!fs::exists(hour / "positions-000000009999.parquet"));
        CHECK(!fs::exists(hour / "positions-000000009999.parquet.part"));
        REQUIRE(store->history().append(rows));  // those at and below kept_until are passed over
        REQUIRE(store->history().flush());
        CHECK(store->history().kept_until() == 4000);
    }
    check_same(found(folder.path), expected(rows, {}));
}

TEST_CASE("a part that cannot be written is told until it can, and is tried again after a while, not at each append") {
    const TestFolder folder;
    auto store = opened(folder.path);
    HistoryWriter& history = store->history();
    const auto heard = [&](model::Sequence sequence, Duration after) {
        model::HistoryRow row;
        row.sequence = sequence;
        row.track = static_cast<model::TrackId>(1);
        row.observation.mmsi = model::Mmsi::of(351000000);
        row.observation.heard = row.observation.seen = noon + after;
        row.observation.fix.emplace().position = geo::Position::of(9.3, -79.9);
        return history.append({&row, 1});
    };
    const fs::path day = folder.path / "history" / "date=2026-11-23";
    std::ofstream(day) << "in the way";
    REQUIRE(heard(1, std::chrono::minutes(0)));
    CHECK(!heard(2, std::chrono::minutes(15)));
    fs::remove(day);
    CHECK(!heard(3, std::chrono::minutes(15) + std::chrono::seconds(9)));
    CHECK(!history.append({}));
    CHECK(history.kept_until() == 0);
    CHECK(heard(4, std::chrono::minutes(15) + std::chrono::seconds(10)));
    CHECK(history.kept_until() == 3);
    CHECK(history.append({}));
}

TEST_CASE("the history never goes further than the durable journal, and its sequences are never used again") {
    const TestFolder folder;
    const auto rows = rows_of(10, 9, std::chrono::seconds(5));
    {
        auto store = opened(folder.path);
        for (const model::HistoryRow& row : rows) {
            const JournalRecord record{row.sequence, row.observation.heard, "pier", "!AIVDM"};
            REQUIRE(store->journal().append({&record, 1}));
        }
        REQUIRE(store->history().append(rows));
        CHECK(store->journal().durable() == 0);
        REQUIRE(store->history().flush());
        CHECK(store->journal().durable() == 10);
    }
    fs::remove_all(folder.path / "journal");
    auto store = opened(folder.path);
    CHECK(store->journal().last() == 10);
    const JournalRecord again{10, noon, "pier", "!AIVDM"}, next{11, noon, "pier", "!AIVDM"};
    CHECK(!store->journal().append({&again, 1}));
    CHECK(store->journal().append({&next, 1}));
}

TEST_CASE("an answer can be saved as Parquet, with the same rows") {
    const TestFolder folder;
    const auto rows = rows_of(1000, 6, std::chrono::seconds(5));
    keep(folder.path, rows);
    auto history = History::open(folder.path);
    REQUIRE(history);
    const Query query{.vessels = {model::Mmsi::of(351000003)}};
    const fs::path out = folder.path / "it's [out].parquet";
    auto saved = history->save(query, out);
    if (!saved) FAIL(saved.error().message);
    CHECK(*saved == expected(rows, query).size());
    std::ifstream in(out, std::ios::binary);
    std::string magic(4, ' ');
    in.read(magic.data(), 4);
    CHECK(magic == "PAR1");
    const fs::path again = folder.path / "again.parquet";
    REQUIRE(history->save(query, again));
    const auto bytes = [](const fs::path& file) { std::ifstream f(file, std::ios::binary); return std::string(std::istreambuf_iterator<char>(f), {}); };
    CHECK(bytes(out) == bytes(again));
}

TEST_CASE("vessels are found by the name they gave, and a name cannot become a command") {
    const TestFolder folder;
    const auto rows = rows_of(1000, 7, std::chrono::seconds(5));
    keep(folder.path, rows);
    auto history = History::open(folder.path);
    REQUIRE(history);
    auto vessels = history->called("vessel 7");
    REQUIRE(vessels);
    REQUIRE(vessels->size() == 1);
    CHECK(vessels->front().mmsi == model::Mmsi::of(351000007));
    for (const char* hostile : {"' OR '1'='1", "x'; DROP TABLE y; --", "$1", "\xFF\xFE"}) {
        auto none = history->called(hostile);
        REQUIRE(none);
        CHECK(none->empty());
    }
    const std::vector<model::Mmsi> asked{model::Mmsi::of(351000002)};
    auto names = history->names(asked);
    REQUIRE(names);
    REQUIRE(names->size() == 1);
    CHECK(names->front().name == "VESSEL 2");
}

TEST_CASE("a data folder serves one writer, notes its runs and forgets what is old") {
    const TestFolder folder;
    {
        auto store = opened(folder.path);
        const auto second = Store::open(folder.path);
        REQUIRE(!second);
        CHECK(second.error().kind == ErrorKind::unavailable);
        CHECK(second.error().message.find("process " + std::to_string(::getpid())) != std::string::npos);

        auto run = store->ledger().begin_run({.id = 0, .started = noon, .stopped = {}, .version = "0.1.0", .mode = "live",
                                              .first = 1, .last = 0, .bytes_cut = 0});
        REQUIRE(run);
        const auto rows = rows_of(4000, 8, std::chrono::seconds(5));
        for (const model::HistoryRow& row : rows) {
            const JournalRecord record{row.sequence, row.observation.heard, "pier", "!AIVDM"};
            REQUIRE(store->journal().append({&record, 1}));
        }
        REQUIRE(store->journal().commit());
        REQUIRE(store->history().append(rows));
        const Time now = rows.back().observation.heard;
        // The history is not flushed: the journal of its last hours is needed to make it anew.
        auto forgotten = store->forget({.journal = Duration(1), .history = {}}, now);
        REQUIRE(forgotten);
        CHECK(*forgotten == 5);
        REQUIRE(store->history().flush());
        forgotten = store->forget({.journal = {}, .history = std::chrono::hours(3)}, now);
        REQUIRE(forgotten);
        CHECK(*forgotten > 0);
        CHECK(!fs::exists(folder.path / "history/date=2026-11-23/hour=13"));
        CHECK(fs::exists(folder.path / "history/date=2026-11-23/hour=15"));
        auto deletions = store->ledger().deletions();
        REQUIRE(deletions);
        CHECK(deletions->size() == 5 + *forgotten);
        CHECK(deletions->front().what == "journal/2026-11-23T12.nmea");
        REQUIRE(store->ledger().end_run(*run, now, 4000));
    }
    auto store = opened(folder.path);
    auto runs = store->ledger().runs();
    REQUIRE(runs);
    REQUIRE(runs->size() == 1);
    CHECK(runs->front().last == 4000);
    CHECK(runs->front().stopped.has_value());
}

TEST_CASE("a folder without history is said to be one") {
    const TestFolder folder;
    const auto history = History::open(folder.path);
    REQUIRE(!history);
    CHECK(history.error().kind == ErrorKind::not_found);
}
