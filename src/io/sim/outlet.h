#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigia::sim {

/// A file that output goes to: plain, or Zstandard when its name ends in `.zst`; `-` is standard output.
class FileOutlet {
  public:
    /// Errors: denied or unavailable, naming the file, when it cannot be written.
    [[nodiscard]] static Result<FileOutlet> open(const std::string& path);
    FileOutlet(FileOutlet&&) noexcept;
    FileOutlet& operator=(FileOutlet&&) noexcept;
    ~FileOutlet();

    /// Writes a block. Returns what went wrong, if anything did.
    [[nodiscard]] std::optional<Error> write(std::string_view block);
    /// Writes what is still held back and closes the file; without it a .zst file is cut.
    [[nodiscard]] std::optional<Error> close();

  private:
    struct Inside;
    explicit FileOutlet(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> inside_;
};

}  // namespace vigia::sim
