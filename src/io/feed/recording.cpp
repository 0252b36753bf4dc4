#include "io/feed/recording.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/feed/inside/bytes.h"
#include "io/feed/inside/capture.h"
#include "io/feed/inside/lines.h"

namespace vigia::feed {

namespace {

namespace fs = std::filesystem;

/// Whether a block may wait for more bytes, or must be handed out as soon as a line is whole.
enum class Arrival : std::uint8_t { at_once, as_it_comes };

constexpr std::string_view gzip_mark("\x1F\x8B", 2), zstd_mark("\x28\xB5\x2F\xFD", 4);

bool is_zstd(std::string_view head) {
    // A skippable frame may come first: 0x184D2A50 to 0x184D2A5F, little endian.
    return head.starts_with(zstd_mark) ||
           (head.size() >= 4 && head.substr(1, 3) == "\x2A\x4D\x18" && (head[0] & '\xF0') == '\x50');
}

/// What a person calls an input.
std::string called(const std::string& path) { return path == "-" ? "standard input" : path; }

class FilesRecording : public Recording {
  public:
    FilesRecording(std::vector<std::string> files, std::uint64_t size, RecordingLimits limits)
        : files_(std::move(files)), size_(size), limits_(limits) {
        limits_.line = std::min(limits_.line, limits_.block - 1);  // a full block without a line end is too long
    }

    Result<bool> read(std::string& block) override {
        block.clear();
        while (block.empty()) {
            if (failed_) return std::unexpected(*std::exchange(failed_, std::nullopt));
            if (!bytes_) {
                if (next_ == files_.size()) return false;
                if (auto opened = open_next(); !opened) return opened;
            }
            fill(block);
        }
        counts_.bytes += block.size();
        return true;
    }

    const std::string& file() const override { return file_; }
    std::uint64_t size() const override { return size_; }
    std::uint64_t consumed() const override { return consumed_; }
    const RecordingCounts& counts() const override { return counts_; }

  private:
    Result<bool> open_next() {
        file_ = files_[next_++];
        ++counts_.files;
        carried_.clear();
        skipping_ = false;
        Descriptor descriptor(file_ == "-" ? ::dup(STDIN_FILENO) : ::open(file_.c_str(), O_RDONLY | O_CLOEXEC));
        if (!descriptor)
            return fail(kind_of(errno), fmt::format("cannot open {}: {}", called(file_), std::strerror(errno)));
        struct stat facts{};
        const bool regular = fstat(descriptor.get(), &facts) == 0 && S_ISREG(facts.st_mode);
        arrival_ = regular ? Arrival::at_once : Arrival::as_it_comes;
        bytes_ = from_descriptor(std::move(descriptor), consumed_);
        // A compressed capture is two stages, a file compressed twice three: no more are looked for.
        for (int stage = 0; stage < 3; ++stage) {
            std::string head(4, '\0');
            auto got = read_full(*bytes_, head.data(), head.size());
            if (!got) return fault(got.error());
            head.resize(*got);
            const bool gzip = head.starts_with(gzip_mark), zstd = is_zstd(head), capture = is_capture(head);
            bytes_ = with_head(std::move(head), std::move(bytes_));
            if (gzip) bytes_ = from_gzip(std::move(bytes_), limits_);
            if (zstd) bytes_ = from_zstd(std::move(bytes_), limits_);
            if (capture) bytes_ = from_capture(std::move(bytes_), limits_, counts_);
            if (capture || (!gzip && !zstd)) break;
        }
        return true;
    }

    std::unexpected<Error> fault(Error error) {
        bytes_.reset();
        error.message = fmt::format("{}: {}", called(file_), error.message);
        return std::unexpected(std::move(error));
    }

