#include "io/feed/intake.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include "io/feed/inside/bytes.h"

namespace vigia::feed {
namespace {

namespace fs = std::filesystem;
using model::SourceId;
using model::SourceState;
using model::TroubleKind;

constexpr Duration patience{20'000};  // a test that waits longer has failed
const std::string first = "!AIVDM,1,1,,A,13aG,0*00", second = "!AIVDM,1,1,,B,13aG,0*01";

IntakeLimits quick() {
    IntakeLimits limits;
    limits.first_back_off = Duration{10};
    limits.longest_back_off = Duration{40};
    return limits;
}

std::unique_ptr<Intake> started(std::vector<std::string> urls, IntakeLimits limits = quick()) {
    std::vector<SourceSetting> settings;
    for (std::string& url : urls) settings.push_back({"", std::move(url)});
    auto intake = Intake::start(std::move(settings), limits);
    if (!intake) FAIL(intake.error().message);
    return *std::move(intake);
}

/// What the intake hears until `enough` holds of it.
template <class Enough>
std::string heard_until(Intake& intake, Enough enough) {
    std::string all;
    while (!enough(all)) {
        const auto heard = intake.next(patience);
        if (!heard) {
            FAIL("heard only: " << all.substr(0, 500));
        }
        all += heard->bytes;
    }
    return all;
}

std::string heard_bytes(Intake& intake, std::size_t size) {
    return heard_until(intake, [&](const std::string& all) { return all.size() >= size; });
}

/// Waits for the health of a source to become so.
template <class So>
model::SourceHealth health_when(Intake& intake, So so, std::size_t source = 0) {
    const auto begun = std::chrono::steady_clock::now();
    for (;;) {
        const auto health = intake.health().at(source);
        if (so(health)) return health;
        if (std::chrono::steady_clock::now() - begun > patience) {
            FAIL("never so; state " << static_cast<int>(health.state) << ", " << health.trouble.reason);
        }
        std::this_thread::yield();
    }
}

auto is(SourceState state) {
    return [state](const model::SourceHealth& health) { return health.state == state; };
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

struct UdpSender {
    Descriptor socket{::socket(AF_INET, SOCK_DGRAM, 0)};
    sockaddr_in to;
    explicit UdpSender(std::uint16_t port) : to(loopback(port)) {}
    void send(std::string_view text) {
        REQUIRE(::sendto(socket.get(), text.data(), text.size(), 0, reinterpret_cast<sockaddr*>(&to), sizeof to) ==
                static_cast<ssize_t>(text.size()));
    }
};

Descriptor connected(std::uint16_t port) {
    Descriptor made(::socket(AF_INET, SOCK_STREAM, 0));
    const sockaddr_in to = loopback(port);
    REQUIRE(::connect(made.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0);
    return made;
}

void send_all(int socket, std::string_view text) {
    while (!text.empty()) {
        const ssize_t sent = ::write(socket, text.data(), text.size());
        REQUIRE(sent > 0);
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
}

/// A station that others connect to.
struct Station {
    Descriptor listening{::socket(AF_INET, SOCK_STREAM, 0)};
    std::uint16_t port = 0;
    explicit Station(std::uint16_t wanted = 0) {
        const int yes = 1;
        setsockopt(listening.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        sockaddr_in address = loopback(wanted);
        REQUIRE(::bind(listening.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
        REQUIRE(::listen(listening.get(), 8) == 0);
        socklen_t size = sizeof address;
        REQUIRE(getsockname(listening.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
        port = ntohs(address.sin_port);
    }
    Descriptor accept() const { return Descriptor(::accept(listening.get(), nullptr, nullptr)); }
    std::string url() const { return "tcp://127.0.0.1:" + std::to_string(port); }
};

struct TemporaryFile {
    fs::path path;
    explicit TemporaryFile(std::string_view text) {
        static int count = 0;
        path = fs::temp_directory_path() / ("vigia-intake-" + std::to_string(getpid()) + "-" + std::to_string(++count));
        add(text);
    }
    ~TemporaryFile() { fs::remove(path); }
    void add(std::string_view text) const { std::ofstream(path, std::ios::binary | std::ios::app) << text; }
    std::string url(std::string_view options = "") const { return "file:" + path.native() + std::string(options); }
};

TEST_CASE("datagrams become lines, several sentences in one too") {
    auto intake = started({"udp://127.0.0.1:0"});
    UdpSender sender(*intake->port(SourceId{0}));
    sender.send(first);
    sender.send(first + second + "\r\n" + first);
    const std::string all = heard_bytes(*intake, 4 * first.size() + 4);
    CHECK(all == first + "\n" + first + "\n" + second + "\n" + first + "\n");
    const auto health = intake->health().at(0);
    CHECK(health.state == SourceState::up);
    CHECK(health.lines == 4);
    CHECK(health.bytes == all.size());
    CHECK(health.lines_per_second > 0);
    CHECK(health.last_heard);
    CHECK(health.dropped == 0);
}

TEST_CASE("a multicast group is joined") {
    auto intake = started({"udp://239.255.42.99:0?interface=127.0.0.1"});
    UdpSender sender(*intake->port(SourceId{0}));
    sender.to.sin_addr.s_addr = inet_addr("239.255.42.99");
    const in_addr card{htonl(INADDR_LOOPBACK)};
    REQUIRE(setsockopt(sender.socket.get(), IPPROTO_IP, IP_MULTICAST_IF, &card, sizeof card) == 0);
    sender.send(first);
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
}

TEST_CASE("UDP without a reader drops the oldest batches, keeps the newest and counts the lines") {
    IntakeLimits limits = quick();
    limits.queue = 20'000;
    auto intake = started({"udp://127.0.0.1:0"}, limits);
    UdpSender sender(*intake->port(SourceId{0}));
    constexpr std::uint64_t count = 4000;
    for (std::uint64_t i = 0; i < count; ++i) {
        sender.send("line " + std::to_string(i) + std::string(200, '.'));
        // The kernel's own buffer must not be what is tested.
        if (i % 50 == 49) health_when(*intake, [&](const auto& h) { return h.lines >= i + 1; });
    }
    const std::string last = "line " + std::to_string(count - 1);
    const std::string all = heard_until(*intake, [&](const std::string& so_far) { return so_far.find(last) != std::string::npos; });
    const auto kept = static_cast<std::uint64_t>(std::ranges::count(all, '\n'));
    const auto health = intake->health().at(0);
    CHECK(health.dropped > 0);
    CHECK(kept + health.dropped == count);
    CHECK(health.lines == count);
    CHECK(all.size() < 60'000);
    CHECK(all.find("line 0.") == std::string::npos);
}

TEST_CASE("a TCP station is heard, lost, and heard again") {
    Station station;
    auto intake = started({station.url()});
    {
        const Descriptor peer = station.accept();
        send_all(peer.get(), first + "\r\n" + second.substr(0, 5));
        CHECK(heard_bytes(*intake, first.size()) == first + "\n");
        CHECK(health_when(*intake, is(SourceState::up)).reconnects == 0);
    }
    const Descriptor again = station.accept();  // comes by itself, after the back-off
    send_all(again.get(), second + "\n");
    CHECK(heard_bytes(*intake, second.size()) == second + "\n");  // the cut line is not glued to it
    CHECK(intake->health().at(0).reconnects >= 1);
}

TEST_CASE("a station that is not there yet is tried until it is") {
    std::uint16_t port;
    {
        const Station gone;
        port = gone.port;
    }
    auto intake = started({"tcp://127.0.0.1:" + std::to_string(port)});
    const auto health = health_when(*intake, [](const auto& h) { return h.state == SourceState::down && h.reconnects > 2; });
    CHECK(health.trouble.kind == TroubleKind::refused);
    CHECK(health.trouble.reason.find("Connection refused; next try after") != std::string::npos);
    const Station here(port);
    send_all(here.accept().get(), first + "\n");
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
}

TEST_CASE("a host is looked up by name, and a name that does not exist is said") {
    Station station;
    auto intake = started({"tcp://localhost:" + std::to_string(station.port), "tcp://no-such-host.invalid:1"});
    send_all(station.accept().get(), first + "\n");
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
    const auto unknown = health_when(*intake, is(SourceState::down), 1);
    CHECK(unknown.trouble.kind == TroubleKind::name_unknown);
    CHECK(unknown.trouble.reason.find("cannot find host no-such-host.invalid") != std::string::npos);
}

TEST_CASE("a TCP station that the consumer cannot follow is not read, and loses nothing") {
    IntakeLimits limits = quick();
    limits.queue = 100'000;
    Station station;
    auto intake = started({station.url()}, limits);
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += "!line " + std::to_string(i) + "\n";  // far more than the kernel holds
    const Descriptor peer = station.accept();
    auto writer = std::async(std::launch::async, [&] { send_all(peer.get(), text); });
    health_when(*intake, [](const auto& h) { return h.bytes >= 100'000; });
    CHECK(intake->health().at(0).bytes < 1'000'000);
    CHECK(heard_bytes(*intake, text.size()) == text);
    writer.get();
    CHECK(intake->health().at(0).dropped == 0);
    CHECK(intake->health().at(0).lines == 200'000);
}

TEST_CASE("stations connect to a listener, and those beyond the limit are turned away and counted") {
    IntakeLimits limits = quick();
    limits.clients = 2;
    auto intake = started({"tcp-listen://127.0.0.1:0"}, limits);
    CHECK(intake->health().at(0).trouble.kind == TroubleKind::nobody_connected);
    const std::uint16_t port = *intake->port(SourceId{0});
    Descriptor one = connected(port), two = connected(port);
    send_all(one.get(), first.substr(0, 9));
    send_all(two.get(), second + "\n");
    CHECK(heard_bytes(*intake, second.size()) == second + "\n");
    send_all(one.get(), first.substr(9) + "\n");  // lines of two stations are not mixed
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
    const Descriptor three = connected(port);
    char byte;
    CHECK(::read(three.get(), &byte, 1) == 0);  // closed by the listener
    CHECK(health_when(*intake, [](const auto& h) { return h.refused.contains("too_many_clients"); })
              .refused.at("too_many_clients") == 1);
    one.close();
    two.close();
    health_when(*intake, [](const auto& h) { return h.trouble.kind == TroubleKind::nobody_connected; });
    const Descriptor four = connected(port);
    send_all(four.get(), first + "\n");
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
}

TEST_CASE("a serial receiver is read raw, and again after it was unplugged") {
    const auto plug = [](const std::string& name) {
        Descriptor device(::posix_openpt(O_RDWR | O_NOCTTY));
        REQUIRE(device);
        REQUIRE(grantpt(device.get()) == 0);
        REQUIRE(unlockpt(device.get()) == 0);
        fs::remove(name);
        fs::create_symlink(ptsname(device.get()), name);
        return device;
    };
    const std::string name = (fs::temp_directory_path() / ("vigia-tty-" + std::to_string(getpid()))).native();
    Descriptor device = plug(name);
    auto intake = started({"serial:" + name + "?baud=4800"});
    health_when(*intake, is(SourceState::up));
    termios settings{};
    REQUIRE(tcgetattr(device.get(), &settings) == 0);
    CHECK(cfgetispeed(&settings) == B4800);
    CHECK((settings.c_lflag & ICANON) == 0);
    send_all(device.get(), first + "\r\n" + second.substr(0, 3));
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
    device.close();
    health_when(*intake, is(SourceState::down));
    device = plug(name);
    health_when(*intake, is(SourceState::up));
    send_all(device.get(), second + "\r\n");
    CHECK(heard_bytes(*intake, second.size()) == second + "\n");
    fs::remove(name);
}

TEST_CASE("a file is read and followed as it grows, is cut and is replaced") {
    const TemporaryFile log(first + "\n" + second.substr(0, 8));
    auto intake = started({log.url()});
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
    log.add(second.substr(8) + "\n");
    CHECK(heard_bytes(*intake, second.size()) == second + "\n");
    fs::resize_file(log.path, 0);
    health_when(*intake, [](const auto& h) { return h.reconnects == 1; });
    log.add("a\n");
    CHECK(heard_bytes(*intake, 2) == "a\n");
    fs::rename(log.path, log.path.native() + ".1");
    log.add("b\n");
    CHECK(heard_bytes(*intake, 2) == "b\n");
    fs::remove(log.path.native() + ".1");
}

TEST_CASE("a file may be followed from its end, or end where it ends") {
    const TemporaryFile log("old\n");
    auto intake = started({log.url("?from=end")});
    log.add("new\n");
    CHECK(heard_bytes(*intake, 4) == "new\n");
    auto once = started({log.url("?follow=no")});
    CHECK(heard_bytes(*once, 8) == "old\nnew\n");
    CHECK(!once->next(patience));
    CHECK(once->ended());
    CHECK(once->health().at(0).state == SourceState::ended);
}

TEST_CASE("standard input ends the intake when it ends") {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const int before = dup(STDIN_FILENO);
    REQUIRE(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    close(ends[0]);
    auto intake = started({"-"});
    dup2(before, STDIN_FILENO);
    close(before);
    send_all(ends[1], first + "\n" + second);
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
    close(ends[1]);
    CHECK(heard_bytes(*intake, second.size()) == second + "\n");
    CHECK(!intake->next(patience));
    CHECK(intake->ended());
}

TEST_CASE("a source that says nothing is called silent, and up again when it speaks") {
    auto intake = started({"udp://127.0.0.1:0?silent=30ms"});
    const auto health = health_when(*intake, is(SourceState::silent));
    CHECK(health.trouble.kind == TroubleKind::silent);
    CHECK(health.trouble.reason.find("nothing heard for more than") != std::string::npos);
    UdpSender sender(*intake->port(SourceId{0}));
    sender.send(first);
    heard_bytes(*intake, first.size());
    health_when(*intake, is(SourceState::silent));
}

TEST_CASE("a TCP connection that is silent for long is made anew") {
    IntakeLimits limits = quick();
    limits.silent_after = Duration{20};
    limits.reconnect_silent = Duration{40};
    Station station;
    auto intake = started({station.url()}, limits);
    const Descriptor dead = station.accept();  // says nothing, as a half-open connection does
    const Descriptor fresh = station.accept();
    send_all(fresh.get(), first + "\n");
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
}

TEST_CASE("a line that is too long is left out and counted") {
    IntakeLimits limits = quick();
    limits.line = 100;
    auto intake = started({"tcp-listen://127.0.0.1:0"}, limits);
    const Descriptor peer = connected(*intake->port(SourceId{0}));
    send_all(peer.get(), std::string(1000, 'x') + "\n" + first + "\n");
    CHECK(heard_bytes(*intake, first.size()) == first + "\n");
    CHECK(intake->health().at(0).refused.at("line_too_long") == 1);
}

TEST_CASE("a line whose end never came is counted, whether its connection was lost or the intake stops") {
    Station station;
    auto intake = started({station.url(), "tcp-listen://127.0.0.1:0"});
    {
        const Descriptor lost = station.accept();
        send_all(lost.get(), first + "\n" + first.substr(0, 9));
        CHECK(heard_bytes(*intake, first.size()) == first + "\n");
    }
    const Descriptor again = station.accept(), peer = connected(*intake->port(SourceId{1}));
    CHECK(health_when(*intake, [](const auto& health) { return health.reconnects == 1; }).refused.at("line_cut") == 1);
    send_all(again.get(), second + "\n" + second.substr(0, 5));
    send_all(peer.get(), second + "\n" + second.substr(0, 7));
    CHECK(heard_bytes(*intake, 2 * second.size() + 2) == second + "\n" + second + "\n");
    intake->stop();
    CHECK(intake->health().at(0).refused.at("line_cut") == 2);
    CHECK(intake->health().at(1).refused.at("line_cut") == 1);
}

TEST_CASE("batches of several sources come in the order of their arrival, times never run back") {
    auto intake = started({"udp://127.0.0.1:0", "udp://127.0.0.1:0"});
    UdpSender one(*intake->port(SourceId{0})), two(*intake->port(SourceId{1}));
    Time last{};
    for (int i = 0; i < 100; ++i) {
        (i % 2 == 0 ? one : two).send("line " + std::to_string(i));
        health_when(*intake, [&](const auto& h) { return h.lines == static_cast<std::uint64_t>(i / 2 + 1); },
                    static_cast<std::size_t>(i % 2));
    }
    for (int i = 0; i < 100; ++i) {
        const auto heard = intake->next(patience);
        REQUIRE(heard);
        CHECK(heard->bytes == "line " + std::to_string(i) + "\n");
        CHECK(static_cast<int>(heard->source) == i % 2);
        CHECK(heard->at >= last);
        last = heard->at;
    }
}

TEST_CASE("no batch is larger than the limit, and each holds whole lines") {
    IntakeLimits limits = quick();
    limits.batch = 1000;
    limits.line = 200;
    const TemporaryFile log([] {
        std::string text;
        for (int i = 0; i < 3000; ++i) text += "!line " + std::to_string(i) + "\n";
        return text;
    }());
    auto intake = started({log.url("?follow=no")}, limits);
    std::string all;
    while (const auto heard = intake->next(patience)) {
        CHECK(heard->bytes.size() <= 1000);
        CHECK(heard->bytes.ends_with('\n'));
        all += heard->bytes;
    }
    CHECK(std::ranges::count(all, '\n') == 3000);
}

TEST_CASE("stopping ends a consumer that waits, and what was heard can still be taken") {
    auto intake = started({"udp://127.0.0.1:0"});
    auto waiting = std::async(std::launch::async, [&] { return intake->next(patience); });
    intake->stop();
    CHECK(!waiting.get());
    CHECK(intake->ended());
    intake->stop();
    auto other = started({"udp://127.0.0.1:0"});
    UdpSender(*other->port(SourceId{0})).send(first);
    health_when(*other, [](const auto& h) { return h.lines == 1; });
    other->stop();
    CHECK(!other->ended());
    CHECK(other->next(patience)->bytes == first + "\n");
    CHECK(other->ended());
}

TEST_CASE("what cannot begin is said with its source and a remedy") {
    const auto message = [](const std::string& url) {
        const auto intake = Intake::start({{"pier", url}});
        REQUIRE(!intake);
        return intake.error().message;
    };
    CHECK(message("udp:/x").starts_with("source \"pier\": \"udp:/x\", character 5"));
    CHECK(message("udp://name:1").find("name is no address in numbers") != std::string::npos);
    CHECK(message("file:/nowhere/x").find("cannot open /nowhere/x: No such file") != std::string::npos);
    CHECK(message("serial:///dev/ttyUSB0?baud=7").find("7 baud is not known") != std::string::npos);
    const Station busy;
    CHECK(message("tcp-listen://127.0.0.1:" + std::to_string(busy.port)).find("stop it, or take another port") !=
          std::string::npos);
    CHECK(Intake::start({}).error().kind == ErrorKind::bad_input);
}

}  // namespace
}  // namespace vigia::feed
