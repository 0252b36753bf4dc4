#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "io/sim/oracle_craft.h"
#include "logic/traffic/scenario.h"

namespace vigia::sim {

/// Finds the occurrences of one kind, or of a few that belong together, by one reading. All calls come in the order in
/// which reports were sent.
class Judge {
  public:
    Judge(Sea& sea, Reading reading) : sea_(sea), reading_(reading) {}
    virtual ~Judge() = default;
    Judge(const Judge&) = delete;
    Judge& operator=(const Judge&) = delete;

    /// A report with a position, of ordinary range; `craft.now` is that.
    virtual void fix(const Craft&) {}
    /// Any other report of a vessel's state: without position, or of long range.
    virtual void unplaced(const Craft&, const Sent&) {}
    /// Two fixes more than `cut_after` apart, before the cut: `craft.now` is still the first.
    virtual void gap(const Craft&, const Placed& next) { static_cast<void>(next); }
    /// Particulars were said: `craft.said` has them already.
    virtual void said(const Craft&, const model::Particulars& by_this_report) { static_cast<void>(by_this_report); }
    virtual void text(const Craft&, std::string_view text) { static_cast<void>(text); }
    /// Any report that somebody heard, of vessels and stations.
    virtual void heard(const Sent&) {}
    /// Stream time has come to this whole second.
    virtual void second(Time) {}
    /// What it does after `craft.now` is not known; every state that was being built ends there.
    virtual void cut(const Craft&) {}
    /// It has not been heard for a day, or has left the simulation; its place will be used again.
    virtual void gone(const Craft&) {}

  protected:
    /// Whether it may be exempt is not known before it has said what it is: until then all is marginal.
    static Ledger::Sure sure_of(const Craft& craft) { return craft.said.ship_type ? Ledger::Sure::yes : Ledger::Sure::no; }
    Ledger::Entry begin(model::EventKind kind, std::vector<std::uint32_t> vessels, Time begun, Time decidable,
                        Ledger::Sure sure = Ledger::Sure::yes) {
        return sea_.ledger.begin(kind, reading_, std::move(vessels), begun, decidable, sure);
    }
    void at_once(model::EventKind kind, std::vector<std::uint32_t> vessels, Time begun, Time decidable, Time ended) {
        sea_.ledger.end(begin(kind, std::move(vessels), begun, decidable), ended);
    }
    void end(Ledger::Entry& entry, Time at) {
        if (entry) sea_.ledger.end(entry, at);
        entry = {};
    }
    Sea& sea_;
    Reading reading_;
};

/// State that a judge keeps for each craft.
template <class State>
class PerCraft {
  public:
    [[nodiscard]] State& operator[](const Craft& craft) {
        if (craft.index >= states_.size()) states_.resize(craft.index + 1);
        return states_[craft.index];
    }

  private:
    std::vector<State> states_;
};

/// Something that must be so for a while, as seen at fixes.
struct Spell {
    std::optional<Time> since;
    Time last{};                  ///< when it was last so
    std::optional<Time> broken;   ///< since when it has not been so
    std::optional<Time> failing;  ///< since when the ending has held
    std::size_t fixes = 0;        ///< at which it was so
    geo::Position from = geo::Position::of(0, 0);
    Ledger::Entry told;
};

/// A behaviour of one craft that lasts.
struct Rule {
    model::EventKind kind{};
    std::function<bool(const Craft&)> met;
    Duration lasts{0};               ///< already read
    std::size_t fixes = 1;           ///< successive ones at which it must be met, at least
    Duration misses{0};              ///< that break nothing; already read
    std::function<bool(const Craft&)> over = {};  ///< without: ends when it is not met, at the last fix at which it was
    Duration over_for{0};
    bool whoever = false;            ///< what the vessel is does not matter
    std::function<bool(const Craft&, const Spell&)> enough = {};  ///< what else must have come about; may be left out
};

class RuleJudge : public Judge {
  public:
    RuleJudge(Sea& sea, Reading reading, Rule rule) : Judge(sea, reading), rule_(std::move(rule)) {}
    void fix(const Craft& craft) override;
    void cut(const Craft& craft) override;

  private:
    Rule rule_;
    PerCraft<Spell> spells_;
};

/// A behaviour of two craft that lasts. Judged at each fix of either.
struct PairRule {
    model::EventKind kind{};
    Metres radius{0};                                    ///< further apart it is never met
    std::function<bool(const Craft&)> may;               ///< whether a craft can be one of the two
    std::function<bool(const Craft&, const Craft&)> met; ///< the one that just reported first
    Duration lasts{0}, misses{0};                        ///< already read
    Duration fresh{0};                                   ///< an older fix of the other shows nothing
    /// Up to when its length counts: where vessels at rest report seldom, no further than both have shown it.
    enum class Counts : std::uint8_t { to_the_later_fix, to_the_older_fix };
    Counts counts = Counts::to_the_later_fix;
    std::function<bool(const Craft&, const Craft&)> over;
    std::function<bool(const Craft&, const Craft&)> subject;  ///< whether the first of two is the event's subject
};

class PairJudge : public Judge {
  public:
    PairJudge(Sea& sea, Reading reading, PairRule rule) : Judge(sea, reading), rule_(std::move(rule)) {}
    void fix(const Craft& craft) override;
    void cut(const Craft& craft) override;

  private:
    static std::uint64_t key(const Craft& a, const Craft& b);
    void look(const Craft& craft, const Craft& other, bool met);
    [[nodiscard]] bool fresh(const Craft& craft, const Craft& other) const { return craft.now.at - other.now.at <= rule_.fresh; }
    void forget(const Craft& a, const Craft& b, Time ended);
    PairRule rule_;
    std::unordered_map<std::uint64_t, Spell> spells_;
    PerCraft<std::vector<std::uint32_t>> partners_;  ///< with whom there is a spell
};

using Judges = std::vector<std::unique_ptr<Judge>>;

// Each adds the judges of a family, one for each of its kinds and that reading.
void add_silence_judges(Judges& judges, Sea& sea, Reading reading, const std::vector<traffic::Receiver>& receivers);
void add_jump_judges(Judges& judges, Sea& sea, Reading reading);
void add_position_judges(Judges& judges, Sea& sea, Reading reading, const std::vector<traffic::Receiver>& receivers);
void add_meeting_judges(Judges& judges, Sea& sea, Reading reading);
void add_visit_judges(Judges& judges, Sea& sea, Reading reading);
void add_closing_judges(Judges& judges, Sea& sea, Reading reading);
void add_motion_judges(Judges& judges, Sea& sea, Reading reading);
void add_rest_judges(Judges& judges, Sea& sea, Reading reading);
void add_area_judges(Judges& judges, Sea& sea, Reading reading);
void add_channel_judges(Judges& judges, Sea& sea, Reading reading);
void add_passage_judges(Judges& judges, Sea& sea, Reading reading);
void add_particulars_judges(Judges& judges, Sea& sea, Reading reading);
void add_distress_judges(Judges& judges, Sea& sea, Reading reading);

}  // namespace vigia::sim
