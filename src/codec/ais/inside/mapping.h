#pragma once
#include <algorithm>
#include <array>
#include <cmath>

#include "codec/ais/batch.h"
#include "codec/ais/inside/tables.h"
#include "codec/ais/messages.h"

// Each typed struct is tied to its layout once, by a function `map`, that serves both ways: `Take`
// fills the struct from bits, `Put` fills raw values from the struct.
namespace vigia::ais::mapping {

using tables::at;

constexpr double scale_of(Unit unit) {
    switch (unit) {
        case Unit::position: return 600'000;
        case Unit::coarse: return 600;
        case Unit::tenth_knot:
        case Unit::tenth_degree:
        case Unit::decimetre: return 10;
        case Unit::none:
        case Unit::knot:
        case Unit::degree:
        case Unit::metre:
        case Unit::turn: return 1;
    }
    return 1;
}

/// The fields of a message, read from its bits.
class FromBits {
  public:
    FromBits(const LayoutTable& table, const Bits& bits) : table_(table), bits_(bits) {}
    [[nodiscard]] const Field& field(std::size_t i) const { return table_.fields[i]; }
    [[nodiscard]] std::int64_t raw(std::size_t i) const {
        const Field& f = field(i);
        return f.is_signed ? bits_.signed_number(f.start, f.bits)
                           : static_cast<std::int64_t>(bits_.number(f.start, f.bits));
    }
    [[nodiscard]] std::size_t size() const { return bits_.size(); }
    [[nodiscard]] const Bits& bits() const { return bits_; }

  private:
    const LayoutTable& table_;
    const Bits& bits_;
};

/// The fields of a message in a batch, from the cells that are there already; texts from its bits.
template <Layout L>
class FromRow {
  public:
    FromRow(const Batch& batch, std::size_t message) : batch_(batch), message_(message), row_(batch.row(message)) {}
    [[nodiscard]] static constexpr const Field& field(std::size_t i) { return table().fields[i]; }
    [[nodiscard]] std::int64_t raw(std::size_t i) const {
        const std::int32_t cell = row_.cells[cells[i] * row_.stride];
        return field(i).is_signed ? std::int64_t{cell} : std::int64_t{static_cast<std::uint32_t>(cell)};
    }
    [[nodiscard]] std::size_t size() const { return std::min<std::size_t>(row_.bits, table().bits); }
    [[nodiscard]] Bits bits() const { return batch_.bits(message_); }

  private:
    static constexpr const LayoutTable& table() { return tables::all[static_cast<std::size_t>(L)]; }
    /// The place of each field among the cells.
    static constexpr auto cells = [] {
        std::array<std::size_t, tables::all[static_cast<std::size_t>(L)].fields.size()> places{};
        std::size_t next = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            places[i] = next;
            if (table().fields[i].has_cell()) ++next;
        }
        return places;
    }();
    const Batch& batch_;
    std::size_t message_;
    Batch::Row row_;
};

/// Fills a struct from the fields of a message.
template <class From>
class TakeFrom {
  public:
    static constexpr bool takes = true;
    template <class... What>
    explicit TakeFrom(const What&... what) : from_(what...) {}

    [[nodiscard]] const Field& field(std::size_t i) const { return from_.field(i); }
    [[nodiscard]] bool there(std::size_t i) const { return field(i).end() <= size(); }
    [[nodiscard]] std::int64_t raw(std::size_t i) const { return from_.raw(i); }
    /// The raw value, unless it means "not available", is above `most`, or is beyond the end.
    [[nodiscard]] std::optional<std::int64_t> said(std::size_t i, std::int64_t most) const {
        const std::int64_t value = raw(i);
        if (!there(i) || value == field(i).none || value > most) return std::nullopt;
        return value;
    }

