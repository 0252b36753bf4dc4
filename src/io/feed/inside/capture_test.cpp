#include "io/feed/inside/capture.h"

#include <filesystem>
#include <fstream>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "base/random.h"

namespace vigia::feed {
namespace {

std::string big(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(value >> (8 * i));
    return out;
}
std::string little(std::uint64_t value, int bytes) {
    std::string out = big(value, bytes);
    return {out.rbegin(), out.rend()};
}

std::string udp(std::string_view payload) {
    return big(5000, 2) + big(10110, 2) + big(payload.size() + 8, 2) + big(0, 2) + std::string(payload);
}
std::string ip4(std::string_view body, unsigned protocol = 17, unsigned fragment = 0) {
    return "\x45" + big(0, 1) + big(body.size() + 20, 2) + big(1, 2) + big(fragment, 2) + "\x40" +
           big(protocol, 1) + big(0, 2) + big(0x7F000001, 4) + big(0x7F000001, 4) + std::string(body);
}
std::string ip6(std::string_view body, unsigned next = 17) {
    return "\x60" + big(0, 3) + big(body.size(), 2) + big(next, 1) + "\x40" + std::string(32, '\1') + std::string(body);
}
std::string frame(std::string_view packet, unsigned type = 0x0800, std::string_view tags = "") {
    return std::string(12, '\2') + std::string(tags) + big(type, 2) + std::string(packet);
}

struct Record {
    std::int64_t microseconds;
    std::string packet;
};

std::string pcap(const std::vector<Record>& records, unsigned link, bool swapped = false) {
    const auto word = [&](std::uint64_t v, int n) { return swapped ? big(v, n) : little(v, n); };
    std::string out = word(0xA1B2C3D4, 4) + word(2, 2) + word(4, 2) + word(0, 8) + word(65535, 4) + word(link, 4);
    for (const Record& r : records)
        out += word(static_cast<std::uint64_t>(r.microseconds / 1'000'000), 4) +
               word(static_cast<std::uint64_t>(r.microseconds % 1'000'000), 4) + word(r.packet.size(), 4) +
               word(r.packet.size(), 4) + r.packet;
    return out;
}

std::string block(unsigned type, std::string body) {
    while (body.size() % 4 != 0) body += '\0';
    const std::string size = little(body.size() + 12, 4);
    return little(type, 4) + size + body + size;
}

std::string pcapng(const std::vector<Record>& records, unsigned link) {
    std::string out = block(0x0A0D0D0A, little(0x1A2B3C4D, 4) + little(1, 2) + little(0, 2) + little(~0ull, 8));
    out += block(1, little(link, 2) + little(0, 2) + little(0, 4) + little(9, 2) + little(1, 2) + little(9, 4) + little(0, 4));
    out += block(5, std::string(20, '\0'));  // statistics: passed over
    for (const Record& r : records) {
        const std::uint64_t ticks = static_cast<std::uint64_t>(r.microseconds) * 1000;  // nanoseconds
        out += block(6, little(0, 4) + little(ticks >> 32, 4) + little(ticks & 0xFFFFFFFF, 4) +
                            little(r.packet.size(), 4) + little(r.packet.size(), 4) + r.packet);
    }
    return out;
}

struct Read {
    std::string text, error;
    RecordingCounts counts;
};

Read read_all(const std::string& bytes, RecordingLimits limits = {}) {
    const auto path = std::filesystem::temp_directory_path() / ("vigia-capture-" + std::to_string(::getpid()));
    std::ofstream(path, std::ios::binary) << bytes;
    Read all;
    auto recording = Recording::open(path.native(), limits);
    REQUIRE(recording);
    std::string piece;
    for (;;) {
        const auto more = (*recording)->read(piece);
        if (!more) all.error = more.error().message;
        if (!more || !*more) break;
        all.text += piece;
    }
    all.counts = (*recording)->counts();
    std::filesystem::remove(path);
    return all;
}

const std::string sentence = "!AIVDM,1,1,,A,13aG,0*00";
const Record plain{1'795'462'025'123'456, frame(ip4(udp(sentence + "\r\n")))};  // 2026-11-23T19:27:05.123Z

TEST_CASE("UDP payloads of pcap in either byte order and of pcapng become lines") {
    for (const std::string& file : {pcap({plain, plain}, 1), pcap({plain, plain}, 1, true), pcapng({plain, plain}, 1)}) {
        const Read all = read_all(file);
        CHECK(all.error.empty());
        CHECK(all.text == sentence + "\n" + sentence + "\n");
        CHECK(all.counts.packets == 2);
    }
}

TEST_CASE("asked to, each line begins with the time of its packet") {
    for (const std::string& file : {pcap({plain}, 1), pcapng({plain}, 1)})
        CHECK(read_all(file, {.packet_time = PacketTime::stamped}).text == "2026-11-23T19:27:05.123Z " + sentence + "\n");
}

TEST_CASE("every link type and both IP versions carry UDP") {
    const std::string v4 = ip4(udp(sentence)), v6 = ip6(udp(sentence));
    const std::string extended = ip6(big(17, 1) + big(0, 1) + std::string(6, '\0') + udp(sentence), 0);
    const std::string vlan = big(0x8100, 2) + big(7, 2), twice = big(0x88A8, 2) + big(7, 2) + vlan;
    const std::vector<std::pair<unsigned, std::string>> packets{
        {1, frame(v4)}, {1, frame(v6, 0x86DD)}, {1, frame(v4, 0x0800, vlan)}, {1, frame(v6, 0x86DD, twice)},
        {1, frame(extended, 0x86DD)}, {101, v4}, {101, v6}, {113, std::string(14, '\0') + big(0x0800, 2) + v4},
        {276, big(0x86DD, 2) + std::string(18, '\0') + v6}, {0, little(2, 4) + v4}, {108, big(2, 4) + v4},
        {228, v4}, {229, v6}};
    for (const auto& [link, packet] : packets) {
        INFO(link);
        CHECK(udp_payload(packet, link) == sentence);
        for (std::size_t cut = 0; cut < packet.size(); ++cut)  // no cut packet is read beyond its end
            CHECK(udp_payload(std::string(packet, 0, cut), link).value_or("").size() <= sentence.size());
    }
    CHECK(!udp_payload(frame(v4), 9999));
}

TEST_CASE("what is no whole UDP text is ignored and counted") {
    const std::vector<Record> odd{{0, frame(ip4(udp(sentence), 6))},            // TCP
                                  {0, frame(ip4(udp(sentence), 17, 0x2000))},   // a fragment
                                  {0, frame("arp", 0x0806)},
                                  {0, frame(ip4(udp(std::string("\0\1", 2))))},  // not text
                                  {0, ""}};
    const Read all = read_all(pcap(odd, 1));
    CHECK(all.text.empty());
    CHECK(all.error.empty());
    CHECK(all.counts.packets == 0);
    CHECK(all.counts.packets_ignored == odd.size());
}

TEST_CASE("a capture cut anywhere gives its whole packets and then an error or the end") {
    for (const std::string& file : {pcap({plain, plain}, 1), pcapng({plain, plain}, 1)})
        for (std::size_t cut = 4; cut < file.size(); ++cut) {
            const Read all = read_all(file.substr(0, cut));
            CHECK((all.text.empty() || all.text == sentence + "\n"));
        }
}

TEST_CASE("impossible sizes are damage, not memory") {
    std::string file = pcap({plain}, 1);
    file.replace(32, 4, "\xFF\xFF\xFF\x7F");
    CHECK(read_all(file).error.find("damaged") != std::string::npos);
    std::string next = pcapng({plain}, 1);
    next.replace(32, 4, little(0x7FFFFFFC, 4));
    CHECK(read_all(next).error.find("damaged") != std::string::npos);
}

TEST_CASE("no capture, however damaged, does harm") {
    Random dice(17);
    const std::string files[] = {pcap({plain, plain, plain}, 1), pcapng({plain, plain, plain}, 1)};
    for (int round = 0; round < 600; ++round) {
        std::string file = files[round % 2];
        for (int i = 0; i < 4; ++i) file[4 + dice.below(file.size() - 4)] = static_cast<char>(dice.bits());
        CHECK(read_all(file).counts.packets <= 3);
    }
}

}  // namespace
}  // namespace vigia::feed
