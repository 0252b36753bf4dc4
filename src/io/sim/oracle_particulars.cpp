// What a vessel says of itself: false particulars, and names on the operator's lists.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "io/sim/oracle_judge.h"

namespace vigia::sim {

namespace {

using model::EventKind;

struct Country {
    std::string_view mids;    ///< of its MMSIs, with blanks
    std::string_view series;  ///< of its call signs: first to last two characters, or one
};
/// The countries whose ships the simulator knows, each with its territories: their ships may have call signs of the mother
/// country's series. Source: ITU Radio Regulations, appendix 42; ITU table of MIDs.
constexpr std::array countries = {
    Country{"351 352 353 354 355 356 357 370 371 372 373 374", "3E3F HOHP H3H3 H8H9"},
    Country{"636 637", "5L5M 6Z6Z A8A8 D5D5 ELEL"}, Country{"538", "V7V7"},
    Country{"412 413 414 416 453 477", "B0BZ 3H3U VRVR XSXS XXXX"}, Country{"563 564 565 566", "9V9V S6S6"},
    Country{"215 229 248 249 256", "9H9H"}, Country{"308 309 311", "C6C6"}, Country{"237 239 240 241", "J4J4 SVSZ"},
    Country{"209 210 212", "5B5B C4C4 H2H2 P3P3"}, Country{"431 432", "7J7N 8J8N JAJS"},
    Country{"257 258 259", "3Y3Y JWJX LALN"}, Country{"219 220 231 331", "5P5Q OUOZ XPXP"},
    Country{"232 233 234 235 236 301 310 319 348 364 378 555 608 665 740", "2A2Z G0GZ M0MZ VPVQ VSVS ZBZJ ZNZO ZQZQ"},
    Country{"211 218", "DADR Y2Y9"}, Country{"244 245 246 306 307", "PAPJ P4P4"},
    Country{"303 338 358 366 367 368 369 379 536 559", "AAAL K0KZ N0NZ W0WZ"},
    Country{"440 441", "6K6N D7D9 DSDT HLHL"}, Country{"730", "5J5K HJHK"}, Country{"725", "3G3G CACE XQXR"},
    Country{"760", "4T4T OAOC"}, Country{"735", "HCHD"}, Country{"775", "4M4M YVYY"}};

/// False when the country or the call sign is not known.
bool foreign_call_sign(std::uint32_t mmsi, std::string_view sign) {
    const std::string mid = std::to_string(mmsi / 1'000'000);
    const auto own = std::ranges::find_if(countries, [&](const Country& c) { return mid.size() == 3 && c.mids.find(mid) != std::string_view::npos; });
    if (own == countries.end() || sign.size() < 3) return false;
    const std::string_view prefix = sign.substr(0, 2);
    for (std::size_t i = 0; i < own->series.size(); i += 5) {
        if (prefix >= own->series.substr(i, 2) && prefix <= own->series.substr(i + 2, 2)) return false;
    }
    return true;
}

/// Letters added, left out or changed.
std::size_t edits(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t here = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = row[j];
            row[j] = here;
        }
    }
    return row[b.size()];
}

double length_of(const model::Dimensions& d) { return d.bow + d.stern; }
double beam_of(const model::Dimensions& d) { return d.port + d.starboard; }

