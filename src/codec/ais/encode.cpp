#include "codec/ais/encode.h"

#include <algorithm>
#include <array>

#include "codec/ais/inside/mapping.h"

namespace vigia::ais {

using mapping::Put;

namespace {

template <class M, class F>
void put(Layout layout, const M& m, Bits& out, F map, std::size_t size = SIZE_MAX) {
    Put put(table(layout));
    map(put, m);
    put.write(out, size);
}

void write(const PositionReport& m, Bits& out) { put(Layout::position, m, out, [](auto& v, auto& x) { mapping::map_position(v, x); }); }
void write(const BaseStationReport& m, Bits& out) { put(Layout::base_station, m, out, [](auto& v, auto& x) { mapping::map_base_station(v, x); }); }
void write(const StaticAndVoyage& m, Bits& out) { put(Layout::voyage, m, out, [](auto& v, auto& x) { mapping::map_voyage(v, x); }); }
void write(const AddressedBinary& m, Bits& out) { put(Layout::addressed_binary, m, out, [](auto& v, auto& x) { mapping::map_addressed_binary(v, x); }); }
void write(const Acknowledgement& m, Bits& out) {
    put(Layout::acknowledgement, m, out, [](auto& v, auto& x) { mapping::map_acknowledgement(v, x); },
        40U + 32U * std::clamp<unsigned>(m.count, 1, 4));
}
void write(const BroadcastBinary& m, Bits& out) { put(Layout::broadcast_binary, m, out, [](auto& v, auto& x) { mapping::map_broadcast_binary(v, x); }); }
void write(const AircraftReport& m, Bits& out) { put(Layout::aircraft, m, out, [](auto& v, auto& x) { mapping::map_aircraft(v, x); }); }
void write(const UtcInquiry& m, Bits& out) { put(Layout::utc_inquiry, m, out, [](auto& v, auto& x) { mapping::map_utc_inquiry(v, x); }); }
void write(const AddressedText& m, Bits& out) { put(Layout::addressed_text, m, out, [](auto& v, auto& x) { mapping::map_addressed_text(v, x); }); }
void write(const BroadcastText& m, Bits& out) { put(Layout::broadcast_text, m, out, [](auto& v, auto& x) { mapping::map_broadcast_text(v, x); }); }
void write(const Interrogation& m, Bits& out) {
    put(Layout::interrogation, m, out, [](auto& v, auto& x) { mapping::map_interrogation(v, x); },
        m.other ? 160 : m.second ? 108 : 88);
    if (!m.other && m.second) out.append(0, 2);  // 110 bits
}
void write(const Assignment& m, Bits& out) {
    put(Layout::assignment, m, out, [](auto& v, auto& x) { mapping::map_assignment(v, x); }, m.second ? 144 : 92);
    if (!m.second) out.append(0, 4);
}
void write(const DgnssCorrection& m, Bits& out) { put(Layout::dgnss, m, out, [](auto& v, auto& x) { mapping::map_dgnss(v, x); }); }
void write(const ClassBReport& m, Bits& out) { put(Layout::class_b, m, out, [](auto& v, auto& x) { mapping::map_class_b(v, x); }); }
void write(const ClassBExtendedReport& m, Bits& out) { put(Layout::class_b_extended, m, out, [](auto& v, auto& x) { mapping::map_class_b_extended(v, x); }); }
void write(const SlotReservation& m, Bits& out) {
    const unsigned count = std::clamp<unsigned>(m.count, 1, 4);
    const std::size_t begin = out.size();
    put(Layout::slots, m, out, [](auto& v, auto& x) { mapping::map_slots(v, x); }, 40 + 30 * count);
    out.append(0, (8 - (out.size() - begin) % 8) % 8);
}
void write(const AidToNavigation& m, Bits& out) {
    Put put(table(Layout::aid));
    mapping::map_aid(put, m);
    const std::string_view name = m.name.view();
    put.text(tables::at(Layout::aid, "name"), FixedText<34>(name.substr(0, 20)));
    const std::size_t begin = out.size();
    // the texts must outlive `write`
    const FixedText<20> front(name.substr(0, 20));
    put.text(tables::at(Layout::aid, "name"), front);
    put.write(out, 272);
    if (name.size() > 20) out.append_text(name.substr(20), (name.size() - 20) * 6);
    out.append(0, (8 - (out.size() - begin) % 8) % 8);  // to a whole byte
}
void write(const ChannelManagement& m, Bits& out) {
    if (m.whom.index() == 0)
        put(Layout::channel_area, m, out, [](auto& v, auto& x) { mapping::map_channel<Layout::channel_area>(v, x); });
    else
        put(Layout::channel_addressed, m, out, [](auto& v, auto& x) { mapping::map_channel<Layout::channel_addressed>(v, x); });
}
void write(const GroupAssignment& m, Bits& out) { put(Layout::group_assignment, m, out, [](auto& v, auto& x) { mapping::map_group(v, x); }); }
void write(const StaticPartA& m, Bits& out) { put(Layout::static_a, m, out, [](auto& v, auto& x) { mapping::map_static_a(v, x); }); }
void write(const StaticPartB& m, Bits& out) {
    // vendor, model and serial share 42 bits that the table calls vendorid
    const auto part = [&](Layout layout, auto map) {
        Put put(table(layout));
        map(put, m);
        const std::size_t begin = out.size();
        Bits bits;
        put.write(bits);
        out.append(bits.part(0, 48));
        out.append_text(m.vendor.view(), 18);
        out.append(std::min<std::uint64_t>(m.model, 15), 4);
        out.append(std::min<std::uint64_t>(m.serial, 0xFFFFF), 20);
        out.append(bits.part(90, 78));
        check(out.size() == std::min(begin + 168, Bits::capacity));
    };
    if (m.mmsi.number() / 10'000'000 == 98)
        part(Layout::static_b_auxiliary, [](auto& v, auto& x) { mapping::map_static_b<Layout::static_b_auxiliary>(v, x); });
    else
        part(Layout::static_b, [](auto& v, auto& x) { mapping::map_static_b<Layout::static_b>(v, x); });
}
void write(const SlotBinary& m, Bits& out) {
    out.append(m.type == 26 ? 26 : 25, 6);
    out.append(std::min<unsigned>(m.repeat, 3), 2);
    out.append(m.mmsi.number(), 30);
    out.append(m.destination ? 1 : 0, 1);
    out.append(m.application ? 1 : 0, 1);
    if (m.destination) out.append(*m.destination & 0x3FFFFFFFU, 30);
    if (m.application) out.append(*m.application, 16);
    out.append(m.data);
    if (m.type == 26) out.append(m.radio & 0xFFFFFU, 20);
}
void write(const LongRangeReport& m, Bits& out) { put(Layout::long_range, m, out, [](auto& v, auto& x) { mapping::map_long_range(v, x); }); }

/// Characters that a line is put together in; a tag block has at most 300, a sentence 90.
struct LineText {
    std::array<char, 512> text;
    std::size_t size = 0;

