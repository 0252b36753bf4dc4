#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "io/store/inside/journal_format.h"
#include "io/store/journal.h"

namespace vigia::store {

/// One hour of the journal on disk.
struct Segment {
    Time hour{};
    std::filesystem::path file;
    enum class Form : std::uint8_t { plain, compressed } form = Form::plain;
};

/// The hours in a folder, oldest first. When an hour is there twice, only its compressed form.
[[nodiscard]] Result<std::vector<Segment>> segments_of(const std::filesystem::path& folder);

/// How a writer goes on after what is on disk.
struct Resumed {
    std::vector<Segment> segments;   ///< what is left, oldest first
    Seal seal = 0;                   ///< seeds the next group of the newest, when that is plain
    std::uint64_t size = 0;          ///< of the newest
    JournalRecovery recovery;
};

/// Checks all plain hours, cuts the first that is damaged after its last whole group, and sets the
/// cut bytes and all later hours aside. Removes what an interrupted compression left.
[[nodiscard]] Result<Resumed> resume(const std::filesystem::path& folder);

/// The sequence of the first record of an hour; 0 when it has none.
[[nodiscard]] Result<model::Sequence> first_sequence_of(const Segment& segment);

}  // namespace vigia::store
