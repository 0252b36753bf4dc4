#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "codec/ais/bits.h"

namespace vigia::ais {

/// What an application field is.
enum class ApplicationKind : std::uint8_t { unsigned_number, signed_number, text, flag, data, spare };

/// One field of an application message, or a group of fields that is repeated.
struct ApplicationField {
    std::string name;
    ApplicationKind kind = ApplicationKind::unsigned_number;
    std::uint16_t bits = 0;   ///< 0 for text or data: to the end of the message
    double scale = 1;         ///< value = offset + raw / scale
    double offset = 0;
    double gpsd_scale = 1;    ///< as `scale`, where gpsd writes another value
    std::string unit;
    std::optional<std::int64_t> none;      ///< raw value that means "not available"
    std::vector<ApplicationField> group;   ///< not empty: repeated while the bits last
    std::uint16_t most = 0;                ///< of a group: most repetitions
};

/// Most messages of a registry, and most fields of one message.
inline constexpr std::size_t max_applications = 1000;
inline constexpr std::size_t max_application_fields = 200;

/// The layout of one application message, as data.
struct Application {
    std::uint16_t dac = 0;
    std::uint8_t fi = 0;
    std::string name;                       ///< for people
    std::string source;                     ///< where it is defined
    std::uint8_t message = 0;               ///< 6 or 8 when only in that type; 0 in any
    std::uint16_t sub_start = 0, sub_bits = 0;  ///< where the sub-identifier is, from after FI; 0 bits: none
    std::uint32_t sub = 0;                  ///< its value
    std::uint16_t least = 0, most = 0;      ///< lengths that it may have, after FI; 0: any
    std::vector<ApplicationField> fields;
};

/// One decoded value. Texts and data are filled in `text` (data as hexadecimal digits).
struct ApplicationValue {
    const ApplicationField* field = nullptr;
    std::int64_t raw = 0;
    std::string text;
    std::uint16_t bits = 0;       ///< of data: how many
    std::uint16_t repetition = 0; ///< in a group: 0 for the first
    const ApplicationField* group = nullptr;
    /// Whether the value is there: it differs from the "not available" value.
    [[nodiscard]] bool said() const;
    /// offset + raw / scale.
    [[nodiscard]] double scaled() const;
};

/// The application messages that are known: a table in TOML that an operator can add to.
class Registry {
  public:
    /// The table that vigia comes with (data/ais-messages.toml).
    [[nodiscard]] static const Registry& standard();
    /// A table that holds nothing.
    Registry() = default;

    /// Adds the messages of a TOML text to a copy of this registry; a message with the same DAC, FI,
    /// type and sub-identifier replaces the older one.
    /// Errors: bad_input naming file, line, key and remedy; limit above max_applications messages or
    /// max_application_fields fields.
    [[nodiscard]] Result<Registry> with(std::string_view toml, std::string_view file_name) const;
    /// The same on an empty registry.
    [[nodiscard]] static Result<Registry> parse(std::string_view toml, std::string_view file_name = "text");

    /// The layout that fits: type 6 or 8 (25 and 26 fit both), DAC, FI, sub-identifier and length.
    /// Null when nothing does: such a message stays bits.
    [[nodiscard]] const Application* find(unsigned type, unsigned dac, unsigned fi, const Bits& data) const;

    [[nodiscard]] const std::vector<Application>& all() const { return applications_; }

  private:
    std::vector<Application> applications_;  ///< sorted by DAC, FI, then the most special first
};

/// Takes the bits apart. Fields beyond the end of the message are left out; a number or text cut by the
/// end has the bits that are there. A group is repeated while at least half of it is there.
[[nodiscard]] std::vector<ApplicationValue> decode(const Application& application, const Bits& data);

}  // namespace vigia::ais
