#include "engine/span.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "codec/ais/batch.h"
#include "codec/ais/reader.h"
#include "codec/csv/reader.h"
#include "engine/inside/reading.h"
#include "io/feed/recording.h"
#include "io/store/journal.h"

namespace vigia::engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t looked_at = 64 * 1024;  ///< bytes at each end of a file

/// The first and the last time that whole lines tell.
Span times_of(std::string_view lines, const ais::Registry& registry) {
    Span span;
    const auto note = [&span](Time at) {
        if (!span.from) span.from = at;
        span.to = at;
    };
    if (csv::layout_of(lines.substr(0, lines.find('\n')))) {
        csv::Reader reader;
        std::vector<model::Observation> rows;
        reader.read(lines, rows);
        for (const model::Observation& row : rows) note(row.seen);
        return span;
    }
    ais::Reader reader(ais::Policy::standard, registry);
    ais::Batch batch;
    reader.read(lines, batch);
    for (std::size_t i = 0; i < batch.line_count(); ++i)
        if (const auto at = batch.recorded(i)) note(*at);
    return span;
}

/// The last lines of a plain file that begins with `head`, behind its first line, which may name the
/// columns; empty when the file on disk is not what is read of it.
std::string tail_of(const std::string& path, std::string_view head) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const auto size = static_cast<std::size_t>(std::max<std::streamoff>(file.tellg(), 0));
    const std::string_view begin = head.substr(0, looked_at);
    std::string bytes(begin.size(), '\0');
    file.seekg(0);
    if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())) || bytes != begin) return {};
    const std::size_t from = size - std::min(size, looked_at);
    bytes.resize(size - from);
    file.seekg(static_cast<std::streamoff>(from));
    if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return {};
    if (from > 0) bytes.erase(0, bytes.find('\n') + 1);
    if (!bytes.ends_with('\n')) bytes += '\n';
    return std::string(head.substr(0, head.find('\n') + 1)) + bytes;
}

Span span_of_recording(const std::string& path, const ais::Registry& registry) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) return {};
    auto recording = feed::Recording::open(path, {.packet_time = feed::PacketTime::stamped});
    std::string head;
    if (!recording || !(*recording)->read(head)) return {};
    return {.from = times_of(head, registry).from, .to = times_of(tail_of(path, head), registry).to};
}

Span span_of_journal(const std::string& folder) {
    Span span;
    std::string last;  // hours are named so that the latest comes last
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (const std::string name = entry.path().filename().string(); name.find(".nmea") == 13) last = std::max(last, name);
    const auto hour = time_from_iso(last.substr(0, 13) + ":00:00Z");
    store::JournalRecord record;
    if (auto reader = store::JournalReader::open(folder); reader && reader->next(record).value_or(false)) span.from = record.heard;
    if (!hour) return span;
    auto reader = store::JournalReader::open(folder, {.from = *hour, .until = {}, .after = 0});
    while (reader && reader->next(record).value_or(false)) span.to = record.heard;
    return span;
}

}  // namespace

Span span_of(const std::vector<std::string>& inputs, const ais::Registry& registry) {
    Span whole;
    for (const std::string& input : inputs) {
        const std::string folder = journal_folder(input);
        const Span one = folder.empty() ? span_of_recording(input, registry) : span_of_journal(folder);
        const bool first = &input == &inputs.front();
        if (first) whole.from = one.from;
        if (first) whole.to = one.to;
        else whole.to = whole.to && one.to ? std::optional(std::max(*whole.to, *one.to)) : std::nullopt;
    }
    return whole;
}

}  // namespace vigia::engine
