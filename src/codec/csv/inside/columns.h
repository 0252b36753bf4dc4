#pragma once
#include <string_view>

#include "codec/csv/reader.h"

namespace vigia::csv {

struct Header {
    std::optional<Layout> layout;
    Reader::Columns columns{};
    std::size_t count = 0;
};

/// Finds the known columns of a header line.
[[nodiscard]] Header header_of(std::string_view line);

}  // namespace vigia::csv
