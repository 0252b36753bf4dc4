#include "codec/ais/reader.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <string>
#include <vector>

#include "base/random.h"
#include "codec/ais/encode.h"
#include "codec/ais/messages.h"
#include "codec/ais/registry.h"

using namespace vigia;
using namespace vigia::ais;

namespace {

struct Seen {
    std::vector<Message> messages;
    std::vector<std::optional<Time>> times;
    std::vector<std::string> stations;
    Statistics statistics;
    [[nodiscard]] std::uint64_t refused(Refusal refusal) const {
        return statistics.refused[static_cast<std::size_t>(refusal)];
    }
};

Seen read(std::string_view text, Policy policy = Policy::standard, std::size_t step = SIZE_MAX,
          Kernel kernel = best_kernel()) {
    Reader reader(policy, Registry::standard(), kernel);
    Batch batch;
    Seen seen;
    const auto take = [&] {
        for (std::size_t i = 0; i < batch.message_count(); ++i) {
            if (auto m = message(batch, i)) seen.messages.push_back(*m);
            const Line line = batch.line(batch.head(i).line);
            seen.times.push_back(line.recorded);
            seen.stations.emplace_back(line.station);
        }
    };
    while (!text.empty()) {
        reader.read(text.substr(0, step), batch);
        take();
        text.remove_prefix(std::min(step, text.size()));
    }
    reader.finish(batch);
    take();
    seen.statistics = reader.statistics();
    return seen;
}

}  // namespace

TEST_CASE("a well-known position report decodes to what other decoders say") {
    const Seen seen = read("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n");
    REQUIRE(seen.messages.size() == 1);
    const auto& report = std::get<PositionReport>(seen.messages[0]);
    CHECK(report.mmsi == Mmsi::of(371798000));
    CHECK(report.turn == Turn{-127});
    CHECK(report.speed->value == doctest::Approx(from_knots(12.3).value));
    CHECK(report.position->longitude() == doctest::Approx(-123.395383333).epsilon(1e-9));
    CHECK(report.position->latitude() == doctest::Approx(48.381633333).epsilon(1e-9));
    CHECK(report.course->value == doctest::Approx(224));
    CHECK(report.heading->value == 215);
    CHECK(report.moment.second == 33);
    CHECK(report.radio == 34017);
}

TEST_CASE("a voyage report in two sentences is put together") {
    const Seen seen = read("!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C\r\n"
                           "!AIVDM,2,2,1,A,88888888880,2*25\r\n");
    REQUIRE(seen.messages.size() == 1);
    const auto& voyage = std::get<StaticAndVoyage>(seen.messages[0]);
    CHECK(voyage.name.view() == "EVER DIADEM");
    CHECK(voyage.call_sign.view() == "3FOF8");
    CHECK(voyage.imo == 9134270);
    CHECK(voyage.destination.view() == "NEW YORK");
    CHECK(voyage.draught->value == doctest::Approx(12.2));
    CHECK(voyage.dimensions == Dimensions{225, 70, 1, 31});
    CHECK(seen.statistics.sentences == 2);
    CHECK(seen.statistics.multipart.complete == 1);
}

TEST_CASE("a tag group that carries a time but names no station gives its later lines the time") {
    const Seen seen = read("\\g:1-2-7,c:1700000000*1A\\!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n"
                           "\\g:2-2-7*6A\\!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A\n");
    REQUIRE(seen.messages.size() == 2);
    CHECK(seen.times[1] == from_unix_milliseconds(1'700'000'000'000));
    CHECK(seen.stations[1].empty());
}

