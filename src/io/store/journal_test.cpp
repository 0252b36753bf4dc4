#include "io/store/journal.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/random.h"
#include "io/store/inside/journal_format.h"
#include "io/store/inside/test_folder.h"

namespace fs = std::filesystem;
using namespace vigia;
using namespace vigia::store;

namespace {

const Time noon = *time_from_iso("2026-11-23T12:00:00Z");

struct Kept {
    model::Sequence sequence;
    Time heard;
    std::string source, line;
    bool operator==(const Kept&) const = default;
    [[nodiscard]] JournalRecord record() const { return {sequence, heard, source, line}; }
};

Kept sentence(model::Sequence n, Time heard) {
    return {n, heard, "pier", "!AIVDM,1,1,,A,15M67FC000G?ufbE`FepT@3n00Sa,0*" + std::to_string(10 + n % 90)};
}

std::vector<Kept> sentences(model::Sequence first, model::Sequence last, Time from, Duration step) {
    std::vector<Kept> all;
    for (auto n = first; n <= last; ++n) all.push_back(sentence(n, from + step * static_cast<int>(n - first)));
    return all;
}

void put(Journal& journal, const std::vector<Kept>& records) {
    for (const Kept& kept : records) {
        const JournalRecord record = kept.record();
        REQUIRE(journal.append({&record, 1}));
    }
}

struct Read {
    std::vector<Kept> records;
    std::optional<JournalDamage> damage;
};

Read read_all(const fs::path& folder, const JournalSpan& span = {}) {
    auto reader = JournalReader::open(folder, span);
    REQUIRE(reader);
    Read read;
    JournalRecord record;
    for (;;) {
        auto more = reader->next(record);
        REQUIRE(more);
        if (!*more) break;
        read.records.push_back({record.sequence, record.heard, std::string(record.source), std::string(record.line)});
    }
    read.damage = reader->damage();
    return read;
}

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::unique_ptr<Journal> opened(const fs::path& folder, const JournalLimits& limits = {}) {
    auto journal = Journal::open(folder, limits);
    REQUIRE(journal);
    return std::move(*journal);
}

}  // namespace

TEST_CASE("records come back in order, and the text is a tag block before the line as heard") {
    const TestFolder folder;
    const auto records = sentences(1, 100, noon, Duration(250));
    auto journal = opened(folder.path);
    put(*journal, records);
    CHECK(journal->durable() == 0);
    REQUIRE(journal->commit());
    CHECK(journal->durable() == 100);
    const Read read = read_all(folder.path);
    CHECK(read.records == records);
    CHECK(!read.damage);
    const std::string text = bytes_of(folder.path / "2026-11-23T12.nmea");
    CHECK(text.starts_with("# vigia journal 1, hour 2026-11-23T12 seal "));
    CHECK(text.find("\n\\s:pier,n:1,c:1795435200000*") != std::string::npos);
    CHECK(text.find("\\!AIVDM,1,1,,A,15M67FC000G?ufbE`FepT@3n00Sa,0*11\n") != std::string::npos);
    CHECK(text.find("\n# group 1..100 seal ") != std::string::npos);
}

TEST_CASE("any bytes of any length come back as they were heard") {
    Random random(7);
    const TestFolder folder;
    auto journal = opened(folder.path, {.group_bytes = 3000});
    std::vector<Kept> records;
    Time heard = noon;
    for (model::Sequence n = 1; n <= 2000; ++n) {
        heard += Duration(static_cast<std::int64_t>(random.below(5000)));
        std::string line, source;
        const std::uint64_t size = random.chance(0.01) ? random.below(20000) : random.below(90);
        const std::string_view hostile = "\n\r\\^#!$*,:\0\x7F\x80\xFFgroup seal";
        for (std::uint64_t i = 0; i < size; ++i)
            line += random.chance(0.5) ? hostile[random.below(hostile.size())] : static_cast<char>(random.below(256));
        for (std::uint64_t i = 0; i <= random.below(64); ++i) source += static_cast<char>(random.below(256));
        records.push_back({n, heard, source, line});
        const JournalRecord record = records.back().record();
        REQUIRE(journal->append({&record, 1}));
        if (random.chance(0.05)) REQUIRE(journal->commit());
        if (random.chance(0.02)) {
            REQUIRE(journal->commit());
            journal.reset();
            journal = opened(folder.path, {.group_bytes = 3000});
            REQUIRE(journal->last() == n);
            REQUIRE(journal->recovery().said.empty());
        }
    }
    REQUIRE(journal->commit());
    const Read read = read_all(folder.path);
    CHECK(!read.damage);
    CHECK(read.records == records);
}

