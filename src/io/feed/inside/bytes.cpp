#include "io/feed/inside/bytes.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

namespace vigia::feed {

namespace {

constexpr std::size_t packed_chunk = 128 * 1024;

class DescriptorBytes : public Bytes {
  public:
    DescriptorBytes(Descriptor descriptor, std::uint64_t& consumed)
        : descriptor_(std::move(descriptor)), consumed_(consumed) {}

    Result<std::size_t> read(char* to, std::size_t room) override {
        for (;;) {
            const ssize_t got = ::read(descriptor_.get(), to, room);
            if (got >= 0) {
                consumed_ += static_cast<std::uint64_t>(got);
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) return fail(kind_of(errno), fmt::format("cannot read: {}", std::strerror(errno)));
        }
    }

  private:
    Descriptor descriptor_;
    std::uint64_t& consumed_;
};

class HeadBytes : public Bytes {
  public:
    HeadBytes(std::string head, std::unique_ptr<Bytes> rest) : head_(std::move(head)), rest_(std::move(rest)) {}

    Result<std::size_t> read(char* to, std::size_t room) override {
        if (given_ == head_.size()) return rest_->read(to, room);
        const std::size_t part = std::min(room, head_.size() - given_);
        std::memcpy(to, head_.data() + given_, part);
        given_ += part;
        return part;
    }

  private:
    std::string head_;
    std::size_t given_ = 0;
    std::unique_ptr<Bytes> rest_;
};

/// Guards against a small file that expands without end.
class Expansion {
  public:
    explicit Expansion(const RecordingLimits& limits) : limits_(limits) {}

    Result<std::size_t> grown(std::uint64_t packed, std::size_t expanded) {
        packed_ += packed;
        expanded_ += expanded;
        if (expanded_ > limits_.expanded)
            return fail(ErrorKind::limit, fmt::format("it expands to more than {} bytes", limits_.expanded));
        if (expanded_ > limits_.ratio_free && expanded_ / std::max<std::uint64_t>(packed_, 1) > limits_.ratio)
            return fail(ErrorKind::limit,
                        fmt::format("it expands more than {}-fold ({} bytes of {}): not read further", limits_.ratio,
                                    expanded_, packed_));
        return expanded;
    }

  private:
    RecordingLimits limits_;
    std::uint64_t packed_ = 0, expanded_ = 0;
};

class GzipBytes : public Bytes {
  public:
    GzipBytes(std::unique_ptr<Bytes> packed, const RecordingLimits& limits)
        : packed_(std::move(packed)), expansion_(limits), chunk_(packed_chunk) {
        check(inflateInit2(&stream_, 15 + 16) == Z_OK);
    }
    ~GzipBytes() override { inflateEnd(&stream_); }
    GzipBytes(const GzipBytes&) = delete;
    GzipBytes& operator=(const GzipBytes&) = delete;

    Result<std::size_t> read(char* to, std::size_t room) override {
        while (!done_) {
            std::uint64_t taken = 0;
            if (stream_.avail_in == 0) {
                auto got = packed_->read(chunk_.data(), chunk_.size());
                if (!got) return got;
                if (*got == 0) return ended();
                stream_.next_in = reinterpret_cast<Bytef*>(chunk_.data());
                stream_.avail_in = static_cast<uInt>(*got);
                taken = *got;
            }
            if (between_members_ && !next_member()) continue;
            stream_.next_out = reinterpret_cast<Bytef*>(to);
            stream_.avail_out = static_cast<uInt>(std::min(room, std::size_t{1} << 30));
            const uInt space = stream_.avail_out;
            const int said = inflate(&stream_, Z_NO_FLUSH);
            if (said == Z_STREAM_END) between_members_ = true;
            if (said != Z_OK && said != Z_STREAM_END && said != Z_BUF_ERROR)
                return fail(ErrorKind::bad_input, fmt::format("the gzip data are damaged: {}",
                                                              stream_.msg ? stream_.msg : "unknown fault"));
            auto grown = expansion_.grown(taken, space - stream_.avail_out);
            if (!grown || *grown > 0) return grown;
        }
        return 0;
    }

