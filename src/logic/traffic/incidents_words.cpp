// What vessels say of themselves: faults of particulars, and names that somebody watches for.
#include <algorithm>
#include <array>
#include <cmath>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

constexpr double run = 3 * mile;

void set_length(Identity& who, double length) {
    const auto whole = static_cast<std::uint16_t>(std::lround(length));
    who.dimensions.stern = std::min<std::uint16_t>(whole / 5, 500);
    who.dimensions.bow = static_cast<std::uint16_t>(whole - who.dimensions.stern);
}

/// What is wrong, or nearly so, from the beginning.
void wrong_imo(Director& d, Identity& who) {
    if (d.positive) who.imo = *who.imo / 10 * 10 + (*who.imo % 10 + 1 + static_cast<std::uint32_t>(d.random.below(9))) % 10;
}
void call_sign_of(Director& d, Identity& who, bool same_country) {
    const std::string prefix(d.registry.prefix(who.mmsi, same_country));
    who.call_sign = FixedText<7>(prefix.empty() ? prefix : prefix + std::string(who.call_sign.view().substr(2)));
}
void wrong_country(Director& d, Identity& who) {
    const std::uint32_t digits = d.positive ? 776 + static_cast<std::uint32_t>(d.random.below(24)) : 775;
    who.mmsi = digits * 1'000'000 + who.mmsi % 1'000'000;
    if (!d.positive) call_sign_of(d, who, true);  // that nothing else be wrong with it
}
void foreign_call_sign(Director& d, Identity& who) { call_sign_of(d, who, !d.positive); }
void too_long(Director& d, Identity& who) {
    set_length(who, limit::most_length * (d.positive ? d.between(1.1, 2) : d.between(0.5, 0.9)));
    who.dimensions.port = who.dimensions.starboard = 24;
}
void too_broad(Director& d, Identity& who) {
    const double beam = who.length().value * (d.positive ? d.between(1.1, 1.8) : d.between(0.5, 0.9));
    who.dimensions.port = static_cast<std::uint16_t>(beam / 2);
    who.dimensions.starboard = static_cast<std::uint16_t>(std::lround(beam) - who.dimensions.port);
}

/// What changes under way.
void other_length(Director& d, Cue& cue) {
    const double more = limit::length_change * (d.positive ? d.between(1.1, 2) : d.between(0.5, 0.89));
    set_length(*cue.who, std::round(cue.who->length().value + more));
}
void other_name(Director& d, Cue& cue) {
    const Identity stranger = d.coaster();
    cue.who->name = stranger.name;
    if (d.positive) cue.who->call_sign = FixedText<7>(std::string(cue.who->call_sign.view().substr(0, 2)) + std::string(stranger.call_sign.view().substr(2)));
}
void deeper(Director& d, Cue& cue) {
    cue.draught = Metres{3.0 + std::round(10 * limit::draught_rise * (d.positive ? d.between(1.1, 2) : d.between(0.5, 0.9))) / 10};
}

struct Fault {
    void (*from_the_start)(Director&, Identity&);
    void (*under_way)(Director&, Cue&);
};
constexpr std::array faults = {Fault{wrong_imo, nullptr}, Fault{nullptr, other_length}, Fault{wrong_country, nullptr},
                               Fault{nullptr, other_name}, Fault{foreign_call_sign, nullptr}, Fault{nullptr, deeper},
                               Fault{too_long, nullptr}, Fault{too_broad, nullptr}};

/// As it would be mistyped: so many letters of the name replaced.
std::string mistyped(Director& d, std::string name, std::size_t letters) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] != ' ') places.push_back(i);
    }
    for (std::size_t i = 0; i < letters && !places.empty(); ++i) {
        const std::size_t k = d.random.below(places.size());
        char& c = name[places[k]];
        c = c == 'Q' ? 'X' : 'Q';
        places.erase(places.begin() + static_cast<std::ptrdiff_t>(k));
    }
    return name;
}

}  // namespace

bool static_inconsistency(Director& d) {
    const Fault& fault = faults[d.planned() % faults.size()];
    const auto scene = d.open_water("open", mile, 45 * minute, 60 * minute);
    if (!scene) return false;
    Identity who = d.coaster();
    if (fault.from_the_start != nullptr) fault.from_the_start(d, who);
    const double course = d.between(0, 360);
    Director::Pass pass = d.pass(d.coaster_hull(), *scene, scene->at, course, run, run);
    d.to_sea(pass.script, *scene, course, mile);
    if (fault.under_way != nullptr) {
        Cue before = d.cue_for(who, Cue::Kind::declares, Time::min(), scene->when);
        before.who = who;
        before.draught = Metres{3.0};
        Cue after = before;
        after.from = scene->when;
        after.to = never;
        fault.under_way(d, after);
        d.cue(before);
        d.cue(after);
    }
    d.decides(scene->when, scene->when + seconds(50 * minute));
    return d.act(who, pass.script, pass.mark, scene->when);
}

bool watch_list(Director& d) {
    const std::vector<Watched>& list = d.sea.scenario.watched;
    if (list.empty()) return false;  // the reader of scenarios has refused that
    const Watched& watched = list[d.planned() % list.size()];
    const auto scene = d.open_water("open", mile, 45 * minute, 30 * minute);
    if (!scene) return false;
    Identity who = d.coaster();
    const std::size_t variant = d.planned() % 3;
    if (d.positive && variant == 0 && watched.imo) {
        who.imo = watched.imo;
    } else if (d.positive && variant == 1 && watched.mmsi && d.planned() < list.size()) {
        who.mmsi = *watched.mmsi;
        who.imo.reset();
        call_sign_of(d, who, true);
    } else if (d.positive) {
        who.name = FixedText<20>(watched.name.size() >= 12 ? mistyped(d, watched.name, 1) : watched.name);
        who.imo.reset();
    } else if (variant == 0 && watched.imo) {
        who.name = FixedText<20>(watched.name);  // the same name, the number of another ship
    } else {
        who.name = FixedText<20>(mistyped(d, watched.name, watched.name.size() / 3 + 1));
        who.imo.reset();
    }
    const double course = d.between(0, 360);
    Director::Pass pass = d.pass(d.coaster_hull(), *scene, scene->at, course, run, run);
    d.to_sea(pass.script, *scene, course, mile);
    d.decides(scene->when - seconds(10 * minute), scene->when + seconds(20 * minute));
    return d.act(who, pass.script, pass.mark, scene->when);
}

}  // namespace vigia::traffic
