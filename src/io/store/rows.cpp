#include "io/store/inside/rows.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "model/names.h"

namespace vigia::store {
namespace {

template <class Unit>
float kept(const std::optional<Quantity<Unit>>& value, std::uint8_t bit, std::uint8_t& present) {
    if (!value) return 0;
    present = static_cast<std::uint8_t>(present | bit);
    return static_cast<float>(value->value);
}

// --- Columns ---------------------------------------------------------------------------------

void add_column(duckdb_bind_info info, const char* name, duckdb_type type) {
    duckdb_logical_type logical = duckdb_create_logical_type(type);
    duckdb_bind_add_result_column(info, name, logical);
    duckdb_destroy_logical_type(&logical);
}

/// Adds a column of a fixed set of texts; true when its codes take two bytes.
bool add_names(duckdb_bind_info info, const char* name, const std::vector<std::string>& names) {
    std::vector<const char*> texts;
    for (const std::string& text : names) texts.push_back(text.c_str());
    if (texts.empty()) texts.push_back("");
    duckdb_logical_type logical = duckdb_create_enum_type(texts.data(), texts.size());
    const bool wide = duckdb_enum_internal_type(logical) == DUCKDB_TYPE_USMALLINT;
    duckdb_bind_add_result_column(info, name, logical);
    duckdb_destroy_logical_type(&logical);
    return wide;
}

template <class Enum>
std::vector<std::string> names_of(int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) names.emplace_back(model::name(static_cast<Enum>(i)));
    return names;
}

/// The vectors of a chunk, taken one after another, filled row by row.
class Filler {
  public:
    Filler(duckdb_data_chunk chunk, std::size_t size) : chunk_(chunk), size_(size) {}

    template <class T, class Value>
    void column(Value&& value) {
        T* const out = static_cast<T*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk_, column_++)));
        for (std::size_t i = 0; i < size_; ++i) out[i] = static_cast<T>(value(i));
    }
    template <class T, class Has, class Value>
    void optional_column(Has&& has, Value&& value) {
        const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, column_++);
        T* const out = static_cast<T*>(duckdb_vector_get_data(vector));
        bool all = true;
        for (std::size_t i = 0; i < size_; ++i) {
            out[i] = static_cast<T>(value(i));
            all = all && has(i);
        }
        if (!all) mark(vector, has);
    }
    template <class Has, class Value>
    void text_column(Has&& has, Value&& value) {
        const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk_, column_++);
        for (std::size_t i = 0; i < size_; ++i) {
            if (!has(i)) continue;
            const std::string text = clean_text(value(i));
            duckdb_vector_assign_string_element_len(vector, i, text.data(), text.size());
        }
        mark(vector, has);
    }
    template <class Value>
    void names_column(bool wide, Value&& value) {
        if (wide) column<std::uint16_t>(value);
        else column<std::uint8_t>(value);
    }
    template <class Has, class Value>
    void optional_names_column(bool wide, Has&& has, Value&& value) {
        if (wide) optional_column<std::uint16_t>(has, value);
        else optional_column<std::uint8_t>(has, value);
    }

  private:
    template <class Has>
    void mark(duckdb_vector vector, Has&& has) {
        duckdb_vector_ensure_validity_writable(vector);
        std::uint64_t* const valid = duckdb_vector_get_validity(vector);
        for (std::size_t word = 0; word * 64 < size_; ++word) {
            std::uint64_t bits = 0;
            for (std::size_t i = word * 64; i < std::min(size_, word * 64 + 64); ++i)
                bits |= static_cast<std::uint64_t>(has(i) ? 1 : 0) << (i % 64);
            valid[word] = bits;
        }
    }

    duckdb_data_chunk chunk_;
    std::size_t size_;
    std::size_t column_ = 0;
};

constexpr std::size_t chunk_rows = 2048;

template <class Row>
std::span<const Row*> next_rows(RowSource& source, std::span<const Row> all, std::array<const Row*, chunk_rows>& rows) {
    const std::size_t size = std::min<std::size_t>(source.order.size() - source.next, duckdb_vector_size());
    for (std::size_t i = 0; i < size; ++i) {
        rows[i] = &all[source.order[source.next + i].index];
        __builtin_prefetch(rows[i]);  // they lie anywhere: without this each column waits for memory
        __builtin_prefetch(reinterpret_cast<const char*>(rows[i] + 1) - 1);
    }
    source.next += size;
    return {rows.data(), size};
}