  private:
    Result<std::size_t> ended() {
        done_ = true;
        if (between_members_) return 0;
        return fail(ErrorKind::bad_input, "the gzip data end too early: the file is not whole");
    }
    /// Steps over padding to the next member; false when all input is used up.
    bool next_member() {
        while (stream_.avail_in > 0 && *stream_.next_in == 0) ++stream_.next_in, --stream_.avail_in;
        if (stream_.avail_in == 0) return false;
        inflateReset(&stream_);
        between_members_ = false;
        return true;
    }

    std::unique_ptr<Bytes> packed_;
    Expansion expansion_;
    std::vector<char> chunk_;
    z_stream stream_{};
    bool between_members_ = false;
    bool done_ = false;
};

class ZstdBytes : public Bytes {
  public:
    ZstdBytes(std::unique_ptr<Bytes> packed, const RecordingLimits& limits)
        : packed_(std::move(packed)), expansion_(limits), chunk_(packed_chunk), stream_(ZSTD_createDStream()) {
        check(stream_ != nullptr);
    }
    ~ZstdBytes() override { ZSTD_freeDStream(stream_); }
    ZstdBytes(const ZstdBytes&) = delete;
    ZstdBytes& operator=(const ZstdBytes&) = delete;

    Result<std::size_t> read(char* to, std::size_t room) override {
        for (;;) {
            std::uint64_t taken = 0;
            if (input_.pos == input_.size && !more_waits_) {
                auto got = packed_->read(chunk_.data(), chunk_.size());
                if (!got) return got;
                if (*got == 0) {
                    if (!inside_frame_) return 0;
                    return fail(ErrorKind::bad_input, "the zstd data end too early: the file is not whole");
                }
                input_ = {chunk_.data(), *got, 0};
                taken = *got;
            }
            ZSTD_outBuffer output{to, room, 0};
            const std::size_t said = ZSTD_decompressStream(stream_, &output, &input_);
            if (ZSTD_isError(said))
                return fail(ErrorKind::bad_input,
                            fmt::format("the zstd data are damaged: {}", ZSTD_getErrorName(said)));
            inside_frame_ = said != 0;
            more_waits_ = output.pos == output.size;
            auto grown = expansion_.grown(taken, output.pos);
            if (!grown || *grown > 0) return grown;
        }
    }

  private:
    std::unique_ptr<Bytes> packed_;
    Expansion expansion_;
    std::vector<char> chunk_;
    ZSTD_DStream* stream_;
    ZSTD_inBuffer input_{nullptr, 0, 0};
    bool inside_frame_ = false;
    bool more_waits_ = false;  ///< the output was full, so more may wait inside
};

}  // namespace

Descriptor::~Descriptor() { close(); }

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        number_ = std::exchange(other.number_, -1);
    }
    return *this;
}

void Descriptor::close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
}

ErrorKind kind_of(int error_number) {
    if (error_number == ENOENT || error_number == ENOTDIR || error_number == ENODEV || error_number == ENXIO)
        return ErrorKind::not_found;
    if (error_number == EACCES || error_number == EPERM) return ErrorKind::denied;
    if (error_number == EISDIR || error_number == EINVAL) return ErrorKind::bad_input;
    return ErrorKind::unavailable;
}

std::unique_ptr<Bytes> from_descriptor(Descriptor descriptor, std::uint64_t& consumed) {
    return std::make_unique<DescriptorBytes>(std::move(descriptor), consumed);
}

std::unique_ptr<Bytes> with_head(std::string head, std::unique_ptr<Bytes> rest) {
    return std::make_unique<HeadBytes>(std::move(head), std::move(rest));
}

std::unique_ptr<Bytes> from_gzip(std::unique_ptr<Bytes> packed, const RecordingLimits& limits) {
    return std::make_unique<GzipBytes>(std::move(packed), limits);
}

std::unique_ptr<Bytes> from_zstd(std::unique_ptr<Bytes> packed, const RecordingLimits& limits) {
    return std::make_unique<ZstdBytes>(std::move(packed), limits);
}

Result<std::size_t> read_full(Bytes& from, char* to, std::size_t room) {
    std::size_t have = 0;
    while (have < room) {
        auto got = from.read(to + have, room - have);
        if (!got) return got;
        if (*got == 0) break;
        have += *got;
    }
    return have;
}

}  // namespace vigia::feed
