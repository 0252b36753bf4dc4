#pragma once
#include <filesystem>
#include <functional>
#include <memory>

#include "app/settings.h"
#include "base/result.h"
#include "engine/office.h"
#include "io/notify/notifier.h"
#include "io/store/alerts.h"
#include "model/area.h"
#include "model/lists.h"
#include "service/serve/serve.h"

namespace vigia::app {

/// The alert desk of a watch or a replay: where alerts are kept, who is told outside, and the office that joins them.
/// A replay's desk keeps its alerts in the replay's folder and tells nobody outside.
class AlertDesk {
  public:
    enum class Of : std::uint8_t { watch, replay };

    /// Opens DIR/alerts.sqlite and takes in what it keeps. Errors: those of the store and of the file of the mail login.
    [[nodiscard]] static Result<std::unique_ptr<AlertDesk>> open(const std::filesystem::path& data, const Settings& settings, Of of,
                                                                 std::shared_ptr<const model::Chart> chart,
                                                                 std::shared_ptr<const model::Lists> lists, std::function<Time()> clock);

    [[nodiscard]] engine::AlertOffice& office() { return *office_; }
    /// What the service asks.
    [[nodiscard]] serve::AlertDesk strings();
    /// Lines of `/metrics`.
    [[nodiscard]] std::vector<serve::Figure> figures() const;
    void close();

  private:
    AlertDesk() = default;
    std::unique_ptr<store::Alerts> store_;
    std::unique_ptr<notify::Notifier> notifier_;
    std::unique_ptr<engine::AlertOffice> office_;  // last: it uses the others
};

/// The alert as it goes outside: JSON for programs, subject and text for people.
[[nodiscard]] notify::Notice notice_of(const model::Alert& alert, model::Language language);

}  // namespace vigia::app
