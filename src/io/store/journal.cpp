#include "io/store/journal.h"

#include <cerrno>
#include <deque>
#include <mutex>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>

#include "io/store/inside/file.h"
#include "io/store/inside/journal_format.h"
#include "io/store/inside/journal_segments.h"
#include "io/store/inside/squeeze.h"

namespace vigia::store {

struct Journal::Inside {
    /// Whole groups of one hour that wait for the disk.
    struct Piece {
        Time hour{};
        model::Sequence last = 0;
        std::string text;
    };

    mutable std::mutex mutex;     ///< held by each call from outside
    std::filesystem::path folder;
    JournalLimits limits;
    JournalRecovery recovery;
    std::uint64_t refused = 0;

    // What is being built in memory.
    std::string building;         ///< records of the group to come, after the header of a new hour
    std::size_t group_start = 0;  ///< where the group begins in it
    model::Sequence group_first = 0;
    std::optional<Time> hour;     ///< of the newest segment
    Seal seal = 0;
    model::Sequence last = 0;
    Time last_heard{};
    std::deque<Piece> waiting;
    std::size_t waiting_bytes = 0;
    std::string spare;            ///< memory of a piece that was written, to be used again

    // What is on disk.
    std::vector<Segment> closed;  ///< durable and no longer written, oldest first
    std::vector<Segment> closing; ///< closed, and in `unsynced`
    std::vector<File> unsynced;
    File file;
    Segment open_segment;
    std::uint64_t written = 0;    ///< bytes of whole groups in `file`
    model::Sequence written_last = 0;
    bool folder_changed = false;
    std::string broken;           ///< why nothing can be written until the next start
    std::atomic<model::Sequence> durable{0};
    std::optional<Squeeze> squeeze;
    std::size_t squeezed = 0;     ///< of `closed`, those before this are compressed

    Result<void> refuse(std::size_t records, ErrorKind kind, std::string why);
    Result<void> examine(std::span<const JournalRecord> records);
    void begin_hour(Time of);
    void close_group();
    Result<void> create(Time of);
    Result<void> write_out();
    Result<void> sync();
    Result<void> sync_failed(const std::filesystem::path& path, int number);
};

Result<void> Journal::Inside::refuse(std::size_t records, ErrorKind kind, std::string why) {
    refused += records;
    return fail(kind, std::move(why));
}

Result<void> Journal::Inside::examine(std::span<const JournalRecord> records) {
    const std::size_t held = waiting_bytes + building.size();
    if (held >= limits.pending_bytes)
        return refuse(records.size(), ErrorKind::limit,
                      fmt::format("the journal in {} takes no more: {} MB wait for the disk.\n  Make room on "
                                  "that disk; keeping goes on by itself.", folder.string(), held >> 20));
    model::Sequence before = last;
    Time heard = last_heard;
    for (const JournalRecord& record : records) {
        if (record.sequence <= before)
            return refuse(1, ErrorKind::bad_input,
                          fmt::format("journal record {} does not follow {}.", record.sequence, before));
        if (record.heard < heard)
            return refuse(1, ErrorKind::bad_input,
                          fmt::format("journal record {} was heard at {}, before {}.", record.sequence,
                                      to_iso(record.heard), to_iso(heard)));
        if (record.source.empty())
            return refuse(1, ErrorKind::bad_input, fmt::format("journal record {} has no source.", record.sequence));
        if (record.source.size() > limits.longest_source || record.line.size() > limits.longest_line)
            return refuse(1, ErrorKind::limit,
                          fmt::format("journal record {} has a line of {} bytes from a source of {}; {} and {} "
                                      "are the most.", record.sequence, record.line.size(), record.source.size(),
                                      limits.longest_line, limits.longest_source));
        before = record.sequence;
        heard = record.heard;
    }
    return {};
}

void Journal::Inside::begin_hour(Time of) {
    close_group();
    hour = of;
    seal = append_header(building, of);
    group_start = building.size();
}

void Journal::Inside::close_group() {
    if (building.size() == group_start) return;
    seal = append_seal(building, group_start, group_first, last, seal);
    waiting_bytes += building.size();
    waiting.push_back({*hour, last, std::move(building)});
    building = std::exchange(spare, {});
    building.clear();
    group_start = 0;
}

Result<void> Journal::Inside::create(Time of) {
    const std::filesystem::path path = folder / segment_name(of);
    if (std::filesystem::exists(path.string() + ".zst"))
        return fail(ErrorKind::unavailable,
                    fmt::format("cannot begin {}: this hour is there already, compressed.\n  Move that file away "
                                "or correct the clock.", path.string()));
    auto made = File::open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND);
    if (!made) return fail(std::move(made));
    if (file) {
        unsynced.push_back(std::move(file));
        closing.push_back(open_segment);
    }
    file = std::move(*made);
    open_segment = {of, path, Segment::Form::plain};
    written = 0;
    folder_changed = true;
    if (unsynced.size() >= limits.unsynced_segments) return sync();
    return {};
}

