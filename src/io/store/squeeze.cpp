#include "io/store/inside/squeeze.h"

#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

#include <fmt/core.h>

#include "io/store/inside/file.h"

namespace vigia::store {
namespace {

constexpr std::size_t piece_bytes = 4 << 20;
constexpr int level = 3;

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

struct Squeeze::Inside {
    std::filesystem::path plain, part;
    File in, out;
    std::unique_ptr<ZSTD_CCtx, FreeContext> context{ZSTD_createCCtx()};
    std::vector<char> read = std::vector<char>(piece_bytes);
    std::vector<char> packed = std::vector<char>(ZSTD_CStreamOutSize());
    bool done = false;

    ~Inside() {
        if (!done) ::unlink(part.c_str());
    }
    Result<void> pack(std::size_t size, ZSTD_EndDirective end);
    Result<void> finish();
};

Result<void> Squeeze::Inside::pack(std::size_t size, ZSTD_EndDirective end) {
    ZSTD_inBuffer from{read.data(), size, 0};
    for (;;) {
        ZSTD_outBuffer to{packed.data(), packed.size(), 0};
        const std::size_t left = ZSTD_compressStream2(context.get(), &to, &from, end);
        if (ZSTD_isError(left))
            return fail(ErrorKind::unavailable,
                        fmt::format("cannot compress {}: {}.", plain.string(), ZSTD_getErrorName(left)));
        if (const int number = out.write({packed.data(), to.pos}); number != 0)
            return fail_of_system("write to", part, number);
        if (end == ZSTD_e_end ? left == 0 : from.pos == from.size) return {};
    }
}

Result<void> Squeeze::Inside::finish() {
    if (::fdatasync(out.descriptor()) != 0) return fail_of_system("sync", part, errno);
    std::filesystem::path packed_name = plain;
    packed_name += ".zst";
    if (::rename(part.c_str(), packed_name.c_str()) != 0) return fail_of_system("rename", part, errno);
    done = true;
    if (auto synced = sync_folder(plain.parent_path()); !synced) return synced;
    if (::unlink(plain.c_str()) != 0) return fail_of_system("delete", plain, errno);
    return {};
}

Squeeze::Squeeze(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Squeeze::~Squeeze() = default;
Squeeze::Squeeze(Squeeze&&) noexcept = default;
Squeeze& Squeeze::operator=(Squeeze&&) noexcept = default;

Result<Squeeze> Squeeze::begin(const std::filesystem::path& plain) {
    auto inside = std::make_unique<Inside>();
    inside->plain = plain;
    inside->part = plain;
    inside->part += ".zst.part";
    auto in = File::open(plain, O_RDONLY);
    if (!in) return fail(std::move(in));
    auto out = File::open(inside->part, O_WRONLY | O_CREAT | O_TRUNC);
    if (!out) return fail(std::move(out));
    inside->in = std::move(*in);
    inside->out = std::move(*out);
    check(inside->context != nullptr);
    ZSTD_CCtx_setParameter(inside->context.get(), ZSTD_c_compressionLevel, level);
    ZSTD_CCtx_setParameter(inside->context.get(), ZSTD_c_checksumFlag, 1);
    return Squeeze(std::move(inside));
}

Result<bool> Squeeze::step() {
    Inside& in = *inside_;
    auto got = in.in.read(in.read.data(), in.read.size(), in.plain);
    if (!got) return fail(std::move(got));
    if (auto packed = in.pack(*got, *got == 0 ? ZSTD_e_end : ZSTD_e_continue); !packed) return fail(std::move(packed));
    if (*got != 0) return true;
    if (auto finished = in.finish(); !finished) return fail(std::move(finished));
    return false;
}

}  // namespace vigia::store
