#include "io/store/inside/file.h"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>

namespace vigia::store {

std::unexpected<Error> fail_of_system(std::string_view what, const std::filesystem::path& path,
                                      int number) {
    ErrorKind kind = ErrorKind::unavailable;
    std::string_view remedy = "Look at the disk and its log.";
    switch (number) {
        case ENOENT:
            kind = ErrorKind::not_found;
            remedy = "Name another folder with --data, or run `vigia watch` or `vigia replay` first.";
            break;
        case EACCES:
        case EPERM:
        case EROFS:
            kind = ErrorKind::denied;
            remedy = "Give the user that runs vigia the right to write there, or name another folder.";
            break;
        case ENOSPC:
        case EDQUOT:
            remedy = "Make room on that disk, or shorten the retention; keeping goes on by itself.";
            break;
        default: break;
    }
    return fail(kind, fmt::format("cannot {} {}: {}.\n  {}", what, path.string(),
                                  std::generic_category().message(number), remedy));
}

File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

File& File::operator=(File&& other) noexcept {
    if (this != &other) {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

Result<File> File::open(const std::filesystem::path& path, int flags) {
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, 0640);
    if (descriptor < 0) return fail_of_system("open", path, errno);
    return File(descriptor);
}

int File::write(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        if (written == 0) return ENOSPC;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

Result<std::size_t> File::read(char* into, std::size_t size, const std::filesystem::path& path) const {
    for (;;) {
        const ssize_t got = ::read(descriptor_, into, size);
        if (got >= 0) return static_cast<std::size_t>(got);
        if (errno != EINTR) return fail_of_system("read", path, errno);
    }
}

Result<void> sync_folder(const std::filesystem::path& folder) {
    auto opened = File::open(folder, O_RDONLY | O_DIRECTORY);
    if (!opened) return fail(std::move(opened));
    if (::fsync(opened->descriptor()) != 0) return fail_of_system("sync the folder", folder, errno);
    return {};
}

Result<void> make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (!error) return {};
    const auto denied = error == std::errc::permission_denied || error == std::errc::read_only_file_system;
    return fail(denied ? ErrorKind::denied : ErrorKind::unavailable,
                fmt::format("cannot make the folder {}: {}.\n  Name another one with --data.", folder.string(), error.message()));
}

}  // namespace vigia::store
