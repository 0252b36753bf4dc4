// Any text as an operator's list: refused with a place, or lists that can be asked.
#include <cstdint>

#include "codec/lists/lists.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigia;
    model::ListEntries entries;
    const auto read = lists::read({reinterpret_cast<const char*>(data), size}, "fuzz.toml", entries);
    if (!read) {
        check(read.error().message.starts_with("fuzz.toml:") && entries.sources.empty());
        return 0;
    }
    const auto made = model::Lists::make(entries);
    if (!made) return 0;  // one vessel with two roles
    model::Particulars particulars;
    for (const model::Watched& watched : entries.watched) {
        particulars.name = FixedText<34>(watched.name);
        (void)made->watched(model::Mmsi::of(1), &particulars, 0.9);
    }
    return 0;
}
