// Distress and safety: devices that call for help or are tried out, ships not under command or aground, texts.
#include <array>
#include <cmath>

#include "logic/traffic/inside/director.h"

namespace vigia::traffic {

namespace {

using Status = model::NavigationStatus;
constexpr double run = 3 * mile, calm = 5 * knot;

struct Device {
    std::uint32_t digits;
    std::string_view name;
};
constexpr std::array devices = {Device{970, "SART"}, Device{972, "MOB"}, Device{974, "EPIRB"}};

/// A device that floats for a while; it sends what the status says, and its text every minute but one.
bool device(Director& d, Status status, std::string_view word, double lasts) {
    const auto scene = d.open_water(d.random.chance(0.3) ? "busy" : "open", 1.2 * mile, minute, lasts + minute);
    if (!scene) return false;
    const Device& kind = devices[d.planned() % devices.size()];
    Identity who = d.boat(2, 0, true);
    who.transceiver = model::Transceiver::distress;
    who.mmsi = kind.digits * 1'000'000 + who.mmsi % 1'000'000;
    who.imo.reset();
    Script script(d.boat_hull(knot), scene->at, d.wind(), 0);
    script.where = scene->where;
    script.status = status;
    script.drift(lasts, d.wind() + 180, d.between(0.4, 0.9) * knot, 60);
    script.leave();
    for (double t = 5; t < lasts; t += 2 * minute) {
        Cue cue = d.cue_for(who, Cue::Kind::text, scene->when + seconds(t), scene->when + seconds(t));
        cue.text = std::string(kind.name) + " " + std::string(word);
        d.cue(cue);
    }
    d.decides(scene->when, scene->when + seconds(lasts));
    return d.act(who, script, Duration{0}, scene->when);
}

/// A ship that stops, and says so in more than one report or in one alone.
bool stopped(Director& d, Status status) {
    const double lies = d.between(8, 13) * minute;
    const auto scene = d.open_water("open", 1.5 * mile, 40 * minute, lies + 20 * minute);
    if (!scene) return false;
    const Identity who = d.coaster();
    const double course = d.between(0, 360);
    Script script = d.from_sea(d.coaster_hull(), *scene, scene->at, course, run);
    script.sail(offset(scene->at, course, -1.3 * mile, 0), script.hull.speed, calm);
    script.sail(scene->at, calm, 0);
    const Duration mark = script.elapsed();
    if (d.positive) script.status = status;
    script.rest(lies);
    script.status = Status::under_way_using_engine;
    d.to_sea(script, *scene, course + d.any_side() * 80, run);
    if (!d.positive) {
        Cue cue = d.cue_for(who, Cue::Kind::one_status, scene->when + seconds(120), never);
        cue.status = status;
        d.cue(cue);
    }
    d.decides(scene->when, scene->when + seconds(lies));
    return d.act(who, script, mark, scene->when);
}

}  // namespace

bool distress(Director& d) {
    if (d.positive) return device(d, Status::distress_transmitter, "ACTIVE", d.between(20, 40) * minute);
    return device(d, Status::undefined, "TEST", d.between(3, 6) * minute);
}

bool test_transmission(Director& d) {
    if (d.positive) return device(d, Status::undefined, "TEST", d.between(3, 6) * minute);
    return device(d, Status::distress_transmitter, "ACTIVE", d.between(15, 30) * minute);
}

bool not_under_command(Director& d) { return stopped(d, Status::not_under_command); }
bool aground(Director& d) { return stopped(d, Status::aground); }

bool safety_text(Director& d) {
    static constexpr std::array words = {"DRIFTING LOG SIGHTED ON MY POSITION", "MY GYRO IS OUT OF ORDER, KEEP CLEAR",
                                         "CONTAINER AFLOAT NEAR THE FAIRWAY", "NETS ADRIFT, CAUTION ADVISED"};
    const auto scene = d.open_water("open", mile, 30 * minute, 20 * minute);
    if (!scene) return false;
    const Identity who = d.coaster();
    const double course = d.between(0, 360);
    Director::Pass pass = d.pass(d.coaster_hull(), *scene, scene->at, course, run, run);
    d.to_sea(pass.script, *scene, course, mile);
    Cue cue = d.cue_for(who, Cue::Kind::text, scene->when, scene->when);
    // The same words in a binary message of an application are no safety text.
    cue.type = d.positive ? d.random.chance(0.5) ? 12 : 14 : 8;
    cue.text = words[d.random.below(words.size())];
    d.cue(cue);
    d.decides(scene->when, scene->when);
    return d.act(who, pass.script, pass.mark, scene->when);
}

}  // namespace vigia::traffic
