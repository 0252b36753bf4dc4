#include "io/store/store.h"

#include <cerrno>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fmt/core.h>

#include "io/store/inside/file.h"
#include "io/store/inside/history_parts.h"

namespace vigia::store {
namespace {

namespace fs = std::filesystem;

Result<File> locked(const fs::path& data) {
    const fs::path path = data / "vigia.lock";
    auto file = File::open(path, O_RDWR | O_CREAT);
    if (!file) return file;
    if (::flock(file->descriptor(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return fail_of_system("lock", path, errno);
        char holder[32] = {};
        const auto got = file->read(holder, sizeof holder - 1, path);
        const std::string number(holder, got ? *got : 0);
        return fail(ErrorKind::unavailable,
                    fmt::format("the data folder {} is in use by another vigia (process {}).\n  Stop that one, or name "
                                "another folder with --data.", data.string(), number.empty() ? "unknown" : number));
    }
    const std::string number = std::to_string(::getpid());
    if (::ftruncate(file->descriptor(), 0) != 0) return fail_of_system("write to", path, errno);
    if (const int error = file->write(number); error != 0) return fail_of_system("write to", path, error);
    return file;
}

}  // namespace

struct Store::Inside {
    fs::path data;
    StoreLimits limits;
    File lock;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<HistoryWriter> history;

    Result<void> forget_history(Time before, std::size_t at_most, Time now, std::vector<Deletion>& deletions) const;
};

Store::Store(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const fs::path& data, const StoreLimits& limits) {
    auto inside = std::make_unique<Inside>();
    inside->data = data;
    inside->limits = limits;
    if (auto made = make_folder(data); !made) return fail(std::move(made));
    auto lock = locked(data);
    if (!lock) return fail(std::move(lock));
    inside->lock = std::move(*lock);
    auto ledger = Ledger::open(data / "vigia.sqlite");
    if (!ledger) return fail(std::move(ledger));
    inside->ledger = std::move(*ledger);
    auto journal = Journal::open(data / "journal", limits.journal);
    if (!journal) return fail(std::move(journal));
    inside->journal = std::move(*journal);
    auto history = HistoryWriter::open(data, *inside->ledger, limits.history,
                                       [&kept = *inside->journal](model::Sequence last) -> Result<void> {
                                           if (kept.durable() >= last) return {};
                                           return kept.commit();
                                       });
    if (!history) return fail(std::move(history));
    inside->history = std::move(*history);
    inside->journal->pass_over(inside->history->kept_until());
    return std::unique_ptr<Store>(new Store(std::move(inside)));
}

Journal& Store::journal() { return *inside_->journal; }
HistoryWriter& Store::history() { return *inside_->history; }
Ledger& Store::ledger() { return *inside_->ledger; }
const fs::path& Store::data() const { return inside_->data; }

Result<void> Store::Inside::forget_history(Time before, std::size_t at_most, Time now,
                                           std::vector<Deletion>& deletions) const {
    const fs::path folder = data / "history";
    auto parts = parts_of(folder);
    if (!parts) return fail(std::move(parts));
    for (const Part& part : *parts) {
        if (deletions.size() >= at_most || part.hour + std::chrono::hours(1) > before) break;
        const fs::path file = folder / part.name;
        std::error_code error;
        const std::uint64_t bytes = fs::file_size(file, error);
        if (::unlink(file.c_str()) != 0) return fail_of_system("delete", file, errno);
        deletions.push_back({now, "history/" + part.name, error ? 0 : bytes, before});
        ::rmdir(file.parent_path().c_str());  // both only when empty
        ::rmdir(file.parent_path().parent_path().c_str());
    }
    return {};
}

Result<std::size_t> Store::forget(const Retention& retention, Time now) {
    Inside& in = *inside_;
    std::vector<Deletion> deletions;
    Result<void> outcome;
    if (retention.journal) {
        const Time before = now - *retention.journal;
        auto removed = in.journal->forget(before, in.history->kept_until(), in.limits.deletions_at_once);
        if (removed) {
            for (const JournalRemoved& one : *removed)
                deletions.push_back({now, "journal/" + one.file.filename().string(), one.bytes, before});
        } else {
            outcome = fail(std::move(removed));
        }
    }
    if (retention.history && outcome)
        outcome = in.forget_history(now - *retention.history, in.limits.deletions_at_once, now, deletions);
    if (!deletions.empty())
        if (auto noted = in.ledger->note_deletions(deletions); !noted) return fail(std::move(noted));
    if (!outcome) return fail(std::move(outcome));
    return deletions.size();
}

}  // namespace vigia::store
