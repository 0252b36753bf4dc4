// Writes the seeds of the fuzz corpora with our own encoder: make_corpora FOLDER
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/random.h"
#include "codec/ais/encode.h"

using namespace vigia;

namespace {

void write(const std::filesystem::path& file, std::string_view bytes) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
}

/// One message of each type that carries much.
std::vector<ais::Message> messages() {
    const auto who = model::Mmsi::of(351'000'001);
    const auto lock = geo::Position::of(9.27, -79.92);
    ais::PositionReport position{.mmsi = who, .position = lock};
    ais::BaseStationReport base{.mmsi = model::Mmsi::of(3'571'000), .position = lock};
    ais::StaticAndVoyage voyage{.mmsi = who, .name = FixedText<20>("CORPUS"), .destination = FixedText<20>("BALBOA")};
    ais::AidToNavigation aid{.mmsi = model::Mmsi::of(993'570'001), .name = FixedText<34>("GATUN APPROACH BUOY NUMBER")};
    ais::Bits lockage;
    for (int i = 0; i < 30; ++i) lockage.append(0x0105AB, 24);
    ais::BroadcastBinary broadcast{.mmsi = who, .dac = 316, .fi = 2, .data = lockage};
    ais::AddressedBinary addressed{.mmsi = who, .destination = 3'571'000, .dac = 1, .fi = 12, .data = lockage};
    return {position, base, voyage, aid, broadcast, addressed, ais::Acknowledgement{.mmsi = who}, ais::AircraftReport{.mmsi = who},
            ais::UtcInquiry{.mmsi = who}, ais::AddressedText{.mmsi = who, .text = FixedText<213>("HELLO")},
            ais::BroadcastText{.mmsi = who, .text = FixedText<213>("GATUN")}, ais::Interrogation{.mmsi = who},
            ais::Assignment{.mmsi = who}, ais::DgnssCorrection{.mmsi = who, .data = lockage}, ais::ClassBReport{.mmsi = who},
            ais::ClassBExtendedReport{.mmsi = who}, ais::SlotReservation{.mmsi = who}, ais::ChannelManagement{.mmsi = who},
            ais::GroupAssignment{.mmsi = who}, ais::StaticPartA{.mmsi = who}, ais::StaticPartB{.mmsi = who},
            ais::SlotBinary{.type = 26, .mmsi = who, .destination = 5U, .application = std::uint16_t{66}, .data = lockage.part(0, 80)},
            ais::LongRangeReport{.mmsi = who, .position = lock}};
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) return 2;
    const std::filesystem::path folder = words[1];
    std::size_t n = 0;
    for (const ais::Message& message : messages()) {
        const ais::Bits bits = ais::encode(message);
        const std::string name = std::to_string(n++);
        std::string sentences("\x01\x20", 2), plain("\x00\xFF", 2), bytes(1, static_cast<char>((8 - bits.size() % 8) % 8));
        ais::append_sentences(bits, {.recorded = from_unix_milliseconds(1'764'000'000'000), .station = "PMA"}, sentences);
        ais::append_sentences(bits, {.channel = 'B', .sequence = 3}, plain, "\r\n");
        for (std::size_t at = 0; at < bits.size(); at += 8)
            bytes.push_back(static_cast<char>(bits.number(at, 8) << (bits.size() - at < 8 ? 8 - (bits.size() - at) : 0)));
        write(folder / "framing" / (name + "-tagged"), sentences);
        write(folder / "framing" / (name + "-plain"), plain);
        write(folder / "payloads" / name, bytes);
    }
    write(folder / "framing" / "dated", "\x01\x10$PGHP,1,2026,11,23,19,0,0,0,351,,3570001,1,00*00\n!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A,r003,1764000000\n");
    write(folder / "tag_blocks" / "plain", "\\s:PMA,c:1764000000*00\\\n\\c:1764000000123*00\\\n\\s:x,c:1764000000,t:1764000001*00\\\n");
    write(folder / "tag_blocks" / "groups", "\\g:1-2-77,s:G,c:1764000000*00\\\n\\g:2-2-77*00\\\n\\g:1-2-78*00\\\n");
    write(folder / "tag_blocks" / "double", "\\c:1764000009000,s:feed*00\\\\s:PMA,c:1764000000*00\\\n\\si:AISD*00\\\n");
    write(folder / "tag_blocks" / "stamps", "1764000000 \n2026-11-23T19:00:00Z \n\\q:u,T:2026-11-23 19.00.00*00\\\n");
    Random random(1);
    for (int i = 0; i < 6; ++i) {
        std::string bytes;
        for (int k = 0; k < 60 * (i + 1); ++k) bytes.push_back(static_cast<char>(random.below(256)));
        write(folder / "multipart" / std::to_string(i), bytes);
    }
    write(folder / "registry" / "one", "[[message]]\ndac = [316, 366]\nfi = 2\nsub = {start = 2, bits = 6, value = 1}\nname = \"x\"\nleast = 8\nmost = 900\n"
          "fields = [{name = \"a\", bits = 4, kind = \"u\", none = 0, scale = 10, offset = -1.5, unit = \"m\"},\n"
          "  {name = \"g\", most = 3, group = [{name = \"b\", bits = 7, kind = \"i\"}, {name = \"t\", bits = 30, kind = \"text\"}]},\n"
          "  {name = \"rest\", bits = 0, kind = \"data\"}]\n");
    write(folder / "registry" / "fault", "[[message]]\ndac = 1024\nfeilds = []\n");
    return 0;
}
