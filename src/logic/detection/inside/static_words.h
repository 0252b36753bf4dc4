#pragma once
#include <string_view>
#include <vector>

#include "logic/detection/static_inconsistency.h"

/// The sentences and facts of false particulars.
namespace vigia::detection::inside {

struct Told {
    const model::Words* words = nullptr;
    std::vector<model::Fact> facts;
    double confidence = 1;
};

extern const model::FactName faults_name;  ///< how many faults the event speaks of

Told standing_fault(StaticInconsistency::Fault fault, const model::Vessel& vessel, const StaticInconsistency::Limits& limits);
Told size_changed(const model::Vessel& vessel, Metres old_length, Metres old_beam, const StaticInconsistency::Limits& limits);
Told identity_changed(const model::Vessel& vessel, std::string_view old_name, std::string_view old_number, std::string_view new_number);
Told draught_risen(const model::Vessel& vessel, Metres before, Duration held, const StaticInconsistency::Limits& limits);

}  // namespace vigia::detection::inside
