// Distress and safety: devices, statuses, texts; and tests of them.
#include <algorithm>
#include <deque>
#include <map>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::EventKind;
using model::NavigationStatus;

constexpr Duration test_text_within = std::chrono::minutes(2), over_after = std::chrono::minutes(15);

bool is_device(std::uint32_t mmsi) {
    const model::MmsiKind kind = model::Mmsi::of(mmsi).kind();
    return kind == model::MmsiKind::ais_sart || kind == model::MmsiKind::man_overboard || kind == model::MmsiKind::epirb;
}

bool is_test(std::string_view text) { return text.starts_with("SART TEST") || text.starts_with("MOB TEST") || text.starts_with("EPIRB TEST"); }

/// Active or in test, by the status and by the texts of the two minutes around each report.
class Distress : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override { report(craft, craft.now.fix.status, craft.now.at, craft.now.known); }
    void unplaced(const Craft& craft, const Sent& sent) override {
        if (sent.fix) report(craft, sent.fix->status, sent.at, *sent.first());
    }
    void text(const Craft& craft, std::string_view text) override {
        if (is_test(text)) tests_[craft.mmsi] = craft.last_sent;
        if (is_device(craft.mmsi)) report(craft, NavigationStatus::distress_transmitter, craft.last_sent, craft.last_known);
        else if (!is_test(text)) at_once(EventKind::safety_text, {craft.mmsi}, craft.last_sent, craft.last_known, craft.last_sent);
    }

    void second(Time now) override {
        while (!waiting_.empty() && now - waiting_.front().at > test_text_within) {
            judge(waiting_.front());
            waiting_.pop_front();
        }
        for (auto* open : {&active_, &testing_}) {
            for (auto at = open->begin(); at != open->end();) {
                if (now - at->second.last <= over_after) {
                    ++at;
                    continue;
                }
                end(at->second.told, at->second.last + over_after);
                at = open->erase(at);
            }
        }
        if (to_unix_milliseconds(now) % 3'600'000 == 0) std::erase_if(tests_, [&](const auto& t) { return now - t.second > 2 * test_text_within; });
    }

  private:
    struct Waiting {
        std::uint32_t mmsi;
        bool test;
        Time at, known;
    };
    struct Open {
        Time last;
        Ledger::Entry told;
    };

    void report(const Craft& craft, NavigationStatus status, Time at, Time known) {
        const bool device = is_device(craft.mmsi);
        if (!device && status != NavigationStatus::distress_transmitter) return;
        // Whether it is a test may only come out in the two minutes after.
        waiting_.push_back({craft.mmsi, device && status == NavigationStatus::undefined, at, known});
    }

    void judge(const Waiting& report) {
        const auto text = tests_.find(report.mmsi);
        const Duration limit = reading_.least(test_text_within);
        const bool told_as_test = text != tests_.end() && report.at - text->second <= limit && text->second - report.at <= limit;
        const bool test = report.test || told_as_test;
        auto& open = test ? testing_ : active_;
        const auto [at, fresh] = open.try_emplace(report.mmsi);
        if (fresh) at->second.told = begin(test ? EventKind::test_transmission : EventKind::distress, {report.mmsi}, report.at, report.known);
        at->second.last = report.at;
    }

    std::map<std::uint32_t, Time> tests_;  ///< the latest text of a test, by MMSI
    std::deque<Waiting> waiting_;          ///< at most those of two minutes
    std::map<std::uint32_t, Open> active_, testing_;
};

Rule by_status(EventKind kind, NavigationStatus status) {
    Rule rule;
    rule.kind = kind;
    rule.fixes = 2;
    rule.whoever = true;
    rule.met = [status](const Craft& c) { return c.now.fix.status == status; };
    rule.over = [status](const Craft& c) { return c.now.fix.status != status; };
    return rule;
}

}  // namespace

void add_distress_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<Distress>(sea, reading));
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, by_status(EventKind::not_under_command, NavigationStatus::not_under_command)));
    judges.push_back(std::make_unique<RuleJudge>(sea, reading, by_status(EventKind::aground, NavigationStatus::aground)));
}

}  // namespace vigia::sim