Result<void> Journal::Inside::write_out() {
    while (!waiting.empty()) {
        Piece& piece = waiting.front();
        if (!file || open_segment.hour != piece.hour) {
            if (auto made = create(piece.hour); !made) return made;
        }
        if (const int number = file.write(piece.text); number != 0) {
            if (::ftruncate(file.descriptor(), static_cast<off_t>(written)) != 0)
                broken = "a part of a group could not be taken back";
            return fail_of_system("write to", open_segment.file, number);
        }
        // Lets the disk begin now, so that the wait in the next commit is short.
        ::sync_file_range(file.descriptor(), static_cast<off_t>(written),
                          static_cast<off_t>(piece.text.size()), SYNC_FILE_RANGE_WRITE);
        written += piece.text.size();
        written_last = piece.last;
        waiting_bytes -= piece.text.size();
        spare = std::move(piece.text);
        waiting.pop_front();
    }
    return {};
}

Result<void> Journal::Inside::sync_failed(const std::filesystem::path& path, int number) {
    // After a failed fdatasync the system may have thrown pages away: only a new start, which reads
    // the file again, can tell what is there.
    auto failed = fail_of_system("sync", path, number);
    broken = failed.error().message;
    return failed;
}

Result<void> Journal::Inside::sync() {
    for (std::size_t i = 0; i < unsynced.size(); ++i)
        if (::fdatasync(unsynced[i].descriptor()) != 0) return sync_failed(closing[i].file, errno);
    if (file && ::fdatasync(file.descriptor()) != 0) return sync_failed(open_segment.file, errno);
    if (folder_changed)
        if (auto synced = sync_folder(folder); !synced) return synced;
    folder_changed = false;
    unsynced.clear();
    closed.insert(closed.end(), closing.begin(), closing.end());
    closing.clear();
    durable.store(written_last, std::memory_order_release);
    return {};
}

