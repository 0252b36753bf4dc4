#pragma once
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

/// Each writes one format; `append` as in Formatter.
class JsonlWriter {
  public:
    explicit JsonlWriter(const Registry& registry);
    void append(const Batch& batch, std::size_t message, std::string& out);

    /// How a field is written.
    enum class Way : std::uint8_t {
        number, accuracy, flag, longitude_latitude, coarse, tenth_knot, knot, tenths, metres_or_null, text, data,
        status, turn, second, ready, date_time, eta, dimensions, mmsi,
    };
    struct Step {
        std::string key{};  ///< `,"name":`
        Way way{};
        std::uint16_t field = 0;
        std::int32_t none = 0;
        std::int32_t most = INT32_MAX;  ///< sizes above it cannot be: written as not said
    };

  private:
    void head(const Batch& batch, std::size_t message, Ink& ink);
    void step(const Batch& batch, std::size_t message, const Step& step, Ink& ink);
    void moment(Time time, Ink& ink);

    const Registry* registry_;
    std::vector<std::vector<Step>> steps_;  ///< by layout
    std::string scratch_;
    std::int64_t minute_ = -1;   ///< since 1970, that `minute_text_` writes
    char minute_text_[17] = {};  ///< `2026-11-23T19:27:`
};

class GpsdWriter {
  public:
    enum class Scale : std::uint8_t { scaled, raw };
    explicit GpsdWriter(Scale scale);
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
    void steps(const Batch& batch, std::size_t message, std::span<const Step> list, Ink& ink);
    void step(const Batch& batch, std::size_t message, const Step& step, Ink& ink);
    void remember(const Batch& batch, std::size_t message);

    bool scaled_;
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
