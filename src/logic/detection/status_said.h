#pragma once
#include <unordered_map>

#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// How often a navigational status is said before it is believed.
struct StatusLimits {
    std::int64_t reports = 2;  ///< successive
    template <class Visitor>
    void visit(Visitor& v) {
        v("reports_count", reports);
    }
};

/// A vessel that says for some reports that it is in trouble. Ends with the first report that says otherwise.
class StatusSaid {
  public:
    StatusSaid(model::EventKind kind, model::NavigationStatus status, const model::Words& words, ByArea<StatusLimits> limits)
        : kind_(kind), status_(status), words_(&words), limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<StatusLimits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void status(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct State {
        Time first{}, last{};
        std::int64_t reports = 0;
        FindingRef open{};
    };
    void take(const model::Vessel& vessel, model::NavigationStatus said, Time seen, Time now, Findings& out);
    void end(std::unordered_map<std::uint32_t, State>::iterator state, const model::Vessel& vessel, Time ended, Time now, Findings& out);

    model::EventKind kind_;
    model::NavigationStatus status_;
    const model::Words* words_;
    ByArea<StatusLimits> limits_;
    std::unordered_map<std::uint32_t, State> states_;  ///< by track, of those that say so now; only looked up in
};

/// Status 2: kind `not_under_command` of docs/events.md.
class NotUnderCommand : public StatusSaid {
  public:
    using Limits = StatusLimits;
    explicit NotUnderCommand(ByArea<Limits> limits = {});
};

/// Status 6: kind `aground` of docs/events.md.
class Aground : public StatusSaid {
  public:
    using Limits = StatusLimits;
    explicit Aground(ByArea<Limits> limits = {});
};

}  // namespace vigia::detection
