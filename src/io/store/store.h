#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/result.h"
#include "base/time.h"
#include "io/store/history.h"
#include "io/store/journal.h"
#include "io/store/ledger.h"

namespace vigia::store {

/// The bounds of all parts of a store.
struct StoreLimits {
    JournalLimits journal;
    HistoryLimits history;
    std::size_t deletions_at_once = 500;  ///< files that one call of `forget` deletes
};

/// How long kept data stays; an empty field keeps it for ever.
struct Retention {
    std::optional<Duration> journal;
    std::optional<Duration> history;
};

/// A data folder opened for writing by this process alone: DIR/journal/, DIR/history/ and
/// DIR/vigia.sqlite, with DIR/vigia.lock held. The journal and the ledger may be used by any thread, the
/// history and `forget` by one.
class Store {
  public:
    /// Makes the folder when it is not there. Errors: unavailable when another process holds it
    /// (the message names its process number), denied, unsupported.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const std::filesystem::path& data,
                                                             const StoreLimits& limits = {});
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// New records go on after `journal().last()`; rows that the history lacks are those above
    /// `history().kept_until()`, to be made again from the journal.
    [[nodiscard]] Journal& journal();
    [[nodiscard]] HistoryWriter& history();
    [[nodiscard]] Ledger& ledger();
    [[nodiscard]] const std::filesystem::path& data() const;

    /// Deletes closed hours of the journal and hours of the history that are older than
    /// `retention` before `now` (stream time), oldest first, and notes each in the ledger. Journal
    /// hours that the history still needs after a crash, and the newest one, always stay.
    /// Returns how many files were deleted; call again while it equals `deletions_at_once`.
    Result<std::size_t> forget(const Retention& retention, Time now);

  private:
    struct Inside;
    explicit Store(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::store
