#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace vigia::store {

/// The failure of a system call as an Error: "cannot WHAT PATH: reason." and the remedy.
[[nodiscard]] std::unexpected<Error> fail_of_system(std::string_view what,
                                                    const std::filesystem::path& path, int number);

/// An open file descriptor, closed at the end of its life.
class File {
  public:
    File() = default;
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File();
    File(File&& other) noexcept;
    File& operator=(File&& other) noexcept;

    /// `flags` as of open(2); O_CLOEXEC is added, a new file has mode 0640.
    [[nodiscard]] static Result<File> open(const std::filesystem::path& path, int flags);

    [[nodiscard]] explicit operator bool() const { return descriptor_ >= 0; }
    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// Writes all of it, or gives the number of the error (errno); a part may have been written.
    [[nodiscard]] int write(std::string_view bytes) const;
    /// Reads up to `size` bytes; 0 at the end.
    [[nodiscard]] Result<std::size_t> read(char* into, std::size_t size,
                                           const std::filesystem::path& path) const;

  private:
    int descriptor_ = -1;
};

/// Makes the names in a folder durable.
Result<void> sync_folder(const std::filesystem::path& folder);

/// Makes a folder and those above it.
Result<void> make_folder(const std::filesystem::path& folder);

}  // namespace vigia::store
