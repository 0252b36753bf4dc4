#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "base/result.h"

namespace vigia::protection {

/// Stages that all must be passed one after another, each of lanes side by side: the locks of a canal.
struct Series {
    std::vector<std::vector<double>> stages;  ///< capacity of each lane, not negative
};

/// Which lanes to harden, and what an attacker can then leave.
struct Hardening {
    double throughput = 0;                                   ///< worst case with these lanes hardened; exact
    double unattacked = 0, unhardened = 0;                   ///< without attack; worst case without hardening
    std::vector<std::pair<std::size_t, std::size_t>> lanes;  ///< stage and lane, as few as reach it
};

/// Hardens at most `harden` lanes so that the least throughput after at most `attacks` lanes are lost, hardened ones apart,
/// is greatest (defender, attacker, defender). Exact: throughput is that of the weakest stage, so an attacker spends all on
/// one stage and takes its largest lanes that are not hard, and a stage is best hardened from its largest lane on.
/// Source: Brown, Carlyle, Salmeron and Wood, Interfaces 36 (2006), for this structure. Errors: bad_input.
/// Cost: quadratic in lanes.
[[nodiscard]] Result<Hardening> harden_series(const Series& series, std::size_t harden, std::size_t attacks);

}  // namespace vigia::protection
