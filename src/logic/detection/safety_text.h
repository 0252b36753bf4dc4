#pragma once
#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A message of types 12 and 14: kind `safety_text` of docs/events.md. Each is an event that ends at once.
class SafetyText {
  public:
    struct Limits {
        template <class Visitor>
        void visit(Visitor&) {}
    };

    SafetyText() = default;
    explicit SafetyText(ByArea<Limits>) {}

    void text(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out);
};

}  // namespace vigia::detection
