// What the live wire costs: 100 screens that show all of 10,000 vessels, of which a third report each
// second, beside a relay that sends one ready-made frame of the same size to as many clients.
//
//   bench_serve [CLIENTS] [VESSELS] [BEATS]

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <latch>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <fmt/core.h>

#include "codec/ais/encode.h"
#include "codec/ais/registry.h"
#include "engine/engine.h"
#include "io/net/probe.h"
#include "service/serve/serve.h"

using namespace vigia;
using Steady = std::chrono::steady_clock;

namespace {

struct Scale {
    int clients = 100, vessels = 10'000, beats = 30;
};

template <class T>
T value(Result<T>&& result) {
    if (!result) {
        fmt::print(stderr, "bench_serve: {}\n", result.error().message);
        std::exit(5);
    }
    return std::move(*result);
}

/// 10,000 ships that report in turn, a third of them each second.
class Traffic {
  public:
    explicit Traffic(int vessels) : vessels_(vessels), engine_({}, ais::Registry::standard()) {
        source_ = value(engine_.add_source("bench", "udp://0.0.0.0:10110"));
        for (int i = 0; i < 3; ++i) second();
    }
    void second() {
        now_ += std::chrono::seconds(1);
        lines_.clear();
        for (int i = 0; i < vessels_ / 3 + 1; ++i, ++next_) report(next_ % vessels_);
        kept_.clear();
        engine_.hear(source_, now_, lines_, kept_);
        const std::lock_guard lock(mutex_);
        picture_ = engine_.picture();
    }
    std::shared_ptr<const engine::Picture> picture() {
        const std::lock_guard lock(mutex_);
        return picture_;
    }

  private:
    void report(int ship) {
        ais::PositionReport report;
        report.mmsi = model::Mmsi::of(355'000'000 + static_cast<std::uint32_t>(ship));
        const double way = 2e-5 * static_cast<double>(next_ / vessels_);
        report.position = geo::Position::of(7 + ship % 100 * 0.03 + way, -81 + ship / 100 * 0.03);
        report.speed = from_knots(12);
        report.course = Degrees{0};
        ais::append_sentences(ais::Message{report}, {}, lines_);
    }
    int vessels_, next_ = 0;
    engine::Engine engine_;
    engine::Kept kept_;
    model::SourceId source_{};
    Time now_ = from_unix_milliseconds(1'790'000'000'000);
    std::string lines_;
    std::mutex mutex_;
    std::shared_ptr<const engine::Picture> picture_;
};

double processor_seconds_of(net::Server& server) {
    double seconds = 0;
    std::latch done(1);
    server.post([&] {
        timespec used{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        seconds = static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
        done.count_down();
    });
    done.wait();
    return seconds;
}

struct Figures {
    std::vector<double> all_have_it_ms;  ///< for each beat: until the last client has the whole frame
    double busy = 0;                     ///< of one core
    std::size_t frame_bytes = 0;
};

/// Reads until a delta (or any binary frame of the relay) has come.
std::size_t frame_of(net::Probe& client) {
    for (;;) {
        const auto heard = value(client.hear());
        if (heard.kind == net::Probe::Message::Kind::closed) std::exit(5);
        if (heard.kind == net::Probe::Message::Kind::binary && heard.bytes[5] == 1) return heard.bytes.size();
    }
}

template <class Before>
Figures measured(net::Site site, const Scale& scale, const std::atomic<Steady::rep>& begun, Before&& before) {
    const auto server = value(net::Server::start({.host = "127.0.0.1", .port = 0}, std::move(site)));
    std::vector<net::Probe> clients;
    for (int i = 0; i < scale.clients; ++i) {
        clients.push_back(value(net::Probe::connect(server->port())));
        value(clients.back().upgrade("/api/v1/live", "vigia.1"));
        value(clients.back().say(R"({"viewport":[-90,0,-70,20]})"));
    }
    Figures out;
    for (int warm = 0; warm < 2; ++warm) {
        before();
        for (net::Probe& client : clients) frame_of(client);
    }
    const double cpu = processor_seconds_of(*server);
    const auto start = Steady::now();
    for (int beat = 0; beat < scale.beats; ++beat) {
        before();
        for (net::Probe& client : clients) out.frame_bytes = frame_of(client);
        out.all_have_it_ms.push_back(static_cast<double>(Steady::now().time_since_epoch().count() - begun.load()) / 1e6);
    }
    const double wall = std::chrono::duration<double>(Steady::now() - start).count();
    out.busy = (processor_seconds_of(*server) - cpu) / wall;
    std::ranges::sort(out.all_have_it_ms);
    return out;
}

void told(const char* what, const Figures& figures) {
    const auto& ms = figures.all_have_it_ms;
    fmt::print("{:8} frame {:7} B   all clients have it: median {:6.1f} ms, p99 {:6.1f} ms   server thread {:5.1f} % of a core\n", what,
               figures.frame_bytes, ms[ms.size() / 2], ms[std::min(ms.size() - 1, ms.size() * 99 / 100)], figures.busy * 100);
}

/// The floor: the same server sends one ready-made frame.
net::Site relay(std::size_t bytes, std::atomic<Steady::rep>& begun, std::set<net::ClientId>& clients) {
    std::string frame = "VIGA\1\1";
    frame.resize(bytes);
    net::Site site;
    site.channel.path = "/api/v1/live";
    site.channel.subprotocol = "vigia.1";
    site.channel.every = Duration{1000};
    site.channel.opened = [&](net::Clients&, net::ClientId id) { clients.insert(id); };
    site.channel.closed = [&](net::Clients&, net::ClientId id) { clients.erase(id); };
    site.channel.tick = [&begun, &clients, body = net::Body(std::move(frame))](net::Clients& all, Duration) {
        begun = Steady::now().time_since_epoch().count();
        for (const net::ClientId id : clients) all.send(id, {.kind = net::Frame::Kind::binary, .loss = net::Loss::allowed, .body = body});
    };
    return site;
}

}  // namespace

int main(int argc, char** argv) {
    Scale scale;
    if (argc > 1) scale.clients = std::atoi(argv[1]);
    if (argc > 2) scale.vessels = std::atoi(argv[2]);
    if (argc > 3) scale.beats = std::atoi(argv[3]);
    fmt::print("{} clients, {} vessels, {} beats of 1 s\n", scale.clients, scale.vessels, scale.beats);

    std::atomic<Steady::rep> begun = 0;
    Traffic traffic(scale.vessels);
    serve::World world;
    world.picture = [&] {
        begun = Steady::now().time_since_epoch().count();
        return traffic.picture();
    };
    const Figures vigia = measured(serve::site(world, {}), scale, begun, [&] { traffic.second(); });
    std::set<net::ClientId> clients;
    const Figures floor = measured(relay(vigia.frame_bytes, begun, clients), scale, begun, [] {});
    told("vigia", vigia);
    told("relay", floor);
    return 0;
}
