// Global Fishing Watch's pipe-segment cases, with its parameters, against logic/identity.
//
// Agreed: where reports with a position are cut into segments. On purpose not the same: reports
// without a position get a segment here (there: none), since they say who the hull is; and segments
// do not end with the day.

#include <doctest/doctest.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "corpora/corpora.h"
#include "logic/identity/segments.h"

namespace vigia::identity {
namespace {

/// The text of a member of a one-line JSON object without nested objects; empty when it is not there.
std::string member(const std::string& line, const std::string& key) {
    const std::size_t at = line.find('"' + key + '"');
    if (at == std::string::npos) return {};
    std::size_t from = line.find_first_not_of(" :", at + key.size() + 2);
    if (line[from] != '"') return line.substr(from, line.find_first_of(",}", from) - from);
    return line.substr(from + 1, line.find('"', from + 1) - from - 1);
}

std::optional<double> number(const std::string& line, const std::string& key) {
    const std::string text = member(line, key);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

struct Message {
    int id = 0;
    std::string expected;  ///< segment; empty when null
    bool placed = false;
    model::Observation report;
};

model::Transceiver transceiver(const std::string& type) {
    if (type == "AIS.18" || type == "AIS.19" || type == "AIS.24") return model::Transceiver::class_b;
    return type == "AIS.99" ? model::Transceiver::unknown : model::Transceiver::class_a;
}

std::vector<Message> read(const std::filesystem::path& file) {
    std::ifstream in(file);
    REQUIRE_MESSAGE(in, file.string());
    std::vector<Message> all;
    for (std::string line; std::getline(in, line);) {
        Message m;
        m.id = static_cast<int>(number(line, "msgid").value());
        m.expected = member(line, "seg_id");
        if (m.expected == "null") m.expected.clear();
        m.report.mmsi = model::Mmsi::of(static_cast<std::uint32_t>(number(line, "ssvid").value()));
        m.report.seen = m.report.heard = from_unix_seconds(number(line, "timestamp").value());
        m.report.transceiver = transceiver(member(line, "type"));
        const auto latitude = number(line, "lat"), longitude = number(line, "lon");
        if (latitude && longitude) {
            m.placed = true;
            m.report.fix.emplace();
            m.report.fix->position = geo::Position::of(*latitude, *longitude);
            m.report.fix->speed = from_knots(number(line, "speed").value_or(0));
            m.report.fix->course = Degrees{number(line, "course").value_or(0)};
        }
        const std::string name = member(line, "shipname"), call_sign = member(line, "n_callsign");
        if (!name.empty() || !call_sign.empty()) {
            m.report.particulars.emplace();
            if (!name.empty()) m.report.particulars->name = FixedText<34>(name);
            if (!call_sign.empty()) m.report.particulars->call_sign = FixedText<7>(call_sign);
        }
        all.push_back(m);
    }
    std::sort(all.begin(), all.end(), [](const Message& a, const Message& b) {
        return std::pair(a.report.seen, a.id) < std::pair(b.report.seen, b.id);
    });
    return all;
}

/// Its parameters: segmenter_params.json, and the defaults of gpsdio-segment for the rest.
Limits limits_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    REQUIRE_MESSAGE(in, file.string());
    const std::string text(std::istreambuf_iterator<char>(in), {});
    Limits limits;
    limits.longest_gap = Duration{static_cast<std::int64_t>(number(text, "max_hours").value() * 3'600'000)};
    limits.fastest = from_knots(number(text, "max_speed").value());
    limits.penalty_exponent = number(text, "hours_exp").value_or(0.5);
    limits.padding = Seconds{15 * 60.0};
    return limits;
}

/// Segments the messages and checks that two of them share a segment here when they do there.
void same_cuts(const std::string& file) {
    const auto folder = corpora() / "events/gfw-pipe-segment/data";
    Segments segments(limits_of(folder / "segmenter_params.json"));
    std::uint32_t next = 1;
    std::map<std::string, model::TrackId> ours;
    std::map<model::TrackId, std::string> theirs;
    std::size_t compared = 0;
    for (const Message& m : read(folder / file)) {
        const Decision d = segments.assign(m.report, model::TrackId{next});
        if (d.begun) ++next;
        if (!m.placed) {
            CHECK_MESSAGE(m.expected.empty(), "message " << m.id);
            continue;
        }
        REQUIRE_MESSAGE(!m.expected.empty(), "message " << m.id);
        const auto [our, new_there] = ours.emplace(m.expected, d.track);
        CHECK_MESSAGE(our->second == d.track, "message " << m.id << " of " << m.expected << ": " << name(d.reason));
        const auto [their, new_here] = theirs.emplace(d.track, m.expected);
        CHECK_MESSAGE(their->second == m.expected, "message " << m.id << ": " << name(d.reason));
        CHECK(new_there == new_here);
        ++compared;
    }
    CHECK(compared > 3);
}

}  // namespace

TEST_CASE("segments are cut where pipe-segment cuts them on its first day") { same_cuts("expected_messages.json"); }

TEST_CASE("segments are cut where pipe-segment cuts them over two days with a gap of 22 hours") {
    same_cuts("expected_messages2.json");
}

TEST_CASE("segments are cut where pipe-segment cuts them at a jump of 314 km in an hour, in both classes") {
    same_cuts("ident-messages-expected.json");
}

TEST_CASE("with our own limits a ship silent for 22 hours at one place stays one track") {
    // The difference on purpose: a lost ship stays on the screen for 24 hours and must not be shown
    // twice when it is heard again.
    Segments segments;
    std::uint32_t next = 1;
    for (const Message& m : read(corpora() / "events/gfw-pipe-segment/data/expected_messages2.json")) {
        if (m.report.mmsi.number() != 4 || !m.placed) continue;
        const Decision d = segments.assign(m.report, model::TrackId{next});
        if (d.begun) ++next;
        CHECK(d.track == model::TrackId{1});
    }
}

}  // namespace vigia::identity
