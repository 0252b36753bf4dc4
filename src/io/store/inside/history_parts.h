#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/identity.h"

namespace vigia::store {

/// One Parquet file of the history.
struct Part {
    enum class Kind : std::uint8_t {
        positions,
        strays,       ///< positions whose `seen` is far from the hour of their folder
        particulars,
    } kind = Kind::positions;
    Time hour{};
    model::Sequence flushed_from = 0;  ///< the first sequence of the flush that wrote it
    std::string name;                  ///< relative to the folder `history`
};

/// `date=2026-11-23/hour=19`
[[nodiscard]] std::string part_folder(Time hour);
[[nodiscard]] std::string part_name(Part::Kind kind, Time hour, model::Sequence flushed_from);

/// All parts, by hour, kind and sequence. Names that are not of a part are left alone, and those of
/// unfinished parts (`….part`) are given in `unfinished` when it is not null.
[[nodiscard]] Result<std::vector<Part>> parts_of(const std::filesystem::path& history,
                                                 std::vector<std::filesystem::path>* unfinished = nullptr);

}  // namespace vigia::store