namespace {

std::string with_sum(std::string_view body) {
    unsigned sum = 0;
    for (const char c : body) sum ^= static_cast<unsigned char>(c);
    char out[8];
    std::snprintf(out, sizeof out, "*%02X", sum);
    return "!" + std::string(body) + out;
}

constexpr std::string_view good = "!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4A";
constexpr std::string_view part_1 =
    "!AIVDM,2,1,1,A,55?MbV02;H;s<HtKR20EHE:0@T4@Dn2222222216L961O5Gf0NSQEp6ClRp8,0*1C";
constexpr std::string_view part_2 = "!AIVDM,2,2,1,A,88888888880,2*25";

Time at_ms(std::int64_t ms) { return from_unix_milliseconds(ms); }

/// Lines of every kind of message, dressed in every way, some of them broken.
std::string mixed_lines(Random& random, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) {
        PositionReport m;
        m.type = static_cast<std::uint8_t>(1 + random.below(3));
        m.mmsi = Mmsi::of(static_cast<std::uint32_t>(random.below(1'000'000'000)));
        m.position = geo::Position::of(random.uniform(-80, 80), random.uniform(-179, 179));
        Message message = m;
        const std::uint64_t dice = random.below(12);
        if (dice == 0) message = StaticAndVoyage{.mmsi = m.mmsi, .name = FixedText<20>("MIXED")};
        if (dice == 1) message = BroadcastBinary{.mmsi = m.mmsi, .dac = 316, .fi = 2, .data = encode(m)};
        if (dice == 2) message = AidToNavigation{.mmsi = m.mmsi, .name = FixedText<34>("A BUOY WITH A LONG NAME"), .position = m.position};
        if (dice == 3) message = StaticPartB{.mmsi = m.mmsi};
        if (dice == 4) message = BroadcastText{.mmsi = m.mmsi, .text = FixedText<213>("GATUN LOCKS")};
        if (dice == 5) message = SlotBinary{.type = 26, .mmsi = m.mmsi, .destination = 5U, .data = encode(m)};
        Dress dress{.talker = random.chance(0.5) ? "AI" : "BS"};
        dress.channel = "AB12\0C"[random.below(6)];
        dress.sequence = static_cast<unsigned>(random.below(10));
        if (random.chance(0.6)) dress.recorded = at_ms(1'700'000'000'000 + static_cast<std::int64_t>(i) * 700);
        if (random.chance(0.5)) dress.station = random.chance(0.5) ? "r003" : "COLON";
        dress.milliseconds = random.chance(0.5);
        dress.tag_every_part = random.chance(0.5);
        Bits bits = encode(message);
        if (random.chance(0.05)) bits.cut(random.below(bits.size()));
        const std::size_t begin = out.size();
        append_sentences(bits, dress, out, random.chance(0.5) ? "\n" : "\r\n");
        if (random.chance(0.1)) out[begin + random.below(out.size() - begin)] = static_cast<char>(random.below(256));
        if (random.chance(0.05)) out.erase(begin + random.below(out.size() - begin), 1);
        if (random.chance(0.03)) out += "$GPGGA,085411.000,5222.3215,N,00454.5778,E,1,4,2.95,16.0,M,47.0,M,,*61\n";
        if (random.chance(0.03)) out += "$PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B*5B\n";
        if (random.chance(0.03)) out += with_sum("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0,0") + "\n";
        if (random.chance(0.03)) out += std::string(good) + ",r003669987,1152921693\n";
        if (random.chance(0.02)) out += std::string(good) + std::string(good) + "\n";
        if (random.chance(0.02)) out += "\\g:1-2-77,s:G,c:1700000001*00\\" + std::string(part_1) + "\n" +
                                        "\\g:2-2-77*5E\\" + std::string(part_2) + "\n";
    }
    return out;
}

bool same(const Statistics& a, const Statistics& b) {
    return a.lines == b.lines && a.sentences == b.sentences && a.messages == b.messages && a.refused == b.refused &&
           a.digest == b.digest && a.multipart.complete == b.multipart.complete && a.tag_blocks_wrong == b.tag_blocks_wrong &&
           a.multipart.expired == b.multipart.expired && a.tag_blocks_ignored == b.tag_blocks_ignored &&
           a.multipart.orphan == b.multipart.orphan && a.resynchronised == b.resynchronised;
}

/// Everything that a reader says about a text, in words.
std::string told(std::string_view text, Policy policy, Kernel kernel, std::size_t step) {
    Reader reader(policy, Registry::standard(), kernel);
    Batch batch;
    std::string out;
    const auto take = [&] {
        for (std::size_t i = 0; i < batch.message_count(); ++i) {
            const MessageHead& head = batch.head(i);
            const Line line = batch.line(head.line);
            out += std::to_string(head.type) + ' ' + std::to_string(head.bits) + ' ' + std::string(line.station) + ' ';
            out += line.recorded ? std::to_string(to_unix_milliseconds(*line.recorded)) : "-";
            out += head.channel == 0 ? '-' : head.channel;
            for (std::size_t f = 0; f < table(head.layout).fields.size(); ++f) {
                out += ' ' + std::to_string(batch.cell(i, f));
                if (table(head.layout).fields[f].kind == Kind::text) batch.text(i, f, out);
                if (table(head.layout).fields[f].kind == Kind::data) batch.data(i, f).hex(out);
            }
            out += '\n';
        }
    };
    for (std::size_t at = 0; at < text.size(); at += step) {
        reader.read(text.substr(at, step), batch);
        take();
    }
    reader.finish(batch);
    take();
    return out;
}

/// The first line in which two texts differ, of both; empty when they are equal.
std::string first_difference(std::string_view a, std::string_view b) {
    if (a == b) return "";
    std::size_t line = 0;
    for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i)
        if (a[i] == '\n') line = i + 1;
    return std::string(a.substr(line, a.find('\n', line) - line)) + " | " + std::string(b.substr(line, b.find('\n', line) - line));
}

}  // namespace

TEST_CASE("all kernels say the same as the plain one, under every policy") {
    Random random(7);
    const std::string text = mixed_lines(random, 6000);
    for (const Policy policy : {Policy::strict, Policy::standard, Policy::lenient}) {
        const Statistics plain = read(text, policy, SIZE_MAX, Kernel::scalar).statistics;
        const std::string words = told(text, policy, Kernel::scalar, SIZE_MAX);
        CHECK(plain.messages > 1000);
        for (const Kernel kernel : {Kernel::sse2, Kernel::avx2, Kernel::avx512}) {
            if (!has_kernel(kernel)) continue;
            CAPTURE(name(kernel));
            CAPTURE(name(policy));
            CHECK(same(read(text, policy, SIZE_MAX, kernel).statistics, plain));
            CHECK(first_difference(told(text, policy, kernel, SIZE_MAX), words) == "");
        }
    }
}

TEST_CASE("a payload that holds a star or the begin of a sentence is refused for the same reason by all kernels") {
    const std::string after = "\n" + std::string(256, '#') + "\n";  // room, for the framing loop
    for (const Kernel kernel : {Kernel::scalar, Kernel::sse2, Kernel::avx2, Kernel::avx512}) {
        if (!has_kernel(kernel)) continue;
        CAPTURE(name(kernel));
        const auto star = read("!AIVDM,1,1,,B,402R3Wiuef:ek0tgkP*Ogc@100@NJ,0*42" + after, Policy::standard, SIZE_MAX, kernel);
        CHECK(star.statistics.refused[static_cast<std::size_t>(Refusal::checksum_wrong)] == 1);
        const auto mark = read("!BSVDM,1,1,,B,13mbsU0000PgeL`TCBaP0!5P`26p0,0*5D" + after, Policy::standard, SIZE_MAX, kernel);
        CHECK(mark.statistics.refused[static_cast<std::size_t>(Refusal::checksum_missing)] == 1);
        CHECK(mark.statistics.refused[static_cast<std::size_t>(Refusal::payload_character)] == 0);
    }
}

TEST_CASE("input may be cut anywhere: messages, counts and digest stay the same") {
    Random random(11);
    const std::string text = mixed_lines(random, 300);
    const Statistics whole = read(text).statistics;
    const std::string words = told(text, Policy::standard, best_kernel(), SIZE_MAX);
    for (const std::size_t step : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{63}, std::size_t{64}, std::size_t{1000}, std::size_t{4099}}) {
        CAPTURE(step);
        CHECK(same(read(text, Policy::standard, step).statistics, whole));
        CHECK(first_difference(told(text, Policy::standard, best_kernel(), step), words) == "");
    }
}

