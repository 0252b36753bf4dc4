// What decoding costs, beside a memory scan (read and XOR) of the same buffer in the same run.
//
// Times are processor time of the one thread that decodes.
//
//   bench_decode [--rounds N] [--kernel scalar|sse2|avx2|avx512] [--block BYTES] [--stats] [FILE…]
//
// The lines of the files, tag blocks and all, are repeated to a million. Without a file: a million
// distinct lines that our encoder writes, in the mix of types of a busy feed.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>

#include "base/random.h"
#include "codec/ais/encode.h"
#include "codec/ais/reader.h"
#include "codec/ais/registry.h"

using namespace vigia;

namespace {

constexpr std::size_t wanted_lines = 1'000'000;

/// Processor time of this thread: what the work costs, whatever else the machine does.
double seconds() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

std::string repeated(const std::string& text) {
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    if (lines == 0) return text;
    std::string out;
    for (std::size_t n = 0; n < wanted_lines; n += lines) out += text;
    return out;
}

geo::Position near_the_canal(Random& random) {
    return geo::Position::of(random.uniform(8.5, 9.8), random.uniform(-80.2, -79.2));
}

/// One report of a fleet of 2,000: 71 % class A positions, 14 % class B, 6 % voyages, 4 % base stations,
/// 4 % static parts, 1 % aids.
void append_report(Random& random, const ais::Dress& dress, std::string& out) {
    const auto mmsi = model::Mmsi::of(351'000'000 + static_cast<std::uint32_t>(random.below(2000)));
    const std::uint64_t dice = random.below(100);
    if (dice < 71) {
        ais::PositionReport m;
        m.type = random.chance(0.1) ? 3 : 1;
        m.mmsi = mmsi;
        m.status = model::NavigationStatus::under_way_using_engine;
        m.speed = from_knots(random.uniform(0, 20));
        m.position = near_the_canal(random);
        m.course = Degrees{random.uniform(0, 360)};
        m.heading = Degrees{random.uniform(0, 360)};
        m.moment.second = static_cast<std::uint8_t>(random.below(60));
        m.radio = static_cast<std::uint32_t>(random.below(1U << 19U));
        append_sentences(m, dress, out);
    } else if (dice < 85) {
        ais::ClassBReport m;
        m.mmsi = mmsi;
        m.speed = from_knots(random.uniform(0, 20));
        m.position = near_the_canal(random);
        m.course = Degrees{random.uniform(0, 360)};
        append_sentences(m, dress, out);
    } else if (dice < 91) {
        ais::StaticAndVoyage m;
        m.mmsi = mmsi;
        m.imo = 9'000'000 + static_cast<std::uint32_t>(random.below(900'000));
        m.call_sign = FixedText<7>("3FOF8");
        m.name = FixedText<20>("BENCH " + std::to_string(mmsi.number()));
        m.ship_type = std::uint8_t{70};
        m.dimensions = model::Dimensions{200, 60, 16, 16};
        m.destination = FixedText<20>("PANAMA CANAL");
        append_sentences(m, dress, out);
    } else if (dice < 95) {
        ais::BaseStationReport m;
        m.mmsi = model::Mmsi::of(3'571'000 + static_cast<std::uint32_t>(random.below(9)));
        m.position = near_the_canal(random);
        m.minute = static_cast<std::uint8_t>(random.below(60));
        append_sentences(m, dress, out);
    } else if (dice < 99) {
        ais::StaticPartA m;
        m.mmsi = mmsi;
        m.name = FixedText<20>("YACHT " + std::to_string(mmsi.number()));
        append_sentences(m, dress, out);
    } else {
        ais::AidToNavigation m;
        m.mmsi = model::Mmsi::of(993'570'000 + static_cast<std::uint32_t>(random.below(900)));
        m.name = FixedText<34>("GATUN APPROACH");
        m.position = near_the_canal(random);
        append_sentences(m, dress, out);
    }
}

std::string own_lines() {
    Random random(20261123);
    std::string out;
    std::int64_t now = 1'795'000'000'000;
    std::size_t n = 0;
    const double begin = seconds();
    while (n < wanted_lines) {
        now += static_cast<std::int64_t>(random.below(8));
        ais::Dress dress{.channel = random.chance(0.5) ? 'A' : 'B', .recorded = from_unix_milliseconds(now),
                         .station = random.chance(0.5) ? "PMA01" : "COLON2"};
        dress.sequence = static_cast<unsigned>(n % 10);
        const std::size_t before = out.size();
        append_report(random, dress, out);
        n += static_cast<std::size_t>(std::count(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(), '\n'));
    }
    fmt::print("encoding        {:8.2f} M sentences/s (drawn, encoded, appended)\n",
               static_cast<double>(n) / (seconds() - begin) / 1e6);
    return out;
}

std::uint64_t scanned(const std::string& text) {
    std::uint64_t sum[4] = {};
    std::size_t i = 0;
    for (; i + 32 <= text.size(); i += 32) {
        std::uint64_t words[4];
        std::memcpy(words, text.data() + i, 32);
        for (int k = 0; k < 4; ++k) sum[k] ^= words[k];
    }
    for (; i < text.size(); ++i) sum[0] ^= static_cast<unsigned char>(text[i]);
    return sum[0] ^ sum[1] ^ sum[2] ^ sum[3];
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

ais::Statistics decoded(const std::string& text, ais::Kernel kernel, std::size_t block) {
    ais::Reader reader(ais::Policy::standard, ais::Registry::standard(), kernel);
    static ais::Batch batch;
    for (std::size_t at = 0; at < text.size(); at += block)
        reader.read(std::string_view(text).substr(at, block), batch);
    reader.finish(batch);
    return reader.statistics();
}

void print_statistics(const ais::Statistics& s) {
    fmt::print("lines {}  sentences {}  messages {}  resynchronised {}  tag blocks ignored {}  digest {:016x}\n", s.lines,
               s.sentences, s.messages, s.resynchronised, s.tag_blocks_ignored, s.digest);
    fmt::print("multipart: complete {}  expired {}  duplicated {}  orphan {}\n", s.multipart.complete,
               s.multipart.expired, s.multipart.duplicated, s.multipart.orphan);
    for (std::size_t i = 0; i < ais::refusal_count; ++i)
        if (s.refused[i] != 0)
            fmt::print("refused {:<18} {:8}  {}\n", name(static_cast<ais::Refusal>(i)), s.refused[i], s.sample[i].view());
}

void measure(const std::string& what, const std::string& text, ais::Kernel kernel, std::size_t block, int rounds,
             bool stats) {
    std::vector<double> decode_times, scan_times;
    ais::Statistics statistics = decoded(text, kernel, block);  // warms caches and buffers
    std::uint64_t keep = 0;
    for (int i = 0; i < rounds; ++i) {
        double begin = seconds();
        keep ^= scanned(text);
        scan_times.push_back(seconds() - begin);
        begin = seconds();
        statistics = decoded(text, kernel, block);
        decode_times.push_back(seconds() - begin);
    }
    const double n = static_cast<double>(statistics.sentences), bytes = static_cast<double>(text.size());
    const double best = *std::min_element(decode_times.begin(), decode_times.end());
    fmt::print("{}: {} sentences, {:.1f} MB, {} kernel, scan check {:02x}\n", what, statistics.sentences, bytes / 1e6,
               name(kernel), keep & 0xFF);
    fmt::print("memory scan     {:8.2f} M sentences/s  {:6.2f} GB/s  (median of {})\n", n / median(scan_times) / 1e6,
               bytes / median(scan_times) / 1e9, rounds);
    fmt::print("decode none     {:8.2f} M sentences/s  {:6.2f} GB/s  (median of {}; best {:.2f})\n",
               n / median(decode_times) / 1e6, bytes / median(decode_times) / 1e9, rounds, n / best / 1e6);
    if (stats) print_statistics(statistics);
}

}  // namespace

int main(int count, char** words) {
    int rounds = 9;
    bool stats = false;
    std::size_t block = 128 * 1024;
    ais::Kernel kernel = ais::best_kernel();
    std::vector<std::string> files;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--stats") stats = true;
        else if (word == "--rounds" && i + 1 < count) rounds = std::max(1, std::atoi(words[++i]));
        else if (word == "--block" && i + 1 < count) block = static_cast<std::size_t>(std::max(1, std::atoi(words[++i])));
        else if (word == "--kernel" && i + 1 < count) {
            const std::string_view wanted = words[++i];
            for (const auto k : {ais::Kernel::scalar, ais::Kernel::sse2, ais::Kernel::avx2, ais::Kernel::avx512})
                if (name(k) == wanted) kernel = k;
        } else files.emplace_back(word);
    }
    if (!ais::has_kernel(kernel)) {
        fmt::print(stderr, "this processor has no {}\n", name(kernel));
        return 1;
    }
    if (files.empty()) {
        measure("distinct lines of our encoder", own_lines(), kernel, block, rounds, stats);
        return 0;
    }
    std::string text;
    for (const std::string& file : files) {
        std::ifstream in(file, std::ios::binary);
        if (!in) {
            fmt::print(stderr, "cannot read {}\n", file);
            return 1;
        }
        text.append(std::istreambuf_iterator<char>(in), {});
        if (!text.empty() && text.back() != '\n') text.push_back('\n');
    }
    if (!stats) text = repeated(text);
    measure(files.size() == 1 ? files[0] : fmt::format("{} files", files.size()), text, kernel, block, stats ? 1 : rounds, stats);
    return 0;
}