    /// Fills `block` with the next whole lines of the open file; leaves it empty when there are none.
    void fill(std::string& block) {
        bool ended = false;
        block.resize_and_overwrite(limits_.block, [&](char* to, std::size_t room) {
            std::size_t have = carried_.size();
            std::memcpy(to, carried_.data(), have);
            while (have < room) {
                auto got = bytes_->read(to + have, room - have);
                if (!got) failed_ = fault(got.error()).error();
                if (!got || *got == 0) {
                    ended = true;
                    break;
                }
                const std::size_t before = have;
                have += *got;
                if (arrival_ == Arrival::as_it_comes && whole_lines({to + before, *got}) > 0) break;
            }
            return have;
        });
        carried_.clear();
        if (skipping_) skip(block);
        if (ended) {
            if (failed_) block.resize(whole_lines(block));  // a line cut by damage is no line
            bytes_.reset();
        } else {
            keep_begun(block);
        }
        counts_.lines_too_long += leave_out_long_lines(block, limits_.line);
    }

    /// Leaves out the rest of a line that was longer than a whole block.
    void skip(std::string& block) {
        const std::size_t end = block.find_first_of("\r\n");
        skipping_ = end == std::string::npos;
        block.erase(0, skipping_ ? std::string::npos : end + 1);
    }

    /// Keeps the line that has only begun for the next block.
    void keep_begun(std::string& block) {
        const std::size_t end = whole_lines(block);
        if (block.size() - end > limits_.line) {
            ++counts_.lines_too_long;
            skipping_ = true;
        } else {
            carried_.assign(block, end);
        }
        block.resize(end);
    }

    std::vector<std::string> files_;
    std::uint64_t size_;
    RecordingLimits limits_;
    RecordingCounts counts_;
    std::size_t next_ = 0;
    std::string file_;
    std::uint64_t consumed_ = 0;
    Arrival arrival_ = Arrival::at_once;
    std::unique_ptr<Bytes> bytes_;
    std::string carried_;
    bool skipping_ = false;
    std::optional<Error> failed_;
};

/// Every file below a folder, in the order of their paths; hidden ones left out.
Result<std::vector<std::string>> files_below(const std::string& folder, std::size_t most) {
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, error), end;
    for (; !error && entry != end; entry.increment(error)) {
        if (entry->path().filename().native().starts_with('.')) {
            entry.disable_recursion_pending();
            continue;
        }
        if (!entry->is_regular_file(error)) continue;
        if (files.size() == most)
            return fail(ErrorKind::limit, fmt::format("{} holds more than {} files", folder, most));
        files.push_back(entry->path().native());
    }
    if (error) return fail(kind_of(error.value()), fmt::format("cannot read folder {}: {}", folder, error.message()));
    std::ranges::sort(files);
    return files;
}

}  // namespace

std::string_view promised_in_vain(const std::string& path) {
    struct Promise {
        std::string_view ending, format;
        bool (*kept)(std::string_view head);
    };
    static constexpr Promise promises[] = {
        {".gz", "gzip", [](std::string_view head) { return head.starts_with(gzip_mark); }},
        {".zst", "zstd", is_zstd},
        {".pcap", "a packet capture", is_capture},
        {".pcapng", "a packet capture", is_capture},
    };
    char head[4] = {};
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return {};
    const ssize_t got = ::read(file.get(), head, sizeof head);
    for (const Promise& promise : promises)
        if (path.ends_with(promise.ending) && !promise.kept({head, static_cast<std::size_t>(std::max<ssize_t>(got, 0))}))
            return promise.format;
    return {};
}

Result<std::unique_ptr<Recording>> Recording::open(const std::string& path, RecordingLimits limits) {
    check(limits.block > 1);
    std::vector<std::string> files{path};
    std::uint64_t size = 0;
    if (path != "-") {
        struct stat facts{};
        if (::stat(path.c_str(), &facts) != 0)
            return fail(kind_of(errno), fmt::format("cannot open {}: {}", path, std::strerror(errno)));
        if (S_ISDIR(facts.st_mode)) {
            auto found = files_below(path, limits.files);
            if (!found) return fail(std::move(found));
            files = *std::move(found);
        }
        for (const std::string& file : files)
            if (::stat(file.c_str(), &facts) == 0 && S_ISREG(facts.st_mode))
                size += static_cast<std::uint64_t>(facts.st_size);
        if (files.size() == 1 && ::access(files[0].c_str(), R_OK) != 0)
            return fail(kind_of(errno), fmt::format("cannot open {}: {}", files[0], std::strerror(errno)));
    }
    return std::make_unique<FilesRecording>(std::move(files), size, limits);
}

}  // namespace vigia::feed
