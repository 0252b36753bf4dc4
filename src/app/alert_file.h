#pragma once
#include <deque>
#include <optional>
#include <span>
#include <string>

#include "app/out_file.h"
#include "base/result.h"
#include "logic/alerting/desk.h"

namespace vigia::app {

/// The alerts that an officer would have been told of who never acts: those of `vigia detect --alerts`, one JSON object a line
/// (docs/events.md, "An alert as data"), each written when nothing can change it any more, the rest at the end in order of id.
class AlertFile {
  public:
    AlertFile(std::optional<OutFile> out, alerting::DeskOptions options);

    /// The desk goes by an edit for what is noticed from then on; times do not decrease.
    void use_from(Time from, alerting::DeskEdit edit) { edits_.emplace_back(from, std::move(edit)); }

    void take(std::span<const model::EventChange> changes, Time now);
    [[nodiscard]] std::optional<Error> close();
    [[nodiscard]] const alerting::DeskCounts& counts() const { return desk_.counts(); }

  private:
    void write(const model::Alert& alert);
    void flush();
    std::optional<OutFile> out_;
    alerting::Desk desk_;
    std::deque<std::pair<Time, alerting::DeskEdit>> edits_;  ///< that do not hold yet
    std::string text_;
    std::optional<Error> failed_;
};

}  // namespace vigia::app
