#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "base/result.h"
#include "io/feed/recording.h"

namespace vigia::feed {

/// A descriptor that is closed with its owner.
class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    [[nodiscard]] int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void close();

  private:
    int number_;
};

/// What the system says about an error number, as one of our kinds.
[[nodiscard]] ErrorKind kind_of(int error_number);

/// A stage through which a recording's bytes come: the file, a decompressor, a capture reader.
class Bytes {
  public:
    virtual ~Bytes() = default;
    /// Puts up to `room` bytes at `to`; 0 at the end.
    [[nodiscard]] virtual Result<std::size_t> read(char* to, std::size_t room) = 0;
};

/// The bytes of a descriptor; adds what it reads to `consumed`.
[[nodiscard]] std::unique_ptr<Bytes> from_descriptor(Descriptor descriptor, std::uint64_t& consumed);

/// Lets a reader look at the first bytes before it decides: `head` first, then the rest.
[[nodiscard]] std::unique_ptr<Bytes> with_head(std::string head, std::unique_ptr<Bytes> rest);

/// The expanded bytes of gzip members or zstd frames, one after another.
[[nodiscard]] std::unique_ptr<Bytes> from_gzip(std::unique_ptr<Bytes> packed, const RecordingLimits& limits);
[[nodiscard]] std::unique_ptr<Bytes> from_zstd(std::unique_ptr<Bytes> packed, const RecordingLimits& limits);

/// Reads until `room` bytes have come or the end.
[[nodiscard]] Result<std::size_t> read_full(Bytes& from, char* to, std::size_t room);

}  // namespace vigia::feed