    template <class T>
    void number(std::size_t i, T& x) const { x = static_cast<T>(raw(i)); }
    void flag(std::size_t i, bool& x) const { x = raw(i) != 0; }
    void ready(std::size_t i, bool& x) const { x = there(i) && raw(i) == 0; }
    void mmsi(std::size_t i, Mmsi& x) const {
        if (raw(i) <= 999'999'999) x = Mmsi::of(static_cast<std::uint32_t>(raw(i)));
    }
    template <class T>
    void maybe(std::size_t i, std::optional<T>& x, std::int64_t most) const {
        const auto value = said(i, most);
        x = value ? std::optional<T>(static_cast<T>(*value)) : std::nullopt;
    }
    template <class Q>
    void scaled(std::size_t i, std::optional<Q>& x, std::int64_t most) const {
        const auto value = said(i, most);
        x = value ? std::optional<Q>(Q{static_cast<double>(*value) / scale_of(field(i).unit)}) : std::nullopt;
    }
    void speed(std::size_t i, std::optional<MetresPerSecond>& x) const {
        const auto value = said(i, INT32_MAX);
        x = value ? std::optional(from_knots(static_cast<double>(*value) / scale_of(field(i).unit))) : std::nullopt;
    }
    void accuracy(std::size_t i, Accuracy& x) const { x = raw(i) != 0 ? Accuracy::high : Accuracy::low; }
    void status(std::size_t i, NavigationStatus& x) const { x = static_cast<NavigationStatus>(raw(i)); }
    void turn(std::size_t i, std::optional<Turn>& x) const {
        const auto value = said(i, 127);
        x = value ? std::optional(Turn{static_cast<std::int8_t>(*value)}) : std::nullopt;
    }
    void position(std::size_t lon, std::size_t lat, std::optional<geo::Position>& x) const {
        x.reset();
        if (!there(lon) || !there(lat)) return;
        const double scale = scale_of(field(lon).unit);
        const double latitude = static_cast<double>(raw(lat)) / scale, longitude = static_cast<double>(raw(lon)) / scale;
        if (std::abs(latitude) <= 90 && std::abs(longitude) <= 180) x = geo::Position::of(latitude, longitude);
    }
    void moment(std::size_t i, Moment& x) const {
        const std::int64_t value = raw(i);
        x = {};
        if (value < 60) x.second = static_cast<std::uint8_t>(value);
        else if (value > 60) x.fixing = static_cast<Fixing>(value - 60);
    }
    /// Bow, stern, port and starboard stand in this order from field i on. All zero means not said.
    void dimensions(std::size_t i, std::optional<Dimensions>& x) const {
        const auto side = [&](std::size_t k) { return static_cast<std::uint16_t>(raw(i + k)); };
        const Dimensions d{side(0), side(1), side(2), side(3)};
        x = d == Dimensions{} || !there(i + 3) ? std::nullopt : std::optional(d);
    }
    template <std::size_t N>
    void text(std::size_t i, FixedText<N>& x) const {
        std::array<char, 216> out;
        std::size_t size = 0;
        const Field& f = field(i);
        const auto& all = from_.bits();
        const std::size_t end = f.bits == to_the_end ? all.size() : std::min(f.end(), all.size());
        for (std::size_t at_bit = f.start; at_bit + 6 <= end && size < out.size(); at_bit += 6) {
            const auto six = static_cast<unsigned>(all.number(at_bit, 6));
            if (six == 0) break;
            out[size++] = static_cast<char>(six < 32 ? six + 64 : six);
        }
        while (size > 0 && out[size - 1] == ' ') --size;
        x = FixedText<N>(std::string_view(out.data(), size));
    }
    void data(std::size_t i, Bits& x, std::size_t less = 0) const {
        const std::size_t start = field(i).start;
        x = size() > start + less ? from_.bits().part(start, size() - start - less) : Bits{};
    }
    [[nodiscard]] std::size_t size() const { return from_.size(); }
    [[nodiscard]] decltype(auto) bits() const { return from_.bits(); }

  private:
    From from_;
};
using Take = TakeFrom<FromBits>;

