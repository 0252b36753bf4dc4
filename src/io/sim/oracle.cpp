#include "io/sim/oracle.h"

#include <algorithm>
#include <unordered_map>

#include "io/sim/oracle_judge.h"
#include "io/sim/shore.h"

namespace vigia::sim {

namespace {

constexpr Duration deaf_after = std::chrono::minutes(3);
constexpr Duration gone_after = std::chrono::hours(25);
constexpr Duration sweep_step = std::chrono::minutes(1), settle_step = std::chrono::hours(1);

template <class Value>
void take_over(std::optional<Value>& kept, const std::optional<Value>& said) {
    if (said) kept = said;
}

void merge(model::Particulars& kept, const model::Particulars& said) {
    take_over(kept.name, said.name);
    take_over(kept.call_sign, said.call_sign);
    take_over(kept.destination, said.destination);
    take_over(kept.imo, said.imo);
    take_over(kept.ship_type, said.ship_type);
    take_over(kept.dimensions, said.dimensions);
    take_over(kept.draught, said.draught);
    take_over(kept.eta, said.eta);
}

bool cannot_be(const Placed& from, const Placed& to) {
    const Metres way = geo::distance(from.position, to.position);
    return way >= miles(2) && way.value > fastest_vessel.value * seconds_of(to.at - from.at);
}

}  // namespace

struct Oracle::Inside {
    Inside(std::shared_ptr<const model::Chart> chart, std::shared_ptr<const model::Lists> lists, const std::vector<traffic::Receiver>& receivers)
        : sea(std::move(chart)), shore(receivers, Random(1)), hearing(receivers.size()) {
        sea.lists = std::move(lists);
        sea.heard_chance = [this](geo::Position from, model::Transceiver by, Time since) { return heard_chance(from, by, since); };
        for (const Reading::Kind kind : {Reading::Kind::easier, Reading::Kind::plain, Reading::Kind::harder}) {
            const Reading reading{kind};
            add_silence_judges(judges, sea, reading, receivers);
            add_jump_judges(judges, sea, reading);
            add_position_judges(judges, sea, reading, receivers);
            add_meeting_judges(judges, sea, reading);
            add_visit_judges(judges, sea, reading);
            add_closing_judges(judges, sea, reading);
            add_motion_judges(judges, sea, reading);
            add_rest_judges(judges, sea, reading);
            add_area_judges(judges, sea, reading);
            add_channel_judges(judges, sea, reading);
            add_passage_judges(judges, sea, reading);
            add_particulars_judges(judges, sea, reading);
            add_distress_judges(judges, sea, reading);
        }
    }

    /// Of the receivers that have heard something in every three minutes since then.
    double heard_chance(geo::Position from, model::Transceiver by, Time since) {
        shore.ears(from, by == model::Transceiver::class_b ? Power::low : Power::full, ears);
        double missed = 1;
        for (const Ear& ear : ears) {
            const Hearing& h = hearing[ear.receiver];
            if (h.since <= since && second - h.last <= deaf_after) missed *= 1 - static_cast<double>(ear.chance) * 0x1.0p-32;
        }
        return 1 - missed;
    }

    template <class F>
    void each(F&& f) {
        for (const auto& judge : judges) f(*judge);
    }

    /// Goes on to a time: every whole second on the way is told.
    void advance(Time to, std::string& rows) {
        if (second == Time{}) second = std::chrono::floor<std::chrono::seconds>(to);
        while (second + std::chrono::seconds(1) <= to) {
            second += std::chrono::seconds(1);
            each([&](Judge& j) { j.second(second); });
            if (second.time_since_epoch() % sweep_step == Duration{0}) sweep();
            if (second.time_since_epoch() % settle_step == Duration{0}) sea.ledger.settle(second, rows);
        }
    }

    /// Who has not been heard for long is cut, and later forgotten.
    void sweep() {
        for (Craft& craft : sea.crafts) {
            if (!craft.known) continue;
            if (craft.fixes > 0 && second - craft.now.at > cut_after) cut(craft);
            if (second - craft.last_sent > gone_after) remove(craft);
        }
    }

    void cut(Craft& craft) {
        each([&](Judge& j) { j.cut(craft); });
        craft.fixes = 0;
        sea.grid.erase(craft.index);
        sea.coarse.erase(craft.index);
    }

    void remove(Craft& craft) {
        if (craft.fixes > 0) cut(craft);
        each([&](Judge& j) { j.gone(craft); });
        by_name.erase(name_of(craft.vessel, craft.mmsi));
        free.push_back(craft.index);
        craft.known = false;
    }

    void leave(std::uint32_t vessel) {
        for (Craft& craft : sea.crafts) {
            if (craft.known && craft.vessel == vessel) remove(craft);
        }
    }

