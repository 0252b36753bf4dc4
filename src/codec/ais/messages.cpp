#include "codec/ais/messages.h"

#include <cmath>

#include "codec/ais/inside/lengths.h"
#include "codec/ais/inside/mapping.h"

namespace vigia::ais {

using mapping::Take;

namespace {

template <class M, class F>
Message taken(const Take& take, F map) {
    M m;
    map(take, m);
    return m;
}

Message slot_binary(const Take& take, Layout layout, const Bits& bits) {
    SlotBinary m;
    mapping::begin(take, m, 25);
    const LayoutTable& fields = table(layout);
    const std::size_t destination = fields.index("dest_mmsi"), application = fields.index("app_id");
    if (destination < fields.fields.size()) m.destination = static_cast<std::uint32_t>(take.raw(destination));
    if (application < fields.fields.size()) m.application = static_cast<std::uint16_t>(take.raw(application));
    take.data(fields.index("data"), m.data, m.type == 26 ? 20 : 0);
    if (m.type == 26 && bits.size() >= fields.bits + 20U)
        m.radio = static_cast<std::uint32_t>(bits.number(bits.size() - 20, 20));
    return m;
}

Message static_b(const Take& take, Layout layout, const Bits& bits) {
    StaticPartB m;
    if (layout == Layout::static_b) mapping::map_static_b<Layout::static_b>(take, m);
    else mapping::map_static_b<Layout::static_b_auxiliary>(take, m);
    FixedText<7> vendor;  // the first three characters of the seven that gpsd calls vendorid
    take.text(tables::at(Layout::static_b, "vendorid"), vendor);
    std::string text;
    bits.text(48, 18, text);
    m.vendor = FixedText<3>(text);
    return m;
}

Message taken_by(Layout layout, const Bits& bits) {
    const Take take(table(layout), bits);
    switch (layout) {
        case Layout::position: return taken<PositionReport>(take, [](auto& v, auto& m) { mapping::map_position(v, m); });
        case Layout::base_station: return taken<BaseStationReport>(take, [](auto& v, auto& m) { mapping::map_base_station(v, m); });
        case Layout::voyage: return taken<StaticAndVoyage>(take, [](auto& v, auto& m) { mapping::map_voyage(v, m); });
        case Layout::addressed_binary: return taken<AddressedBinary>(take, [](auto& v, auto& m) { mapping::map_addressed_binary(v, m); });
        case Layout::acknowledgement: return taken<Acknowledgement>(take, [](auto& v, auto& m) { mapping::map_acknowledgement(v, m); });
        case Layout::broadcast_binary: return taken<BroadcastBinary>(take, [](auto& v, auto& m) { mapping::map_broadcast_binary(v, m); });
        case Layout::aircraft: return taken<AircraftReport>(take, [](auto& v, auto& m) { mapping::map_aircraft(v, m); });
        case Layout::utc_inquiry: return taken<UtcInquiry>(take, [](auto& v, auto& m) { mapping::map_utc_inquiry(v, m); });
        case Layout::addressed_text: return taken<AddressedText>(take, [](auto& v, auto& m) { mapping::map_addressed_text(v, m); });
        case Layout::broadcast_text: return taken<BroadcastText>(take, [](auto& v, auto& m) { mapping::map_broadcast_text(v, m); });
        case Layout::interrogation: return taken<Interrogation>(take, [](auto& v, auto& m) { mapping::map_interrogation(v, m); });
        case Layout::assignment: return taken<Assignment>(take, [](auto& v, auto& m) { mapping::map_assignment(v, m); });
        case Layout::dgnss: return taken<DgnssCorrection>(take, [](auto& v, auto& m) { mapping::map_dgnss(v, m); });
        case Layout::class_b: return taken<ClassBReport>(take, [](auto& v, auto& m) { mapping::map_class_b(v, m); });
        case Layout::class_b_extended: return taken<ClassBExtendedReport>(take, [](auto& v, auto& m) { mapping::map_class_b_extended(v, m); });
        case Layout::slots: return taken<SlotReservation>(take, [](auto& v, auto& m) { mapping::map_slots(v, m); });
        case Layout::aid: return taken<AidToNavigation>(take, [](auto& v, auto& m) { mapping::map_aid(v, m); });
        case Layout::channel_area: return taken<ChannelManagement>(take, [](auto& v, auto& m) { mapping::map_channel<Layout::channel_area>(v, m); });
        case Layout::channel_addressed: return taken<ChannelManagement>(take, [](auto& v, auto& m) { mapping::map_channel<Layout::channel_addressed>(v, m); });
        case Layout::group_assignment: return taken<GroupAssignment>(take, [](auto& v, auto& m) { mapping::map_group(v, m); });
        case Layout::static_a: return taken<StaticPartA>(take, [](auto& v, auto& m) { mapping::map_static_a(v, m); });
        case Layout::static_b:
        case Layout::static_b_auxiliary: return static_b(take, layout, bits);
        case Layout::binary:
        case Layout::binary_structured:
        case Layout::binary_to:
        case Layout::binary_to_structured: return slot_binary(take, layout, bits);
        case Layout::long_range: return taken<LongRangeReport>(take, [](auto& v, auto& m) { mapping::map_long_range(v, m); });
    }
    std::unreachable();
}

Result<Message> checked(Layout layout, const Bits& bits) {
    const auto mmsi = static_cast<std::uint32_t>(bits.number(8, 30));
    if (mmsi > 999'999'999)
        return fail(ErrorKind::bad_input, "the sender " + std::to_string(mmsi) + " has more than nine digits", 8);
    return taken_by(layout, bits);
}

}  // namespace

std::optional<DegreesPerMinute> Turn::rate() const {
    if (indicator == 127 || indicator == -127) return std::nullopt;
    const double root = indicator / 4.733;
    return DegreesPerMinute{std::copysign(root * root, root)};
}

Turn Turn::of(DegreesPerMinute rate) {
    const double root = 4.733 * std::sqrt(std::min(std::abs(rate.value), 708.0));
    return {static_cast<std::int8_t>(std::lround(std::copysign(std::min(root, 126.0), rate.value)))};
}

std::optional<Time> BaseStationReport::utc() const {
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    const Result<Time> time = time_from_parts(*year, *month, *day, *hour, *minute, *second);
    return time ? std::optional(*time) : std::nullopt;
}

Result<Message> message(const Batch& batch, std::size_t index) {
    return checked(batch.head(index).layout, batch.bits(index));
}

Result<Message> decode(const Bits& bits) {
    const auto type = static_cast<unsigned>(bits.number(0, 6));
    if (type == 0 || type > 27)
        return fail(ErrorKind::unsupported, "there is no message type " + std::to_string(type));
    const Layout layout = layout_of(type, bits.words());
    if (!length_accepted(type, layout, bits.size(), Policy::standard))
        return fail(ErrorKind::bad_input, "type " + std::to_string(type) + " has at least " +
                                              std::to_string(table(layout).least) + " bits, not " +
                                              std::to_string(bits.size()), bits.size());
    return checked(layout, bits);
}

unsigned type_of(const Message& message) {
    static constexpr std::array<std::uint8_t, std::variant_size_v<Message>> types{
        1, 4, 5, 6, 7, 8, 9, 10, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 24, 25, 27};
    return std::visit([&](const auto& m) -> unsigned {
        if constexpr (requires { m.type; }) return m.type;
        else return types[message.index()];
    }, message);
}

Mmsi sender(const Message& message) {
    return std::visit([](const auto& m) { return m.mmsi; }, message);
}

}  // namespace vigia::ais
