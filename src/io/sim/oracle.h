#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "io/sim/sent.h"
#include "logic/traffic/scenario.h"
#include "model/area.h"
#include "model/lists.h"

namespace vigia::sim {

/// Finds every true occurrence of the kinds of docs/events.md, scripted or not, in what was declared on the air and heard
/// by somebody, without errors of measurement. It is the simulator's own reading of that page: each definition is read
/// with its limits a tenth easier, as they are, and a tenth harder; what does not hold in all three is marginal.
/// Not judged: unusual_route and unusual_speed, which need a history of months.
/// Memory: some 10 kB a vessel heard in the last day, and the occurrences of the last day. Cost: some 10 microseconds a report.
class Oracle {
  public:
    /// `lists` may be null. `receivers` must outlive it.
    Oracle(std::shared_ptr<const model::Chart> chart, std::shared_ptr<const model::Lists> lists,
           const std::vector<traffic::Receiver>& receivers);
    ~Oracle();
    Oracle(const Oracle&) = delete;
    Oracle& operator=(const Oracle&) = delete;

    /// Takes a transmission; they come in the order of `at`. Appends rows of what is settled by then (docs/scenarios.md).
    void take(const Sent& sent, std::string& rows);
    /// A vessel has left the water that is simulated, at a time not before the last transmission: it is not there any more, and
    /// its silence is none.
    void left(std::uint32_t vessel, Time at, std::string& rows);
    /// Stream time ends. Appends all rows that are left.
    void finish(Time end, std::string& rows);

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

/// The watch list that the scenario's incidents need; errors: those of model::Lists::make.
[[nodiscard]] Result<std::shared_ptr<const model::Lists>> watch_list_of(const traffic::Scenario& scenario);

}  // namespace vigia::sim