/// Fills raw values from a struct, then writes them.
class Put {
  public:
    static constexpr bool takes = false;
    explicit Put(const LayoutTable& table) : table_(table) {
        for (std::size_t i = 0; i < table.fields.size(); ++i)
            if (table.fields[i].none != always_said) raw_[i] = table.fields[i].none;
    }

    [[nodiscard]] const Field& field(std::size_t i) const { return table_.fields[i]; }
    void set(std::size_t i, std::int64_t value) {
        const Field& f = field(i);
        const std::int64_t high = (std::int64_t{1} << (f.is_signed ? f.bits - 1 : f.bits)) - 1;
        raw_[i] = std::clamp<std::int64_t>(value, f.is_signed ? -high - 1 : 0, high);
    }
    template <class T>
    void number(std::size_t i, T& x) { set(i, static_cast<std::int64_t>(x)); }
    void flag(std::size_t i, bool x) { set(i, x ? 1 : 0); }
    void ready(std::size_t i, bool x) { set(i, x ? 0 : 1); }
    void mmsi(std::size_t i, Mmsi x) { set(i, x.number()); }
    template <class T>
    void maybe(std::size_t i, const std::optional<T>& x, std::int64_t most) {
        set(i, x ? std::min<std::int64_t>(*x, most) : field(i).none);
    }
    template <class Q>
    void scaled(std::size_t i, const std::optional<Q>& x, std::int64_t most) {
        if (!x) return set(i, field(i).none);
        std::int64_t value = std::llround(std::clamp(x->value, -1e6, 1e6) * scale_of(field(i).unit));
        const bool is_direction = field(i).unit == Unit::degree || field(i).unit == Unit::tenth_degree;
        if (is_direction && value > most) value %= most + 1;  // 359.97 is 0, not "not available"
        set(i, std::min(value, most));
    }
    void speed(std::size_t i, const std::optional<MetresPerSecond>& x) {
        if (!x) return set(i, field(i).none);
        const double knots = std::clamp(to_knots(*x), 0.0, 1e4);
        set(i, std::min<std::int64_t>(std::llround(knots * scale_of(field(i).unit)), field(i).none - 1));
    }
    void accuracy(std::size_t i, Accuracy x) { set(i, x == Accuracy::high ? 1 : 0); }
    void status(std::size_t i, NavigationStatus x) { set(i, static_cast<int>(x)); }
    void turn(std::size_t i, const std::optional<Turn>& x) { set(i, x ? x->indicator : -128); }
    void position(std::size_t lon, std::size_t lat, const std::optional<geo::Position>& x) {
        const double scale = scale_of(field(lon).unit);
        set(lon, x ? std::llround(x->longitude() * scale) : field(lon).none);
        set(lat, x ? std::llround(x->latitude() * scale) : field(lat).none);
    }
    void moment(std::size_t i, const Moment& x) {
        if (x.fixing != Fixing::electronic) return set(i, 60 + static_cast<int>(x.fixing));
        set(i, x.second ? std::min<int>(*x.second, 59) : 60);
    }
    void dimensions(std::size_t i, const std::optional<Dimensions>& x) {
        const Dimensions d = x.value_or(Dimensions{});
        set(i, d.bow);
        set(i + 1, d.stern);
        set(i + 2, d.port);
        set(i + 3, d.starboard);
    }
    template <std::size_t N>
    void text(std::size_t i, const FixedText<N>& x) { texts_[i] = x.view(); }
    void data(std::size_t i, const Bits& x, std::size_t = 0) { data_[i] = &x; }

    /// Appends the fields up to `size` bits (a whole number of fields).
    void write(Bits& out, std::size_t size = SIZE_MAX) const {
        for (std::size_t i = 0; i < table_.fields.size(); ++i) {
            const Field& f = table_.fields[i];
            if (f.start >= size) break;
            if (f.overlay) continue;
            if (f.has_cell()) out.append(static_cast<std::uint64_t>(raw_[i]) & ((std::uint64_t{1} << f.bits) - 1), f.bits);
            else if (f.kind == Kind::text) out.append_text(texts_[i], f.bits == to_the_end ? texts_[i].size() * 6 : f.bits);
            else if (f.kind == Kind::spare) out.append(0, f.bits);
            else if (data_[i] != nullptr) out.append(*data_[i]);
        }
    }