    static std::uint64_t name_of(std::uint32_t vessel, std::uint32_t mmsi) { return std::uint64_t{vessel} << 32 | mmsi; }

    Craft& craft_of(const Sent& sent) {
        const auto [at, fresh] = by_name.try_emplace(name_of(sent.vessel, sent.mmsi.number()), 0);
        if (!fresh) return sea.crafts[at->second];
        if (free.empty()) {
            free.push_back(static_cast<std::uint32_t>(sea.crafts.size()));
            sea.crafts.emplace_back();
        }
        at->second = free.back();
        free.pop_back();
        Craft& craft = sea.crafts[at->second];
        craft = Craft{};
        craft.index = at->second;
        craft.vessel = sent.vessel;
        craft.mmsi = sent.mmsi.number();
        craft.transceiver = sent.transceiver;
        craft.known = true;
        return craft;
    }

    void place(Craft& craft, const Sent& sent, Time known) {
        Placed next{sent.at, known, *sent.fix->position, *sent.fix, sea.chart->at(*sent.fix->position)};
        const bool before = craft.now.at != Time{};
        if (before && sent.at - craft.now.at > cut_after - Duration{600'000}) each([&](Judge& j) { j.gap(craft, next); });
        const bool broken = before && (sent.at - craft.now.at > cut_after || cannot_be(craft.now, next));
        if (broken && craft.fixes > 0) cut(craft);
        craft.before = craft.now;
        craft.now = std::move(next);
        ++craft.fixes;
        sea.grid.put(craft.index, craft.now.position);
        sea.coarse.put(craft.index, craft.now.position);
        each([&](Judge& j) { j.fix(craft); });
    }

    void take(const Sent& sent) {
        const std::optional<Time> known = sent.first();
        if (!known) return;
        for (const Delivery& d : sent.deliveries) {
            Hearing& h = hearing[d.receiver];
            if (d.at - h.last > deaf_after) h.since = d.at;
            h.last = std::max(h.last, d.at);
        }
        each([&](Judge& j) { j.heard(sent); });
        if (sent.vessel == 0) return;
        Craft& craft = craft_of(sent);
        if (craft.first_sent == Time{}) craft.first_sent = sent.at;
        craft.last_sent = sent.at;
        craft.last_known = *known;
        switch (sent.kind) {
            case Sent::Kind::position:
                if (sent.fix && sent.fix->position) return place(craft, sent, *known);
                [[fallthrough]];
            case Sent::Kind::long_range:
                return each([&](Judge& j) { j.unplaced(craft, sent); });
            case Sent::Kind::particulars:
                if (!sent.particulars) return;
                merge(craft.said, *sent.particulars);
                return each([&](Judge& j) { j.said(craft, *sent.particulars); });
            case Sent::Kind::text:
                return each([&](Judge& j) { j.text(craft, sent.text); });
            case Sent::Kind::base:
            case Sent::Kind::aid:
            case Sent::Kind::other:
                return;
        }
    }

    /// Since when a receiver has heard without a long break, and when last.
    struct Hearing {
        Time since{}, last{};
    };
    Sea sea;
    Shore shore;
    std::vector<Hearing> hearing;
    std::vector<Ear> ears;
    Judges judges;
    std::unordered_map<std::uint64_t, std::uint32_t> by_name;
    std::vector<std::uint32_t> free;
    Time second{};
};

Oracle::Oracle(std::shared_ptr<const model::Chart> chart, std::shared_ptr<const model::Lists> lists,
               const std::vector<traffic::Receiver>& receivers)
    : inside_(std::make_unique<Inside>(std::move(chart), std::move(lists), receivers)) {}
Oracle::~Oracle() = default;

void Oracle::take(const Sent& sent, std::string& rows) {
    inside_->advance(sent.at, rows);
    inside_->take(sent);
}

void Oracle::left(std::uint32_t vessel, Time at, std::string& rows) {
    inside_->advance(at, rows);
    inside_->leave(vessel);
}

void Oracle::finish(Time end, std::string& rows) {
    // Tests of distress devices may come out up to two minutes later; what is silent then is not judged any more.
    inside_->advance(end, rows);
    inside_->sea.ledger.finish(rows);
}

Result<std::shared_ptr<const model::Lists>> watch_list_of(const traffic::Scenario& scenario) {
    model::ListEntries entries;
    entries.sources.push_back({scenario.name, scenario.name, std::nullopt});
    for (const traffic::Watched& w : scenario.watched) entries.watched.push_back({w.imo, w.mmsi, w.name, "", 0});
    auto lists = model::Lists::make(std::move(entries));
    if (!lists) return fail(std::move(lists));
    return std::make_shared<const model::Lists>(std::move(*lists));
}

}  // namespace vigia::sim
