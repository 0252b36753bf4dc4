#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "io/sim/sent.h"
#include "logic/traffic/scenario.h"
#include "logic/traffic/waters.h"
#include "logic/traffic/world.h"
#include "model/area.h"

namespace vigia::sim {

/// What is asked of a run beside its scenario.
struct Options {
    std::uint64_t seed = 1;
    std::optional<Time> start;  ///< instead of the scenario's
    std::optional<int> days;    ///< instead of the scenario's
    Duration truth_step{60'000};
    /// The water as judgement knows it: with it, the truth tells occurrences too (see Oracle).
    std::shared_ptr<const model::Chart> chart{};
};

/// Takes blocks of whole lines. Returning an error ends the run with it.
using Outlet = std::function<std::optional<Error>(std::string_view block)>;

/// Where the output goes; an empty one is left out.
struct Outlets {
    Outlet nmea;
    Outlet truth;
    /// Told of each transmission, in the order of `at`; changes nothing of the other outputs.
    std::function<void(const Sent&)> sent;
    std::function<void(Time now, Time end)> progress;  ///< about once an hour of stream time
};

/// What a run made.
struct Summary {
    Time start{}, end{};
    std::uint64_t transmitted = 0;  ///< messages sent by vessels and stations
    std::uint64_t lines = 0;        ///< sentences written: one or two for each message and receiver
    std::uint64_t received = 0;     ///< messages as written, counted once for each receiver
    std::uint64_t heard = 0;        ///< messages that at least one receiver heard
    std::uint64_t vessels = 0;      ///< seen in the run
    std::uint64_t vessels_at_start = 0;
    traffic::Tally traffic;         ///< within the run, without the warm-up
};

/// Simulates a scenario and writes what its receivers hear, as AIVDM lines with tag blocks in the order
/// of their times, and the truth beside it. The same scenario, waters and options give the same bytes,
/// whatever outlets there are. Memory does not grow with the length of the run.
/// Errors: those of traffic::World::make and of the outlets; bad_input without receivers.
[[nodiscard]] Result<Summary> simulate(const traffic::Scenario& scenario, traffic::Waters waters,
                                       const Options& options, const Outlets& outlets);

}  // namespace vigia::sim
