#include "logic/detection/findings.h"

#include <utility>

namespace vigia::detection {

using model::EventStep;

void Findings::put(Told told_now, model::Finding finding) {
    if (!finding.vessels.empty()) told_now.first = finding.vessels.front().mmsi;
    // The index means nothing once the chart is edited.
    if (finding.area && chart && *finding.area < chart->areas().size()) finding.area_id = chart->areas()[*finding.area].id;
    told_now.finding = std::make_unique<model::Finding>(std::move(finding));
    told.push_back(std::move(told_now));
}

FindingRef Findings::begin(model::Finding finding, Time now) {
    check(!finding.vessels.empty() || finding.kind == model::EventKind::feed_deaf);
    check(finding.words != nullptr && finding.vessels.size() <= model::most_parties);
    const FindingRef ref{next_++};
    if (is_off(finding.kind)) return ref;
    put({.at = now, .kind = finding.kind, .ref = ref, .step = EventStep::begun, .finding = nullptr, .ended = {}, .why_withdrawn = {}}, std::move(finding));
    return ref;
}

void Findings::revise(FindingRef ref, model::Finding finding, Time now) {
    check(ref != FindingRef::none);
    if (is_off(finding.kind)) return;
    put({.at = now, .kind = finding.kind, .ref = ref, .step = EventStep::revised, .finding = nullptr, .ended = {}, .why_withdrawn = {}}, std::move(finding));
}

// Ends and withdrawals are told of kinds that are off, too: what was never begun has no event that they could change.

void Findings::end(FindingRef ref, model::EventKind kind, model::Mmsi first, Time ended, Time now) {
    check(ref != FindingRef::none);
    told.push_back({.at = now, .kind = kind, .first = first, .ref = ref, .step = EventStep::ended, .finding = nullptr, .ended = ended, .why_withdrawn = {}});
}

void Findings::withdraw(FindingRef ref, model::EventKind kind, model::Mmsi first, const model::Sentence& why, Time now) {
    check(ref != FindingRef::none);
    told.push_back({.at = now, .kind = kind, .first = first, .ref = ref, .step = EventStep::withdrawn, .finding = nullptr, .ended = {}, .why_withdrawn = why});
}

}  // namespace vigia::detection
