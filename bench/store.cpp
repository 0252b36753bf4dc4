// What keeping costs: records into the journal and rows into the history, beside a plain write() of
// the same bytes to the same disk in the same run.
//
//   bench_store [FOLDER] [MILLIONS]

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fmt/core.h>

#include "base/random.h"
#include "io/store/store.h"

namespace fs = std::filesystem;
using namespace vigia;

namespace {

constexpr std::size_t batch = 3000;
constexpr Duration hour = std::chrono::hours(1);
constexpr std::int64_t records_an_hour = 150'000;  ///< an ordinary day of the Canal
const Time start = *time_from_iso("2026-11-23T00:00:00Z");

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto of = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; };
    return of(used.ru_utime) + of(used.ru_stime);
}

template <class T>
T value(Result<T>&& result) {
    if (!result) {
        fmt::print(stderr, "bench_store: {}\n", result.error().message);
        std::exit(5);
    }
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Clock {
    double wall = seconds(), cpu = cpu_seconds();
    void told(const char* what, std::size_t count, const char* unit, std::uint64_t bytes) const {
        const double took = seconds() - wall, worked = cpu_seconds() - cpu;
        fmt::print("{:28} {:7.2f} M {}/s  {:7.0f} MB/s  {:5.2f} s  (processor {:5.2f} s)\n", what,
                   static_cast<double>(count) / took / 1e6, unit, static_cast<double>(bytes) / took / 1e6, took, worked);
    }
};

std::uint64_t bytes_below(const fs::path& folder) {
    std::uint64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) bytes += entry.file_size();
    return bytes;
}

/// A week of 1,500 vessels.
std::vector<model::HistoryRow> rows_of(std::size_t count, double span_hours) {
    struct Vessel { double latitude, longitude, course, speed; };
    Random random(1);
    std::vector<Vessel> vessels;
    for (int i = 0; i < 1500; ++i)
        vessels.push_back({random.uniform(7.5, 10.5), random.uniform(-81, -78), random.uniform(0, 360), random.uniform(0, 10)});
    std::vector<model::HistoryRow> rows(count);
    const double step_ms = span_hours * 3600e3 / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t which = random.below(vessels.size());
        Vessel& vessel = vessels[which];
        vessel.latitude += random.uniform(-1e-4, 1e-4);
        vessel.longitude += random.uniform(-1e-4, 1e-4);
        model::HistoryRow& row = rows[i];
        row.sequence = i + 1;
        row.track = static_cast<model::TrackId>(which + 1);
        model::Observation& said = row.observation;
        said.mmsi = model::Mmsi::of(static_cast<std::uint32_t>(350000000 + which * 977));
        said.heard = start + Duration(static_cast<std::int64_t>(step_ms * static_cast<double>(i)));
        said.seen = said.heard - Duration(static_cast<std::int64_t>(random.below(900)));
        said.station = static_cast<model::StationId>(1 + which % 4);
        said.transceiver = which % 3 == 0 ? model::Transceiver::class_b : model::Transceiver::class_a;
        if (random.chance(0.05)) {
            model::Particulars particulars;
            particulars.name = FixedText<34>("VESSEL " + std::to_string(which));
            particulars.destination = FixedText<20>("PA CRISTOBAL");
            particulars.imo = 9000000u + static_cast<std::uint32_t>(which);
            particulars.dimensions = model::Dimensions{200, 50, 20, 20};
            said.particulars = particulars;
            continue;
        }
        model::Fix fix;
        fix.position = geo::Position::of(std::round(vessel.latitude * 600000) / 600000, std::round(vessel.longitude * 600000) / 600000);
        fix.speed = from_knots(std::round(vessel.speed * 10 + random.uniform(0, 5)) / 10);
        fix.course = Degrees{std::round(vessel.course * 10) / 10};
        if (which % 3 != 0) fix.heading = Degrees{std::floor(vessel.course)};
        fix.status = which % 5 == 0 ? model::NavigationStatus::at_anchor : model::NavigationStatus::under_way_using_engine;
        said.fix = fix;
    }
    return rows;
}

