// Any text as a judgement that was kept, with the limits, lists and rules in it: refused, or the same when kept again.
#include <cstdint>

#include "app/judgement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigia;
    static const model::Chart chart;
    const auto read = app::judgement_from_kept({reinterpret_cast<const char*>(data), size});
    if (!read) return 0;
    if (!app::judgement_of(read->texts, chart)) return 0;
    const std::string kept = app::kept_text(read->texts, read->drawn);
    const auto again = app::judgement_from_kept(kept);
    check(again && app::kept_text(again->texts, again->drawn) == kept);
    return 0;
}
