#pragma once
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A ship that declares what cannot be so: kind `static_inconsistency` of docs/events.md. What is wrong as it stands is one
/// event a segment, as long as it is said; a change under way is an event of its own, from its first word to the next.
class StaticInconsistency {
  public:
    struct Limits {
        Duration apart = std::chrono::minutes(2);  ///< between the two times that it is said (parts A and B of type 24 are one)
        Duration memory = std::chrono::hours(24);  ///< within which it is said twice
        Metres longest{400};                       ///< above it is no ship
        double changed_share = 0.1;                ///< of length or beam, and
        Metres changed{5};
        std::int64_t typing = 2;                   ///< letters by which a name may change
        Duration together = std::chrono::minutes(7);  ///< name and call sign come in two messages from class B
        MetresPerSecond under_way = from_knots(2);
        Metres draught{3};
        Duration draught_within = std::chrono::hours(6);
        template <class Visitor>
        void visit(Visitor& v) {
            v("apart_min", apart);
            v("memory_h", memory);
            v("longest_m", longest);
            v("changed_share", changed_share);
            v("changed_m", changed);
            v("typing_count", typing);
            v("together_min", together);
            v("under_way_kn", under_way);
            v("draught_m", draught);
            v("draught_within_h", draught_within);
        }
    };

    /// What is wrong as it stands, the gravest first.
    enum class Fault : std::uint8_t { mmsi_country, imo_check_digit, call_sign_country, too_long, beam_above_length };
    static constexpr std::size_t faults = 5;

    StaticInconsistency() = default;
    explicit StaticInconsistency(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void said(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    /// Of a fault as it stands.
    struct Said {
        Time first{}, last{};
        bool now = false, confirmed = false;
    };
    struct Standing {
        std::array<Said, faults> of;
        FindingRef open{};
        Time begun{};
        std::uint8_t told = 0;  ///< a bit for each fault that the event speaks of
    };
    /// What a MMSI said last, whatever segment it was counted to: another identity begins a segment without a place.
    struct Before {
        model::TrackId track{}, hull{};  ///< the segment that spoke last, and the one that has a place
        Time seen{};
        bool under_way = false;
        model::Particulars last;
        // A change that waits for its second word.
        Time size_changed{};
        model::Dimensions old_size;
        Time name_changed{}, number_changed{};
        FixedText<34> old_name;
        std::string old_number, new_number;
        bool identity_waits = false;
        std::optional<Metres> lowest;  ///< draught, while under way
        Time lowest_seen{}, deepened{};
        Metres old_draught;
    };

    void judge(const model::Vessel& vessel, Findings& out);
    static void settle(const model::Vessel& vessel, const Limits& limits, Standing& standing, Findings& out);
    void compare(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    static void note_size(const model::Particulars& now, Time seen, const Limits& limits, Before& before);
    static void note_identity(const model::Particulars& now, Time seen, const Limits& limits, Before& before);
    static void note_draught(const model::Particulars& now, Time seen, const Limits& limits, Before& before);
    static void tell_changes(const model::Vessel& vessel, const model::Vessel& hull, const Limits& limits, Before& before, Findings& out);

    ByArea<Limits> limits_;
    model::PerVessel<Standing> standing_;
    std::unordered_map<std::uint32_t, Before> before_;  ///< by MMSI; only looked up in. At most one for each track
};

}  // namespace vigia::detection
