// The readers of published tables: any bytes, cut anywhere, give the same reports and statistics.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "codec/csv/reader.h"

using namespace vigia;

namespace {

struct Outcome {
    std::uint64_t hash = 0;
    csv::Statistics statistics;
};

Outcome read(std::string_view bytes, std::size_t step) {
    csv::Reader reader;
    std::vector<model::Observation> reports;
    Outcome all;
    const auto take = [&] {
        for (const auto& report : reports) {
            check(report.mmsi.number() <= 999'999'999);
            all.hash = stirred(all.hash, report.mmsi.number());
            all.hash = stirred(all.hash, static_cast<std::uint64_t>(to_unix_milliseconds(report.seen)));
            if (report.fix && report.fix->position)
                all.hash = stirred(all.hash, static_cast<std::uint64_t>(report.fix->position->latitude() * 1e7 + 1e9));
            if (report.particulars && report.particulars->name)
                all.hash = stirred(all.hash, hash_of(report.particulars->name->view()));
        }
    };
    while (!bytes.empty()) {
        reader.read(bytes.substr(0, step), reports);
        take();
        bytes.remove_prefix(std::min(step, bytes.size()));
    }
    reader.finish(reports);
    take();
    all.statistics = reader.statistics();
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Outcome whole = read(bytes, SIZE_MAX);
    const Outcome parts = read(bytes, std::size_t{data[0]} + 1);
    check(whole.hash == parts.hash);
    check(whole.statistics.lines == parts.statistics.lines);
    check(whole.statistics.observations == parts.statistics.observations);
    check(whole.statistics.oddities == parts.statistics.oddities);
    return 0;
}
