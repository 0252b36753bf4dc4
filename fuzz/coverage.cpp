// Any text as coverage that was kept: refused, or a table that is written and read again the same.
#include <cstdint>

#include "io/store/versions.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigia;
    const auto read = store::coverage_from_text({reinterpret_cast<const char*>(data), size});
    if (!read) return 0;
    const auto again = store::coverage_from_text(store::text_of(*read));
    check(again && again->as_of == read->as_of && again->learnt == read->learnt && again->receivers == read->receivers && again->rows == read->rows);
    return 0;
}
