#include "io/feed/url.h"

#include <doctest/doctest.h>

namespace vigia::feed {
namespace {

SourceUrl good(std::string_view text) {
    auto url = SourceUrl::parse(text);
    INFO(text);
    REQUIRE(url);
    return *std::move(url);
}

TEST_CASE("each kind of source is read") {
    const SourceUrl udp = good("udp://0.0.0.0:10110");
    CHECK(udp.kind == SourceKind::udp);
    CHECK(udp.host == "0.0.0.0");
    CHECK(udp.port == 10110);
    CHECK(good("udp://:10110").host == "0.0.0.0");
    CHECK(good("udp://239.192.0.4:60004?interface=192.168.1.5&silent=90s").interface_address == "192.168.1.5");
    CHECK(good("udp://239.192.0.4:60004?interface=192.168.1.5&silent=90s").silent_after == Duration{90'000});
    const SourceUrl six = good("tcp://[2001:db8::1]:4001/");
    CHECK(six.host == "2001:db8::1");
    CHECK(six.port == 4001);
    CHECK(good("tcp-listen://127.0.0.1:0").kind == SourceKind::tcp_listen);
    const SourceUrl serial = good("serial:///dev/ttyUSB0?baud=4800");
    CHECK(serial.path == "/dev/ttyUSB0");
    CHECK(serial.baud == 4800);
    CHECK(good("serial:/dev/ttyS1").baud == 38400);
    const SourceUrl file = good("file:logs/today.nmea?from=end&follow=no");
    CHECK(file.path == "logs/today.nmea");
    CHECK(file.from == FileFrom::end);
    CHECK(file.end == FileEnd::stop);
    CHECK(good("file:///var/log/ais.nmea").path == "/var/log/ais.nmea");
    CHECK(good("-").kind == SourceKind::standard_input);
    CHECK(good("-?silent=5m").silent_after == Duration{300'000});
}

TEST_CASE("a wrong URL is named with the character and what would be right") {
    const auto message = [](std::string_view text) {
        const auto url = SourceUrl::parse(text);
        INFO(text);
        REQUIRE(!url);
        return url.error().message;
    };
    CHECK(message("tcp-listn://0.0.0.0:10110").find("did you mean tcp-listen?") != std::string::npos);
    CHECK(message("").find("no scheme") != std::string::npos);
    CHECK(message("tcp://host").find("character 11: the port is missing") != std::string::npos);
    CHECK(message("tcp://host:http").find("character 12: the port is a number") != std::string::npos);
    CHECK(message("tcp://host:70000").find("0 to 65535") != std::string::npos);
    CHECK(message("tcp://:4001").find("connects to a host") != std::string::npos);
    CHECK(message("tcp:host:4001").find("write tcp://") != std::string::npos);
    CHECK(message("tcp://a:b@host:1").find("passwords") != std::string::npos);
    CHECK(message("udp://::1:10110").find("brackets") != std::string::npos);
    CHECK(message("udp://[::1:10110").find("not closed") != std::string::npos);
    CHECK(message("serial://ttyUSB0").find("serial:///ttyUSB0") != std::string::npos);
    CHECK(message("file:").find("path is missing") != std::string::npos);
    CHECK(message("serial:///dev/ttyS0?baud=fast").find("baud is a number") != std::string::npos);
    CHECK(message("udp://:1?baud=4800").find("\"baud\" is no option of udp (it takes: silent, interface)") !=
          std::string::npos);
    CHECK(message("file:a?from=middle").find("start or end") != std::string::npos);
    CHECK(message("udp://:1?silent").find("name=value") != std::string::npos);
    CHECK(message("udp://:1?silent=0s").find("90s") != std::string::npos);
    CHECK(SourceUrl::parse("udp://:1?silent=0s").error().at == 16);
}

}  // namespace
}  // namespace vigia::feed