TEST_CASE("the digest tells a changed field and a changed order") {
    const auto digest = [](std::string_view text) { return read(text).statistics.digest; };
    const std::string a = with_sum("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0") + "\n";
    const std::string b = with_sum("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g308CQ,0") + "\n";
    CHECK(digest(a) != digest(b));
    CHECK(digest(a + b) != digest(b + a));
    CHECK(digest(a + a) != digest(a));
}

TEST_CASE("tag blocks give time by magnitude and station; the journal's own block is outermost") {
    const std::string s = "\\s:2573238,c:1733782034*0A\\" + std::string(good) + "\n";
    CHECK(read(s).times.at(0) == at_ms(1733782034000));
    CHECK(read(s).stations.at(0) == "2573238");
    CHECK(read("\\c:1733782034123*3A\\" + std::string(good) + "\n").times.at(0) == at_ms(1733782034123));
    CHECK(read("\\c:1733782034123456*39\\" + std::string(good) + "\n").times.at(0) == at_ms(1733782034123));

    Reader reader(Policy::standard, Registry::standard());
    Batch batch;
    const std::string twice_tagged = "\\c:1800000000000,s:feed*00\\" + s;  // the batch looks into it
    reader.read(twice_tagged, batch);
    REQUIRE(batch.message_count() == 1);
    const Line line = batch.line(0);
    CHECK(line.recorded == at_ms(1800000000000));
    CHECK(line.stated == at_ms(1733782034000));
    CHECK(line.station == "2573238");
    CHECK(reader.statistics().tag_blocks_wrong == 1);
}