TEST_CASE("a journal goes on over hours, a restart and compression, and can be read by span") {
    const TestFolder folder;
    const auto records = sentences(1, 400, noon, std::chrono::minutes(1));
    auto journal = opened(folder.path);
    put(*journal, {records.begin(), records.begin() + 200});
    REQUIRE(journal->commit());
    journal.reset();
    journal = opened(folder.path);
    CHECK(journal->last() == 200);
    CHECK(journal->durable() == 200);
    put(*journal, {records.begin() + 200, records.end()});
    REQUIRE(journal->commit());
    int pieces = 0;
    for (;; ++pieces) {
        auto more = journal->tidy();
        REQUIRE(more);
        if (!*more) break;
    }
    CHECK(pieces == 12);  // six closed hours, each one piece of bytes and one to finish
    CHECK(fs::exists(folder.path / "2026-11-23T17.nmea.zst"));
    CHECK(!fs::exists(folder.path / "2026-11-23T17.nmea"));
    CHECK(fs::exists(folder.path / "2026-11-23T18.nmea"));
    CHECK(read_all(folder.path).records == records);

    const auto span = read_all(folder.path, {.from = noon + std::chrono::minutes(90), .until = noon + std::chrono::minutes(200)});
    CHECK(span.records == std::vector<Kept>(records.begin() + 90, records.begin() + 200));
    CHECK(read_all(folder.path, {.after = 333}).records == std::vector<Kept>(records.begin() + 333, records.end()));

    journal.reset();
    journal = opened(folder.path);
    CHECK(journal->last() == 400);
}

TEST_CASE("opened twice in one hour, only compressed or cut hours left, the next sequence is known") {
    const TestFolder folder;
    auto journal = opened(folder.path);
    put(*journal, sentences(1, 10, noon, Duration(1)));
    put(*journal, sentences(11, 12, noon + std::chrono::hours(1), Duration(1)));
    REQUIRE(journal->commit());
    while (*journal->tidy()) {}
    journal.reset();
    fs::remove(folder.path / "2026-11-23T13.nmea");
    journal = opened(folder.path);
    CHECK(journal->last() == 10);
    put(*journal, sentences(11, 12, noon + std::chrono::hours(2), Duration(1)));
    REQUIRE(journal->commit());
    CHECK(read_all(folder.path).records.size() == 12);
}

TEST_CASE("cut or changed at any byte, a journal keeps every whole group before it and sets the rest aside") {
    const TestFolder source;
    std::vector<std::uintmax_t> ends{0};
    const fs::path name = "2026-11-23T12.nmea";
    {
        auto journal = opened(source.path);
        for (model::Sequence n = 1; n <= 8; ++n) {
            put(*journal, sentences(n * 3 - 2, n * 3, noon + Duration(n * 10), Duration(1)));
            REQUIRE(journal->commit());
            ends.push_back(fs::file_size(source.path / name));
        }
    }
    const std::string whole = bytes_of(source.path / name);
    const auto groups_within = [&](std::size_t at) {
        model::Sequence groups = 0;
        while (groups < 8 && ends[groups + 1] <= at) ++groups;
        return groups;
    };
    for (std::size_t at = 1; at < whole.size(); at += 23) {
        for (const bool torn : {true, false}) {
            const TestFolder folder;
            std::string bytes = whole;
            if (torn) bytes.resize(at);
            else bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
            write_bytes(folder.path / name, bytes);
            const model::Sequence kept = groups_within(at) * 3;
            if (!torn) {
                const Read read = read_all(folder.path);
                CHECK(read.records.size() == kept);
            }
            auto journal = opened(folder.path);
            REQUIRE(journal->last() == kept);
            const JournalRecovery& recovery = journal->recovery();
            if (recovery.bytes_cut > 0) {
                CHECK(fs::exists(recovery.set_aside));
                CHECK(recovery.bytes_cut == fs::file_size(recovery.set_aside));
                CHECK(!recovery.said.empty());
            }
            put(*journal, sentences(kept + 1, kept + 1, noon + Duration(200), Duration(1)));
            REQUIRE(journal->commit());
            const Read after = read_all(folder.path);
            CHECK(!after.damage);
            CHECK(after.records.size() == kept + 1);
        }
    }
}

