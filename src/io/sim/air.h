#pragma once
#include <cstdint>
#include <string>

#include "base/random.h"
#include "base/time.h"
#include "codec/ais/encode.h"
#include "logic/traffic/scenario.h"
#include "logic/traffic/vessel.h"

namespace vigia::sim {

/// How often a station reports in that state. Source: ITU-R M.1371-5, annex 1, tables 1 and 2.
[[nodiscard]] Duration reporting_interval(model::Transceiver transceiver, const traffic::State& state);
inline constexpr Duration static_interval{360'000};
inline constexpr Duration long_range_interval{180'000};
inline constexpr Duration base_interval{10'000};
inline constexpr Duration aid_interval{180'000};

/// How good the place in a report is.
struct Quality {
    bool low_accuracy = false;
    bool no_position = false;  ///< nor speed and course
};

/// Turns true states into the sentences that a transceiver sends: with the errors of its GPS and
/// compass, rounded as on the air. All functions replace `out`.
class Voice {
  public:
    explicit Voice(const Random& random) : random_(random.fork(0x564F4943)) {}

    void position(const traffic::Identity& who, const traffic::State& state, Time at, Quality quality, std::string& out);
    void long_range(const traffic::Identity& who, const traffic::State& state, std::string& out);
    void static_and_voyage(const traffic::Identity& who, const traffic::VoyagePlan& plan, std::string& out);
    void static_part_a(const traffic::Identity& who, std::string& out);
    void static_part_b(const traffic::Identity& who, std::string& out);
    /// A text of type 12 (to the base station `to`), 14, or in a binary message of type 8.
    void text(const traffic::Identity& who, std::uint8_t type, std::string_view words, std::uint32_t to, std::string& out);
    void base(const traffic::Receiver& station, Time at, std::string& out);
    void aid(const traffic::Aid& aid, Time at, std::string& out);

    /// Whole milliseconds near an interval: transceivers choose among free slots.
    [[nodiscard]] Duration jittered(Duration interval);
    [[nodiscard]] Duration anywhere_in(Duration interval);

  private:
    void class_a(const traffic::Identity& who, const traffic::State& state, Time at, Quality quality);
    void class_b(const traffic::Identity& who, const traffic::State& state, Time at);
    void aircraft(const traffic::Identity& who, const traffic::State& state, Time at);
    void say(std::string& out);
    [[nodiscard]] geo::Position measured(geo::Position truth);
    [[nodiscard]] double spread();  ///< about normal, mean 0, deviation 1

    Random random_;
    ais::Bits bits_;
    std::uint32_t said_ = 0;
};

}  // namespace vigia::sim
