#include "io/feed/inside/source.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <unistd.h>

namespace vigia::feed {

using model::Trouble;
using model::TroubleKind;

namespace {

TroubleKind kind_of_trouble(int error) {
    switch (error) {
        case ECONNREFUSED: return TroubleKind::refused;
        case ETIMEDOUT: return TroubleKind::timed_out;
        case EHOSTUNREACH:
        case ENETUNREACH:
        case ENETDOWN: return TroubleKind::unreachable;
        case ECONNRESET:
        case EPIPE: return TroubleKind::closed;
        case ENOENT:
        case ENODEV:
        case ENXIO: return TroubleKind::missing;
        case EACCES:
        case EPERM: return TroubleKind::denied;
        default: return TroubleKind::failed;
    }
}

}  // namespace

Trouble trouble_of(int error, std::string_view what, std::string_view hint) {
    return {kind_of_trouble(error), fmt::format("{}{}{}{}", what, what.empty() ? "" : ": ", std::strerror(error), hint)};
}

Trouble retried(Trouble trouble, Duration rest) {
    trouble.reason += fmt::format("; next try after {:.1f} s", static_cast<double>(rest.count()) / 1000);
    return trouble;
}

Duration BackOff::failed() {
    next_ = next_ == Duration{0} ? first_ : std::min(next_ * 2, longest_);
    return next_;
}

ReadEnd read_lines(int descriptor, LineSplitter& splitter, Harvest& out) {
    std::array<char, 64 * 1024> buffer;
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got == 0) return ReadEnd::closed;
    if (got < 0) return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? ReadEnd::later : ReadEnd::failed;
    const std::uint64_t before = splitter.too_long();
    out.lines += splitter.add({buffer.data(), static_cast<std::size_t>(got)}, out.bytes);
    out.too_long += splitter.too_long() - before;
    return ReadEnd::more;
}

std::unique_ptr<Source> make_source(const SourceUrl& url, const IntakeLimits& limits) {
    switch (url.kind) {
        case SourceKind::udp: return make_udp(url, limits);
        case SourceKind::tcp: return make_tcp(url, limits);
        case SourceKind::tcp_listen: return make_tcp_listen(url, limits);
        case SourceKind::serial: return make_serial(url, limits);
        case SourceKind::file: return make_file(url, limits);
        case SourceKind::standard_input: return make_standard_input(url, limits);
    }
    std::unreachable();
}

}  // namespace vigia::feed