void bind_common(duckdb_bind_info info, RowSource& source) {
    add_column(info, "mmsi", DUCKDB_TYPE_INTEGER);
    add_column(info, "track", DUCKDB_TYPE_BIGINT);
    add_column(info, "seen", DUCKDB_TYPE_TIMESTAMP_TZ);
    add_column(info, "heard", DUCKDB_TYPE_TIMESTAMP_TZ);
    add_column(info, "sequence", DUCKDB_TYPE_BIGINT);
    source.wide_sources = add_names(info, "source", source.sources->names);
    source.wide_stations = add_names(info, "station", source.stations->names);
    static const auto transceivers = names_of<model::Transceiver>(7);
    add_names(info, "transceiver", transceivers);
    duckdb_bind_set_cardinality(info, source.order.size(), true);
}

template <class Row>
void fill_common(Filler& fill, const RowSource& source, std::span<const Row*> rows) {
    fill.column<std::int32_t>([&](std::size_t i) { return rows[i]->mmsi; });
    fill.column<std::int64_t>([&](std::size_t i) { return rows[i]->track; });
    fill.column<std::int64_t>([&](std::size_t i) { return rows[i]->seen_ms * 1000; });
    fill.column<std::int64_t>([&](std::size_t i) { return rows[i]->heard_ms * 1000; });
    fill.column<std::int64_t>([&](std::size_t i) { return rows[i]->sequence; });
    fill.names_column(source.wide_sources, [&](std::size_t i) { return source.sources->codes[rows[i]->source]; });
    fill.optional_names_column(source.wide_stations, [&](std::size_t i) { return rows[i]->station != 0; },
                               [&](std::size_t i) { return rows[i]->station == 0 ? 0 : source.stations->codes[rows[i]->station]; });
    fill.column<std::uint8_t>([&](std::size_t i) { return rows[i]->transceiver; });
}

void bind_positions(duckdb_bind_info info) {
    RowSource& source = *static_cast<RowSource*>(duckdb_bind_get_extra_info(info));
    bind_common(info, source);
    add_column(info, "latitude_deg", DUCKDB_TYPE_DOUBLE);
    add_column(info, "longitude_deg", DUCKDB_TYPE_DOUBLE);
    add_column(info, "speed_m_s", DUCKDB_TYPE_FLOAT);
    add_column(info, "course_deg", DUCKDB_TYPE_FLOAT);
    add_column(info, "heading_deg", DUCKDB_TYPE_FLOAT);
    add_column(info, "rate_of_turn_deg_min", DUCKDB_TYPE_FLOAT);
    add_column(info, "altitude_m", DUCKDB_TYPE_FLOAT);
    static const auto statuses = names_of<model::NavigationStatus>(16);
    add_names(info, "status", statuses);
    static const std::vector<std::string> accuracies{"low", "high"}, ranges{"ordinary", "long_range"};
    add_names(info, "accuracy", accuracies);
    add_names(info, "range", ranges);
}

void fill_positions(duckdb_function_info info, duckdb_data_chunk chunk) {
    RowSource& source = *static_cast<RowSource*>(duckdb_function_get_extra_info(info));
    std::array<const PositionRow*, chunk_rows> pointers;
    const auto rows = next_rows(source, source.positions, pointers);
    Filler fill(chunk, rows.size());
    fill_common(fill, source, rows);
    const auto has = [&](std::uint8_t bit) { return [&rows, bit](std::size_t i) { return (rows[i]->present & bit) != 0; }; };
    fill.optional_column<double>(has(position_present), [&](std::size_t i) { return rows[i]->latitude; });
    fill.optional_column<double>(has(position_present), [&](std::size_t i) { return rows[i]->longitude; });
    fill.optional_column<float>(has(speed_present), [&](std::size_t i) { return rows[i]->speed; });
    fill.optional_column<float>(has(course_present), [&](std::size_t i) { return rows[i]->course; });
    fill.optional_column<float>(has(heading_present), [&](std::size_t i) { return rows[i]->heading; });
    fill.optional_column<float>(has(rate_of_turn_present), [&](std::size_t i) { return rows[i]->rate_of_turn; });
    fill.optional_column<float>(has(altitude_present), [&](std::size_t i) { return rows[i]->altitude; });
    fill.column<std::uint8_t>([&](std::size_t i) { return rows[i]->status; });
    fill.column<std::uint8_t>([&](std::size_t i) { return rows[i]->accuracy; });
    fill.column<std::uint8_t>([&](std::size_t i) { return rows[i]->range; });
    duckdb_data_chunk_set_size(chunk, rows.size());
}