  private:
    static constexpr std::size_t most_fields = 24;
    const LayoutTable& table_;
    std::array<std::int64_t, most_fields> raw_{};
    std::array<std::string_view, most_fields> texts_{};
    std::array<const Bits*, most_fields> data_{};
};

/// Type, repeat and sender: the first fields of every layout.
template <class V, class M>
void begin(V& v, M& m, std::uint8_t type) {
    if constexpr (requires { m.type; }) v.number(0, m.type);
    else if constexpr (!V::takes) v.set(0, type);
    v.number(1, m.repeat);
    v.mmsi(2, m.mmsi);
}

/// Speed, accuracy, position and course stand alike in types 1 to 3, 9, 18 and 19.
template <Layout L, class V, class M>
void movement(V& v, M& m) {
    v.speed(at(L, "speed"), m.speed);
    v.accuracy(at(L, "accuracy"), m.accuracy);
    v.position(at(L, "lon"), at(L, "lat"), m.position);
    v.scaled(at(L, "course"), m.course, 3599);
    v.moment(at(L, "second"), m.moment);
}

template <class V, class M>
void map_position(V& v, M& m) {
    constexpr Layout L = Layout::position;
    begin(v, m, 1);
    v.status(at(L, "status"), m.status);
    v.turn(at(L, "turn"), m.turn);
    movement<L>(v, m);
    v.scaled(at(L, "heading"), m.heading, 359);
    v.number(at(L, "maneuver"), m.manoeuvre);
    v.flag(at(L, "raim"), m.raim);
    v.number(at(L, "radio"), m.radio);
}

template <class V, class M>
void map_base_station(V& v, M& m) {
    constexpr Layout L = Layout::base_station;
    begin(v, m, 4);
    v.maybe(at(L, "year"), m.year, 9999);
    v.maybe(at(L, "month"), m.month, 12);
    v.maybe(at(L, "day"), m.day, 31);
    v.maybe(at(L, "hour"), m.hour, 23);
    v.maybe(at(L, "minute"), m.minute, 59);
    v.maybe(at(L, "second"), m.second, 59);
    v.accuracy(at(L, "accuracy"), m.accuracy);
    v.position(at(L, "lon"), at(L, "lat"), m.position);
    v.number(at(L, "epfd"), m.device);
    v.flag(at(L, "long_range_control"), m.long_range_control);
    v.flag(at(L, "raim"), m.raim);
    v.number(at(L, "radio"), m.radio);
}

template <class V, class M>
void map_voyage(V& v, M& m) {
    constexpr Layout L = Layout::voyage;
    begin(v, m, 5);
    v.number(at(L, "ais_version"), m.version);
    v.maybe(at(L, "imo"), m.imo, INT32_MAX);
    v.text(at(L, "callsign"), m.call_sign);
    v.text(at(L, "shipname"), m.name);
    v.maybe(at(L, "shiptype"), m.ship_type, 255);
    v.dimensions(at(L, "to_bow"), m.dimensions);
    v.number(at(L, "epfd"), m.device);
    v.maybe(at(L, "month"), m.eta.month, 12);
    v.maybe(at(L, "day"), m.eta.day, 31);
    v.maybe(at(L, "hour"), m.eta.hour, 23);
    v.maybe(at(L, "minute"), m.eta.minute, 59);
    v.scaled(at(L, "draught"), m.draught, 255);
    v.text(at(L, "destination"), m.destination);
    v.ready(at(L, "dte"), m.terminal_ready);
}

