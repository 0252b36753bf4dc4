#include "app/secret_seed.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <span>

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "app/share.h"

namespace vigia::app {

namespace {

using Digest = std::array<unsigned char, 32>;

Digest sha256(std::span<const unsigned char> bytes) {
    Digest out{};
    unsigned int length = 0;
    check(EVP_Digest(bytes.data(), bytes.size(), out.data(), &length, EVP_sha256(), nullptr) == 1 && length == out.size());
    return out;
}

std::string hex(std::span<const unsigned char> bytes) {
    std::string out;
    for (const unsigned char byte : bytes) out += fmt::format("{:02x}", byte);
    return out;
}

Result<SecretSeed> seed_from_hex(std::string_view text, const std::string& file) {
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; };
    SecretSeed out{};
    bool whole = text.size() == 2 * out.size();
    for (std::size_t i = 0; whole && i < out.size(); ++i) {
        const int high = digit(text[2 * i]), low = digit(text[2 * i + 1]);
        whole = high >= 0 && low >= 0;
        out[i] = static_cast<unsigned char>(16 * high + low);
    }
    if (!whole) return fail(ErrorKind::bad_input, fmt::format("{}: this is no seed (64 digits 0-9 a-f). Name another file: one that does not exist yet gets a fresh seed.", file));
    return out;
}

}  // namespace

Result<SecretSeed> fresh_seed() {
    SecretSeed out{};
    if (getrandom(out.data(), out.size(), 0) != static_cast<ssize_t>(out.size())) return fail(ErrorKind::unavailable, "the system gives no random numbers");
    return out;
}

Result<SecretSeed> seed_of_file(const std::string& file) {
    const int made = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0 && errno == EEXIST) {
        const auto text = text_of_file(file);
        return text ? seed_from_hex(*text, file) : Result<SecretSeed>(std::unexpected(text.error()));
    }
    if (made < 0) return fail(ErrorKind::unavailable, fmt::format("cannot make the seed file {}: {}. Check the path and its rights.", file, std::strerror(errno)));
    const auto seed = fresh_seed();
    const std::string text = seed ? hex(*seed) + "\n" : std::string();
    const bool kept = seed && write(made, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && fsync(made) == 0;
    close(made);
    if (kept) return seed;
    unlink(file.c_str());
    return seed ? fail(ErrorKind::unavailable, fmt::format("cannot write the seed file {}: is the disk full?", file)) : seed;
}

std::string commitment(const SecretSeed& seed) { return "sha256:" + hex(sha256(seed)); }

std::vector<double> chances(const SecretSeed& seed, std::size_t count) {
    std::vector<double> out;
    std::array<unsigned char, 40> bytes{};
    std::ranges::copy(seed, bytes.begin());
    for (std::size_t n = 0; n < count; ++n) {
        for (std::size_t i = 0; i < 8; ++i) bytes[32 + i] = static_cast<unsigned char>(n >> (8 * i) & 0xFF);
        const Digest digest = sha256(bytes);
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | digest[i];
        out.push_back(static_cast<double>(bits >> 11) * 0x1p-53);
    }
    return out;
}

}  // namespace vigia::app
