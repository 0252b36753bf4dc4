#pragma once
#include <filesystem>
#include <functional>
#include <memory>

#include "app/alert_desk.h"
#include "app/area_book.h"
#include "app/judgement.h"
#include "base/result.h"
#include "engine/loop.h"

namespace vigia::app {

/// All that a watch or a replay needs to judge what it hears: the areas, the detectors, the alert desk. Outlives the loop
/// that it joined.
class Judging {
  public:
    /// `data`: the folder that keeps the areas drawn by hand and the alerts. Errors: those of the map files, of the areas, of
    /// the limits and lists, and of the desk.
    [[nodiscard]] static Result<std::unique_ptr<Judging>> open(const std::filesystem::path& data, const Settings& settings, AlertDesk::Of of, std::function<Time()> clock);

    /// Gives a loop its chart and its detectors, and has the desk told of what they notice.
    void join(engine::LoopOptions& options);

    [[nodiscard]] AlertDesk& desk() { return *desk_; }
    [[nodiscard]] AreaBook& areas() { return areas_; }

  private:
    Judging(AreaBook areas, Judgement judgement, std::unique_ptr<AlertDesk> desk)
        : areas_(std::move(areas)), judgement_(std::move(judgement)), desk_(std::move(desk)) {}
    AreaBook areas_;
    Judgement judgement_;
    std::unique_ptr<AlertDesk> desk_;
};

}  // namespace vigia::app
