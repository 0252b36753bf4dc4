#pragma once
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/store/inside/duck.h"
#include "model/history.h"

namespace vigia::store {

/// A position report as it waits in memory to be written: 80 bytes.
struct PositionRow {
    std::uint64_t sequence;
    std::int64_t seen_ms, heard_ms;
    double latitude, longitude;
    std::uint32_t mmsi, track;
    float speed, course, heading, rate_of_turn, altitude;
    std::uint16_t source, station;
    std::uint8_t present;  ///< one bit for each optional value, by Present
    std::uint8_t transceiver, status;
    std::uint8_t accuracy : 1, range : 1;
};
enum Present : std::uint8_t {
    position_present = 1, speed_present = 2, course_present = 4, heading_present = 8,
    rate_of_turn_present = 16, altitude_present = 32,
};

/// What a vessel declared, as it waits to be written.
struct ParticularsRow {
    std::uint64_t sequence;
    std::int64_t seen_ms, heard_ms;
    std::uint32_t mmsi, track;
    std::uint16_t source, station;
    std::uint8_t transceiver;
    model::Particulars particulars;
};

[[nodiscard]] PositionRow position_row(const model::HistoryRow& row);
[[nodiscard]] ParticularsRow particulars_row(const model::HistoryRow& row);

/// Where a row stands in a part: by hour and cell and vessel (`place`), then by when in its hour it was
/// seen; rows equal in both keep the order of their sequence.
struct SortKey {
    std::uint64_t place;
    std::uint32_t seen_in_hour_ms;  ///< 0 for a stray
    std::uint32_t index;            ///< of the row in memory; counts up with its sequence
};

/// Sorts keys whose indexes count up. `spare` is memory to work in. Cost: some 20 ns a key.
void sort_keys(std::span<SortKey> keys, std::vector<SortKey>& spare);

/// Names behind numbers, for columns of a fixed set of texts.
struct Names {
    std::vector<std::string> names;      ///< each once
    std::vector<std::uint16_t> codes;    ///< number -> place in `names`; 0xFFFF when not named
    std::map<std::string, std::uint16_t> places;  ///< of each name in `names`
    void name(std::size_t number, std::string_view text);
    [[nodiscard]] bool knows(std::size_t number) const { return number < codes.size() && codes[number] != 0xFFFF; }
};

/// Rows that a table function of DuckDB hands over: those of `order`.
struct RowSource {
    std::span<const PositionRow> positions;
    std::span<const ParticularsRow> particulars;
    std::span<const SortKey> order;
    std::size_t next = 0;
    const Names* sources = nullptr;
    const Names* stations = nullptr;
    bool wide_sources = false, wide_stations = false;  ///< codes take two bytes
};

/// Makes `SELECT * FROM vigia_positions()` and `vigia_particulars()` give the rows of `source`,
/// which must outlive the database.
Result<void> add_row_functions(Duck& duck, RowSource& source);

}  // namespace vigia::store
