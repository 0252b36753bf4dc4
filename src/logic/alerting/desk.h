#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "logic/alerting/risk.h"
#include "logic/alerting/rules.h"
#include "model/alert.h"
#include "model/area.h"
#include "model/event.h"
#include "model/lists.h"

namespace vigia::alerting {

struct DeskOptions {
    Rules rules = usual_rules();
    Limits limits;
    std::shared_ptr<const model::Chart> chart;  ///< null: no structures, no names of areas
    std::shared_ptr<const model::Lists> lists;  ///< null: none
};

/// What an operator changes of a desk while it works. What is empty stays as it is.
struct DeskEdit {
    std::shared_ptr<const model::Chart> chart;
    std::shared_ptr<const model::Lists> lists;
    std::shared_ptr<const Rules> rules;
    std::optional<std::uint32_t> budget;
    std::optional<Duration> cooldown, lapse;
};

/// What was counted since the desk began; grows only.
struct DeskCounts {
    std::uint64_t raised = 0, joined = 0, escalated = 0, held_back = 0, withdrawn = 0, lapsed = 0;
    std::uint64_t known = 0;         ///< behaviours told again after a restart that had an alert
    std::uint64_t refused_full = 0;  ///< not raised: the desk was full
    std::uint64_t past = 0;          ///< told again after a restart, without an alert and over since
    std::uint64_t parts_left_out = 0;
    std::uint64_t excepted = 0;      ///< behaviours of vessels that the rule leaves out
    std::uint64_t actions = 0, refused_actions = 0;
};

/// The alert queue: a pure fold over changes of events, people's actions and stream time. One behaviour is one alert; the
/// same behaviour never alerts again, a later one does. Time that runs backwards is taken as standing still.
class Desk {
  public:
    explicit Desk(DeskOptions options);

    /// Takes in what was kept, before anything else is told. What is told again of a time up to which all was kept
    /// raises nothing when it is over since.
    void restore(model::KeptAlerts kept);

    /// An event has begun, changed, ended or been withdrawn. Cost: some microseconds; one that begins looks at the
    /// latest alerts of its vessels.
    void take(const model::EventChange& change);

    /// A person acts. Errors: not_found; bad_input when the action lacks something; denied, with what is the case, when
    /// the state does not allow it.
    Result<model::AlertId> act(const model::AlertAction& action, Time now);

    /// An action could not be kept: the alert is again what it was before it.
    void put_back(const model::Alert& before);

    /// Stream time has come to `now`: snoozes end, old alerts lapse.
    void pass(Time now);

    /// An edit holds from the next event on; alerts that are there are weighed anew when something happens to them.
    void use(const DeskEdit& edit);

    /// The state now, to be read by any thread. Cost: a pointer for each alert.
    [[nodiscard]] std::shared_ptr<const model::AlertBoard> board() const;
    /// Alerts that changed since the last call, to be kept, in order of id.
    [[nodiscard]] std::vector<std::shared_ptr<const model::Alert>> changed();
    /// Alerts that were raised or got worse since the last call and are not held back: what people are to be told of.
    [[nodiscard]] std::vector<std::shared_ptr<const model::Alert>> to_tell();

    /// The alert as it is now; it must exist.
    [[nodiscard]] std::shared_ptr<const model::Alert> find(model::AlertId id) const {
        handed_out_ = sequence_;
        return alerts_.at(id);
    }
    [[nodiscard]] Time now() const { return now_; }
    /// Counts changes of the recent events.
    [[nodiscard]] std::uint64_t recorded() const { return recorded_; }
    [[nodiscard]] std::uint64_t sequence() const { return sequence_; }
    [[nodiscard]] std::size_t open() const { return open_.size(); }
    [[nodiscard]] const DeskCounts& counts() const { return counts_; }

  private:
    using Alert = model::Alert;
    struct Recent {
        std::shared_ptr<model::Event> event;
        std::optional<model::AlertId> alert;
    };

    // events.cpp: the life of events
    void record(const model::EventChange& change);
    void begun(const model::Event& event);
    void changed(const model::EventChange& change, model::AlertId id);
    void withdraw(Alert& alert, const model::AlertPart& part);
    void link(const model::Event& event, model::AlertId id);
    void raise(const model::Event& event);
    bool make_room(const Rule& rule);
    model::AlertPart part_of(const model::Event& event) const;
    void add_vessels(Alert& alert, const model::Finding& finding) const;

