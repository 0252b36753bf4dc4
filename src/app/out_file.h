#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigia::app {

/// Where output goes: standard output (`-`), or a file that gets its name when it is whole; what is not
/// closed leaves nothing behind. Compressed by Zstandard when the name ends in `.zst`. What is no regular file, such
/// as a pipe or a device, is written to as it is.
class OutFile {
  public:
    /// Errors: denied or unavailable, naming the file, when it cannot be written.
    [[nodiscard]] static Result<OutFile> open(const std::string& path);
    OutFile(OutFile&&) noexcept;
    OutFile& operator=(OutFile&&) noexcept;
    ~OutFile();

    /// Writes a block. Returns what went wrong, if anything did.
    [[nodiscard]] std::optional<Error> write(std::string_view block);
    /// Writes what is still held back, closes the file and gives it its name.
    [[nodiscard]] std::optional<Error> close();

  private:
    struct Inside;
    explicit OutFile(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::app
