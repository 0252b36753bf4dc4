#include "app/share.h"

#include <fstream>

#include <fmt/format.h>

namespace vigia::app {

namespace fs = std::filesystem;

fs::path share_file(const fs::path& name) {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path beside = program.parent_path().parent_path() / "share" / "vigia" / name;
    if (!error && fs::exists(beside, error)) return beside;
    return fs::path(VIGIA_SHARE_DIR) / name;
}

Result<std::string> text_of_file(const fs::path& file) {
    constexpr std::uintmax_t largest = 64 << 20;
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error)
        return fail(ErrorKind::not_found, fmt::format("cannot read {}: {}. Check the path and its rights.", file.string(),
                                                      error.message()));
    if (size > largest)
        return fail(ErrorKind::limit, fmt::format("{} has {} bytes; at most {} are read", file.string(), size, largest));
    std::string text(size, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(text.data(), static_cast<std::streamsize>(size));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

}  // namespace vigia::app