void bind_particulars(duckdb_bind_info info) {
    RowSource& source = *static_cast<RowSource*>(duckdb_bind_get_extra_info(info));
    bind_common(info, source);
    for (const char* name : {"name", "call_sign", "destination"}) add_column(info, name, DUCKDB_TYPE_VARCHAR);
    add_column(info, "imo", DUCKDB_TYPE_INTEGER);
    add_column(info, "ship_type", DUCKDB_TYPE_SMALLINT);
    for (const char* name : {"to_bow_m", "to_stern_m", "to_port_m", "to_starboard_m"})
        add_column(info, name, DUCKDB_TYPE_SMALLINT);
    add_column(info, "draught_m", DUCKDB_TYPE_FLOAT);
    for (const char* name : {"eta_month", "eta_day", "eta_hour", "eta_minute"})
        add_column(info, name, DUCKDB_TYPE_SMALLINT);
}

void fill_particulars(duckdb_function_info info, duckdb_data_chunk chunk) {
    RowSource& source = *static_cast<RowSource*>(duckdb_function_get_extra_info(info));
    std::array<const ParticularsRow*, chunk_rows> pointers;
    const auto rows = next_rows(source, source.particulars, pointers);
    Filler fill(chunk, rows.size());
    fill_common(fill, source, rows);
    const auto said = [&](std::size_t i) -> const model::Particulars& { return rows[i]->particulars; };
    const auto text = [&](auto field) {
        fill.text_column([&](std::size_t i) { return (said(i).*field).has_value(); },
                         [&](std::size_t i) { return (said(i).*field)->view(); });
    };
    text(&model::Particulars::name);
    text(&model::Particulars::call_sign);
    text(&model::Particulars::destination);
    fill.optional_column<std::int32_t>([&](std::size_t i) { return said(i).imo.has_value(); },
                                       [&](std::size_t i) { return said(i).imo.value_or(0); });
    fill.optional_column<std::int16_t>([&](std::size_t i) { return said(i).ship_type.has_value(); },
                                       [&](std::size_t i) { return said(i).ship_type.value_or(0); });
    using model::Dimensions;
    for (auto field : {&Dimensions::bow, &Dimensions::stern, &Dimensions::port, &Dimensions::starboard})
        fill.optional_column<std::int16_t>([&](std::size_t i) { return said(i).dimensions.has_value(); },
                                           [&](std::size_t i) { return said(i).dimensions.value_or(Dimensions{}).*field; });
    fill.optional_column<float>([&](std::size_t i) { return said(i).draught.has_value(); },
                                [&](std::size_t i) { return said(i).draught.value_or(Metres{0}).value; });
    using model::Eta;
    for (auto field : {&Eta::month, &Eta::day, &Eta::hour, &Eta::minute})
        fill.optional_column<std::int16_t>(
            [&](std::size_t i) { return said(i).eta && (*said(i).eta.*field).has_value(); },
            [&](std::size_t i) { return said(i).eta ? (*said(i).eta.*field).value_or(0) : 0; });
    duckdb_data_chunk_set_size(chunk, rows.size());
}

void init(duckdb_init_info info) { duckdb_init_set_max_threads(info, 1); }

Result<void> add_function(Duck& duck, const char* name, RowSource& source, void (*bind)(duckdb_bind_info),
                          void (*fill)(duckdb_function_info, duckdb_data_chunk)) {
    duckdb_table_function function = duckdb_create_table_function();
    duckdb_table_function_set_name(function, name);
    duckdb_table_function_set_extra_info(function, &source, nullptr);
    duckdb_table_function_set_bind(function, bind);
    duckdb_table_function_set_init(function, init);
    duckdb_table_function_set_function(function, fill);
    const duckdb_state state = duckdb_register_table_function(duck.connection(), function);
    duckdb_destroy_table_function(&function);
    if (state != DuckDBSuccess) return fail(ErrorKind::unsupported, "history: DuckDB refuses a table function.");
    return {};
}

}  // namespace

