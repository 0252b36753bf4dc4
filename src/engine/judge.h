#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "logic/detection/book.h"
#include "logic/detection/group.h"
#include "logic/detection/group_radio.h"
#include "model/event.h"

namespace vigia::engine {

/// Takes changes of events in their one order; called by one thread at a time. `now`: stream time, up to which all has
/// been told.
using TakeChanges = std::function<void(std::span<const model::EventChange> changes, Time now)>;

/// The names of sources and receiving stations by their numbers, as the engine knows them now.
struct Names {
    std::shared_ptr<const std::vector<std::string>> sources, stations;
};

/// Detectors know sources and stations by number: puts their names into the facts that people read.
void put_names(std::vector<model::EventChange>& changes, const Names& names);

/// Shows moments to all groups of detectors, one after the other on the caller's thread, and hands on what they tell.
class Judge {
  public:
    Judge(std::vector<std::unique_ptr<detection::Group>> groups, TakeChanges changes)
        : groups_(std::move(groups)), take_(std::move(changes)) {}

    /// What was told up to before `now` is handed on, once each whole second at least; what was told at `now` itself waits, since
    /// more of that instant may come.
    void take(std::span<const model::Moment> moments, Time now, const Names& names = {});

    /// The stream has ended: hands on the rest.
    void finish(Time now, const Names& names = {});

    /// The operator's edit holds from that second on, as detection::Group::use_from says.
    void use_from(Time from, const detection::Edit& edit) {
        for (const auto& group : groups_) group->use_from(from, edit);
    }

    /// What was learnt of coverage before, before the first moment.
    void restore_coverage(const model::Coverage& learnt, Time as_of) {
        for (const auto& group : groups_) detection::restore_coverage(*group, learnt, as_of);
    }
    /// The latest hourly coverage; no table before the first.
    [[nodiscard]] detection::LearntCoverage hourly_coverage() const {
        for (const auto& group : groups_)
            if (auto learnt = detection::hourly_coverage(*group); learnt.table) return learnt;
        return {};
    }

  private:
    void hand_on(Time until, Time now, const Names& names);
    std::vector<std::unique_ptr<detection::Group>> groups_;
    TakeChanges take_;
    detection::Book book_;
    std::vector<model::EventChange> changes_;
    Time handed_on_{};
};

}  // namespace vigia::engine
