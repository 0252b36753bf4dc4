// Journal text from a disk that cannot be trusted: as a file that is recovered and read, and as the
// records of a group whose seal holds. Whatever is read and written again comes back the same.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/result.h"
#include "io/store/inside/journal_format.h"
#include "io/store/inside/test_folder.h"
#include "io/store/journal.h"

using namespace vigia;

namespace {

/// How many records a journal folder gives; stops when they are out of order.
std::size_t read_all(const std::filesystem::path& folder) {
    auto reader = store::JournalReader::open(folder);
    if (!reader) return 0;
    store::JournalRecord record;
    model::Sequence last = 0;
    std::size_t count = 0;
    for (;;) {
        auto more = reader->next(record);
        if (!more || !*more) return count;
        check(record.sequence > last);
        last = record.sequence;
        ++count;
    }
}

void read_lines(std::string_view bytes) {
    std::string scratch, again_scratch, text;
    while (!bytes.empty()) {
        const std::string_view line = bytes.substr(0, bytes.find('\n'));
        bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
        store::JournalRecord record, again;
        if (!store::read_record(line, record, scratch)) continue;
        text.clear();
        store::append_record(text, record);
        text.pop_back();
        check(store::read_record(text, again, again_scratch));
        check(again.sequence == record.sequence && again.heard == record.heard && again.source == record.source &&
              again.line == record.line);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    read_lines(bytes);
    const Time hour = from_unix_milliseconds(1'795'435'200'000);

    // The bytes as records of a group with a seal that holds, and as what follows it.
    const store::TestFolder folder;
    std::string text;
    const store::Seal seal = store::append_header(text, hour);
    const std::size_t start = text.size();
    text += bytes;
    store::append_seal(text, start, 1, 1000, seal);
    text += bytes;
    std::ofstream(folder.path / store::segment_name(hour), std::ios::binary) << text;
    const std::size_t before = read_all(folder.path);
    auto journal = store::Journal::open(folder.path);
    check(journal.has_value());
    const std::size_t after = read_all(folder.path);
    check(after == before);
    return 0;
}