TEST_CASE("a reader stops at damage inside a closed hour and says where") {
    const TestFolder folder;
    auto journal = opened(folder.path);
    put(*journal, sentences(1, 5, noon, Duration(1)));
    REQUIRE(journal->commit());
    put(*journal, sentences(6, 10, noon + Duration(10), Duration(1)));
    REQUIRE(journal->commit());
    put(*journal, sentences(11, 15, noon + std::chrono::hours(1), Duration(1)));
    REQUIRE(journal->commit());
    journal.reset();
    const fs::path name = folder.path / "2026-11-23T12.nmea";
    std::string bytes = bytes_of(name);
    bytes[bytes.find("n:8,") + 30] = '?';
    write_bytes(name, bytes);
    const Read read = read_all(folder.path);
    CHECK(read.records.size() == 5);
    REQUIRE(read.damage);
    CHECK(read.damage->file == name);
    CHECK(read.damage->said.find("the last whole record is 5") != std::string::npos);
    // A start cuts there, and sets the later hour aside too: its records are not joined to the rest.
    journal = opened(folder.path);
    CHECK(journal->last() == 5);
    CHECK(fs::exists(folder.path / "2026-11-23T13.nmea.damaged"));
}

TEST_CASE("records that break the order or a bound are refused and the rest goes on") {
    const TestFolder folder;
    auto journal = opened(folder.path, {.longest_line = 100});
    put(*journal, sentences(5, 6, noon, Duration(1)));
    const auto refused = [&](const Kept& kept) {
        const JournalRecord record = kept.record();
        const auto result = journal->append({&record, 1});
        return !result;
    };
    CHECK(refused(sentence(6, noon + Duration(5))));
    CHECK(refused(sentence(7, noon - Duration(5))));
    CHECK(refused({7, noon + Duration(5), "", "line"}));
    CHECK(refused({7, noon + Duration(5), std::string(65, 's'), "line"}));
    CHECK(refused({7, noon + Duration(5), "pier", std::string(101, 'l')}));
    CHECK(journal->refused() == 5);
    put(*journal, {sentence(9, noon + Duration(5))});  // a gap is allowed: lines that could not be kept
    REQUIRE(journal->commit());
    CHECK(read_all(folder.path).records.size() == 3);
}

TEST_CASE("old hours are forgotten, but not the newest nor those that are still needed") {
    const TestFolder folder;
    auto journal = opened(folder.path);
    put(*journal, sentences(1, 300, noon, std::chrono::minutes(1)));  // 12:00 to 16:59
    REQUIRE(journal->commit());
    while (*journal->tidy()) {}
    auto removed = journal->forget(noon + std::chrono::hours(3), 119, 100);
    REQUIRE(removed);
    CHECK(removed->size() == 1);  // 13h holds 61..120
    removed = journal->forget(noon + std::chrono::hours(3), 300, 1);
    REQUIRE(removed);
    CHECK(removed->size() == 1);
    removed = journal->forget(noon + std::chrono::hours(30), 300, 100);
    REQUIRE(removed);
    CHECK(removed->size() == 2);
    CHECK(read_all(folder.path).records.front().sequence == 241);
}
