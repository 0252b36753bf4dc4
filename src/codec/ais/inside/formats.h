#pragma once
#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "codec/ais/formats.h"
#include "codec/ais/inside/ink.h"

namespace vigia::ais {

/// Degrees of a position field in units of 1e-7: raw / 600,000 degrees.
[[nodiscard]] constexpr std::int64_t degrees_e7(std::int64_t raw) {
    return (raw * 100 + (raw < 0 ? -3 : 3)) / 6;
}
/// Degrees of a coarse position field in units of 1e-4: raw / 600 degrees.
[[nodiscard]] constexpr std::int64_t degrees_e4(std::int64_t raw) { return degrees_e7(raw); }
/// Millimetres per second of a speed in tenths of knots: 1,852 m are a nautical mile.
[[nodiscard]] constexpr std::int64_t mm_per_second(std::int64_t tenths_of_knots) {
    return (tenths_of_knots * 463 + 4) / 9;
}

/// The columns of a batch by layout and field, found once and not for every value.
class Cells {
  public:
    void look(const Batch& batch) {
        for (std::size_t i = 0; i < layout_count; ++i) look(batch, static_cast<Layout>(i));
    }
    void look(const Batch& batch, Layout layout) {
        const auto fields = table(layout).fields;
        auto& found = columns_[static_cast<std::size_t>(layout)];
        if (batch.column(layout, 0).empty()) return;  // every layout begins with the message type
        for (std::size_t i = 0; i < fields.size() && i < found.size(); ++i) found[i] = batch.column(layout, i).data();
    }
    /// The raw value of a field that has a cell.
    [[nodiscard]] std::int32_t at(const MessageHead& head, std::size_t field) const {
        return columns_[static_cast<std::size_t>(head.layout)][field][head.row];
    }

  private:
    static constexpr std::size_t most_fields = 24;
    std::array<std::array<const std::int32_t*, most_fields>, layout_count> columns_{};
};

/// A short text that is copied as a whole block: faster than a copy of its length.
class Key {
  public:
    explicit Key(std::string_view text) : size_(static_cast<std::uint8_t>(text.size())) {
        check(text.size() <= text_.size());
        std::copy(text.begin(), text.end(), text_.begin());
    }
    void write(Ink& ink) const { ink.block(text_.data(), text_.size(), size_); }
    [[nodiscard]] std::string_view view() const { return {text_.data(), size_}; }

  private:
    std::array<char, 32> text_{};
    std::uint8_t size_ = 0;
};

/// Each writes one format. Before messages of a batch are appended, `look` finds its columns.
class JsonlWriter {
  public:
    explicit JsonlWriter(const Registry& registry);
    void look(const Batch& batch) { cells_.look(batch); }
    void look(const Batch& batch, Layout layout) { cells_.look(batch, layout); }
    void append(const Batch& batch, std::size_t message, std::string& out);

    /// How a field is written.
    enum class Way : std::uint8_t {
        number, accuracy, flag, longitude_latitude, coarse, tenth_knot, knot, tenths, metres_or_null, text, data,
        status, turn, second, ready, date_time, eta, dimensions, mmsi,
    };
    struct Step {
        Key key;  ///< `,"name":`
        Way way{};
        std::uint16_t field = 0;
        std::int32_t none = 0;
        std::int32_t most = INT32_MAX;  ///< sizes above it cannot be: written as not said
    };

  private:
    void head(const Batch& batch, std::size_t message, Ink& ink);
    void step(const Batch& batch, std::size_t message, const Step& step, Ink& ink);
    static void write_number(const Step& step, std::int32_t raw, Ink& ink);
    void moment(Time time, Ink& ink);

    const Registry* registry_;
    Cells cells_;
    std::vector<std::vector<Step>> steps_;  ///< by layout
    std::string scratch_;
    std::int64_t minute_ = -1;   ///< since 1970, that `minute_text_` writes
    char minute_text_[17] = {};  ///< `2026-11-23T19:27:`
};

class GpsdWriter {
  public:
    enum class Scale : std::uint8_t { scaled, raw };
    explicit GpsdWriter(Scale scale);
    void look(const Batch& batch) { cells_.look(batch); }
    void look(const Batch& batch, Layout layout) { cells_.look(batch, layout); }
    void append(const Batch& batch, std::size_t message, std::string& out);

    enum class Way : std::uint8_t {
        number, flag, tenths, position, coarse_1, coarse_4, coarse_quoted, text, legend, legend_scaled,
        turn, speed, altitude, aircraft_speed, date_time, eta, data, application, name_21, constant_zero,
        dimensions_24, radio_26,
    };
    struct Step {
        std::string_view key{};  ///< with its comma, quotes and colon
        Way way{};
        std::string_view name{};  ///< in the layout's table
        std::span<const std::string_view> legends{};
        std::string_view beyond{};  ///< legend of numbers that have none
        std::uint16_t field = 0;
    };

  private:
    struct Waiting {
        std::uint32_t mmsi = 0;
        std::string name;
    };
    void step(const Batch& batch, std::size_t message, const Step& step, Ink& ink);
    void remember(const Batch& batch, std::size_t message);

    bool scaled_;
    Cells cells_;
    std::vector<std::vector<Step>> steps_;  ///< by layout
    std::vector<Waiting> waiting_;
    std::size_t oldest_ = 0;
    std::string scratch_;
};

/// Writes the fields of an application message as gpsd names them; false when gpsd has no names.
[[nodiscard]] bool append_gpsd_application(unsigned type, unsigned dac, unsigned fi, const Bits& data,
                                           bool scaled, Ink& ink);

class CsvWriter {
  public:
    static void begin(std::string& out);
    void append(const Batch& batch, std::size_t message, std::string& out);
};

}  // namespace vigia::ais
