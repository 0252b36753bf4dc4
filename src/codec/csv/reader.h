#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/observation.h"

namespace vigia::csv {

/// The publishers of AIS tables that we can read. Columns are found by the names in the header, so
/// their order and number do not matter.
enum class Layout : std::uint8_t {
    noaa,   ///< MarineCadastre, before 2025 (`MMSI,BaseDateTime,LAT,…`) and since (`mmsi,base_date_time,longitude,…`)
    dma,    ///< Danish Maritime Authority, 22 columns, or 26 with the antenna's place
    spire,  ///< Spire / exactEarth, 139 columns, one row per AIS message
};

/// What was wrong with a row. Up to `not_a_report` the row was refused; after it, the row was kept
/// and the one value left empty.
enum class Oddity : std::uint8_t {
    no_header,              ///< the first line names no layout that we know: nothing can be read
    long_line,              ///< longer than `max_line`
    many_columns,           ///< more than `max_columns`
    short_row,              ///< fewer columns than the header
    bad_mmsi,               ///< not a number of at most nine digits
    bad_time,               ///< no date and time of the layout's form
    not_a_report,           ///< Spire: a message that says nothing about its sender (6, 8, 12, 20, 25 …)
    unreadable_value,       ///< text where a number is expected
    out_of_range_value,     ///< a number that the field cannot have
    count_,
};

/// The names of layouts and oddities in statistics.
[[nodiscard]] std::string_view name(Layout layout);
[[nodiscard]] std::string_view name(Oddity oddity);

/// Whether an oddity costs the row, not only a value.
[[nodiscard]] constexpr bool refuses(Oddity oddity) { return oddity <= Oddity::not_a_report; }

inline constexpr std::size_t max_line = 65'536;  ///< bytes; longer lines are refused and counted
inline constexpr std::size_t max_columns = 256;  ///< longer rows are refused and counted

/// What a reader has seen so far.
struct Statistics {
    std::uint64_t lines = 0;         ///< header and empty lines included
    std::uint64_t observations = 0;
    std::array<std::uint64_t, static_cast<std::size_t>(Oddity::count_)> oddities{};
    [[nodiscard]] std::uint64_t count(Oddity o) const { return oddities[static_cast<std::size_t>(o)]; }
};

/// The layout that a header line belongs to, or nothing.
[[nodiscard]] std::optional<Layout> layout_of(std::string_view header);

/// What a column means; of no interest outside this module but for the place of each in a Reader.
enum class Column : std::uint8_t {
    mmsi, time, millisecond, latitude, longitude, speed, course, heading, turn, accuracy, altitude,
    name, imo, call_sign, ship_type, cargo_type, status, length, width, draught, destination, eta,
    bow, stern, port, starboard, transceiver, message, aid_name, aid_type, eta_month, eta_day,
    eta_hour, eta_minute,
    count_,
};

/// Reads one CSV file, given in blocks that may be split anywhere, into observations.
/// `seen` and `heard` are the time of the row; source and station are left for the engine.
/// Values that mean "not available" become empty. Odd rows are counted, never fatal.
/// Cost: about half a microsecond per row; no allocation per row.
class Reader {
  public:
    /// Reads a block and replaces the content of `out` by what its whole lines say.
    void read(std::string_view block, std::vector<model::Observation>& out);
    /// Reads a last line that had no line end, and makes ready for another file.
    void finish(std::vector<model::Observation>& out);

    /// The layout of the header, once it was read.
    [[nodiscard]] std::optional<Layout> layout() const { return layout_; }
    [[nodiscard]] const Statistics& statistics() const { return statistics_; }

    using Columns = std::array<std::int16_t, static_cast<std::size_t>(Column::count_)>;

  private:
    void line(std::string_view text, std::size_t readable, std::vector<model::Observation>& out);
    void header(std::string_view text);

    std::optional<Layout> layout_;
    bool headed_ = false;
    bool skipping_ = false;  ///< inside a line that is too long
    Columns columns_{};      ///< place of each column in a row; -1 when absent
    std::size_t expected_ = 0;
    std::string padded_;     ///< a line at the end of a block, with room behind it
    std::string begun_;      ///< a line whose end has not come yet
    std::int64_t day_ms_ = 0;  ///< the midnight that `day_text_` stands for
    std::array<char, 10> day_text_{};
    model::Observation blank_;  ///< what each row begins as
    Statistics statistics_;
};

}  // namespace vigia::csv
