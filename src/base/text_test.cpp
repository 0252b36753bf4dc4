#include "base/text.h"

#include <cmath>

#include <doctest/doctest.h>

namespace vigia {
namespace {

template <class... Args>
std::string with(void (*append)(std::string&, Args...), auto... args) {
    std::string out;
    append(out, args...);
    return out;
}

TEST_CASE("numbers are written with the decimals asked for") {
    CHECK(with(append_fixed, -1234, 2) == "-12.34");
    CHECK(with(append_fixed, 5, 3) == "0.005");
    CHECK(with(append_fixed, -5, 0) == "-5");
    CHECK(with(append_number, 12.5000, 4) == "12.5");
    CHECK(with(append_number, -0.00001, 2) == "0");
    CHECK(with(append_number, 100.0, 0) == "100");
    CHECK(with(append_number, std::nan(""), 2) == "null");
}

TEST_CASE("hostile text cannot leave a JSON string, a CSV field or an XML text") {
    CHECK(with(append_json, "a\"b\\c\n\x01") == R"("a\"b\\c\n\u0001")");
    CHECK(with(append_json, "\xC3\xB1 \xFF \xED\xA0\x80") == "\"\xC3\xB1 \xEF\xBF\xBD "
                                                             "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    CHECK(with(append_csv, "a,\"b\"") == "\"a,\"\"b\"\"\"");
    CHECK(with(append_csv, "plain") == "plain");
    CHECK(with(append_xml, "<img a='1'>&\x02") == "&lt;img a=&apos;1&apos;&gt;&amp;");
}

TEST_CASE("a fixed text keeps its own bytes and cuts what is too long") {
    CHECK(FixedText<4>("BALBOA").view() == "BALB");
    CHECK(FixedText<4>("AB") == FixedText<4>("AB"));
    CHECK(FixedText<4>().empty());
}

TEST_CASE("the nearest word is offered only when it is near") {
    constexpr std::string_view keys[] = {"listen", "retention", "feeds"};
    CHECK(nearest("listne", keys, 3) == "listen");
    CHECK(nearest("zzz", keys, 3).empty());
    CHECK(nearest("", keys, 3).empty());
}

TEST_CASE("a word with two letters exchanged, or one in the wrong place, is near") {
    constexpr std::string_view words[] = {"udp", "name", "watch", "replay"};
    CHECK(nearest("upd", words, 4) == "udp");
    CHECK(nearest("naem", words, 4) == "name");
    CHECK(nearest("wacht", words, 4) == "watch");
    CHECK(nearest("reply", words, 4) == "replay");
}

TEST_CASE("hashes tell texts apart and are the same on every machine") {
    CHECK(hash_of("vigia") == hash_of("vigia"));
    CHECK(hash_of("vigia") != hash_of("vigib"));
    CHECK(hash_of("") != hash_of(std::string_view("\0", 1)));
}

TEST_CASE("blanks at both ends are trimmed") {
    CHECK(trimmed(" \ta b\r\n") == "a b");
    CHECK(trimmed(" \t").empty());
}

}  // namespace
}  // namespace vigia