PositionRow position_row(const model::HistoryRow& row) {
    const model::Observation& said = row.observation;
    const model::Fix& fix = *said.fix;
    PositionRow kept_row{};
    kept_row.sequence = row.sequence;
    kept_row.seen_ms = to_unix_milliseconds(said.seen);
    kept_row.heard_ms = to_unix_milliseconds(said.heard);
    kept_row.mmsi = said.mmsi.number();
    kept_row.track = std::to_underlying(row.track);
    kept_row.source = std::to_underlying(said.source);
    kept_row.station = std::to_underlying(said.station);
    kept_row.transceiver = std::to_underlying(said.transceiver);
    if (fix.position) {
        kept_row.present = position_present;
        kept_row.latitude = fix.position->latitude();
        kept_row.longitude = fix.position->longitude();
    }
    kept_row.speed = kept(fix.speed, speed_present, kept_row.present);
    kept_row.course = kept(fix.course, course_present, kept_row.present);
    kept_row.heading = kept(fix.heading, heading_present, kept_row.present);
    kept_row.rate_of_turn = kept(fix.rate_of_turn, rate_of_turn_present, kept_row.present);
    kept_row.altitude = kept(fix.altitude, altitude_present, kept_row.present);
    kept_row.status = std::to_underlying(fix.status);
    kept_row.accuracy = fix.accuracy == model::Accuracy::high;
    kept_row.range = fix.range == model::Range::long_range;
    return kept_row;
}

ParticularsRow particulars_row(const model::HistoryRow& row) {
    const model::Observation& said = row.observation;
    return {row.sequence, to_unix_milliseconds(said.seen), to_unix_milliseconds(said.heard), said.mmsi.number(),
            std::to_underlying(row.track), std::to_underlying(said.source), std::to_underlying(said.station),
            std::to_underlying(said.transceiver), *said.particulars};
}

void sort_keys(std::span<SortKey> keys, std::vector<SortKey>& spare) {
    // A radix sort by eleven bits at a time keeps the order of what is equal; digits that are the
    // same in all keys are passed over.
    constexpr int bits = 11;
    constexpr std::size_t values = 1 << bits;
    spare.resize(keys.size());
    std::span<SortKey> from = keys, to = spare;
    for (int shift = 0; shift < 64; shift += bits) {
        std::array<std::uint32_t, values> starts{};
        for (const SortKey& key : from) ++starts[key.place >> shift & (values - 1)];
        if (std::find(starts.begin(), starts.end(), from.size()) != starts.end()) continue;
        std::uint32_t start = 0;
        for (std::uint32_t& count : starts) start += std::exchange(count, start);
        for (const SortKey& key : from) to[starts[key.place >> shift & (values - 1)]++] = key;
        std::swap(from, to);
    }
    if (from.data() != keys.data()) std::copy(from.begin(), from.end(), keys.begin());
    // Reports of one vessel come nearly in the order in which they were seen.
    const auto before = [](const SortKey& a, const SortKey& b) { return a.seen_in_hour_ms < b.seen_in_hour_ms; };
    for (auto begin = keys.begin(); begin != keys.end();) {
        auto end = begin;
        while (end != keys.end() && end->place == begin->place) ++end;
        if (!std::is_sorted(begin, end, before)) std::stable_sort(begin, end, before);
        begin = end;
    }
}

void Names::name(std::size_t number, std::string_view text) {
    if (codes.size() <= number) codes.resize(number + 1, 0xFFFF);
    const std::string clean = clean_text(text.empty() ? "-" : text);
    const auto [place, added] = places.try_emplace(clean, static_cast<std::uint16_t>(names.size()));
    if (added) names.push_back(clean);
    codes[number] = place->second;
}

Result<void> add_row_functions(Duck& duck, RowSource& source) {
    if (duckdb_vector_size() > chunk_rows)
        return fail(ErrorKind::unsupported, "history: this libduckdb.so has larger chunks than vigia knows.");
    if (auto added = add_function(duck, "vigia_positions", source, bind_positions, fill_positions); !added) return added;
    return add_function(duck, "vigia_particulars", source, bind_particulars, fill_particulars);
}

}  // namespace vigia::store