void journal_bench(const fs::path& folder, std::size_t count) {
    const std::string line = "!AIVDM,1,1,,A,15M67FC000G?ufbE`FepT@3n00Sa,0*5C";
    std::vector<store::JournalRecord> records(batch);
    auto journal = value(store::Journal::open(folder / "journal"));
    const Clock clock;
    double committed = seconds();
    for (std::size_t i = 0; i < count; i += batch) {
        const std::size_t size = std::min(batch, count - i);
        for (std::size_t k = 0; k < size; ++k)
            records[k] = {i + k + 1, start + hour * static_cast<std::int64_t>(i + k) / records_an_hour, "north-pier", line};
        value(journal->append({records.data(), size}));
        if (seconds() - committed >= 0.1) {
            value(journal->commit());
            committed = seconds();
        }
    }
    value(journal->commit());
    const std::uint64_t bytes = bytes_below(folder / "journal");
    clock.told("journal append", count, "records", bytes);

    const std::uint64_t ended = count / records_an_hour * records_an_hour;  // the hour in which more may come stays as it is
    const Clock squeezing;
    while (value(journal->tidy())) {}
    squeezing.told("journal tidy (zstd)", ended, "records", bytes * ended / count);

    const Clock reading;
    auto reader = value(store::JournalReader::open(folder / "journal"));
    store::JournalRecord record;
    std::size_t read = 0;
    while (value(reader.next(record))) ++read;
    reading.told("journal read", read, "records", bytes);

    const std::string piece(1 << 20, 'x');
    const int file = ::open((folder / "plain").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    const Clock plain;
    committed = seconds();
    for (std::uint64_t written = 0; written < bytes; written += piece.size()) {
        if (::write(file, piece.data(), piece.size()) < 0) std::perror("write");
        if (seconds() - committed >= 0.1) {
            ::fdatasync(file);
            committed = seconds();
        }
    }
    ::fdatasync(file);
    ::close(file);
    plain.told("plain write of the same size", count, "records", bytes);
}

void history_bench(const fs::path& folder, const std::vector<model::HistoryRow>& rows, Duration part_every,
                   store::Durability durability, const char* what) {
    const fs::path data = folder / "data";
    fs::remove_all(data);
    fs::create_directories(data);
    auto ledger = value(store::Ledger::open(data / "vigia.sqlite"));
    auto history = value(store::HistoryWriter::open(data, *ledger, {.part_every = part_every, .durability = durability}));
    history->name_source(model::SourceId{0}, "north-pier");
    const Clock clock;
    for (std::size_t i = 0; i < rows.size(); i += batch)
        value(history->append({rows.data() + i, std::min(batch, rows.size() - i)}));
    value(history->flush());
    const std::uint64_t bytes = bytes_below(data / "history");
    clock.told(what, rows.size(), "rows", bytes);
    fmt::print("{:28} {:.1f} bytes a row\n", "", static_cast<double>(bytes) / static_cast<double>(rows.size()));
}

}  // namespace

int main(int argc, char** argv) {
    const fs::path folder = fs::path(argc > 1 ? argv[1] : ".") / "bench_store.tmp";
    const auto count = static_cast<std::size_t>((argc > 2 ? std::atof(argv[2]) : 3.0) * 1e6);
    fs::remove_all(folder);
    fs::create_directories(folder);
    if (argc <= 4) journal_bench(folder, count);
    const auto rows = rows_of(count, argc > 3 ? std::atof(argv[3]) : 168);
    history_bench(folder, rows, std::chrono::hours(24 * 30), store::Durability::left_to_system, "history, by row bound");
    if (argc <= 4) history_bench(folder, rows, std::chrono::hours(6), store::Durability::forced, "history, forced, 6 h parts");
    fs::remove_all(folder);
    return 0;
}