template <class V, class M>
void map_addressed_binary(V& v, M& m) {
    constexpr Layout L = Layout::addressed_binary;
    begin(v, m, 6);
    v.number(at(L, "seqno"), m.sequence);
    v.number(at(L, "dest_mmsi"), m.destination);
    v.flag(at(L, "retransmit"), m.retransmitted);
    v.number(at(L, "dac"), m.dac);
    v.number(at(L, "fid"), m.fi);
    v.data(at(L, "data"), m.data);
}

template <class V, class M>
void map_acknowledgement(V& v, M& m) {
    constexpr Layout L = Layout::acknowledgement;
    begin(v, m, 7);
    for (std::size_t k = 0; k < 4; ++k) {
        if constexpr (!V::takes) {
            if (k >= m.count) break;
        }
        v.number(at(L, "mmsi1") + 2 * k, m.stations[k].mmsi);
        v.number(at(L, "seqno1") + 2 * k, m.stations[k].sequence);
    }
    if constexpr (V::takes) m.count = static_cast<std::uint8_t>(std::clamp<std::size_t>((v.size() - 38) / 32, 1, 4));
}

template <class V, class M>
void map_broadcast_binary(V& v, M& m) {
    constexpr Layout L = Layout::broadcast_binary;
    begin(v, m, 8);
    v.number(at(L, "dac"), m.dac);
    v.number(at(L, "fid"), m.fi);
    v.data(at(L, "data"), m.data);
}

template <class V, class M>
void map_aircraft(V& v, M& m) {
    constexpr Layout L = Layout::aircraft;
    begin(v, m, 9);
    v.scaled(at(L, "alt"), m.altitude, 4094);
    movement<L>(v, m);
    v.number(at(L, "regional"), m.regional);
    v.ready(at(L, "dte"), m.terminal_ready);
    v.flag(at(L, "assigned"), m.assigned);
    v.flag(at(L, "raim"), m.raim);
    v.number(at(L, "radio"), m.radio);
}

template <class V, class M>
void map_utc_inquiry(V& v, M& m) {
    begin(v, m, 10);
    v.number(at(Layout::utc_inquiry, "dest_mmsi"), m.destination);
}

template <class V, class M>
void map_addressed_text(V& v, M& m) {
    constexpr Layout L = Layout::addressed_text;
    begin(v, m, 12);
    v.number(at(L, "seqno"), m.sequence);
    v.number(at(L, "dest_mmsi"), m.destination);
    v.flag(at(L, "retransmit"), m.retransmitted);
    v.text(at(L, "text"), m.text);
}

template <class V, class M>
void map_broadcast_text(V& v, M& m) {
    begin(v, m, 14);
    v.text(at(Layout::broadcast_text, "text"), m.text);
}

template <class V, class M>
void map_interrogation(V& v, M& m) {
    constexpr Layout L = Layout::interrogation;
    begin(v, m, 15);
    v.number(at(L, "mmsi1"), m.station);
    v.number(at(L, "type1_1"), m.first.type);
    v.number(at(L, "offset1_1"), m.first.offset);
    Query second = m.second.value_or(Query{}), other = m.other.value_or(Query{});
    v.number(at(L, "type1_2"), second.type);
    v.number(at(L, "offset1_2"), second.offset);
    v.number(at(L, "mmsi2"), m.other_station);
    v.number(at(L, "type2_1"), other.type);
    v.number(at(L, "offset2_1"), other.offset);
    if constexpr (V::takes) {  // a query for type 0 is none
        m.second = v.there(at(L, "offset1_2")) && second.type != 0 ? std::optional(second) : std::nullopt;
        m.other = v.there(at(L, "offset2_1")) ? std::optional(other) : std::nullopt;
        if (!m.other) m.other_station = 0;
    }
}

template <class V, class M>
void map_assignment(V& v, M& m) {
    constexpr Layout L = Layout::assignment;
    begin(v, m, 16);
    v.number(at(L, "mmsi1"), m.first.station);
    v.number(at(L, "offset1"), m.first.offset);
    v.number(at(L, "increment1"), m.first.increment);
    Assignment::Order second = m.second.value_or(Assignment::Order{});
    v.number(at(L, "mmsi2"), second.station);
    v.number(at(L, "offset2"), second.offset);
    v.number(at(L, "increment2"), second.increment);
    if constexpr (V::takes) m.second = v.there(at(L, "increment2")) ? std::optional(second) : std::nullopt;
}

