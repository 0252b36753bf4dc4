#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "model/identity.h"
#include "model/observation.h"
#include "model/role.h"

namespace vigia::model {

/// The file that an entry stands in: who answers for it, and until when it may be trusted.
struct ListSource {
    std::string name;            ///< what people call the list
    std::string owner;           ///< who keeps it
    std::optional<Time> review;  ///< to be looked at again before this day; older lists still count, and say so
};

/// A vessel that somebody wants to be told of. At least one of IMO number, MMSI and name is set.
struct Watched {
    std::optional<std::uint32_t> imo, mmsi;
    std::string name;    ///< as written in the list
    std::string reason;  ///< why it is watched, for the officer
    std::size_t source = 0;
};

/// What an operator says a vessel does, whatever it declares.
struct ListedRole {
    Mmsi mmsi = Mmsi::of(0);
    Role role = Role::listed;
    std::size_t source = 0;
};

/// A vessel that may lie alongside another in an anchorage (bunkers, stores, ship to ship).
struct Permit {
    Mmsi mmsi = Mmsi::of(0);
    std::optional<Time> until;  ///< without: until it is taken off the list
    std::size_t source = 0;
};

/// A vessel that small craft must keep away from.
struct Protected {
    Mmsi mmsi = Mmsi::of(0);
    std::size_t source = 0;
};

/// All that the list files say; plain, in the order of the files.
struct ListEntries {
    std::vector<ListSource> sources;
    std::vector<Watched> watched;
    std::vector<ListedRole> roles;
    std::vector<Permit> permits;
    std::vector<Protected> protected_vessels;
};

/// A name as it is compared: capitals, letters and digits only, without `MV`, `M/T` and the like in front.
[[nodiscard]] std::string normalised(std::string_view name);

/// How alike two normalised names are: 1 - edits / the longer's letters. A letter added, left out, changed or exchanged
/// with the next is one edit.
[[nodiscard]] double likeness(std::string_view a, std::string_view b);

/// Why a vessel fits an entry.
enum class FitsBy : std::uint8_t { imo, mmsi, name };
struct WatchFit {
    std::size_t entry = 0;  ///< of entries().watched
    FitsBy by = FitsBy::imo;
    double likeness = 1;    ///< of the names; 1 for numbers
};

/// The operator's lists, ready to be asked. Immutable; any thread may ask.
class Lists {
  public:
    static constexpr std::size_t most_watched = 200'000;
    static constexpr std::size_t most_others = 20'000;  ///< roles, permits and protected vessels, each

    Lists() = default;
    /// Errors: limit above the bounds; bad_input when an entry names nothing, or one vessel has two roles.
    [[nodiscard]] static Result<Lists> make(ListEntries entries);

    [[nodiscard]] const ListEntries& entries() const { return entries_; }
    [[nodiscard]] const ListSource& source(const Watched& watched) const { return entries_.sources[watched.source]; }

    /// The role that the operator gives; empty when the vessel is not named. Cost: one look-up.
    [[nodiscard]] std::optional<Role> role(Mmsi mmsi) const;
    [[nodiscard]] bool permits(Mmsi mmsi, Time at) const;
    [[nodiscard]] bool protects(Mmsi mmsi) const { return protected_.contains(mmsi.number()); }

    /// The entry that a vessel fits: by IMO number, else by MMSI, else the likest name of at least `least` likeness whose
    /// entry has no other IMO number than the vessel's (a number with a wrong check digit contradicts nothing).
    /// `particulars` may be null. Cost: two look-ups; for a name, a bit test for each entry of nearly its length and an
    /// edit distance for the few that pass it (10,000 entries: some 10 microseconds), so ask once a name.
    [[nodiscard]] std::optional<WatchFit> watched(Mmsi mmsi, const Particulars* particulars, double least) const;
    /// The same by numbers alone.
    [[nodiscard]] std::optional<WatchFit> watched(Mmsi mmsi, std::optional<std::uint32_t> imo) const;

  private:
    struct Name {
        std::string text;  ///< normalised
        std::uint64_t letters = 0;
        std::size_t entry = 0;
    };
    static constexpr std::size_t longest_name = 64;
    void index_name(std::string_view name, std::size_t entry);

    ListEntries entries_;
    std::unordered_map<std::uint32_t, std::size_t> by_imo_, by_mmsi_;  ///< only looked up in
    std::unordered_map<std::uint32_t, Role> roles_;
    std::unordered_map<std::uint32_t, std::optional<Time>> permits_;
    std::unordered_map<std::uint32_t, std::size_t> protected_;
    std::array<std::vector<Name>, longest_name + 1> names_;  ///< by length
};

}  // namespace vigia::model
