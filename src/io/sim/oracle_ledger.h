#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "io/sim/oracle_reading.h"
#include "model/event.h"

namespace vigia::sim {

/// Something that truly was, as one reading of its definition has it.
struct Occurrence {
    Reading::Kind reading = Reading::Kind::plain;
    Time begun{}, decidable{};
    std::optional<Time> ended;
    bool harder_too = false;  ///< of a plain one: the harder reading has it as well
    bool plain_too = false;   ///< of an easier one: the plain reading has it as well
    bool sure = true;         ///< false: marginal whatever the readings say
};

/// What the judges have found, and what the three readings make of it together. An occurrence is told when it has been
/// over for a day, or at the end.
class Ledger {
  public:
    /// Names an entry as long as it is open.
    struct Entry {
        std::uint64_t number = 0;
        explicit operator bool() const { return number != 0; }
    };
    enum class Sure : std::uint8_t { no, yes };

    /// MMSIs, the subject first; none when it is about no vessel.
    Entry begin(model::EventKind kind, Reading reading, std::vector<std::uint32_t> vessels, Time begun, Time decidable,
                Sure sure = Sure::yes);
    void end(Entry entry, Time at);
    /// It comes to be about one more vessel.
    void join(Entry entry, std::uint32_t vessel);

    /// Appends rows (docs/scenarios.md, "Occurrences") of what is settled by that time.
    void settle(Time now, std::string& out);
    /// Appends rows of all that is left.
    void finish(std::string& out);

    static constexpr Duration settled_after = std::chrono::hours(26);  ///< longer than any definition looks back

  private:
    struct Key {
        model::EventKind kind{};
        std::vector<std::uint32_t> vessels;
        auto operator<=>(const Key&) const = default;
    };
    using Group = std::vector<std::pair<std::uint64_t, Occurrence>>;
    static void compare(Group& group);
    /// Plain ones of one behaviour that two rules found are one.
    void join_overlapping(Group& group);
    static void append(std::string& out, const Key& key, const std::vector<std::uint32_t>& vessels, const Occurrence& one);
    void write(const Key& key, Group& group, Time before, std::string& out);

    std::map<Key, Group> groups_;                                   ///< vessels of a key in the order of their numbers
    std::map<std::uint64_t, std::pair<Key, std::vector<std::uint32_t>>> open_;  ///< by number: its key, and its vessels as told
    std::map<std::uint64_t, std::vector<std::uint32_t>> told_as_;   ///< of closed ones, until they are written
    std::uint64_t made_ = 0;
};

}  // namespace vigia::sim
