#include "engine/inside/reading.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "engine/span.h"
#include "io/feed/recording.h"

namespace vigia::engine {
namespace {

constexpr std::size_t blocks_ahead = 8;
constexpr std::size_t block_bytes = 256 * 1024;

std::string source_name(const std::string& path) {
    if (path == "-") return "standard input";
    const std::filesystem::path p(path);
    const std::string name = (p.has_filename() ? p.filename() : p.parent_path().filename()).string();
    return name.empty() ? path : name;
}

std::string url_of(const std::string& path) { return path == "-" ? "-" : "file:" + path; }

}  // namespace

std::string journal_folder(const std::string& input) {
    std::error_code ignored;
    if (input == "-" || !std::filesystem::is_directory(input, ignored)) return {};
    for (const std::filesystem::path& folder : {std::filesystem::path(input) / "journal", std::filesystem::path(input)})
        if (store::JournalReader::open(folder)) return folder.string();
    return {};
}

Reading::Reading(std::vector<std::string> inputs, store::JournalSpan span)
    : blocks_(blocks_ahead), blanks_(blocks_ahead + 2), span_(std::move(span)), thread_([this, inputs = std::move(inputs)] { run(inputs); }) {}

Reading::~Reading() { stop(); }

void Reading::stop() {
    blocks_.close();
    if (thread_.joinable()) thread_.join();
}

std::unique_ptr<Block> Reading::next(Duration at_most) {
    auto block = blocks_.pop(at_most);
    return block ? std::move(*block) : nullptr;
}

std::unique_ptr<Block> Reading::blank() {
    auto used = blanks_.pop(Duration{0});
    auto block = used ? std::move(*used) : std::make_unique<Block>();
    block->marks.clear();
    block->names.clear();
    block->last = false;
    block->failed.reset();
    block->bytes.clear();
    return block;
}

bool Reading::fail_with(Error error, const std::string& path) {
    auto block = blank();
    block->source = source_name(path);
    block->url = url_of(path);
    block->failed = std::move(error);
    (void)blocks_.push(std::move(block));
    return false;
}

void Reading::run(const std::vector<std::string>& inputs) {
    for (const std::string& input : inputs)
        if (!read(input)) break;
    blocks_.close();
}

bool Reading::read(const std::string& input) {
    const std::string folder = journal_folder(input);
    return folder.empty() ? read_recording(input) : read_journal(folder);
}

bool Reading::read_recording(const std::string& path) {
    feed::RecordingLimits limits;
    limits.block = block_bytes;
    limits.packet_time = feed::PacketTime::stamped;
    auto recording = feed::Recording::open(path, limits);
    if (!recording) return fail_with(recording.error(), path);
    for (;;) {
        auto block = blank();
        block->source = source_name(path);
        block->url = url_of(path);
        const Result<bool> more = (*recording)->read(block->bytes);
        if (!more) return fail_with(more.error(), path);
        block->last = !*more;
        if (!blocks_.push(std::move(block))) return false;
        if (!*more) return true;
    }
}

bool Reading::read_journal(const std::string& folder) {
    auto reader = store::JournalReader::open(folder, span_);
    if (!reader) return fail_with(reader.error(), folder);
    store::JournalRecord record;
    Result<bool> got = true;
    while (got && *got) {
        auto block = blank();
        while (block->bytes.size() < block_bytes && (got = reader->next(record)) && *got) {
            auto name = std::find(block->names.begin(), block->names.end(), record.source);
            if (name == block->names.end()) name = block->names.insert(name, std::string(record.source));
            block->marks.push_back({.sequence = record.sequence, .heard = record.heard,
                                    .source = static_cast<std::uint32_t>(name - block->names.begin()),
                                    .offset = static_cast<std::uint32_t>(block->bytes.size()),
                                    .size = static_cast<std::uint32_t>(record.line.size())});
            block->bytes += record.line;
        }
        if (!block->marks.empty() && !blocks_.push(std::move(block))) return false;
    }
    if (!got) return fail_with(got.error(), folder);
    if (const auto& damage = reader->damage())
        return fail_with({ErrorKind::bad_input, damage->file.string() + ": " + damage->said, damage->offset}, folder);
    return true;
}

}  // namespace vigia::engine
