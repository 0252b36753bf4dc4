#pragma once
#include <array>
#include <vector>

#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A source or named receiver that has fallen silent: kind `feed_deaf` of docs/events.md. Of a source that is silent as a
/// whole its receivers are not told one by one.
class FeedDeaf {
  public:
    struct Limits {
        double reports_a_minute = 10;
        Duration silent = std::chrono::minutes(3);
        template <class Visitor>
        void visit(Visitor& v) {
            v("reports_a_minute_count", reports_a_minute);
            v("silent_s", silent);
        }
    };
    static constexpr std::size_t busy_minutes = 30;  ///< over which the reports are counted

    FeedDeaf() = default;
    /// It is about no place: exceptions by area do not hold.
    explicit FeedDeaf(ByArea<Limits> limits) : limits_(limits.usual) {}
    /// Edited: the limits hold from the next second on; what is open goes on.
    void use(const ByArea<Limits>& limits) { limits_ = limits.usual; }

    void heard(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);

  private:
    /// A source or a receiver.
    struct Ear {
        std::array<std::uint32_t, busy_minutes> minutes{};  ///< reports, by minute
        std::int64_t newest = 0;                            ///< minute
        Time first{}, last{};
        model::SourceId source{};
        FindingRef open{};
        bool judged = false;  ///< of this silence: it was not busy before
    };
    void hear(Ear& ear, Time at, Findings& out);
    void judge(Ear& ear, std::int64_t station, Time second, Findings& out);
    [[nodiscard]] double rate(const Ear& ear) const;

    Limits limits_;
    std::vector<Ear> sources_, stations_;  ///< by their numbers, at most 65,536 each
};

}  // namespace vigia::detection
