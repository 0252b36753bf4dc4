#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "io/store/alerts.h"
#include "logic/alerting/desk.h"
#include "model/alert.h"
#include "model/event.h"

namespace vigia::engine {

/// Whether what does not fit waits (a replay) or is let go and counted (live, which must not stand still).
enum class WhenBusy : std::uint8_t { wait, let_go };

struct OfficeOptions {
    alerting::DeskOptions desk;
    store::Alerts* store = nullptr;  ///< null: nothing is kept; else used by the office alone while it lives
    WhenBusy when_busy = WhenBusy::let_go;
    std::size_t queue = 64;          ///< hand-overs and actions that may wait
    std::size_t changes = 65'536;    ///< changes of events that may wait besides
    std::optional<Duration> retention;  ///< closed alerts that were kept last so long ago are deleted, with their logs, each stream hour; empty: none
    Duration patience = std::chrono::seconds(5);  ///< how long an action waits to be kept
    /// Called on the office's thread, once they are kept, with alerts that people are to be told of. Must not wait.
    std::function<void(std::span<const std::shared_ptr<const model::Alert>>)> tell;
};

struct OfficeCounts {
    alerting::DeskCounts desk;
    std::uint64_t changes_lost = 0;   ///< changes of events let go because the office was busy
    std::uint64_t actions_failed = 0; ///< actions not done because the disk could not keep them, or in time
    std::uint64_t forgotten = 0;      ///< closed alerts that retention let go
    std::size_t open = 0;             ///< alerts
};

/// The desk with a thread of its own: changes of events and actions come in through a bounded queue, what changed is kept on
/// disk, then shown. An action is answered when it is durable, and undone when it cannot be made so.
class AlertOffice {
  public:
    /// Takes in what the store kept. Errors: those of the store.
    [[nodiscard]] static Result<std::unique_ptr<AlertOffice>> open(OfficeOptions options);
    ~AlertOffice();  ///< closes
    AlertOffice(const AlertOffice&) = delete;
    AlertOffice& operator=(const AlertOffice&) = delete;

    /// What the detectors told, in order. `now`: stream time up to which all was told. One thread at a time; call it
    /// each second of stream time at least, also without changes, so that snoozes end.
    void give(std::span<const model::EventChange> changes, Time now);

    /// A person acts; waits until it is kept. Any thread but the office's own.
    /// Errors: those of alerting::Desk::act; unavailable when it cannot be kept: then nothing has happened.
    Result<std::shared_ptr<const model::Alert>> act(model::AlertAction action);

    /// From the next event on. Any thread.
    void use(alerting::DeskEdit edit);

    /// The newest board; never null. Any thread.
    [[nodiscard]] std::shared_ptr<const model::AlertBoard> board() const;
    /// Why alerts are not kept now, and the remedy; empty when all is well. Any thread.
    [[nodiscard]] std::string problem() const;
    [[nodiscard]] OfficeCounts counts() const;

    /// Everything given is done and kept. May be called twice.
    void close();

  private:
    struct Inside;
    explicit AlertOffice(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::engine
