// 100,000 vessels with 24 h of thinned tails, through the whole engine, with one reader holding the
// previous Picture: the peak resident memory must stay below 400 MB.
//
//   picture [vessels] [hours] [seconds between reports]
//
// Every vessel reports all the time: a third rests, a third sails straight with a turn each hour, a
// third turns at each report, which is the worst that a tail can be asked to keep.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "base/random.h"
#include "codec/ais/encode.h"
#include "codec/ais/registry.h"
#include "engine/engine.h"

namespace {

using namespace vigia;

constexpr double promised_megabytes = 400;

double peak_megabytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::atof(line.c_str() + 6) / 1024;
    return 0;
}

struct Vessel {
    double latitude, longitude, course, knots;
};

/// Moves a vessel and appends its report.
void report(Vessel& vessel, std::uint32_t number, int step, int seconds, Time at, Random& random, std::string& lines) {
    const std::uint32_t kind = number % 3;
    if (kind == 1 && step * seconds % 3600 < seconds) vessel.course = random.uniform(0, 360);
    if (kind == 2) vessel.course = random.uniform(0, 360);
    const double miles = vessel.knots * seconds / 3600;
    const double radians = vessel.course * 3.14159265358979 / 180;
    vessel.latitude = std::clamp(vessel.latitude + miles / 60 * std::cos(radians), -80.0, 80.0);
    vessel.longitude += miles / 60 * std::sin(radians) / std::max(0.2, std::cos(vessel.latitude * 0.01745));
    if (vessel.longitude >= 180) vessel.longitude -= 360;
    if (vessel.longitude < -180) vessel.longitude += 360;
    ais::PositionReport said;
    said.mmsi = model::Mmsi::of(200'000'000 + number);
    said.position = geo::Position::of(vessel.latitude, vessel.longitude);
    said.speed = from_knots(vessel.knots);
    said.course = Degrees{vessel.course};
    said.moment.second = static_cast<std::uint8_t>(to_unix_milliseconds(at) / 1000 % 60);
    ais::Dress dress;
    dress.recorded = at;
    ais::append_sentences(ais::Message{said}, dress, lines);
}

/// Names the vessels, as they do each six minutes; once is enough for their memory.
void declare(std::uint32_t number, Time at, std::string& lines) {
    ais::StaticAndVoyage said;
    said.mmsi = model::Mmsi::of(200'000'000 + number);
    std::string name = "VESSEL ";
    append_int(name, number);
    said.name = FixedText<20>(name);
    said.call_sign = FixedText<7>("HO1234");
    said.destination = FixedText<20>("PANAMA CANAL");
    ais::Dress dress;
    dress.recorded = at;
    ais::append_sentences(ais::Message{said}, dress, lines);
}

}  // namespace

int main(int argc, char** argv) {
    const auto count = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 100'000);
    const int hours = argc > 2 ? std::atoi(argv[2]) : 24;
    const int seconds = argc > 3 ? std::atoi(argv[3]) : 360;
    Random random(1);
    std::vector<Vessel> vessels;
    for (std::uint32_t i = 0; i < count; ++i)
        vessels.push_back({random.uniform(-60, 60), random.uniform(-180, 180), random.uniform(0, 360), i % 3 == 0 ? 0.0 : random.uniform(4, 20)});

    engine::EngineOptions options;
    options.mode = engine::Mode::replay;
    engine::Engine engine(options, ais::Registry::standard());
    const model::SourceId source = engine.add_source("bench", "bench").value();
    engine::Kept kept;
    std::string lines;
    std::shared_ptr<const engine::Picture> held, newest;
    const auto flush = [&] {
        engine.load(source, lines);
        engine.consume(Time::max(), kept);
        kept.clear();
        lines.clear();
    };
    const Time begin = from_unix_milliseconds(1'790'000'000'000);
    const int steps = hours * 3600 / seconds;
    for (int step = 0; step < steps; ++step) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const Time at = begin + std::chrono::seconds(step * seconds) + Duration{std::int64_t{i} * seconds * 1000 / count};
            report(vessels[i], i, step, seconds, at, random, lines);
            if (step == 0) declare(i, at, lines);
            if (lines.size() > 256 * 1024) flush();
        }
        flush();
        held = std::move(newest);
        newest = engine.picture();
    }
    std::size_t points = 0;
    newest->for_each([&](const model::Track& track) { points += newest->tail(track.id, Time{}).size(); });
    const double peak = peak_megabytes();
    std::printf("vessels %zu, held before %zu, hours %d, reports %llu, tail points %.1f a vessel, VmHWM %.0f MB (promise: at most %.0f MB for 100,000 vessels)\n",
                newest->size(), held ? held->size() : 0, hours, static_cast<unsigned long long>(newest->counts.reports),
                static_cast<double>(points) / static_cast<double>(newest->size()), peak, promised_megabytes);
    return peak <= promised_megabytes ? 0 : 1;
}