template <class V, class M>
void map_dgnss(V& v, M& m) {
    constexpr Layout L = Layout::dgnss;
    begin(v, m, 17);
    v.position(at(L, "lon"), at(L, "lat"), m.position);
    v.data(at(L, "data"), m.data);
}

template <class V, class M>
void map_class_b(V& v, M& m) {
    constexpr Layout L = Layout::class_b;
    begin(v, m, 18);
    v.number(at(L, "reserved"), m.reserved);
    movement<L>(v, m);
    v.scaled(at(L, "heading"), m.heading, 359);
    v.number(at(L, "regional"), m.regional);
    v.flag(at(L, "cs"), m.carrier_sense);
    v.flag(at(L, "display"), m.display);
    v.flag(at(L, "dsc"), m.dsc);
    v.flag(at(L, "band"), m.whole_band);
    v.flag(at(L, "msg22"), m.accepts_message_22);
    v.flag(at(L, "assigned"), m.assigned);
    v.flag(at(L, "raim"), m.raim);
    v.number(at(L, "radio"), m.radio);
}

template <class V, class M>
void map_class_b_extended(V& v, M& m) {
    constexpr Layout L = Layout::class_b_extended;
    begin(v, m, 19);
    v.number(at(L, "reserved"), m.reserved);
    movement<L>(v, m);
    v.scaled(at(L, "heading"), m.heading, 359);
    v.number(at(L, "regional"), m.regional);
    v.text(at(L, "shipname"), m.name);
    v.maybe(at(L, "shiptype"), m.ship_type, 255);
    v.dimensions(at(L, "to_bow"), m.dimensions);
    v.number(at(L, "epfd"), m.device);
    v.flag(at(L, "raim"), m.raim);
    v.ready(at(L, "dte"), m.terminal_ready);
    v.flag(at(L, "assigned"), m.assigned);
}

template <class V, class M>
void map_slots(V& v, M& m) {
    constexpr Layout L = Layout::slots;
    begin(v, m, 20);
    for (std::size_t k = 0; k < 4; ++k) {
        if constexpr (!V::takes) {
            if (k >= m.count) break;
        }
        const std::size_t i = at(L, "offset1") + 4 * k;
        v.number(i, m.slots[k].offset);
        v.number(i + 1, m.slots[k].number);
        v.number(i + 2, m.slots[k].timeout);
        v.number(i + 3, m.slots[k].increment);
    }
    if constexpr (V::takes) {
        m.count = static_cast<std::uint8_t>(std::clamp<std::size_t>((v.size() - 40) / 30, 1, 4));
        for (std::size_t k = m.count; k < 4; ++k) m.slots[k] = {};
    }
}

template <class V, class M>
void map_aid(V& v, M& m) {
    constexpr Layout L = Layout::aid;
    begin(v, m, 21);
    v.number(at(L, "aid_type"), m.aid_type);
    v.accuracy(at(L, "accuracy"), m.accuracy);
    v.position(at(L, "lon"), at(L, "lat"), m.position);
    v.dimensions(at(L, "to_bow"), m.dimensions);
    v.number(at(L, "epfd"), m.device);
    v.moment(at(L, "second"), m.moment);
    bool off = m.off_position.value_or(false);
    v.flag(at(L, "off_position"), off);
    v.number(at(L, "regional"), m.regional);
    v.flag(at(L, "raim"), m.raim);
    v.flag(at(L, "virtual_aid"), m.is_virtual);
    v.flag(at(L, "assigned"), m.assigned);
    if constexpr (V::takes) {
        m.off_position = m.moment.second ? std::optional(off) : std::nullopt;
        FixedText<20> front;
        FixedText<14> more;
        v.text(at(L, "name"), front);
        v.text(at(L, "name_extension"), more);
        if (front.view().size() < 20 || more.empty()) {
            m.name = FixedText<34>(front.view());
        } else {
            std::array<char, 34> whole;
            std::copy_n(front.view().begin(), 20, whole.begin());
            std::copy(more.view().begin(), more.view().end(), whole.begin() + 20);
            m.name = FixedText<34>(std::string_view(whole.data(), 20 + more.view().size()));
        }
    }
}

