#include "codec/ais/messages.h"

#include <doctest/doctest.h>

#include "base/random.h"
#include "codec/ais/encode.h"
#include "codec/ais/inside/tables.h"

using namespace vigia;
using namespace vigia::ais;

namespace {

/// Draws lawful values on the steps of their fields.
class Draw {
  public:
    explicit Draw(std::uint64_t seed) : random_(seed) {}

    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(random_.below(bound)); }
    bool flip() { return random_.chance(0.5); }
    template <class T>
    T number(std::uint32_t bound) { return static_cast<T>(below(bound)); }
    template <class T>
    std::optional<T> maybe(std::uint32_t low, std::uint32_t high) {
        if (random_.chance(0.2)) return std::nullopt;
        return static_cast<T>(low + below(high - low + 1));
    }
    Mmsi mmsi() { return Mmsi::of(below(1'000'000'000)); }
    Mmsi ordinary_mmsi() { return Mmsi::of(200'000'000 + below(500'000'000)); }
    std::optional<MetresPerSecond> speed(std::uint32_t steps, double per_knot) {
        const auto raw = maybe<std::uint32_t>(0, steps);
        return raw ? std::optional(from_knots(*raw / per_knot)) : std::nullopt;
    }
    std::optional<Degrees> angle(std::uint32_t steps, double per_degree) {
        const auto raw = maybe<std::uint32_t>(0, steps);
        return raw ? std::optional(Degrees{*raw / per_degree}) : std::nullopt;
    }
    std::optional<Metres> length(std::uint32_t low, std::uint32_t high, double per_metre) {
        const auto raw = maybe<std::uint32_t>(low, high);
        return raw ? std::optional(Metres{*raw / per_metre}) : std::nullopt;
    }
    std::optional<geo::Position> position(int scale) {
        if (random_.chance(0.2)) return std::nullopt;
        const auto lon = static_cast<int>(below(static_cast<std::uint32_t>(360 * scale))) - 180 * scale;
        const auto lat = static_cast<int>(below(static_cast<std::uint32_t>(180 * scale + 1))) - 90 * scale;
        return geo::Position::of(static_cast<double>(lat) / scale, static_cast<double>(lon) / scale);
    }
    Accuracy accuracy() { return flip() ? Accuracy::high : Accuracy::low; }
    Moment moment() {
        const std::uint32_t raw = below(64);
        if (raw > 60) return {.second = {}, .fixing = static_cast<Fixing>(raw - 60)};
        return {.second = raw == 60 ? std::nullopt : std::optional(static_cast<std::uint8_t>(raw)), .fixing = Fixing::electronic};
    }
    template <std::size_t N>
    FixedText<N> text(std::size_t at_least = 0) {
        std::string out;
        const std::size_t size = at_least + below(static_cast<std::uint32_t>(N - at_least + 1));
        for (std::size_t i = 0; i < size; ++i) {
            const std::uint32_t six = 1 + below(63);  // not @
            out.push_back(static_cast<char>(six < 32 ? six + 64 : six));
        }
        while (!out.empty() && out.back() == ' ') out.back() = 'X';
        return FixedText<N>(out);
    }
    std::optional<Dimensions> dimensions() {
        Dimensions d{number<std::uint16_t>(512), number<std::uint16_t>(512), number<std::uint16_t>(64), number<std::uint16_t>(64)};
        return flip() && d != Dimensions{} ? std::optional(d) : std::nullopt;
    }
    Bits bits(std::size_t most) {
        Bits out;
        const std::size_t size = below(static_cast<std::uint32_t>(most + 1));
        while (out.size() < size) out.append(random_.bits() & 1U, 1);
        return out;
    }
    Area area() {
        const auto side = [&](std::uint32_t bits) { return static_cast<std::int32_t>(below(1U << bits)) - (1 << (bits - 1)); };
        return {side(18), side(17), side(18), side(17)};
    }

    Message message(std::size_t kind);

  private:
    Random random_;
};

Message Draw::message(std::size_t kind) {
    const auto repeat = number<std::uint8_t>(4);
    const Mmsi who = mmsi();
    switch (kind) {
        case 0: {
            const auto turn = maybe<std::uint32_t>(0, 254);
            return PositionReport{number<std::uint8_t>(3) == 0 ? std::uint8_t{1} : static_cast<std::uint8_t>(2 + below(2)), repeat, who,
                static_cast<NavigationStatus>(below(16)),
                turn ? std::optional(Turn{static_cast<std::int8_t>(static_cast<int>(*turn) - 127)}) : std::nullopt,
                speed(1022, 10), accuracy(), position(600'000), angle(3599, 10), angle(359, 1), moment(),
                number<std::uint8_t>(4), flip(), below(1U << 19)};
        }
        case 1: return BaseStationReport{flip() ? std::uint8_t{4} : std::uint8_t{11}, repeat, who,
            maybe<std::uint16_t>(1, 9999), maybe<std::uint8_t>(1, 12), maybe<std::uint8_t>(1, 31), maybe<std::uint8_t>(0, 23),
            maybe<std::uint8_t>(0, 59), maybe<std::uint8_t>(0, 59), accuracy(), position(600'000), number<std::uint8_t>(16),
            flip(), flip(), below(1U << 19)};
        case 2: return StaticAndVoyage{repeat, who, number<std::uint8_t>(4), maybe<std::uint32_t>(1, (1U << 30) - 1), text<7>(),
            text<20>(), maybe<std::uint8_t>(1, 255), dimensions(), number<std::uint8_t>(16),
            Eta{maybe<std::uint8_t>(1, 12), maybe<std::uint8_t>(1, 31), maybe<std::uint8_t>(0, 23), maybe<std::uint8_t>(0, 59)},
            length(1, 255, 10), text<20>(), flip()};
        case 3: return AddressedBinary{repeat, who, number<std::uint8_t>(4), below(1U << 30), flip(), number<std::uint16_t>(1024),
            number<std::uint8_t>(64), bits(920)};
        case 4: {
            Acknowledgement m{flip() ? std::uint8_t{7} : std::uint8_t{13}, repeat, who, static_cast<std::uint8_t>(1 + below(4)), {}};
            for (std::size_t i = 0; i < m.count; ++i) m.stations[i] = {below(1U << 30), number<std::uint8_t>(4)};
            return m;
        }
        case 5: return BroadcastBinary{repeat, who, number<std::uint16_t>(1024), number<std::uint8_t>(64), bits(952)};
        case 6: return AircraftReport{repeat, who, length(0, 4094, 1), speed(1022, 1), accuracy(), position(600'000),
            angle(3599, 10), moment(), number<std::uint8_t>(255), flip(), flip(), flip(), below(1U << 20)};
        case 7: return UtcInquiry{repeat, who, below(1U << 30)};
        case 8: return AddressedText{repeat, who, number<std::uint8_t>(4), below(1U << 30), flip(), FixedText<213>(text<156>().view())};
        case 9: return BroadcastText{repeat, who, FixedText<213>(text<161>().view())};
        case 10: {
            const auto query = [&] { return Query{static_cast<std::uint8_t>(1 + below(27)), number<std::uint16_t>(4096)}; };
            Interrogation m{repeat, who, below(1U << 30), query(), {}, 0, {}};
            if (flip()) m.second = query();
            if (flip()) {
                m.other = query();
                m.other_station = below(1U << 30);
            }
            return m;
        }
        case 11: {
            const auto order = [&] { return Assignment::Order{below(1U << 30), number<std::uint16_t>(4096), number<std::uint16_t>(1024)}; };
            Assignment m{repeat, who, order(), {}};
            if (flip()) m.second = order();
            return m;
        }
        case 12: return DgnssCorrection{repeat, who, position(600), bits(736)};
        case 13: return ClassBReport{repeat, who, number<std::uint8_t>(255), speed(1022, 10), accuracy(), position(600'000),
            angle(3599, 10), angle(359, 1), moment(), number<std::uint8_t>(4), flip(), flip(), flip(), flip(), flip(), flip(),
            flip(), below(1U << 20)};
        case 14: return ClassBExtendedReport{repeat, who, number<std::uint8_t>(255), speed(1022, 10), accuracy(),
            position(600'000), angle(3599, 10), angle(359, 1), moment(), number<std::uint8_t>(16), text<20>(),
            maybe<std::uint8_t>(1, 255), dimensions(), number<std::uint8_t>(16), flip(), flip(), flip()};
        case 15: {
            SlotReservation m{repeat, who, static_cast<std::uint8_t>(1 + below(4)), {}};
            for (std::size_t i = 0; i < m.count; ++i)
                m.slots[i] = {number<std::uint16_t>(4096), number<std::uint8_t>(16), number<std::uint8_t>(8), number<std::uint16_t>(2048)};
            return m;
        }
        case 16: {
            AidToNavigation m{repeat, who, number<std::uint8_t>(32), text<34>(flip() ? 21 : 0), accuracy(), position(600'000),
                dimensions(), number<std::uint8_t>(16), moment(), {}, number<std::uint8_t>(255), flip(), flip(), flip()};
            if (m.name.view().size() > 20 && m.name.view().substr(0, 20).back() == ' ') m.name = FixedText<34>("BUOY");
            if (m.moment.second) m.off_position = flip();
            return m;
        }
        case 17: {
            ChannelManagement m{repeat, who, number<std::uint16_t>(4096), number<std::uint16_t>(4096), number<std::uint8_t>(16),
                flip(), area(), flip(), flip(), number<std::uint8_t>(8)};
            if (flip()) m.whom = std::array<std::uint32_t, 2>{below(1U << 30), below(1U << 30)};
            return m;
        }
        case 18: return GroupAssignment{repeat, who, area(), number<std::uint8_t>(16), number<std::uint8_t>(255),
            number<std::uint8_t>(4), number<std::uint8_t>(16), number<std::uint8_t>(16)};
        case 19: return StaticPartA{repeat, who, text<20>()};
        case 20: {
            StaticPartB m{repeat, ordinary_mmsi(), maybe<std::uint8_t>(1, 255), text<3>(), number<std::uint8_t>(16),
                below(1U << 20), text<7>(), dimensions(), 0, number<std::uint8_t>(16)};
            if (flip()) {
                m.mmsi = Mmsi::of(980'000'000 + below(10'000'000));
                m.dimensions.reset();
                m.mothership = below(1U << 30);
            }
            return m;
        }
        case 21: {
            SlotBinary m{flip() ? std::uint8_t{25} : std::uint8_t{26}, repeat, who, {}, {}, bits(80), 0};
            if (flip()) m.destination = below(1U << 30);
            if (flip()) m.application = number<std::uint16_t>(65'535);
            if (m.type == 26) m.radio = below(1U << 20);
            return m;
        }
        default: return LongRangeReport{repeat, who, accuracy(), flip(), static_cast<NavigationStatus>(below(16)), position(600),
            speed(62, 1), angle(359, 1), flip()};
    }
}

}  // namespace

TEST_CASE("decoding what was encoded gives the same message, for thousands of each kind") {
    Draw draw(20261123);
    for (std::size_t kind = 0; kind < std::variant_size_v<Message>; ++kind) {
        CAPTURE(kind);
        for (int i = 0; i < 3000; ++i) {
            const Message sent = draw.message(kind);
            REQUIRE(sent.index() == kind);
            const Bits bits = encode(sent);
            const Result<Message> got = decode(bits);
            REQUIRE(got.has_value());
            REQUIRE(*got == sent);
            REQUIRE(encode(*got) == bits);
        }
    }
}

TEST_CASE("a message that is too short for its type, or of no type, is refused with its length") {
    CHECK_FALSE(decode(encode(PositionReport{}).part(0, 100)).has_value());
    CHECK_FALSE(decode(Bits{}).has_value());
    Bits type_28;
    type_28.append(28, 6);
    type_28.append(0, 64);
    CHECK(decode(type_28).error().kind == ErrorKind::unsupported);
}

TEST_CASE("the rate of turn is the square of the indicator, and 127 is no rate") {
    CHECK(Turn{127}.rate() == std::nullopt);
    CHECK(Turn{-127}.rate() == std::nullopt);
    CHECK(Turn{0}.rate()->value == doctest::Approx(0));
    CHECK(Turn::of(DegreesPerMinute{-10}).indicator == -15);
    CHECK(Turn{-15}.rate()->value == doctest::Approx(-10.04).epsilon(0.01));
    CHECK(Turn::of(DegreesPerMinute{100000}).indicator == 126);
}