TEST_CASE("a tag group carries time and station to its other sentences") {
    const Seen seen = read("\\g:1-2-1604,s:rORBCOMM008,c:1418169601,T:2014-12-10 00.00.01*37\\" + std::string(part_1) +
                           "\n" + std::string(good) + "\n\\g:2-2-1604*5F\\" + std::string(part_2) + "\n");
    REQUIRE(seen.messages.size() == 2);
    CHECK(seen.times[0] == std::nullopt);
    CHECK(seen.times[1] == at_ms(1418169601000));
    CHECK(seen.stations[1] == "rORBCOMM008");
}

TEST_CASE("suffixes, stamps and $PGHP lines date a sentence") {
    const std::string g(good);
    CHECK(read(g + ",r003669987,1152921693\n").times.at(0) == at_ms(1152921693000));
    CHECK(read(g + ",r003669987,1152921693\n").stations.at(0) == "r003669987");
    CHECK(read(g + ",d-109,S2105,t050056.00,T56.1,r003669946,1325394060,1325394001\n").times.at(0) == at_ms(1325394060000));
    CHECK(read("1733782034 " + g + "\n").times.at(0) == at_ms(1733782034000));
    CHECK(read("1733782034.5," + g + "\n").times.at(0) == at_ms(1733782034500));
    CHECK(read("2024-12-09T22:07:14.250Z " + g + "\n").times.at(0) == at_ms(1733782034250));
    const Seen dated = read("$PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B*5B\n" + g + "\n" + g + "\n");
    CHECK(dated.times.at(0) == *time_from_iso("2010-06-11T11:46:11.390Z"));
    CHECK(dated.times.at(1) == std::nullopt);
    CHECK(dated.refused(Refusal::not_ais) == 1);
}

TEST_CASE("several sentences in one line are all read, and garbage before a sentence is skipped") {
    const std::string g(good);
    CHECK(read(g + g + g).messages.size() == 3);
    CHECK(read(g + "\\c:1733782034*5C\\" + g + "\n").messages.size() == 2);
    const Seen garbage = read("x\x01y" + g + "\n!AIVDM,1,1,,A,15RT" + g + "\n");
    CHECK(garbage.messages.size() == 2);
    CHECK(garbage.statistics.resynchronised == 1);
    CHECK(garbage.refused(Refusal::checksum_missing) == 1);
    CHECK(read("# " + g + "\n").refused(Refusal::not_a_sentence) == 1);
}

TEST_CASE("a line that is too long is given up, and the next one is read") {
    for (const std::size_t step : {std::size_t{100}, SIZE_MAX}) {
        const Seen seen = read("!AIVDM," + std::string(5000, '1') + "\n" + std::string(good) + "\n", Policy::standard, step);
        CHECK(seen.messages.size() == 1);
        CHECK(seen.refused(Refusal::line_too_long) == 1);
    }
}

TEST_CASE("each refusal has its reason") {
    const auto reason = [](std::string_view text, Policy policy = Policy::standard) {
        const Seen seen = read(std::string(text) + "\n", policy);
        for (std::size_t i = 0; i < refusal_count; ++i)
            if (seen.statistics.refused[i] != 0) return name(static_cast<Refusal>(i));
        return name(Refusal::none);
    };
    CHECK(reason("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0*4B") == "checksum_wrong");
    CHECK(reason("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0") == "checksum_missing");
    CHECK(reason("!AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0", Policy::lenient) == "none");
    CHECK(reason(with_sum("XXVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0"), Policy::strict) == "talker");
    CHECK(reason(with_sum("XXVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0")) == "none");
    CHECK(reason(with_sum("AIVDM,1,1,,C,15RTgt0PAso;90TKcjM8h6g208CQ,0")) == "channel");
    CHECK(reason(with_sum("AIVDM,1,1,,C,15RTgt0PAso;90TKcjM8h6g208CQ,0"), Policy::lenient) == "none");
    CHECK(reason(with_sum("AIVDM,1,1,,1,15RTgt0PAso;90TKcjM8h6g208CQ,0"), Policy::strict) == "channel");
    CHECK(reason(with_sum("AIVDM,2,3,1,A,15RTgt0PAso;90TKcjM8h6g208CQ,0")) == "fragment");
    CHECK(reason(with_sum("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,6")) == "fill_bits");
    CHECK(reason(with_sum("AIVDM,1,1,,A,,0")) == "payload_empty");
    CHECK(reason(with_sum("AIVDM,1,1,,A,15RTgt0PAso;90TKcjXYZ6g208CQ,0")) == "payload_character");
    CHECK(reason(with_sum("AIVDM,1,1,,A,15RTgt0PAso,0")) == "message_length");
    CHECK(reason(with_sum("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ1234,0"), Policy::strict) == "message_length");
    CHECK(reason(with_sum("AIVDM,1,1,,A,05RTgt0PAso;90TKcjM8h6g208CQ,0")) == "message_type");
    CHECK(reason(with_sum("AIVDM,1,A,15RT,0")) == "malformed");
    CHECK(reason("\\c:12x*00\\" + std::string(good), Policy::strict) == "tag_block");
    CHECK(reason("$GPGGA,085411.000,5222.3215,N*61") == "not_ais");
}

