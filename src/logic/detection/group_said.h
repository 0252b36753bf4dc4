#pragma once
#include <memory>

#include "logic/detection/distress.h"
#include "logic/detection/group.h"
#include "logic/detection/safety_text.h"
#include "logic/detection/static_inconsistency.h"
#include "logic/detection/status_said.h"
#include "logic/detection/watch_list.h"

namespace vigia::detection {

/// The limits of what a vessel says; a member is called as its kind.
struct SaidLimits {
    ByArea<StaticInconsistency::Limits> static_inconsistency;
    ByArea<WatchList::Limits> watch_list;
    ByArea<Distress::Limits> distress;
    ByArea<NotUnderCommand::Limits> not_under_command;
    ByArea<Aground::Limits> aground;
    ByArea<SafetyText::Limits> safety_text;
    ByArea<Distress::TestLimits> test_transmission;
    template <class Visitor>
    void visit(Visitor& v) {
        v("static_inconsistency", static_inconsistency);
        v("watch_list", watch_list);
        v("distress", distress);
        v("not_under_command", not_under_command);
        v("aground", aground);
        v("safety_text", safety_text);
        v("test_transmission", test_transmission);
    }
};

/// The detectors of what a vessel says. `lists` may be null: none.
[[nodiscard]] std::unique_ptr<Group> make_said_group(std::shared_ptr<const model::Chart> chart, SaidLimits limits, std::shared_ptr<const model::Lists> lists);

}  // namespace vigia::detection
