#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "app/settings.h"
#include "base/result.h"
#include "codec/ais/registry.h"
#include "engine/loop.h"
#include "io/store/store.h"

namespace vigia::app {

/// The data folder that a watch or a replay writes, and its line in the ledger.
class Kept {
  public:
    /// Opens the folder and notes the run. A replay is refused a folder that a live watch has used.
    /// Errors: those of store::Store::open; denied for a replay into a live folder.
    [[nodiscard]] static Result<std::unique_ptr<Kept>> open(const std::filesystem::path& data, std::string mode, Time now);

    /// Options of a loop that keeps its lines and rows here and continues its numbers.
    [[nodiscard]] engine::LoopOptions loop_options(engine::Mode mode, const ais::Registry& registry, const Settings& settings);

    /// The first whole second of stream time that no line kept here was heard in or after; 1970 when none was heard.
    [[nodiscard]] Time next_second() const;

    /// Notes that the run ended in good order.
    void close(Time now);

    [[nodiscard]] store::Store& store() { return *store_; }

  private:
    Kept(std::unique_ptr<store::Store> store, std::int64_t run) : store_(std::move(store)), run_(run) {}
    std::unique_ptr<store::Store> store_;
    std::int64_t run_;
};

/// Says on standard error why nothing is kept, once for each reason, and when keeping goes on; `told` holds
/// what was said last.
void tell_store_problem(const engine::Loop& loop, std::string& told);

/// Writes the last state of every track as canonical text (engine::export_tracks), for comparing.
/// Errors: unavailable.
[[nodiscard]] Result<void> write_tracks(const engine::Picture& picture, const std::string& file);

/// The application messages that are known: the built-in ones and, when `file` is not empty, the
/// operator's. Errors: those of the file, with line and key.
[[nodiscard]] Result<ais::Registry> message_registry(const std::filesystem::path& file);

}  // namespace vigia::app
