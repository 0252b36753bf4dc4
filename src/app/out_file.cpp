#include "app/out_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include <zstd.h>

namespace vigia::app {

namespace {
constexpr int compression = 3;
}

struct OutFile::Inside {
    std::string path;
    std::string begun;  ///< what the file is called until it is whole; empty when it has its name from the beginning
    std::FILE* file = nullptr;
    ZSTD_CCtx* squeeze = nullptr;
    std::vector<char> squeezed;

    ~Inside() {
        if (squeeze != nullptr) ZSTD_freeCCtx(squeeze);
        if (file != nullptr && file != stdout) std::fclose(file);
        if (!begun.empty()) std::remove(begun.c_str());
    }
    [[nodiscard]] Error wrong(int number) const {
        const ErrorKind kind = number == EACCES || number == EPERM ? ErrorKind::denied : ErrorKind::unavailable;
        return {kind, "cannot write to " + (path == "-" ? "standard output" : path) + ": " + std::strerror(number) +
                          ".\n  Look whether its folder is there, can be written and has room.", 0};
    }
    std::optional<Error> put(std::string_view bytes) {
        if (std::fwrite(bytes.data(), 1, bytes.size(), file) != bytes.size()) return wrong(errno);
        return std::nullopt;
    }
    std::optional<Error> squeeze_in(std::string_view block, ZSTD_EndDirective what) {
        ZSTD_inBuffer in{block.data(), block.size(), 0};
        while (true) {
            ZSTD_outBuffer out{squeezed.data(), squeezed.size(), 0};
            const std::size_t left = ZSTD_compressStream2(squeeze, &out, &in, what);
            if (ZSTD_isError(left)) return Error{ErrorKind::unavailable, "cannot compress " + path + ".", 0};
            if (auto error = put({squeezed.data(), out.pos})) return error;
            if (what == ZSTD_e_end ? left == 0 : in.pos == in.size) return std::nullopt;
        }
    }
};

OutFile::OutFile(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
OutFile::OutFile(OutFile&&) noexcept = default;
OutFile& OutFile::operator=(OutFile&&) noexcept = default;
OutFile::~OutFile() = default;

Result<OutFile> OutFile::open(const std::string& path) {
    auto inside = std::make_unique<Inside>();
    inside->path = path;
    std::error_code ignored;
    const auto there = std::filesystem::status(path, ignored).type();
    if (there == std::filesystem::file_type::regular) inside->path = std::filesystem::canonical(path, ignored).string();
    if (path != "-" && (there == std::filesystem::file_type::regular || there == std::filesystem::file_type::not_found))
        inside->begun = inside->path + ".part";
    inside->file = path == "-" ? stdout : std::fopen(inside->begun.empty() ? path.c_str() : inside->begun.c_str(), "wb");
    if (inside->file == nullptr) return std::unexpected(inside->wrong(errno));
    if (path.ends_with(".zst")) {
        inside->squeeze = ZSTD_createCCtx();
        ZSTD_CCtx_setParameter(inside->squeeze, ZSTD_c_compressionLevel, compression);
        ZSTD_CCtx_setParameter(inside->squeeze, ZSTD_c_checksumFlag, 1);
        inside->squeezed.resize(ZSTD_CStreamOutSize());
    }
    return OutFile(std::move(inside));
}

std::optional<Error> OutFile::write(std::string_view block) {
    return inside_->squeeze == nullptr ? inside_->put(block) : inside_->squeeze_in(block, ZSTD_e_continue);
}

std::optional<Error> OutFile::close() {
    if (inside_->squeeze != nullptr) {
        if (auto error = inside_->squeeze_in({}, ZSTD_e_end)) return error;
    }
    if (std::fflush(inside_->file) != 0) return inside_->wrong(errno);
    std::FILE* const file = std::exchange(inside_->file, nullptr);
    if (file != stdout && std::fclose(file) != 0) return inside_->wrong(errno);
    if (inside_->begun.empty()) return std::nullopt;
    if (std::rename(inside_->begun.c_str(), inside_->path.c_str()) != 0) return inside_->wrong(errno);
    inside_->begun.clear();
    return std::nullopt;
}

}  // namespace vigia::app
