#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/alert_desk.h"
#include "app/area_book.h"
#include "app/judgement.h"
#include "base/result.h"
#include "engine/loop.h"

namespace vigia::app {

/// All that a watch or a replay needs to judge what it hears: the areas, the detectors, the alert desk. Outlives the loop
/// that it joined. Areas, limits, lists and rules may be edited while the loop runs: each edit is checked as a whole before
/// anything changes, holds from the next whole second of the stream, and is kept with that second.
class Judging {
  public:
    /// `data`: the folder that keeps the areas drawn by hand, the alerts, and what judgement went by; `from`: the stream time
    /// from which it goes by this. Errors: those of the map files, of the areas, of the limits and lists, of the desk, and of keeping.
    [[nodiscard]] static Result<std::unique_ptr<Judging>> open(const std::filesystem::path& data, const Settings& settings, AlertDesk::Of of, std::function<Time()> clock,
                                                               Time from);

    /// Gives a loop its chart and its detectors, and has the desk told of what they notice.
    void join(engine::LoopOptions& options);
    /// The loop that edits are told to, once it runs.
    void steer(engine::Loop& loop);

    enum class Renewed : std::uint8_t { no, yes };
    /// The operator's files were edited: reads what judgement goes by anew, the areas drawn by hand too. Any thread.
    /// Returns whether anything is another. Errors: every fault; then all stays as it was.
    Result<Renewed> renew(const Settings& settings);

    /// Replaces the areas drawn by hand; gives the text of all. Any thread.
    /// Errors: those of AreaBook; bad_input when a limit is for an area that would go. Then all stays as it was.
    Result<std::string> edit_areas(std::string_view geojson);
    [[nodiscard]] std::string areas_text() const;
    /// The file of the areas drawn by hand.
    [[nodiscard]] std::filesystem::path areas_file() const;

    [[nodiscard]] AlertDesk& desk() { return *desk_; }

  private:
    Judging(AreaBook areas, JudgementTexts texts, Judgement judgement, std::unique_ptr<AlertDesk> desk)
        : areas_(std::move(areas)), texts_(std::move(texts)), judgement_(std::move(judgement)), desk_(std::move(desk)) {}
    void change(JudgementTexts texts, Judgement judgement, std::optional<Drawn> drawn);

    mutable std::mutex mutex_;  ///< of areas_, texts_ and judgement_
    AreaBook areas_;
    JudgementTexts texts_;
    Judgement judgement_;
    std::unique_ptr<AlertDesk> desk_;
    engine::Loop* loop_ = nullptr;
};

}  // namespace vigia::app
