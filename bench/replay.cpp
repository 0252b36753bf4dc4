// How many messages a second go from bytes to tracks on one core, beside decoding alone of the same
// buffer; and how many through the whole loop with journal and history kept.
//
//   replay [FILE of sentences with times] [runs]     without a file: an own sea of 1,500 ships

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/random.h"
#include "codec/ais/batch.h"
#include "codec/ais/encode.h"
#include "codec/ais/reader.h"
#include "codec/ais/registry.h"
#include "engine/engine.h"
#include "engine/loop.h"

namespace {

using namespace vigia;
namespace fs = std::filesystem;

constexpr std::size_t block = 256 * 1024;

double seconds_of(auto&& work) {
    const auto from = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::string own_sea(std::size_t messages) {
    Random random(2);
    std::string lines;
    const Time begin = from_unix_milliseconds(1'790'000'000'000);
    for (std::size_t i = 0; i < messages; ++i) {
        const auto ship = static_cast<std::uint32_t>(random.below(1500));
        const Time at = begin + Duration{static_cast<std::int64_t>(i) * 120};
        ais::Dress dress;
        dress.recorded = at;
        dress.station = ship % 2 ? "colon" : "balboa";
        dress.sequence = static_cast<unsigned>(i % 10);
        if (random.chance(0.06)) {
            ais::StaticAndVoyage said;
            said.mmsi = model::Mmsi::of(355'000'000 + ship);
            said.name = FixedText<20>("BOATY");
            said.destination = FixedText<20>("PANAMA");
            ais::append_sentences(ais::Message{said}, dress, lines);
            continue;
        }
        ais::PositionReport said;
        said.mmsi = model::Mmsi::of(355'000'000 + ship);
        // Each ship goes forth and back at 3 knots on a line of its own.
        const double hours = static_cast<double>(i) * 0.12 / 3600 / 2;
        const double way = 0.1 * std::abs(2 * (hours - std::floor(hours)) - 1);
        said.position = geo::Position::of(8 + ship % 100 * 0.01 + way, -79.9 + ship / 100 * 0.05);
        said.speed = from_knots(3);
        said.course = Degrees{0};
        said.moment.second = static_cast<std::uint8_t>(to_unix_milliseconds(at) / 1000 % 60);
        ais::append_sentences(ais::Message{said}, dress, lines);
    }
    return lines;
}

/// Calls `f` for each piece of whole lines.
void in_blocks(std::string_view lines, auto&& f) {
    while (!lines.empty()) {
        const std::size_t end = lines.size() <= block ? lines.size() : lines.rfind('\n', block) + 1;
        f(lines.substr(0, end));
        lines.remove_prefix(end);
    }
}

std::uint64_t decode_only(const std::string& lines) {
    ais::Reader reader(ais::Policy::standard, ais::Registry::standard());
    ais::Batch batch;
    in_blocks(lines, [&](std::string_view piece) { reader.read(piece, batch); });
    return reader.statistics().messages;
}

std::uint64_t fold_only(const std::string& lines) {
    engine::EngineOptions options;
    options.mode = engine::Mode::replay;
    engine::Engine engine(options, ais::Registry::standard());
    const model::SourceId source = engine.add_source("bench", "bench").value();
    engine::Kept kept;
    in_blocks(lines, [&](std::string_view piece) {
        engine.load(source, piece);
        engine.consume(Time::max(), kept);
        kept.clear();
    });
    return engine.counts().messages;
}

std::uint64_t whole_loop(const std::string& file, const fs::path& data) {
    fs::remove_all(data);
    auto store = store::Store::open(data);
    if (!store) return std::fprintf(stderr, "%s\n", store.error().message.c_str()), 0;
    engine::LoopOptions options;
    options.engine.mode = engine::Mode::replay;
    options.registry = &ais::Registry::standard();
    options.store = store->get();
    options.publish = engine::Publish::no;
    auto loop = engine::Loop::replay(std::move(options), {file}, nullptr);
    if (!loop) return 0;
    while (!(*loop)->wait(std::chrono::seconds(10))) {
    }
    if (auto stopped = (*loop)->stop(); !stopped) std::fprintf(stderr, "%s\n", stopped.error().message.c_str());
    return (*loop)->picture()->counts.messages;
}

void measure(const char* what, int runs, auto&& work) {
    std::vector<double> rates, costs;
    for (int i = 0; i < runs; ++i) {
        std::uint64_t messages = 0;
        const std::clock_t cpu = std::clock();
        const double seconds = seconds_of([&] { messages = work(); });
        rates.push_back(static_cast<double>(messages) / seconds / 1e6);
        costs.push_back(static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC / static_cast<double>(messages) * 1e6);
    }
    std::printf("%-36s %6.2f M messages/s, %5.2f us of processor a message (medians of %d)\n", what, median(rates), median(costs), runs);
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    const int runs = argc > 2 ? std::atoi(argv[2]) : 3;
    const fs::path folder = fs::temp_directory_path() / "vigia-bench-replay";
    fs::create_directories(folder);
    std::string file = argc > 1 ? argv[1] : (folder / "sea.nmea").string();
    if (argc <= 1) std::ofstream(file, std::ios::binary) << own_sea(5'000'000);
    std::ifstream in(file, std::ios::binary);
    const std::string lines(std::istreambuf_iterator<char>(in), {});
    std::printf("%s: %.0f MB\n", argc > 1 ? argv[1] : "5 M messages of 1,500 ships", static_cast<double>(lines.size()) / 1e6);
    measure("decode only, one core", runs, [&] { return decode_only(lines); });
    measure("decode, identify, track, one core", runs, [&] { return fold_only(lines); });
    measure("replay with journal and history", runs, [&] { return whole_loop(file, folder / "data"); });
    fs::remove_all(folder);
    return 0;
}
