#include "io/feed/inside/lines.h"

#include <vector>

#include <doctest/doctest.h>

#include "base/random.h"

namespace vigia::feed {
namespace {

std::string split(std::string_view datagram) {
    std::string out;
    std::uint64_t too_long = 0;
    append_datagram(out, datagram, "", 1000, too_long);
    return out;
}

TEST_CASE("sentences of one datagram stand on lines of their own, with line ends and without") {
    const std::string two = "!AIVDM,1,1,,A,13aG,0*00\n!AIVDM,1,1,,B,13aG,0*01\n";
    CHECK(split("!AIVDM,1,1,,A,13aG,0*00\r\n!AIVDM,1,1,,B,13aG,0*01\r\n") == two);
    CHECK(split("!AIVDM,1,1,,A,13aG,0*00\n!AIVDM,1,1,,B,13aG,0*01") == two);
    CHECK(split("!AIVDM,1,1,,A,13aG,0*00!AIVDM,1,1,,B,13aG,0*01") == two);
    CHECK(split("\r\n\n").empty());
}

TEST_CASE("a tag block stays with the sentence after it") {
    CHECK(split("\\s:a,c:1*2A\\!AIVDM,1,1,,A,1,0*00\\s:b,c:2*2B\\!AIVDM,1,1,,B,1,0*01") ==
          "\\s:a,c:1*2A\\!AIVDM,1,1,,A,1,0*00\n\\s:b,c:2*2B\\!AIVDM,1,1,,B,1,0*01\n");
    CHECK(split("\\g:1-2-3*55\\\\s:a*2A\\!AIVDM,1,1,,A,1,0*00$PGHP,1,2*03") ==
          "\\g:1-2-3*55\\\\s:a*2A\\!AIVDM,1,1,,A,1,0*00\n$PGHP,1,2*03\n");
}

TEST_CASE("marks inside of text do not split it") {
    CHECK(split("367000001,\"HELP!\",$12,9.1") == "367000001,\"HELP!\",$12,9.1\n");
    CHECK(split("2026-11-23T00:00:00Z !AIVDM,1,1,,A,1,0*00") == "2026-11-23T00:00:00Z !AIVDM,1,1,,A,1,0*00\n");
    CHECK(split("\\i:say !AIVDM,x*2A\\!AIVDM,1,1,,A,1,0*00") == "\\i:say !AIVDM,x*2A\\!AIVDM,1,1,,A,1,0*00\n");
    CHECK(split("a\\b") == "a\\b\n");
}

TEST_CASE("a sentence that is too long is left out and counted, its neighbours are kept") {
    std::string out;
    std::uint64_t too_long = 0;
    CHECK(append_datagram(out, "!AIVDM," + std::string(50, 'x') + "!AIVDM,ok\n", ">", 20, too_long) == 1);
    CHECK(out == ">!AIVDM,ok\n");
    CHECK(too_long == 1);
}

TEST_CASE("a stream gives the same lines wherever its reads end") {
    const std::string text = "one\r\ntwo\n\n\nthree is long\rfour\n" + std::string(40, 'x') + "\nfive";
    LineSplitter whole(30);
    std::string expected;
    CHECK(whole.add(text, expected) == 4);
    CHECK(whole.finish(expected) == 1);
    CHECK(whole.too_long() == 1);
    CHECK(expected == "one\ntwo\nthree is long\nfour\nfive\n");
    Random dice(5);
    for (int round = 0; round < 200; ++round) {
        LineSplitter parts(30);
        std::string got;
        std::uint64_t lines = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t size = 1 + dice.below(9);
            lines += parts.add(std::string_view(text).substr(at, size), got);
            at += size;
        }
        lines += parts.finish(got);
        CHECK(got == expected);
        CHECK(lines == 5);
        CHECK(parts.too_long() == 1);
    }
}

TEST_CASE("a line begun on a lost connection is forgotten") {
    LineSplitter lines(30);
    std::string out;
    lines.add("!AIVDM,half", out);
    CHECK(lines.forget() == 1);
    CHECK(lines.forget() == 0);
    lines.add("!AIVDM,whole\n", out);
    CHECK(out == "!AIVDM,whole\n");
}

TEST_CASE("long lines are taken out of a block, at its ends too") {
    const std::string longer(11, 'x'), just(10, 'y');
    struct Case {
        std::string block, kept;
        std::uint64_t count;
    };
    const Case cases[] = {{longer + "\na\n" + just + "\n", "a\n" + just + "\n", 1},
                          {"a\n" + longer + "\nb\n" + longer + "\n", "a\nb\n", 2},
                          {"a\r\n" + just + "\r\n", "a\r\n" + just + "\r\n", 0},
                          {longer, "", 1},
                          {just, just, 0},
                          {"a\r" + longer + "\rb\r", "a\rb\r", 1}};
    for (const auto& [block, kept, count] : cases) {
        std::string left = block;
        CHECK(leave_out_long_lines(left, 10) == count);
        CHECK(left == kept);
    }
}

}  // namespace
}  // namespace vigia::feed