class StaticInconsistency : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        if (craft.afloat()) number(craft, states_[craft]);
    }

    void said(const Craft& craft, const model::Particulars& report) override {
        if (!craft.afloat()) return;
        State& state = states_[craft];
        number(craft, state);
        numbers(craft, report, state);
        size(craft, report, state);
        name(craft, report, state);
        draught(craft, report, state);
    }

    /// Changes are judged within one segment.
    void cut(const Craft& craft) override {
        State& state = states_[craft];
        state.dimensions.reset();
        state.name.reset();
        state.draughts.clear();
    }

    void gone(const Craft& craft) override {
        for (Said& fault : states_[craft].faults) end(fault.told, craft.last_sent);
        states_[craft] = {};
    }

  private:
    enum Fault : std::uint8_t { imo, mid, call_sign, too_long, too_wide, resized, renamed, deeper, count };
    struct Said {
        std::optional<Time> first;
        Ledger::Entry told;
    };
    template <class Value>
    struct Kept {
        Value value;
        Time at;
        bool under_way;
    };
    struct Named {
        FixedText<34> name;
        std::optional<std::uint32_t> imo;
        std::optional<FixedText<7>> call_sign;
    };
    struct Draught {
        Time at;
        Metres depth;
    };
    struct State {
        std::array<Said, count> faults;
        std::optional<Kept<model::Dimensions>> dimensions;  ///< before they changed
        std::optional<Kept<Named>> name;                    ///< before it changed
        std::vector<Draught> draughts;                ///< of the last six hours, where they changed
    };

    static bool under_way(const Craft& craft) { return craft.fixes > 0 && craft.faster(knots(2)) && !craft.at_rest(); }

    /// Whether it was under way then and is now, with no more than half an hour between.
    template <class Value>
    [[nodiscard]] bool on_one_way(const std::optional<Kept<Value>>& before, const Craft& craft) const {
        return before && before->under_way && under_way(craft) && craft.last_sent - before->at <= reading_.most(cut_after);
    }

    /// Twice within a day is an occurrence; it ends when it is no longer said. True when that came about.
    bool note(const Craft& craft, State& state, Fault which, bool wrong, Duration apart = std::chrono::minutes(2)) {
        Said& fault = state.faults[which];
        const Time at = craft.last_sent;
        if (!wrong) {
            end(fault.told, at);
            fault.first.reset();
            return false;
        }
        if (fault.told) return false;
        if (!fault.first || at - *fault.first > reading_.most(Duration(std::chrono::hours(24)))) {
            fault.first = at;
            return false;
        }
        if (at - *fault.first < reading_.least(apart)) return false;
        fault.told = begin(EventKind::static_inconsistency, {craft.mmsi}, *fault.first, craft.last_known);
        return true;
    }

    /// The same of a change, which is over once it has been told.
    bool note_change(const Craft& craft, State& state, Fault which, bool changed) {
        if (!note(craft, state, which, changed)) return false;
        end(state.faults[which].told, craft.last_sent);
        state.faults[which].first.reset();
        return true;
    }

    void number(const Craft& craft, State& state) {
        const model::MmsiKind kind = model::Mmsi::of(craft.mmsi).kind();
        const std::uint32_t digits = craft.mmsi / 1'000'000;
        const bool a_ships = kind == model::MmsiKind::ship || kind == model::MmsiKind::other;
        note(craft, state, mid, a_ships && (digits < 201 || digits > 775), Duration{0});
    }

    void numbers(const Craft& craft, const model::Particulars& report, State& state) {
        const auto seven_digits = [](std::uint32_t number) { return number >= 1'000'000 && number <= 9'999'999; };
        if (report.imo) note(craft, state, imo, seven_digits(*report.imo) && !model::Imo::make(*report.imo));
        if (report.call_sign) note(craft, state, call_sign, foreign_call_sign(craft.mmsi, report.call_sign->view()));
    }

    void size(const Craft& craft, const model::Particulars& report, State& state) {
        if (!report.dimensions) return;
        const double length = length_of(*report.dimensions), beam = beam_of(*report.dimensions);
        note(craft, state, too_long, length > reading_.least(400.0));
        note(craft, state, too_wide, length > 0 && length < beam);
        const auto differs = [&](double before, double now) {
            const double by = std::abs(now - before);
            return before > 0 && now > 0 && by > reading_.least(0.1) * before && by > reading_.least(5.0);
        };
        const bool waits = state.faults[resized].first.has_value();  // for the second word
        const bool changed = (waits || on_one_way(state.dimensions, craft)) && (differs(length_of(state.dimensions->value), length) ||
                                                                               differs(beam_of(state.dimensions->value), beam));
        if (note_change(craft, state, resized, changed) || !changed) state.dimensions = {*report.dimensions, craft.last_sent, under_way(craft)};
    }

    void name(const Craft& craft, const model::Particulars& report, State& state) {
        if (!report.name && !report.call_sign && !report.imo) return;
        if (!craft.said.name) return;
        Named now{*craft.said.name, craft.said.imo, craft.said.call_sign};
        const Named* before = state.name ? &state.name->value : nullptr;
        const bool other_name = before && edits(before->name.view(), now.name.view()) > 2;
        const bool other_number = before && before->imo && now.imo && *before->imo != *now.imo;
        const bool other_sign = before && before->call_sign && now.call_sign && !(*before->call_sign == *now.call_sign);
        const bool waits = state.faults[renamed].first.has_value();  // for the second word
        const bool changed = other_name && (other_number || other_sign) && (waits || on_one_way(state.name, craft));
        // What class B says comes in two parts: a change is whole with the second.
        const bool half = !changed && (other_name || other_number || other_sign) && craft.transceiver == model::Transceiver::class_b;
        if (half && craft.last_sent - state.name->at <= reading_.most(Duration(std::chrono::minutes(13)))) return;
        if (note_change(craft, state, renamed, changed) || !changed) state.name = {now, craft.last_sent, under_way(craft)};
    }

    void draught(const Craft& craft, const model::Particulars& report, State& state) {
        if (!report.draught || report.draught->value <= 0) return;
        const Time at = craft.last_sent;
        const Duration window = reading_.most(Duration(std::chrono::hours(6)));
        while (state.draughts.size() > 1 && at - state.draughts[1].at > window) state.draughts.erase(state.draughts.begin());
        Metres least = *report.draught;
        for (const Draught& d : state.draughts) least = std::min(least, d.depth);
        const bool at_sea = under_way(craft) && !craft.in(model::AreaKind::harbour) && !craft.in(model::AreaKind::lock);
        const bool risen = at_sea && *report.draught - least >= reading_.least(Metres{3});
        const bool told = note_change(craft, state, deeper, risen);
        if (told) state.draughts.clear();
        if (risen && !told) return;
        if (state.draughts.empty() || state.draughts.back().depth != *report.draught) state.draughts.push_back({at, *report.draught});
    }
    PerCraft<State> states_;
};

