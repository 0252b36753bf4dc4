// Prints sentences of random lawful messages of the types that say where a station is, and of static
// reports, as our encoder makes them. Same seed, same bytes.
#include <cstdio>
#include <string>

#include "base/random.h"
#include "codec/ais/encode.h"

using namespace vigia;

namespace {

model::Mmsi any_mmsi(Random& random) {
    return model::Mmsi::of(static_cast<std::uint32_t>(201'000'000 + random.below(575'000'000)));
}

template <class Report>
void place(Report& report, Random& random) {
    report.mmsi = any_mmsi(random);
    if (random.chance(0.95))
        report.position = geo::Position::of(random.uniform(-89.9, 89.9), random.uniform(-179.9, 179.9));
    report.accuracy = random.chance(0.5) ? model::Accuracy::high : model::Accuracy::low;
}

template <class Report>
void motion(Report& report, Random& random) {
    place(report, random);
    if (random.chance(0.9)) report.speed = from_knots(static_cast<double>(random.below(600)) / 10);
    if (random.chance(0.9)) report.course = Degrees{static_cast<double>(random.below(3600)) / 10};
    report.moment.second = static_cast<std::uint8_t>(random.below(60));
}

ais::Message class_a(Random& random) {
    ais::PositionReport report;
    motion(report, random);
    report.type = static_cast<std::uint8_t>(1 + random.below(3));
    report.status = static_cast<model::NavigationStatus>(random.below(16));
    report.heading = Degrees{static_cast<double>(random.below(360))};
    return report;
}

ais::Message base_station(Random& random) {
    ais::BaseStationReport report;
    place(report, random);
    report.type = random.chance(0.5) ? 4 : 11;
    return report;
}

ais::Message voyage(Random& random) {
    ais::StaticAndVoyage report;
    report.mmsi = any_mmsi(random);
    report.name = FixedText<20>("EVER " + std::to_string(random.below(100'000)));
    report.call_sign = FixedText<7>("H" + std::to_string(random.below(100'000)));
    report.destination = FixedText<20>("PA CTB");
    report.dimensions = model::Dimensions{200, 30, 10, 15};
    return report;
}

ais::Message aircraft(Random& random) {
    ais::AircraftReport report;
    place(report, random);
    report.altitude = Metres{static_cast<double>(random.below(3000))};
    return report;
}

ais::Message class_b(Random& random) {
    ais::ClassBReport report;
    motion(report, random);
    return report;
}

ais::Message class_b_extended(Random& random) {
    ais::ClassBExtendedReport report;
    motion(report, random);
    report.name = FixedText<20>("YACHT");
    return report;
}

ais::Message aid(Random& random) {
    ais::AidToNavigation report;
    place(report, random);
    report.aid_type = static_cast<std::uint8_t>(random.below(32));
    report.name = FixedText<34>("BUOY " + std::to_string(random.below(100)));
    return report;
}

ais::Message name_of_craft(Random& random) {
    ais::StaticPartA report;
    report.mmsi = any_mmsi(random);
    report.name = FixedText<20>("PANGA");
    return report;
}

ais::Message long_range(Random& random) {
    ais::LongRangeReport report;
    place(report, random);
    return report;
}

}  // namespace

int main() {
    constexpr int messages = 20'000;
    using Make = ais::Message (*)(Random&);
    constexpr Make makers[] = {class_a, base_station,     voyage, aircraft,
                               class_b, class_b_extended, aid,    name_of_craft, long_range};
    Random random(351);
    std::string out;
    for (unsigned i = 0; i < messages; ++i) {
        ais::Dress dress;
        dress.channel = random.chance(0.5) ? 'A' : 'B';
        dress.sequence = i % 10;
        ais::append_sentences(makers[random.below(std::size(makers))](random), dress, out);
    }
    return std::fwrite(out.data(), 1, out.size(), stdout) == out.size() ? 0 : 1;
}
