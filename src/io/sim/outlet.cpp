#include "io/sim/outlet.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <vector>

#include <zstd.h>

namespace vigia::sim {

namespace {
constexpr int compression = 3;
}

struct FileOutlet::Inside {
    std::string path;
    std::FILE* file = nullptr;
    ZSTD_CCtx* squeeze = nullptr;
    std::vector<char> squeezed;

    ~Inside() {
        if (squeeze != nullptr) ZSTD_freeCCtx(squeeze);
        if (file != nullptr && file != stdout) std::fclose(file);
    }
    [[nodiscard]] Error wrong(int number) const {
        const ErrorKind kind = number == EACCES || number == EPERM ? ErrorKind::denied : ErrorKind::unavailable;
        return {kind, "cannot write " + path + ": " + std::strerror(number) + ".", 0};
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

FileOutlet::FileOutlet(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
FileOutlet::FileOutlet(FileOutlet&&) noexcept = default;
FileOutlet& FileOutlet::operator=(FileOutlet&&) noexcept = default;
FileOutlet::~FileOutlet() = default;

Result<FileOutlet> FileOutlet::open(const std::string& path) {
    auto inside = std::make_unique<Inside>();
    inside->path = path;
    inside->file = path == "-" ? stdout : std::fopen(path.c_str(), "wb");
    if (inside->file == nullptr) return std::unexpected(inside->wrong(errno));
    if (path.ends_with(".zst")) {
        inside->squeeze = ZSTD_createCCtx();
        ZSTD_CCtx_setParameter(inside->squeeze, ZSTD_c_compressionLevel, compression);
        ZSTD_CCtx_setParameter(inside->squeeze, ZSTD_c_checksumFlag, 1);
        inside->squeezed.resize(ZSTD_CStreamOutSize());
    }
    return FileOutlet(std::move(inside));
}

std::optional<Error> FileOutlet::write(std::string_view block) {
    return inside_->squeeze == nullptr ? inside_->put(block) : inside_->squeeze_in(block, ZSTD_e_continue);
}

std::optional<Error> FileOutlet::close() {
    if (inside_->squeeze != nullptr) {
        if (auto error = inside_->squeeze_in({}, ZSTD_e_end)) return error;
    }
    if (std::fflush(inside_->file) != 0) return inside_->wrong(errno);
    if (inside_->file != stdout && std::fclose(inside_->file) != 0) {
        inside_->file = nullptr;
        return inside_->wrong(errno);
    }
    inside_->file = nullptr;
    return std::nullopt;
}

}  // namespace vigia::sim
