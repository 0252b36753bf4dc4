#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

#include <fmt/core.h>

#include "io/store/inside/file.h"
#include "io/store/inside/journal_format.h"
#include "io/store/inside/journal_segments.h"
#include "io/store/journal.h"

namespace vigia::store {
namespace {

constexpr std::size_t read_bytes = 1 << 20;

struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

/// The uncompressed bytes of one hour, one group after another.
class Groups {
  public:
    static Result<Groups> open(Segment segment) {
        auto file = File::open(segment.file, O_RDONLY);
        if (!file && file.error().kind == ErrorKind::not_found && segment.form == Segment::Form::plain) {
            segment.file += ".zst";  // compressed since the folder was listed
            segment.form = Segment::Form::compressed;
            file = File::open(segment.file, O_RDONLY);
        }
        if (!file) return fail(std::move(file));
        Groups groups;
        groups.file_ = std::move(*file);
        if (segment.form == Segment::Form::compressed) groups.context_.reset(ZSTD_createDCtx());
        groups.segment_ = std::move(segment);
        return groups;
    }

    enum class Got : std::uint8_t { group, end, unfinished, damaged };

    /// The next whole group; its views hold until the next call.
    Result<Got> next(Group& group) {
        begin_ += std::exchange(taken_, 0);
        offset_ += std::exchange(taken_offset_, 0);
        for (;;) {
            const std::string_view bytes = std::string_view(window_).substr(begin_);
            if (!seal_) {
                if (const auto header = read_header(bytes, segment_.hour)) {
                    seal_ = header->seal;
                    begin_ += header->size;
                    offset_ += header->size;
                    continue;
                }
                if (bytes.size() > 256) return Got::damaged;
            } else if (!bytes.empty()) {
                const Look look = look_at(bytes, *seal_, group);
                if (look == Look::damaged) return Got::damaged;
                if (look == Look::group) {
                    seal_ = group.seal;
                    taken_ = taken_offset_ = group.size;
                    return Got::group;
                }
            }
            if (broken_) return Got::damaged;
            auto more = fill();
            if (!more) return fail(std::move(more));
            if (*more) continue;
            if (broken_) return Got::damaged;
            return bytes_left() == 0 && seal_ ? Got::end : Got::unfinished;
        }
    }

    [[nodiscard]] const Segment& segment() const { return segment_; }
    [[nodiscard]] std::uint64_t offset() const { return offset_; }
    [[nodiscard]] Seal seal() const { return seal_.value_or(0); }
    [[nodiscard]] bool has_header() const { return seal_.has_value(); }

  private:
    [[nodiscard]] std::size_t bytes_left() const { return window_.size() - begin_; }

    /// Reads on; false at the end. Sets broken_ when the compression is damaged.
    Result<bool> fill() {
        window_.erase(0, std::exchange(begin_, 0));
        if (!context_) return read_plain();
        for (;;) {
            if (packed_at_ == packed_.size()) {
                packed_.resize(read_bytes);
                auto got = file_.read(packed_.data(), packed_.size(), segment_.file);
                if (!got) return fail(std::move(got));
                packed_.resize(*got);
                packed_at_ = 0;
                if (*got == 0) {
                    broken_ = frame_open_;
                    return false;
                }
            }
            const std::size_t before = window_.size();
            window_.resize(before + read_bytes);
            ZSTD_inBuffer in{packed_.data(), packed_.size(), packed_at_};
            ZSTD_outBuffer out{window_.data(), window_.size(), before};
            const std::size_t left = ZSTD_decompressStream(context_.get(), &out, &in);
            window_.resize(out.pos);
            packed_at_ = in.pos;
            if (ZSTD_isError(left)) {
                broken_ = true;
                return out.pos > before;
            }
            frame_open_ = left != 0;
            if (out.pos > before) return true;
        }
    }

    Result<bool> read_plain() {
        const std::size_t before = window_.size();
        window_.resize(before + read_bytes);
        auto got = file_.read(window_.data() + before, read_bytes, segment_.file);
        window_.resize(before + (got ? *got : 0));
        if (!got) return fail(std::move(got));
        return *got > 0;
    }