Journal::Journal(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Journal::~Journal() = default;

Result<std::unique_ptr<Journal>> Journal::open(const std::filesystem::path& folder, const JournalLimits& limits) {
    check(limits.group_bytes + 4 * limits.longest_line < longest_group);
    if (auto made = make_folder(folder); !made) return fail(std::move(made));
    auto resumed = resume(folder);
    if (!resumed) return fail(std::move(resumed));

    auto inside = std::make_unique<Inside>();
    inside->folder = folder;
    inside->limits = limits;
    inside->recovery = resumed->recovery;
    inside->last = inside->written_last = resumed->recovery.last;
    inside->last_heard = resumed->recovery.last_heard;
    inside->closed = std::move(resumed->segments);
    if (!inside->closed.empty() && inside->closed.back().form == Segment::Form::plain) {
        inside->open_segment = inside->closed.back();
        inside->closed.pop_back();
        auto file = File::open(inside->open_segment.file, O_WRONLY | O_APPEND);
        if (!file) return fail(std::move(file));
        inside->file = std::move(*file);
        inside->written = resumed->size;
        inside->hour = inside->open_segment.hour;
        inside->seal = resumed->seal;
    } else if (!inside->closed.empty()) {
        inside->hour = inside->closed.back().hour;  // an hour that ended: the next begins a new file
    }
    inside->durable = inside->last;
    return std::unique_ptr<Journal>(new Journal(std::move(inside)));
}

Result<void> Journal::append(std::span<const JournalRecord> records) {
    Inside& in = *inside_;
    const std::lock_guard lock(in.mutex);
    if (!in.broken.empty()) return in.refuse(records.size(), ErrorKind::unavailable, in.broken);
    if (auto fits = in.examine(records); !fits) return fits;
    for (const JournalRecord& record : records) {
        const Time hour = hour_of(record.heard);
        if (!in.hour || hour > *in.hour) in.begin_hour(hour);
        if (in.building.size() == in.group_start) in.group_first = record.sequence;
        append_record(in.building, record);
        in.last = record.sequence;
        in.last_heard = record.heard;
        if (in.building.size() - in.group_start >= in.limits.group_bytes) {
            in.close_group();
            // When the disk is full the group waits; commit tells.
            [[maybe_unused]] const auto written = in.write_out();
        }
    }
    return {};
}

Result<void> Journal::commit() {
    Inside& in = *inside_;
    const std::lock_guard lock(in.mutex);
    if (!in.broken.empty())
        return fail(ErrorKind::unavailable, in.broken + "\n  Start vigia again; it will check the journal.");
    in.close_group();
    auto written = in.write_out();
    if (in.written_last > in.durable.load(std::memory_order_relaxed) || in.folder_changed)
        if (auto synced = in.sync(); !synced) return synced;
    return written;
}

void Journal::pass_over(model::Sequence sequence) {
    Inside& in = *inside_;
    const std::lock_guard lock(in.mutex);
    if (sequence <= in.last) return;
    check(in.building.size() == in.group_start && in.waiting.empty());
    in.last = in.written_last = sequence;
    in.durable.store(sequence, std::memory_order_release);
}

model::Sequence Journal::durable() const { return inside_->durable.load(std::memory_order_acquire); }
model::Sequence Journal::last() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->last;
}
std::size_t Journal::pending() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->waiting_bytes + inside_->building.size();
}
std::uint64_t Journal::refused() const {
    const std::lock_guard lock(inside_->mutex);
    return inside_->refused;
}
const JournalRecovery& Journal::recovery() const { return inside_->recovery; }

Result<bool> Journal::tidy() {
    Inside& in = *inside_;
    const std::lock_guard lock(in.mutex);
    if (!in.squeeze) {
        while (in.squeezed < in.closed.size() && in.closed[in.squeezed].form == Segment::Form::compressed) ++in.squeezed;
        if (in.squeezed == in.closed.size()) return false;
        auto begun = Squeeze::begin(in.closed[in.squeezed].file);
        if (!begun) return fail(std::move(begun));
        in.squeeze = std::move(*begun);
    }
    auto more = in.squeeze->step();
    if (!more || !*more) in.squeeze.reset();
    if (!more) return fail(std::move(more));
    if (!*more) {
        Segment& done = in.closed[in.squeezed++];
        done.file += ".zst";
        done.form = Segment::Form::compressed;
    }
    return true;
}

Result<std::vector<JournalRemoved>> Journal::forget(Time before, model::Sequence not_above, std::size_t at_most) {
    Inside& in = *inside_;
    const std::lock_guard lock(in.mutex);
    std::vector<JournalRemoved> removed;
    while (removed.size() < at_most && !in.closed.empty()) {
        const Segment& oldest = in.closed.front();
        if (oldest.hour + std::chrono::hours(1) > before) break;
        const Segment* next = in.closed.size() > 1 ? &in.closed[1] : in.file ? &in.open_segment : nullptr;
        if (next == nullptr) break;
        auto first = first_sequence_of(*next);
        if (!first) return fail(std::move(first));
        if (*first == 0 || *first - 1 > not_above) break;
        if (in.squeezed == 0) in.squeeze.reset();  // it may be this hour that is being compressed
        std::error_code error;
        const std::uint64_t bytes = std::filesystem::file_size(oldest.file, error);
        if (::unlink(oldest.file.c_str()) != 0 && errno != ENOENT) return fail_of_system("delete", oldest.file, errno);
        removed.push_back({oldest.file, error ? 0 : bytes});
        in.closed.erase(in.closed.begin());
        if (in.squeezed > 0) --in.squeezed;
    }
    if (!removed.empty())
        if (auto synced = sync_folder(in.folder); !synced) return fail(std::move(synced));
    return removed;
}

}  // namespace vigia::store
