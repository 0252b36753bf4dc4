#pragma once
#include <compare>
#include <cstdint>
#include <string>

#include "base/result.h"

namespace vigia::model {

/// Who an MMSI says it belongs to, by its leading digits. Source: ITU-R M.585-9, annex 1.
enum class MmsiKind : std::uint8_t {
    ship,               ///< MIDxxxxxx, M = 2..7
    coast_station,      ///< 00MIDxxxx
    group,              ///< 0MIDxxxxx
    sar_aircraft,       ///< 111MIDxxx
    handheld,           ///< 8MIDxxxxx
    craft_of_parent,    ///< 98MIDxxxx
    aid_to_navigation,  ///< 99MIDxxxx
    ais_sart,           ///< 970xxxxxx, search and rescue transmitter
    man_overboard,      ///< 972xxxxxx
    epirb,              ///< 974xxxxxx
    other,              ///< none of these: often a wrong setting
};

/// A maritime mobile service identity: nine digits. Many on the air are wrong (`kind` is `other`);
/// they are kept, since a wrong number is a fact about a vessel.
class Mmsi {
  public:
    /// Errors: bad_input above 999,999,999 (the field on the air has 30 bits).
    [[nodiscard]] static Result<Mmsi> make(std::uint32_t number);
    /// For literals and tests; stops when it cannot exist.
    [[nodiscard]] static Mmsi of(std::uint32_t number) {
        check(number <= 999'999'999);
        return Mmsi(number);
    }

    [[nodiscard]] std::uint32_t number() const { return number_; }
    [[nodiscard]] MmsiKind kind() const;
    [[nodiscard]] std::string text() const;  ///< always nine digits, leading zeros kept
    auto operator<=>(const Mmsi&) const = default;

  private:
    explicit Mmsi(std::uint32_t number) : number_(number) {}
    std::uint32_t number_;
};

/// A ship identification number of the IMO scheme: seven digits whose last is a check digit.
/// Source: IMO resolution A.1117(30).
class Imo {
  public:
    /// Errors: bad_input when it has not seven digits or the check digit is wrong.
    [[nodiscard]] static Result<Imo> make(std::uint32_t number);
    [[nodiscard]] std::uint32_t number() const { return number_; }
    auto operator<=>(const Imo&) const = default;

  private:
    explicit Imo(std::uint32_t number) : number_(number) {}
    std::uint32_t number_;
};

/// One identity segment: the reports that one hull made under one MMSI without an impossible jump.
/// Numbers count up from 1 in the order of first hearing and are never used again in a store.
enum class TrackId : std::uint32_t {};

/// A configured feed, by its place in the list of sources.
enum class SourceId : std::uint16_t {};

/// A receiving station as named in tag blocks and suffixes, by its place in the table of stations;
/// 0 is "not said".
enum class StationId : std::uint16_t {};

/// The place of a record in the journal; counts up from 1 without gaps.
using Sequence = std::uint64_t;

}  // namespace vigia::model
