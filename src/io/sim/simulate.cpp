#include "io/sim/simulate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "io/sim/agenda.h"
#include "io/sim/air.h"
#include "io/sim/cues.h"
#include "io/sim/declared.h"
#include "io/sim/oracle.h"
#include "io/sim/shore.h"
#include "io/sim/truth.h"

namespace vigia::sim {

namespace {

using traffic::Change;
using traffic::Slot;

constexpr std::size_t block_size = 1 << 20;
constexpr double ear_move = 0.0045;         ///< degrees after which a vessel's receivers are looked up again
constexpr double long_range_part = 0.12;    ///< of the class A ships also send type 27
constexpr Duration progress_step{3'600'000};
constexpr Duration tail{2'000};             ///< after the end: lines still on their way

/// What the air knows of a vessel.
struct Sender {
    std::uint32_t version = 0;  ///< of its position reports: stale ones are dropped
    std::uint32_t life = 0;     ///< of the slot
    std::uint32_t vessel = 0;   ///< its number in the truth
    std::int64_t next_position = 0;
    geo::Position ears_at = geo::Position::of(0, 0);
    std::vector<Ear> ears;
    bool sends_long_range = false;
};

class Run {
  public:
    Run(traffic::World world, const Options& options, std::shared_ptr<const model::Lists> lists, const Outlets& outlets, Time start, Time end)
        : world_(std::move(world)), outlets_(outlets), random_(options.seed), voice_(random_),
          shore_(world_.scenario().receivers, random_), cues_(world_.cues()), reach_(world_.scenario().receivers),
          deaf_until_(world_.scenario().receivers.size(), Time::min()), truth_step_(options.truth_step), end_(end) {
        if (outlets.truth && options.chart) oracle_.emplace(options.chart, lists, world_.scenario().receivers);
        summary_.start = start;
        summary_.end = end;
        before_ = world_.tally();
    }

    Result<Summary> go() {
        start();
        Time hour = summary_.start;
        Time step = summary_.start;
        while (true) {
            const Time manoeuvre = world_.next();
            const Time report = agenda_.empty() ? Time::max() : from_unix_milliseconds(agenda_.earliest().at);
            const Time now = std::min({manoeuvre, step, report});
            if (now >= end_) break;
            shore_.lines_before(now, lines_);
            if (now == manoeuvre) {
                for (const Change& change : world_.step()) changed(change, now);
            } else if (now == step) {
                if (outlets_.truth) truth_of_all(now);
                step += truth_step_;
            } else {
                speak(now);
            }
            if (now >= hour && outlets_.progress) {
                outlets_.progress(now, end_);
                hour += progress_step;
            }
            if (auto error = flush(false)) return std::unexpected(*error);
        }
        shore_.lines_before(end_ + tail, lines_);
        if (oracle_) oracle_->finish(end_, truth_);
        if (auto error = flush(true)) return std::unexpected(*error);
        return finished();
    }

  private:
    void start() {
        if (outlets_.truth) {
            for (const traffic::Staged& incident : world_.staged()) append_incident(truth_, incident);
        }
        for (Slot slot = 0; slot < world_.slots(); ++slot) {
            if (world_.present(slot)) appeared(slot, summary_.start);
        }
        summary_.vessels_at_start = summary_.vessels;
        const traffic::Scenario& s = world_.scenario();
        for (std::uint32_t i = 0; i < s.receivers.size(); ++i) {
            if (s.receivers[i].mmsi) add(Due::Kind::base, i, 0, summary_.start + voice_.anywhere_in(base_interval));
        }
        for (std::uint32_t i = 0; i < s.aids.size(); ++i) {
            add(Due::Kind::aid, i, 0, summary_.start + voice_.anywhere_in(aid_interval));
        }
        shore_.satellites(satellites_);
    }

    void add(Due::Kind kind, std::uint32_t index, std::uint32_t version, Time at) {
        agenda_.add({to_unix_milliseconds(at), 0, index, version, kind});
    }

    void appeared(Slot slot, Time now) {
        if (senders_.size() <= slot) senders_.resize(slot + 1);
        Sender& sender = senders_[slot];
        const std::uint32_t version = sender.version + 1, life = sender.life + 1;
        sender = Sender{};
        sender.version = version;
        sender.life = life;
        ++summary_.vessels;
        const traffic::Identity& who = world_.identity(slot);
        const traffic::State state = world_.state(slot, now);
        sender.vessel = who.number;
        listen(sender, who, state);
        schedule(slot, now + voice_.anywhere_in(reporting_interval(who.transceiver, state)));
        if (who.transceiver != model::Transceiver::sar_aircraft && who.transceiver != model::Transceiver::distress) {
            add(Due::Kind::particulars, slot, life, now + voice_.anywhere_in(static_interval));
        }
        sender.sends_long_range = who.transceiver == model::Transceiver::class_a && random_.chance(long_range_part);
        if (sender.sends_long_range) add(Due::Kind::long_range, slot, life, now + voice_.anywhere_in(long_range_interval));
        for (const traffic::Cue* cue : cues_.texts(who.number)) {
            if (cue->from < now) continue;
            add(Due::Kind::text, static_cast<std::uint32_t>(texts_.size()), life, cue->from);
            texts_.push_back({slot, cue});
        }
    }

    void schedule(Slot slot, Time at) {
        senders_[slot].next_position = to_unix_milliseconds(at);
        add(Due::Kind::position, slot, senders_[slot].version, at);
    }

    void changed(const Change& change, Time now) {
        if (change.kind == Change::Kind::left) {
            if (change.slot >= senders_.size()) return;
            Sender& sender = senders_[change.slot];
            ++sender.version;
            ++sender.life;
            if (oracle_) oracle_->left(sender.vessel, now, truth_);
            return;
        }
        if (!world_.present(change.slot)) return;
        const bool fresh = change.kind == Change::Kind::appeared;
        if (fresh) {
            appeared(change.slot, now);
        } else {
            // A shorter interval holds at once; a longer one after the next report.
            Sender& sender = senders_[change.slot];
            const traffic::State state = world_.state(change.slot, now);
            const Duration interval = reporting_interval(world_.identity(change.slot).transceiver, state);
            if (to_unix_milliseconds(now + interval) < sender.next_position) {
                ++sender.version;
                schedule(change.slot, now + voice_.anywhere_in(interval));
            }
        }
        if (outlets_.truth) {
            append_truth(truth_, now, fresh ? "appeared" : "manoeuvre", world_.identity(change.slot),
                         world_.state(change.slot, now));
        }
    }

    void truth_of_all(Time now) {
        for (Slot slot = 0; slot < world_.slots(); ++slot) {
            if (world_.present(slot)) append_truth(truth_, now, "step", world_.identity(slot), world_.state(slot, now));
        }
    }

    static Power power_of(const traffic::Identity& who) {
        const bool low = who.transceiver == model::Transceiver::class_b || who.transceiver == model::Transceiver::distress;
        return low ? Power::low : Power::full;
    }

    void listen(Sender& sender, const traffic::Identity& who, const traffic::State& state) {
        if (!sender.ears.empty() && std::abs(sender.ears_at.latitude() - state.position.latitude()) < ear_move &&
            std::abs(sender.ears_at.longitude() - state.position.longitude()) < ear_move) {
            return;
        }
        sender.ears_at = state.position;
        shore_.ears(state.position, power_of(who), sender.ears);
    }

    /// Puts the sentence on the air. `declared` makes what it says, without the errors of measurement;
    /// it is called only when somebody asks. `place`: of a report, for what is learnt of receivers.
    template <class Declared>
    void send(Time now, const std::vector<Ear>& ears, const geo::Position* place, Declared declared) {
        ++summary_.transmitted;
        const std::vector<Ear>& open = cues_.deaf().empty() ? ears : with_ears_open(now, ears);
        if (!outlets_.sent && !oracle_ && cues_.plain()) {
            if (shore_.send(now, sentence_, open) > 0) ++summary_.heard;
            return;
        }
        deliveries_.clear();
        if (shore_.send(now, sentence_, open, &deliveries_) > 0) ++summary_.heard;
        if (!cues_.plain()) {
            for (const Delivery& d : deliveries_) reach_.heard(d.receiver, place, now);
        }
        if (!outlets_.sent && !oracle_) return;
        Sent sent = declared();
        sent.at = now;
        sent.deliveries = deliveries_;
        if (oracle_) oracle_->take(sent, truth_);
        if (outlets_.sent) outlets_.sent(sent);
    }

    /// Without the receivers that are deaf now. Which they are is chosen when their time has come.
    const std::vector<Ear>& with_ears_open(Time now, const std::vector<Ear>& ears) {
        for (; next_deaf_ < cues_.deaf().size() && cues_.deaf()[next_deaf_].from <= now; ++next_deaf_) {
            if (const auto chosen = reach_.busy(now, random_)) deaf_until_[*chosen] = cues_.deaf()[next_deaf_].to;
        }
        open_ears_.clear();
        for (const Ear& ear : ears) {
            if (deaf_until_[ear.receiver] <= now) open_ears_.push_back(ear);
        }
        return open_ears_;
    }

    /// The one receiver that seems to hear a relayed report; everybody when none lies at the right distance.
    const std::vector<Ear>& relayed(const traffic::Cue& cue, const Sender& sender) {
        const auto [found, fresh] = relays_.try_emplace(&cue);
        if (fresh) found->second = reach_.stretched(sender.ears_at, cue.low, cue.high);
        if (!found->second) return sender.ears;
        relay_ears_.assign(1, {*found->second, std::numeric_limits<std::uint32_t>::max()});
        return relay_ears_;
    }

    void speak(Time now) {
        Due due = agenda_.earliest();
        switch (due.kind) {
            case Due::Kind::position: return speak_position(due, now);
            case Due::Kind::particulars:
            case Due::Kind::part_b:
            case Due::Kind::long_range: return speak_slowly(due, now);
            case Due::Kind::base:
            case Due::Kind::aid: return speak_from_shore(due, now);
            case Due::Kind::text: return speak_text(due, now);
        }
        std::unreachable();
    }

    void speak_position(Due due, Time now) {
        Sender& sender = senders_[due.index];
        if (due.version != sender.version) return agenda_.drop_earliest();
        const traffic::Identity& who = world_.identity(due.index);
        traffic::State state = world_.state(due.index, now);
        listen(sender, who, state);
        const Altered altered = cues_.alter(who.number, now, state, model::Range::ordinary);
        if (!altered.silent) {
            voice_.position(who, state, now, altered.quality, sentence_);
            send(now, altered.relayed == nullptr ? sender.ears : relayed(*altered.relayed, sender),
                 &state.position, [&] { return declared_position(who, state, altered.quality); });
        }
        due.at += voice_.jittered(reporting_interval(who.transceiver, state)).count();
        sender.next_position = due.at;
        agenda_.replace_earliest(due);
    }

    void speak_text(Due due, Time now) {
        const Text text = texts_[due.index];
        agenda_.drop_earliest();
        if (due.version != senders_[text.slot].life) return;
        const traffic::Identity& who = world_.identity(text.slot);
        listen(senders_[text.slot], who, world_.state(text.slot, now));
        const auto base = std::ranges::find_if(world_.scenario().receivers, [](const auto& r) { return r.mmsi.has_value(); });
        voice_.text(who, text.cue->type, text.cue->text, base == world_.scenario().receivers.end() ? 0 : *base->mmsi, sentence_);
        send(now, senders_[text.slot].ears, nullptr, [&] { return declared_text(who, text.cue->type, text.cue->text); });
    }

    /// Particulars and long-range reports.
    void speak_slowly(Due due, Time now) {
        Sender& sender = senders_[due.index];
        if (due.version != sender.life) return agenda_.drop_earliest();
        traffic::Identity who = world_.identity(due.index);
        const bool silent = cues_.silent(who.number, now);
        if (due.kind == Due::Kind::long_range) {
            traffic::State state = world_.state(due.index, now);
            cues_.alter(who.number, now, state, model::Range::long_range);
            voice_.long_range(who, state, sentence_);
            if (!silent) send(now, satellites_, nullptr, [&] { return declared_long_range(who, state); });
            due.at += voice_.jittered(long_range_interval).count();
            return agenda_.replace_earliest(due);
        }
        Said said = Said::all;
        traffic::VoyagePlan plan = world_.plan(due.index);
        if (const traffic::Cue* cue = cues_.declared(who.number, now)) {
            if (cue->who) who = *cue->who;
            if (cue->draught) plan.draught = *cue->draught;
        }
        if (who.transceiver == model::Transceiver::class_a) {
            voice_.static_and_voyage(who, plan, sentence_);
            due.at += voice_.jittered(static_interval).count();
        } else if (due.kind == Due::Kind::particulars) {
            said = Said::part_a;
            voice_.static_part_a(who, sentence_);
            due.kind = Due::Kind::part_b;
            due.at += 1'000;
        } else {
            said = Said::part_b;
            voice_.static_part_b(who, sentence_);
            due.kind = Due::Kind::particulars;
            due.at += voice_.jittered(static_interval).count() - 1'000;
        }
        if (!silent) send(now, sender.ears, nullptr, [&] { return declared_particulars(who, plan, said); });
        agenda_.replace_earliest(due);
    }

    void speak_from_shore(Due due, Time now) {
        const traffic::Scenario& s = world_.scenario();
        const bool base = due.kind == Due::Kind::base;
        if (base) {
            voice_.base(s.receivers[due.index], now, sentence_);
        } else {
            voice_.aid(s.aids[due.index], now, sentence_);
        }
        shore_.ears(base ? s.receivers[due.index].at : s.aids[due.index].at, Power::full, shore_ears_);
        send(now, shore_ears_, nullptr, [&] { return base ? declared_base(s.receivers[due.index]) : declared_aid(s.aids[due.index]); });
        due.at += voice_.jittered(base ? base_interval : aid_interval).count();
        agenda_.replace_earliest(due);
    }

    std::optional<Error> flush(bool all) {
        if (all || lines_.size() >= block_size) {
            if (outlets_.nmea && !lines_.empty()) {
                if (auto error = outlets_.nmea(lines_)) return error;
            }
            lines_.clear();
        }
        if (all || truth_.size() >= block_size) {
            if (outlets_.truth && !truth_.empty()) {
                if (auto error = outlets_.truth(truth_)) return error;
            }
            truth_.clear();
        }
        return std::nullopt;
    }

    Summary finished() {
        summary_.lines = shore_.lines;
        summary_.received = shore_.received;
        const traffic::Tally& after = world_.tally();
        summary_.traffic = {after.transits - before_.transits, after.panamax - before_.panamax,
                            after.neopanamax - before_.neopanamax, after.slots_unused - before_.slots_unused,
                            after.diverted - before_.diverted, after.without_tug - before_.without_tug,
                            after.without_pilot_boat - before_.without_pilot_boat, after.stranded - before_.stranded};
        return summary_;
    }

    traffic::World world_;
    const Outlets& outlets_;
    Random random_;
    Voice voice_;
    Shore shore_;
    Cues cues_;
    Reach reach_;
    std::vector<Time> deaf_until_;
    std::optional<Oracle> oracle_;
    Duration truth_step_;
    Time end_;
    Agenda agenda_;
    std::vector<Sender> senders_;
    std::vector<Ear> satellites_, shore_ears_;
    std::vector<Delivery> deliveries_;
    struct Text {
        Slot slot;
        const traffic::Cue* cue;
    };
    std::vector<Text> texts_;
    std::map<const traffic::Cue*, std::optional<std::uint32_t>> relays_;
    std::vector<Ear> open_ears_, relay_ears_;
    std::size_t next_deaf_ = 0;
    std::string sentence_, lines_, truth_;
    Summary summary_;
    traffic::Tally before_;
};

}  // namespace

Result<Summary> simulate(const traffic::Scenario& scenario, traffic::Waters waters, const Options& options,
                         const Outlets& outlets) {
    if (scenario.receivers.empty()) {
        return fail(ErrorKind::bad_input, scenario.file + ": without a [[receivers]] table nothing is heard.");
    }
    const Time start = options.start.value_or(scenario.start);
    const Time end = start + std::chrono::hours(24) * options.days.value_or(scenario.days);
    auto world = traffic::World::make(scenario, std::move(waters), options.seed, start);
    if (!world) return fail(std::move(world));
    auto lists = watch_list_of(scenario);
    if (!lists) return fail(std::move(lists));
    return Run(std::move(*world), options, std::move(*lists), outlets, start, end).go();
}

}  // namespace vigia::sim
