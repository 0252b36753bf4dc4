#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "io/store/history.h"
#include "model/alert.h"

namespace vigia::store {

/// The alerts of a data folder, in `alerts.sqlite`: every state that an alert had (`alert_events`) and every line of its
/// log (`alert_actions`), both append-only but for `forget`, so that what an officer saw and did can be shown years later. Each
/// call is one transaction, durable when it returns unless that is left to the system. One thread at a time.
class Alerts {
  public:
    /// Errors: unsupported when a newer vigia wrote it; unavailable, denied.
    [[nodiscard]] static Result<std::unique_ptr<Alerts>> open(const std::filesystem::path& file, Durability durability = Durability::forced);
    ~Alerts();
    Alerts(const Alerts&) = delete;
    Alerts& operator=(const Alerts&) = delete;

    /// Keeps the alerts as they are now, and that everything noticed up to `until` (stream time) is kept.
    /// Errors: unavailable; then nothing of it is kept, and it may be given again.
    Result<void> append(std::span<const std::shared_ptr<const model::Alert>> alerts, Time until);

    /// The latest `until` that was given; 1970 before any.
    [[nodiscard]] Result<Time> kept_until() const;

    /// The open alerts and those that changed since `since`, each as it was kept last.
    /// Errors: bad_input when the file was changed by others; unavailable.
    [[nodiscard]] Result<model::KeptAlerts> load(Time since) const;

    /// Deletes alerts that are not open and were kept last before that time, each with all its states and its log; the oldest
    /// first, at most `at_most`. The one with the highest number always stays, so that no number is given twice.
    /// Returns how many were deleted. Errors: unavailable; then none is.
    Result<std::size_t> forget(Time before, std::size_t at_most);

    /// Every kept line of an alert's log, oldest first, also those that memory let go.
    [[nodiscard]] Result<std::vector<model::AlertLine>> log(model::AlertId alert) const;

  private:
    struct Inside;
    explicit Alerts(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::store