    File file_;
    Segment segment_;
    std::unique_ptr<ZSTD_DCtx, FreeContext> context_;
    std::string packed_;
    std::size_t packed_at_ = 0;
    bool frame_open_ = true;
    bool broken_ = false;
    std::string window_;
    std::size_t begin_ = 0, taken_ = 0;
    std::uint64_t offset_ = 0, taken_offset_ = 0;
    std::optional<Seal> seal_;
};

/// Calls `f` for each record of a group; false when one cannot be read.
template <class F>
bool each_record(std::string_view records, std::string& scratch, F&& f) {
    JournalRecord record;
    while (!records.empty()) {
        const std::string_view line = records.substr(0, records.find('\n'));
        records.remove_prefix(line.size() + 1);
        if (!read_record(line, record, scratch)) return false;
        f(record);
    }
    return true;
}

Result<void> set_aside(const Segment& segment, std::uint64_t from, Resumed& resumed) {
    std::filesystem::path aside = segment.file;
    aside += ".damaged";
    for (int n = 2; std::filesystem::exists(aside); ++n) {
        aside = segment.file;
        aside += fmt::format(".damaged-{}", n);
    }
    auto in = File::open(segment.file, O_RDWR);
    if (!in) return fail(std::move(in));
    auto out = File::open(aside, O_WRONLY | O_CREAT | O_EXCL);
    if (!out) return fail(std::move(out));
    if (::lseek(in->descriptor(), static_cast<off_t>(from), SEEK_SET) < 0)
        return fail_of_system("read", segment.file, errno);
    std::string buffer(read_bytes, '\0');
    for (;;) {
        auto got = in->read(buffer.data(), buffer.size(), segment.file);
        if (!got) return fail(std::move(got));
        if (*got == 0) break;
        const std::string_view bytes(buffer.data(), *got);
        if (const int number = out->write(bytes); number != 0) return fail_of_system("write to", aside, number);
        resumed.recovery.bytes_cut += *got;
        for (std::size_t at = bytes.find("\n\\s:"); at != std::string_view::npos; at = bytes.find("\n\\s:", at + 1))
            ++resumed.recovery.records_cut;
        if (bytes.starts_with("\\s:")) ++resumed.recovery.records_cut;
    }
    if (::fsync(out->descriptor()) != 0) return fail_of_system("sync", aside, errno);
    if (resumed.recovery.set_aside.empty()) resumed.recovery.set_aside = aside;
    if (auto synced = sync_folder(segment.file.parent_path()); !synced) return synced;
    if (from == 0) {
        if (::unlink(segment.file.c_str()) != 0) return fail_of_system("delete", segment.file, errno);
        return sync_folder(segment.file.parent_path());
    }
    if (::ftruncate(in->descriptor(), static_cast<off_t>(from)) != 0) return fail_of_system("cut", segment.file, errno);
    if (::fsync(in->descriptor()) != 0) return fail_of_system("sync", segment.file, errno);
    return {};
}

/// What a check of one hour found.
struct Checked {
    bool whole = true;
    std::uint64_t size = 0;  ///< of header and whole groups
    Seal seal = 0;
    model::Sequence last = 0;
    Time last_heard{};
};

Result<Checked> checked(const Segment& segment, std::string& scratch) {
    auto groups = Groups::open(segment);
    if (!groups) return fail(std::move(groups));
    Checked found;
    Group group;
    for (;;) {
        auto got = groups->next(group);
        if (!got) return fail(std::move(got));
        if (*got != Groups::Got::group) {
            found.whole = *got == Groups::Got::end;
            found.size = groups->has_header() ? groups->offset() : 0;
            found.seal = groups->seal();
            return found;
        }
        const auto records = group.records.substr(0, group.records.size() - 1);
        const std::string_view line = records.substr(records.rfind('\n') + 1);
        JournalRecord record;
        if (!group.records.empty() && read_record(line, record, scratch)) found.last_heard = record.heard;
        found.last = group.last;
    }
}

}  // namespace

Result<std::vector<Segment>> segments_of(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<Segment> segments;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        const std::string name = at->path().filename().string();
        const auto hour = hour_of_segment(name);
        if (!hour) continue;
        segments.push_back({*hour, at->path(), name.ends_with(".zst") ? Segment::Form::compressed : Segment::Form::plain});
    }
    if (error) return fail_of_system("read the journal in", folder, error.value());
    std::sort(segments.begin(), segments.end(), [](const Segment& a, const Segment& b) {
        return a.hour != b.hour ? a.hour < b.hour : a.form > b.form;
    });
    const auto same = [](const Segment& a, const Segment& b) { return a.hour == b.hour; };
    segments.erase(std::unique(segments.begin(), segments.end(), same), segments.end());
    return segments;
}

Result<Resumed> resume(const std::filesystem::path& folder) {
    auto segments = segments_of(folder);
    if (!segments) return fail(std::move(segments));
    Resumed resumed;
    std::string scratch;
    bool cut = false;
    for (const Segment& segment : *segments) {
        std::filesystem::path left = segment.file;
        left += segment.form == Segment::Form::plain ? ".zst.part" : "";
        if (segment.form == Segment::Form::plain) {
            ::unlink(left.c_str());
        } else {
            ::unlink((folder / segment_name(segment.hour)).c_str());  // its plain form, already compressed
            if (!cut) {
                resumed.segments.push_back(segment);
            } else if (auto aside = set_aside(segment, 0, resumed); !aside) {
                return fail(std::move(aside));
            }
            continue;
        }
        std::error_code error;
        if (std::filesystem::file_size(segment.file, error) == 0 && !error) {
            ::unlink(segment.file.c_str());  // begun, and nothing written yet
            continue;
        }
        auto found = cut ? Result<Checked>(Checked{.whole = false}) : checked(segment, scratch);
        if (!found) return fail(std::move(found));
        if (!found->whole) {
            if (auto aside = set_aside(segment, found->size, resumed); !aside) return fail(std::move(aside));
            cut = true;
        } else {
            auto file = File::open(segment.file, O_RDONLY);
            if (!file) return fail(std::move(file));
            if (::fdatasync(file->descriptor()) != 0) return fail_of_system("sync", segment.file, errno);
        }
        if (found->size == 0) continue;
        resumed.segments.push_back(segment);
        resumed.seal = found->seal;
        resumed.size = found->size;
        if (found->last > 0) {
            resumed.recovery.last = found->last;
            resumed.recovery.last_heard = found->last_heard;
        }
    }
    if (resumed.recovery.last == 0) {  // only compressed hours hold records
        for (auto segment = resumed.segments.rbegin(); segment != resumed.segments.rend(); ++segment) {
            if (segment->form != Segment::Form::compressed) continue;
            auto found = checked(*segment, scratch);
            if (!found) return fail(std::move(found));
            if (found->last == 0) continue;
            resumed.recovery.last = found->last;
            resumed.recovery.last_heard = found->last_heard;
            break;
        }
    }
    JournalRecovery& told = resumed.recovery;
    if (told.bytes_cut > 0)
        told.said = fmt::format("journal: {} bytes ({} lines) after record {} were not whole and were set aside in {}.",
                                told.bytes_cut, told.records_cut, told.last, told.set_aside.string());
    return resumed;
}