    // joining.cpp: which alert an event belongs to
    struct Joint {
        model::AlertId alert{};  ///< 0: none
        model::Deed deed = model::Deed::joined;
    };
    bool is_known(const model::Event& event);
    [[nodiscard]] Joint joint(const model::Event& event);
    void join(Joint joint, const model::Event& event);
    [[nodiscard]] bool again(const Alert& alert, const model::AlertPart& part, const model::Event& event) const;
    [[nodiscard]] bool related(const Alert& alert, const model::Event& event) const;

    // desk.cpp: what all share
    Time advance(Time now);
    void wake();
    void lapse();
    void wake_later(const Alert& alert);
    Alert& edit(model::AlertId id);
    void say(Alert& alert, model::Deed deed, const model::Sentence& sentence, std::span<const model::Fact> facts, std::string by = {}, std::string note = {});
    /// Whether the weight of an alert may go down: only where what made it heavy was taken back.
    enum class Lower : std::uint8_t { never, may };
    void judge(Alert& alert, Lower lower = Lower::never);
    void weigh(Alert& alert);
    void set_state(Alert& alert, model::AlertState state);
    void renew(Alert& alert);
    void place_in_budget(Alert& alert);
    [[nodiscard]] bool find_place(const Alert& alert);
    void close_by_itself(Alert& alert, const model::Sentence& why);
    void forget_old();
    void remember_by_vessel(const Alert& alert);
    void forget(model::AlertId id);
    [[nodiscard]] std::vector<const Alert*> earlier_of(const Alert& alert) const;
    [[nodiscard]] std::vector<model::AlertId> of_subject(const model::Finding& finding) const;
    [[nodiscard]] static std::uint64_t key_of(const std::string& subject);
    [[nodiscard]] static std::string subject_of(const model::Finding& finding);

    // actions.cpp
    void carry_out(Alert& alert, const model::AlertAction& action);
    void undo(Alert& alert, const model::AlertAction& action);
    [[nodiscard]] Result<void> allows(const Alert& alert, const model::AlertAction& action) const;

    DeskOptions options_;
    std::shared_ptr<const std::vector<model::RuleCard>> cards_;
    Time now_{}, known_until_{};
    Time next_wake_ = Time::max();  ///< no snooze ends before
    std::uint64_t sequence_ = 0, next_id_ = 1;
    mutable std::uint64_t handed_out_ = 0;  ///< alerts that changed last up to here may be held by readers
    std::map<model::AlertId, std::shared_ptr<Alert>> alerts_;
    std::set<model::AlertId> open_, to_keep_, to_tell_;
    std::set<model::AlertId> in_hour_;  ///< with a place in the budget of `hour_`, or held back in it
    std::int64_t hour_ = 0;
    std::size_t open_of_safety_ = 0;
    std::unordered_map<std::uint64_t, std::vector<model::AlertId>> by_subject_;  ///< by vessel or source; only looked up in
    std::unordered_map<std::uint64_t, model::AlertId> links_;                    ///< by event; only looked up in
    std::deque<Recent> recent_;
    std::uint64_t first_recent_ = 0, recorded_ = 0;
    std::unordered_map<std::uint64_t, std::uint64_t> recent_of_;                 ///< event -> place in recent_; only looked up in
    std::map<std::uint64_t, model::Event> waiting_;                              ///< by event: begun before the restart, no alert
    DeskCounts counts_;
};

/// What a desk knows of one rule over the last 30 days.
struct RuleFigures {
    model::EventKind kind{};
    std::uint32_t raised = 0, confirmed = 0, false_alarms = 0, other = 0, open = 0;
    [[nodiscard]] std::optional<double> precision() const;
};
struct HourFigures {
    Time from{};
    std::uint32_t raised = 0, held_back = 0, safety = 0;
};
struct Figures {
    std::vector<HourFigures> hours;  ///< the last 24, oldest first
    std::vector<RuleFigures> rules;  ///< of kinds that raise alerts, in the order of kinds
};
/// Cost: looks at every alert in memory.
[[nodiscard]] Figures figures(const model::AlertBoard& board);

/// Earlier alerts about the same vessel of a kind in common, latest first.
[[nodiscard]] std::vector<const model::Alert*> similar(const model::AlertBoard& board, const model::Alert& alert, std::size_t at_most = 10);

}  // namespace vigia::alerting