/// Somebody for whom the operator looks out.
class WatchList : public Judge {
  public:
    using Judge::Judge;

    void fix(const Craft& craft) override {
        if (states_[craft].asked || sea_.lists == nullptr) return;
        states_[craft].asked = true;
        if (sea_.lists->watched(model::Mmsi::of(craft.mmsi), std::nullopt)) tell(craft, craft.now.at, craft.now.known);
    }
    void said(const Craft& craft, const model::Particulars& report) override {
        if (sea_.lists == nullptr || (!report.imo && !report.name)) return;
        if (sea_.lists->watched(model::Mmsi::of(craft.mmsi), &craft.said, 1 - reading_.most(0.1))) tell(craft, craft.last_sent, craft.last_known);
    }
    void gone(const Craft& craft) override {
        end(states_[craft].told, craft.last_sent);
        states_[craft] = {};
    }

  private:
    struct State {
        bool asked = false;
        Ledger::Entry told;
    };
    void tell(const Craft& craft, Time at, Time known) {
        State& state = states_[craft];
        if (!state.told && craft.afloat()) state.told = begin(EventKind::watch_list, {craft.mmsi}, at, known);
    }
    PerCraft<State> states_;
};

}  // namespace

void add_particulars_judges(Judges& judges, Sea& sea, Reading reading) {
    judges.push_back(std::make_unique<StaticInconsistency>(sea, reading));
    judges.push_back(std::make_unique<WatchList>(sea, reading));
}

}  // namespace vigia::sim
