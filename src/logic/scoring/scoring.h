#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "model/event.h"

namespace vigia::scoring {

/// Something that truly was.
struct Occurrence {
    model::EventKind kind{};
    std::vector<std::uint32_t> vessels;  ///< MMSIs in any order; none when it is about no vessel
    Time begun{}, decidable{};
    std::optional<Time> ended;
    bool marginal = false;
};

/// Something that was told: an event, or an alert (whose kind is not asked for).
struct Told {
    model::EventKind kind{};
    std::vector<std::uint32_t> vessels;
    Time begun{}, noticed{};
    std::optional<Time> ended;
    bool withdrawn = false;
};

/// One run of a detector beside its truth.
struct Run {
    std::vector<Occurrence> truth;
    std::array<std::optional<std::size_t>, model::event_kinds> near_misses;  ///< scripted, by kind; empty: the truth names none
    std::vector<Told> events, alerts;
    std::optional<double> hours;  ///< of the truth
};

/// How well one kind was told.
struct Score {
    std::size_t positives = 0;             ///< sure occurrences
    std::size_t found = 0;                 ///< of them, told by an event
    std::size_t untrue = 0;                ///< events that match nothing, or one more of the same
    std::optional<std::size_t> negatives;  ///< scripted near misses; empty when the truth names none
    std::optional<double> precision, recall;
    std::optional<double> median_delay;    ///< seconds from decidable to noticed; negative when told before
};

struct Scores {
    std::array<Score, model::event_kinds> kinds;  ///< by kind
    std::optional<double> false_per_watch_hour;   ///< alerts
};

/// Sums runs up.
class Scorer {
  public:
    void add(Run run);
    [[nodiscard]] Scores scores() const;

    static constexpr Duration slack = std::chrono::seconds(60);  ///< between intervals that still overlap

  private:
    struct Sum {
        std::size_t positives = 0, found = 0, untrue = 0;
        std::optional<std::size_t> negatives;
        std::vector<double> delays;
    };
    std::array<Sum, model::event_kinds> sums_;
    std::size_t false_alerts_ = 0;
    std::optional<double> hours_;
};

/// `{"detectors":{kind:{precision,recall,median_delay_s,positives,negatives,found,false}},"false_per_watch_hour":x}`, with null
/// where undefined; all kinds, in the order of EventKind, and a line end.
[[nodiscard]] std::string as_json(const Scores& scores);
/// The same for people: a line for each kind that was or was told.
[[nodiscard]] std::string as_table(const Scores& scores);

}  // namespace vigia::scoring
