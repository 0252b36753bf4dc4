#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/coverage.h"

namespace vigia::store {

/// A text, and the stream time from which it holds.
struct Version {
    Time from{};
    std::string text;
};

/// Texts that held one after another, each from a stream time on until the next: what judgement went by, and what was
/// learnt. One file each in a folder, named by its time (`2026-11-23T190005Z.json`), so that any reader sees a whole one.
class Versions {
  public:
    /// How many stay. All of the latest `whole_for`; of those before it the first of each `then_each`; never more than `most`,
    /// the oldest go first. An older time is then answered by a version of before it, never by a later one.
    struct Limits {
        std::size_t most = 1'000;
        std::optional<Duration> whole_for;  ///< empty: all
        Duration then_each = std::chrono::hours(24);
    };

    explicit Versions(std::filesystem::path folder) : Versions(std::move(folder), Limits{}) {}
    Versions(std::filesystem::path folder, Limits limits) : folder_(std::move(folder)), limits_(limits) {}

    /// Keeps a text that holds from that whole second on, in place of one of the same second, durably; the folder is made
    /// with the first. Nothing when the version before it says the same. One process writes at a time.
    /// Errors: unavailable, denied.
    Result<void> keep(Time from, std::string_view text) const;

    /// The version that held at that time: the latest of those not after it; empty when there is none.
    /// Errors: unavailable, denied.
    [[nodiscard]] Result<std::optional<Version>> at(Time time) const;

    /// From when each holds, in order. Errors: unavailable, denied.
    [[nodiscard]] Result<std::vector<Time>> times() const;

    [[nodiscard]] std::filesystem::path file_of(Time from) const;

  private:
    Result<void> thin() const;
    std::filesystem::path folder_;
    Limits limits_;
};

/// A table of coverage with the names behind its numbers of receivers, as it is kept.
struct KeptCoverage {
    struct Receiver {
        std::string source, station;  ///< one of the two is empty
        bool operator==(const Receiver&) const = default;
    };
    Time as_of{};                     ///< learnt from what was heard before
    std::vector<Receiver> receivers;  ///< number 1 first
    std::vector<model::Coverage::Row> rows;
    std::uint64_t learnt = 0;
};

[[nodiscard]] std::string text_of(const KeptCoverage& coverage);
/// Errors: bad_input, with what is wrong.
[[nodiscard]] Result<KeptCoverage> coverage_from_text(std::string_view text);

/// The versions of a data folder: of what judgement went by, and of learnt coverage (hourly for two days, then daily).
[[nodiscard]] Versions judgement_versions(const std::filesystem::path& data);
[[nodiscard]] Versions coverage_versions(const std::filesystem::path& data);

/// The coverage of a data folder as it was known at that time, never a later one; empty when there is none.
/// Errors: bad_input when the file was changed by others, with the remedy; unavailable, denied.
[[nodiscard]] Result<std::optional<KeptCoverage>> coverage_at(const std::filesystem::path& data, Time time);

}  // namespace vigia::store
