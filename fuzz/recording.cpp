// Recordings of any kind: plain, gzip, zstd, pcap, pcapng. The first byte chooses the limits.
#include <cstdint>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "io/feed/recording.h"
#include "io/feed/url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vigia;
    if (size == 0) return 0;
    static const int file = memfd_create("recording", 0);
    check(ftruncate(file, 0) == 0);
    check(pwrite(file, data + 1, size - 1, 0) == static_cast<ssize_t>(size - 1));

    feed::RecordingLimits limits{.block = data[0] % 2 == 0 ? 64u : 4096u, .line = 50, .expanded = 1 << 20};
    if (data[0] % 4 > 1) limits.packet_time = feed::PacketTime::stamped;
    auto recording = feed::Recording::open("/proc/self/fd/" + std::to_string(file), limits);
    check(recording.has_value());
    std::string block;
    std::uint64_t bytes = 0;
    for (;;) {
        const auto more = (*recording)->read(block);
        if (!more) continue;  // each file fails at most once
        if (!*more) break;
        check(!block.empty() && block.size() <= limits.block);
        bytes += block.size();
    }
    check((*recording)->counts().bytes == bytes);
    check((*recording)->consumed() <= size - 1);

    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto url = feed::SourceUrl::parse(text);
    if (!url && url.error().kind == ErrorKind::bad_input) check(url.error().at <= text.size());
    return 0;
}