    void put(char c) { text[size++] = c; }
    void put(std::string_view more) {
        std::copy(more.begin(), more.end(), text.begin() + static_cast<std::ptrdiff_t>(size));
        size += more.size();
    }
    void put_number(std::int64_t value) {
        std::array<char, 20> digits;
        std::size_t n = digits.size();
        std::uint64_t rest = static_cast<std::uint64_t>(std::max<std::int64_t>(value, 0));  // no time before 1970
        do {
            digits[--n] = static_cast<char>('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        put(std::string_view(digits.data() + n, digits.size() - n));
    }
    /// Adds `*HH` over what was put since `from`.
    void put_checksum(std::size_t from) {
        constexpr char hex[] = "0123456789ABCDEF";
        unsigned sum = 0;
        for (std::size_t i = from; i < size; ++i) sum ^= static_cast<unsigned char>(text[i]);
        put('*');
        put(hex[sum >> 4U & 15U]);
        put(hex[sum & 15U]);
    }
};

void put_tag_block(const Dress& dress, LineText& line) {
    if (!dress.recorded && dress.station.empty()) return;
    line.put('\\');
    const std::size_t from = line.size;
    if (!dress.station.empty()) {
        line.put("s:");
        line.put(dress.station.substr(0, 255));
    }
    if (dress.recorded) {
        if (!dress.station.empty()) line.put(',');
        line.put("c:");
        const std::int64_t ms = to_unix_milliseconds(*dress.recorded);
        line.put_number(dress.milliseconds ? ms : ms / 1000);
    }
    line.put_checksum(from);
    line.put('\\');
}

using Payload = std::array<char, Bits::capacity / 6 + 1>;

/// The armoured characters of all bits; the last one is filled with zeros.
std::size_t armoured(const Bits& bits, Payload& out) {
    const std::size_t characters = (bits.size() + 5) / 6;
    const std::uint64_t* words = bits.words();
    std::uint64_t held = 0;  // bits not yet written, highest first
    unsigned count = 0;
    std::size_t next = 0;
    for (std::size_t i = 0; i < characters; ++i) {
        std::uint64_t six = held >> 58U;
        if (count < 6) {  // bits after the end are zero
            const std::uint64_t word = words[next++];
            six |= word >> (58 + count);
            held = word << (6 - count);
            count += 58;
        } else {
            held <<= 6U;
            count -= 6;
        }
        out[i] = static_cast<char>(six + 48 + (six >= 40 ? 8 : 0));
    }
    return characters;
}

}  // namespace

void encode(const PositionReport& report, Bits& out) {
    out.clear();
    write(report, out);
}

void encode(const ClassBReport& report, Bits& out) {
    out.clear();
    write(report, out);
}

void encode(const Message& message, Bits& out) {
    out.clear();
    std::visit([&](const auto& m) { write(m, out); }, message);
}

Bits encode(const Message& message) {
    Bits out;
    encode(message, out);
    return out;
}

unsigned append_sentences(const Bits& bits, const Dress& dress, std::string& out, std::string_view line_end) {
    Payload payload;
    const std::size_t characters = armoured(bits, payload);
    const auto total = static_cast<unsigned>(
        std::max<std::size_t>(1, (characters + payload_per_sentence - 1) / payload_per_sentence));
    const auto fill = static_cast<char>('0' + characters * 6 - bits.size());
    for (unsigned part = 0; part < total; ++part) {
        LineText line;
        if (part == 0 || dress.tag_every_part) put_tag_block(dress, line);
        line.put('!');
        const std::size_t from = line.size;
        line.put(dress.talker.substr(0, 2));
        line.put(dress.own ? "VDO," : "VDM,");
        line.put(static_cast<char>('0' + total));
        line.put(',');
        line.put(static_cast<char>('1' + part));
        line.put(',');
        if (total > 1) line.put(static_cast<char>('0' + dress.sequence % 10));
        line.put(',');
        if (dress.channel != 0) line.put(dress.channel);
        line.put(',');
        const std::size_t begin = part * payload_per_sentence;
        line.put(std::string_view(payload.data() + begin, std::min(payload_per_sentence, characters - begin)));
        line.put(',');
        line.put(part + 1 == total ? fill : '0');
        line.put_checksum(from);
        line.put(line_end.substr(0, 2));
        out.append(line.text.data(), line.size);
    }
    return total;
}

unsigned append_sentences(const Message& message, const Dress& dress, std::string& out, std::string_view line_end) {
    return append_sentences(encode(message), dress, out, line_end);
}

}  // namespace vigia::ais
