#include "io/sim/air.h"

#include <algorithm>
#include <cmath>

namespace vigia::sim {

namespace {

constexpr double gps_metres = 2.5;         ///< deviation north and east
constexpr double knot = 1852.0 / 3600.0;
constexpr double metres_per_degree = 111'194.93;
constexpr double turning = 10.0;           ///< degrees a minute: 5 degrees in 30 seconds
constexpr double without_course = 0.15;    ///< m/s: slower, a GPS shows any course
constexpr double heading_error = 0.6, speed_error = 0.03;

std::uint8_t second_of(Time at) {
    return static_cast<std::uint8_t>(to_unix_milliseconds(at) / 1000 % 60);
}

double circle(double angle) { return turned_into_circle({angle}).value; }

}  // namespace

Duration reporting_interval(model::Transceiver transceiver, const traffic::State& state) {
    const double speed = state.speed.value;
    switch (transceiver) {
        case model::Transceiver::sar_aircraft: return Duration{10'000};
        case model::Transceiver::class_b: return speed > 2 * knot ? Duration{30'000} : Duration{180'000};
        case model::Transceiver::unknown: case model::Transceiver::class_a: case model::Transceiver::base_station:
        case model::Transceiver::aid_to_navigation: case model::Transceiver::distress: break;
    }
    const bool still = state.status == model::NavigationStatus::at_anchor || state.status == model::NavigationStatus::moored;
    if (still && speed <= 3 * knot) return Duration{180'000};
    const bool turns = std::abs(state.rate_of_turn.value) > turning;
    if (speed <= 14 * knot) return turns ? Duration{3'333} : Duration{10'000};
    if (speed <= 23 * knot) return turns ? Duration{2'000} : Duration{6'000};
    return Duration{2'000};
}

Duration Voice::jittered(Duration interval) {
    const double part = 0.92 + 0.16 * random_.uniform();
    return Duration{static_cast<std::int64_t>(static_cast<double>(interval.count()) * part)};
}

Duration Voice::anywhere_in(Duration interval) {
    return Duration{static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(interval.count())))};
}

double Voice::spread() {
    // The sum of four uniform numbers, from one draw.
    const std::uint64_t drawn = random_.bits();
    const double sum = static_cast<double>((drawn & 0xFFFF) + (drawn >> 16 & 0xFFFF) + (drawn >> 32 & 0xFFFF) + (drawn >> 48));
    return (sum / 65536.0 - 2.0) * 1.7320508;
}

geo::Position Voice::measured(geo::Position truth) {
    return geo::Position::of(truth.latitude() + spread() * gps_metres / metres_per_degree,
                             truth.longitude() + spread() * gps_metres / metres_per_degree);
}

void Voice::say(std::string& out) {
    ais::Dress dress;
    dress.channel = ++said_ % 2 == 0 ? 'A' : 'B';
    dress.sequence = said_ / 2 % 10;
    out.clear();
    ais::append_sentences(bits_, dress, out);
}

void Voice::class_a(const traffic::Identity& who, const traffic::State& state, Time at, Quality quality) {
    ais::PositionReport r;
    r.type = std::abs(state.rate_of_turn.value) > turning ? 3 : 1;
    r.mmsi = model::Mmsi::of(who.mmsi);
    r.status = state.status;
    if (who.size != traffic::SizeClass::none || who.length() > Metres{60}) r.turn = ais::Turn::of(state.rate_of_turn);
    const double speed = std::max(0.0, state.speed.value + spread() * speed_error);
    r.speed = MetresPerSecond{speed};
    r.accuracy = model::Accuracy::high;
    r.position = measured(state.position);
    r.course = Degrees{state.speed.value < without_course ? circle(random_.uniform(0, 360)) : circle(state.course.value + spread() * 0.5)};
    r.heading = Degrees{circle(state.heading.value + spread() * heading_error)};
    r.moment.second = second_of(at);
    r.raim = false;
    if (quality.low_accuracy) r.accuracy = model::Accuracy::low;
    if (quality.no_position) {
        r.accuracy = model::Accuracy::low;
        r.position.reset();
        r.speed.reset();
        r.course.reset();
        r.moment = {std::nullopt, ais::Fixing::inoperative};
    }
    if (who.transceiver == model::Transceiver::distress) r.heading.reset();
    r.radio = static_cast<std::uint32_t>(random_.bits() & 0x3FFF);
    bits_.clear();
    ais::encode(r, bits_);
}

void Voice::class_b(const traffic::Identity& who, const traffic::State& state, Time at) {
    ais::ClassBReport r;
    r.mmsi = model::Mmsi::of(who.mmsi);
    r.speed = MetresPerSecond{std::max(0.0, state.speed.value + spread() * speed_error)};
    r.accuracy = model::Accuracy::low;
    r.position = measured(state.position);
    r.course = Degrees{state.speed.value < without_course ? circle(random_.uniform(0, 360)) : circle(state.course.value + spread())};
    r.moment.second = second_of(at);
    r.dsc = r.whole_band = r.accepts_message_22 = true;
    r.radio = 0xE0006;  // carrier sense units have no slot plan (annex 8, section 3.16)
    bits_.clear();
    ais::encode(r, bits_);
}

void Voice::aircraft(const traffic::Identity& who, const traffic::State& state, Time at) {
    ais::AircraftReport r;
    r.mmsi = model::Mmsi::of(who.mmsi);
    r.altitude = state.altitude;
    r.speed = state.speed;
    r.accuracy = model::Accuracy::high;
    r.position = measured(state.position);
    r.course = state.course;
    r.moment.second = second_of(at);
    bits_.clear();
    ais::encode(ais::Message{r}, bits_);
}

void Voice::position(const traffic::Identity& who, const traffic::State& state, Time at, Quality quality,
                     std::string& out) {
    switch (who.transceiver) {
        case model::Transceiver::class_b: class_b(who, state, at); break;
        case model::Transceiver::sar_aircraft: aircraft(who, state, at); break;
        case model::Transceiver::unknown: case model::Transceiver::class_a: case model::Transceiver::base_station:
        case model::Transceiver::aid_to_navigation: case model::Transceiver::distress: class_a(who, state, at, quality); break;
    }
    say(out);
}

void Voice::long_range(const traffic::Identity& who, const traffic::State& state, std::string& out) {
    ais::LongRangeReport r;
    r.mmsi = model::Mmsi::of(who.mmsi);
    r.accuracy = model::Accuracy::high;
    r.status = state.status;
    r.position = state.position;
    r.speed = state.speed;
    r.course = Degrees{circle(state.course.value)};
    bits_.clear();
    ais::encode(ais::Message{r}, bits_);
    say(out);
}

void Voice::static_and_voyage(const traffic::Identity& who, const traffic::VoyagePlan& plan, std::string& out) {
    ais::StaticAndVoyage r;
    r.mmsi = model::Mmsi::of(who.mmsi);
    r.version = 2;
    r.imo = who.imo;
    r.call_sign = who.call_sign;
    r.name = who.name;
    r.ship_type = who.ship_type;
    r.dimensions = who.dimensions;
    r.device = 1;
    r.eta = plan.eta;
    r.draught = plan.draught;
    r.destination = plan.destination;
    r.terminal_ready = true;
    bits_.clear();
    ais::encode(ais::Message{r}, bits_);
    say(out);
}

void Voice::static_part_a(const traffic::Identity& who, std::string& out) {
    ais::StaticPartA r;
    r.mmsi = model::Mmsi::of(who.mmsi);
    r.name = who.name;
    bits_.clear();
    ais::encode(ais::Message{r}, bits_);
    say(out);
}

void Voice::static_part_b(const traffic::Identity& who, std::string& out) {
    ais::StaticPartB r;
    r.mmsi = model::Mmsi::of(who.mmsi);
    r.ship_type = who.ship_type;
    r.vendor = FixedText<3>("VIG");
    r.model = 1;
    r.serial = who.number % 1'000'000;
    r.call_sign = who.call_sign;
    r.dimensions = who.dimensions;
    r.device = 1;
    bits_.clear();
    ais::encode(ais::Message{r}, bits_);
    say(out);
}

void Voice::text(const traffic::Identity& who, std::uint8_t type, std::string_view words, std::uint32_t to, std::string& out) {
    bits_.clear();
    if (type == 12) {
        ais::AddressedText r;
        r.mmsi = model::Mmsi::of(who.mmsi);
        r.destination = to;
        r.text = FixedText<213>(words);
        ais::encode(ais::Message{r}, bits_);
    } else if (type == 14) {
        ais::BroadcastText r;
        r.mmsi = model::Mmsi::of(who.mmsi);
        r.text = FixedText<213>(words);
        ais::encode(ais::Message{r}, bits_);
    } else {
        ais::BroadcastBinary r;  // DAC 1, FI 29: text description; a link number, then six bits a letter
        r.mmsi = model::Mmsi::of(who.mmsi);
        r.dac = 1;
        r.fi = 29;
        r.data.append(said_ % 1024, 10);
        r.data.append_text(words, 6 * words.size());
        ais::encode(ais::Message{r}, bits_);
    }
    say(out);
}

void Voice::base(const traffic::Receiver& station, Time at, std::string& out) {
    ais::BaseStationReport r;
    r.mmsi = model::Mmsi::of(*station.mmsi);
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const auto since = std::chrono::duration_cast<std::chrono::seconds>(at - day).count();
    r.year = static_cast<std::uint16_t>(static_cast<int>(date.year()));
    r.month = static_cast<std::uint8_t>(static_cast<unsigned>(date.month()));
    r.day = static_cast<std::uint8_t>(static_cast<unsigned>(date.day()));
    r.hour = static_cast<std::uint8_t>(since / 3600);
    r.minute = static_cast<std::uint8_t>(since / 60 % 60);
    r.second = static_cast<std::uint8_t>(since % 60);
    r.accuracy = model::Accuracy::high;
    r.position = station.at;
    r.device = 7;
    bits_.clear();
    ais::encode(ais::Message{r}, bits_);
    say(out);
}

void Voice::aid(const traffic::Aid& aid, Time at, std::string& out) {
    ais::AidToNavigation r;
    r.mmsi = model::Mmsi::of(aid.mmsi);
    r.aid_type = static_cast<std::uint8_t>(aid.type);
    r.name = FixedText<34>(aid.name);
    r.accuracy = model::Accuracy::high;
    r.position = aid.is_virtual ? aid.at : measured(aid.at);
    r.dimensions = model::Dimensions{1, 1, 1, 1};
    r.device = 1;
    r.moment.second = second_of(at);
    r.off_position = false;
    r.is_virtual = aid.is_virtual;
    bits_.clear();
    ais::encode(ais::Message{r}, bits_);
    say(out);
}

}  // namespace vigia::sim