Result<model::Sequence> first_sequence_of(const Segment& segment) {
    auto groups = Groups::open(segment);
    if (!groups) return fail(std::move(groups));
    Group group;
    auto got = groups->next(group);
    if (!got) return fail(std::move(got));
    return *got == Groups::Got::group ? group.first : 0;
}

struct JournalReader::Inside {
    JournalSpan span;
    std::vector<Segment> segments;
    std::size_t next_segment = 0;
    std::optional<Groups> groups;
    std::string_view records;  ///< of the group being given
    std::string scratch;
    model::Sequence last = 0;
    std::optional<JournalDamage> damage;
    bool ended = false;

    Result<bool> next_group();
    bool stop(std::string why);
    Result<bool> more();
};

bool JournalReader::Inside::stop(std::string why) {
    const std::uint64_t offset = groups->offset();
    const std::string file = groups->segment().file.string();
    damage = JournalDamage{groups->segment().file, offset,
                           fmt::format("{}: {} after byte {}; the last whole record is {}.", file, why, offset, last)};
    ended = true;
    return false;
}

/// Moves to the next group that can hold wanted records; false at the end.
Result<bool> JournalReader::Inside::next_group() {
    Group group;
    for (;;) {
        if (!groups) {
            if (next_segment == segments.size()) return false;
            auto opened = Groups::open(segments[next_segment++]);
            if (!opened) return fail(std::move(opened));
            groups = std::move(*opened);
        }
        auto got = groups->next(group);
        if (!got) return fail(std::move(got));
        switch (*got) {
            case Groups::Got::group:
                if (group.first <= last || group.last < group.first) return stop("a group is out of order");
                if (group.last <= span.after) {
                    last = group.last;
                    continue;
                }
                records = group.records;
                return true;
            case Groups::Got::damaged: return stop("the bytes are not what was written");
            case Groups::Got::unfinished:
                if (next_segment != segments.size()) return stop("the end is missing");
                return false;  // being written now, or cut by the next start
            case Groups::Got::end: groups.reset(); continue;
        }
    }
}

JournalReader::JournalReader(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
JournalReader::~JournalReader() = default;
JournalReader::JournalReader(JournalReader&&) noexcept = default;
JournalReader& JournalReader::operator=(JournalReader&&) noexcept = default;

Result<JournalReader> JournalReader::open(const std::filesystem::path& folder, const JournalSpan& span) {
    auto segments = segments_of(folder);
    if (!segments) return fail(std::move(segments));
    if (segments->empty())
        return fail(ErrorKind::not_found,
                    fmt::format("no journal in {}.\n  Name the folder `journal` of a data folder that `vigia watch` or "
                                "`vigia replay` has written.", folder.string()));
    auto inside = std::make_unique<Inside>();
    inside->span = span;
    inside->segments = std::move(*segments);
    std::erase_if(inside->segments, [&](const Segment& segment) {
        return (span.from && segment.hour + std::chrono::hours(1) <= *span.from) ||
               (span.until && segment.hour >= *span.until);
    });
    return JournalReader(std::move(inside));
}

Result<bool> JournalReader::next(JournalRecord& record) {
    Inside& in = *inside_;
    while (!in.ended) {
        if (in.records.empty()) {
            auto more = in.next_group();
            if (!more) return fail(std::move(more));
            if (!*more) break;
            continue;
        }
        const std::string_view line = in.records.substr(0, in.records.find('\n'));
        if (!read_record(line, record, in.scratch) || record.sequence <= in.last) return in.stop("a record cannot be read");
        in.records.remove_prefix(line.size() + 1);
        in.last = record.sequence;
        if (in.span.until && record.heard >= *in.span.until) break;
        if (record.sequence <= in.span.after || (in.span.from && record.heard < *in.span.from)) continue;
        return true;
    }
    in.ended = true;
    return false;
}

const std::optional<JournalDamage>& JournalReader::damage() const { return inside_->damage; }

}  // namespace vigia::store