template <Layout L, class V>
void map_area(V& v, Area& area) {
    v.number(at(L, "ne_lon"), area.north_east_longitude);
    v.number(at(L, "ne_lat"), area.north_east_latitude);
    v.number(at(L, "sw_lon"), area.south_west_longitude);
    v.number(at(L, "sw_lat"), area.south_west_latitude);
}

template <Layout L, class V, class M>
void map_channel(V& v, M& m) {
    begin(v, m, 22);
    v.number(at(L, "channel_a"), m.channel_a);
    v.number(at(L, "channel_b"), m.channel_b);
    v.number(at(L, "txrx"), m.mode);
    v.flag(at(L, "power"), m.low_power);
    v.flag(at(L, "band_a"), m.narrow_a);
    v.flag(at(L, "band_b"), m.narrow_b);
    v.number(at(L, "zonesize"), m.zone);
    bool addressed = L == Layout::channel_addressed;
    v.flag(at(L, "addressed"), addressed);
    if constexpr (L == Layout::channel_area) {
        Area area;
        if constexpr (!V::takes) area = std::get<0>(m.whom);
        map_area<L>(v, area);
        if constexpr (V::takes) m.whom = area;
    } else {
        std::array<std::uint32_t, 2> stations{};
        if constexpr (!V::takes) stations = std::get<1>(m.whom);
        v.number(at(L, "dest1"), stations[0]);
        v.number(at(L, "dest2"), stations[1]);
        if constexpr (V::takes) m.whom = stations;
    }
}

template <class V, class M>
void map_group(V& v, M& m) {
    constexpr Layout L = Layout::group_assignment;
    begin(v, m, 23);
    Area area = m.area;
    map_area<L>(v, area);
    if constexpr (V::takes) m.area = area;
    v.number(at(L, "stationtype"), m.station_type);
    v.number(at(L, "shiptype"), m.ship_type);
    v.number(at(L, "txrx"), m.mode);
    v.number(at(L, "interval"), m.interval);
    v.number(at(L, "quiet"), m.quiet);
}

template <class V, class M>
void map_static_a(V& v, M& m) {
    begin(v, m, 24);
    v.text(at(Layout::static_a, "shipname"), m.name);
}

template <Layout L, class V, class M>
void map_static_b(V& v, M& m) {
    begin(v, m, 24);
    if constexpr (!V::takes) v.set(at(L, "partno"), 1);
    v.maybe(at(L, "shiptype"), m.ship_type, 255);
    v.text(at(L, "vendorid"), m.vendor);
    v.number(at(L, "model"), m.model);
    v.number(at(L, "serial"), m.serial);
    v.text(at(L, "callsign"), m.call_sign);
    if constexpr (L == Layout::static_b) v.dimensions(at(L, "to_bow"), m.dimensions);
    else v.number(at(L, "mothership_mmsi"), m.mothership);
    v.number(at(L, "epfd"), m.device);
}

template <class V, class M>
void map_long_range(V& v, M& m) {
    constexpr Layout L = Layout::long_range;
    begin(v, m, 27);
    v.accuracy(at(L, "accuracy"), m.accuracy);
    v.flag(at(L, "raim"), m.raim);
    v.status(at(L, "status"), m.status);
    v.position(at(L, "lon"), at(L, "lat"), m.position);
    v.speed(at(L, "speed"), m.speed);
    v.scaled(at(L, "course"), m.course, 359);
    v.flag(at(L, "gnss"), m.stale);
}

}  // namespace vigia::ais::mapping
