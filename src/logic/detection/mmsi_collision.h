#pragma once
#include <array>
#include <vector>

#include "base/flat_map.h"
#include "logic/detection/findings.h"
#include "logic/detection/inside/arm.h"
#include "logic/detection/inside/namesakes.h"
#include "logic/detection/limits.h"

namespace vigia::detection {

/// Two hulls that report under one number: kind `mmsi_collision` of docs/events.md. Two segments that are both heard
/// over a common span with three fixes each have alternated three times, so that alternation alone is counted.
class MmsiCollision {
  public:
    struct Limits {
        Metres apart = from_nautical_miles(5);
        int turns = 3;
        Duration quiet = model::Vessel::cut_after;  ///< between turns, after which one of the two is not known any more
        template <class Visitor>
        void visit(Visitor& v) {
            v("apart_nm", apart);
            v("turns_count", turns);
            v("quiet_min", quiet);
        }
    };
    static constexpr std::size_t most_hulls = 4;  ///< of one MMSI that are compared; the longest unheard gives way

    MmsiCollision() = default;
    explicit MmsiCollision(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct Hull {
        Namesakes::Place last;
        std::array<std::int64_t, most_hulls> turns{};  ///< with each other hull, in a row
        std::array<Time, most_hulls> since{};          ///< the first fix of the span that is common to both
    };
    struct Number {
        model::Mmsi mmsi = model::Mmsi::of(0);
        std::array<Hull, most_hulls> hulls{};
        Time last_turn{}, last_heard{};
        FindingRef open{};
        bool waiting = false;  ///< a timer is armed
    };
    struct Pair {
        const Hull& here;
        const Hull& there;
        std::size_t other;  ///< the place of `there`
        Metres apart;
    };
    Number& number_of(const model::Vessel& vessel, const Namesakes::Place& from);
    std::size_t hull_of(Number& number, model::TrackId track);
    void meet(const model::Scene& scene, const model::Vessel& vessel, Number& number, std::size_t here, Findings& out);
    void begin(const model::Scene& scene, const model::Vessel& vessel, Number& number, const Pair& pair, Findings& out);
    void end(Number& number, Time now, Findings& out);

    ByArea<Limits> limits_;
    Namesakes namesakes_;
    FlatMap of_mmsi_;  ///< -> place in numbers_
    std::vector<Number> numbers_;
    std::vector<std::uint32_t> free_;
    Timers<std::uint32_t> timers_;  ///< by MMSI
};

}  // namespace vigia::detection