TEST_CASE("parts may come interleaved, out of order and from two stations") {
    const std::string other = "!AIVDM,2,1,6,B,542M92h00001@<7;?G0PD4i@R0<tqA8tj37>220o0h:2240Ht50000000000,0*3B\n";
    const std::string other_2 = "!AIVDM,2,2,6,B,00000000000,2*21\n";
    const std::string one(part_1), two(part_2);
    CHECK(read(one + "\n" + other + two + "\n" + other_2).messages.size() == 2);
    CHECK(read(two + "\n" + one + "\n").messages.size() == 1);
    CHECK(read("\\s:A,c:1733782034*3C\\" + one + "\n\\s:B,c:1733782034*3F\\" + one + "\n\\s:B,c:1733782034*3F\\" + two +
               "\n\\s:A,c:1733782034*3C\\" + two + "\n").stations == std::vector<std::string>{"B", "A"});
}

TEST_CASE("a part that lost its others is given up after ten seconds of stream time or by the bound of lines") {
    const auto dressed = [](std::string_view sentence, std::int64_t seconds) {
        const std::string body = "c:" + std::to_string(seconds);
        return "\\" + body + with_sum(body).substr(body.size() + 1) + "\\" + std::string(sentence) + "\n";
    };
    CHECK(read(dressed(part_1, 1733782000) + dressed(part_2, 1733782009)).messages.size() == 1);
    const Seen late = read(dressed(part_1, 1733782000) + dressed(part_2, 1733782011));
    CHECK(late.messages.empty());
    CHECK(late.statistics.multipart.expired == 1);
    CHECK(late.refused(Refusal::part_expired) == 1);
    CHECK(late.refused(Refusal::part_orphan) == 1);

    std::string many(part_1);
    many += "\n";
    for (std::uint64_t i = 0; i <= max_waiting_lines; ++i) many += std::string(good) + "\n";
    CHECK(read(many + std::string(part_2) + "\n").statistics.multipart.expired == 1);
    std::string untimed(part_1);
    untimed += "\n";
    for (int i = 0; i < 3000; ++i) untimed += std::string(good) + "\n";
    CHECK(read(untimed + std::string(part_2) + "\n").statistics.multipart.complete == 1);
}

TEST_CASE("a duplicated part is dropped, and a reused identifier starts anew") {
    const std::string one(part_1), two(part_2);
    const Seen duplicated = read(one + "\n" + one + "\n" + two + "\n");
    CHECK(duplicated.messages.size() == 1);
    CHECK(duplicated.refused(Refusal::part_duplicated) == 1);
    const std::string reused = with_sum("AIVDM,2,1,1,A,542M92h00001@<7;?G0PD4i@R0<tqA8tj37>220o0h:2240Ht50000000000,0");
    const Seen anew = read(one + "\n" + reused + "\n" + two + "\n");
    CHECK(anew.messages.size() == 1);
    CHECK(sender(anew.messages.at(0)) == Mmsi::of(271010059));
    CHECK(anew.refused(Refusal::part_expired) == 1);
}

TEST_CASE("never more messages wait than the bound, and the oldest gives way") {
    std::string text;
    for (std::size_t i = 0; i < max_waiting_messages + 36; ++i)
        text += "\\s:S" + std::to_string(i) + "*00\\" + std::string(part_1) + "\n";
    const Seen seen = read(text);
    CHECK(seen.statistics.multipart.expired == max_waiting_messages + 36);
    CHECK(seen.statistics.multipart.waiting == 0);

}
