#include "service/serve/inside/live.h"

#include <algorithm>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "service/serve/inside/sea_for_test.h"
#include "service/serve/inside/wire.h"

using namespace vigia;
using namespace vigia::serve;
using namespace std::chrono_literals;
using nlohmann::json;

namespace {

constexpr net::ClientId ana{1}, bo{2};
const geo::Position pacific = geo::Position::of(8.85, -79.5), atlantic = geo::Position::of(9.4, -79.9);
constexpr std::string_view pacific_view = R"({"viewport":[-79.6,8.7,-79.4,9.0]})";

struct Seen {
    std::uint32_t track = 0;
    bool removed = false;
    bool operator==(const Seen&) const = default;
};

/// Keeps what clients are sent, and how much of it they have not taken.
class Post final : public net::Clients {
  public:
    struct Box {
        std::vector<net::Frame> frames;
        net::Backlog backlog;
    };
    void send(net::ClientId id, net::Frame frame) override { boxes[id].frames.push_back(std::move(frame)); }
    [[nodiscard]] net::Backlog backlog(net::ClientId id) const override {
        const auto found = boxes.find(id);
        return found == boxes.end() ? net::Backlog{} : found->second.backlog;
    }
    [[nodiscard]] const net::Counters& counters() const override { return counters_; }

    /// Takes the frames of a client: the kinds and tracks of its binary frames.
    std::string take(net::ClientId id) {
        std::string out;
        names.clear();
        for (const net::Frame& frame : boxes[id].frames) {
            const std::string bytes(frame.body.view());
            if (frame.kind == net::Frame::Kind::text) {
                const json said = json::parse(bytes);
                if (said["type"] == "names")
                    for (const auto& each : said["names"]) names += each.dump();
                if (said["type"] == "status") last_status = said;
                if (said["type"] == "problem") out += "problem ";
                continue;
            }
            sequences.push_back(static_cast<unsigned char>(bytes[8]));
            out += bytes[5] == 0 ? "snapshot" : "delta";
            for (std::size_t at = wire_header_bytes; at < bytes.size(); at += wire_record_bytes) {
                out += ':' + std::to_string(static_cast<unsigned char>(bytes[at]));
                if (bytes[at + 23] & 4) out += '-';
            }
            out += ' ';
        }
        boxes[id].frames.clear();
        return out;
    }

    std::map<net::ClientId, Box> boxes;
    std::string names;
    json last_status;
    std::vector<int> sequences;

  private:
    net::Counters counters_;
};

/// A watch: the sea, the wire, the clients, and a clock that only the test moves.
struct Watch {
    Sea sea;
    World world;
    Live live;
    Post post;
    Duration running{0};
    std::shared_ptr<const engine::Picture> picture;

    explicit Watch(LiveLimits limits = {}) : live(world, limits) {
        world.picture = [this] { return picture; };
        picture = sea.picture();
    }
    void comes(net::ClientId id, std::string_view word) {
        picture = sea.picture();
        live.opened(post, id);
        live.said(post, id, word);
    }
    /// A second passes, in four ticks.
    void second() {
        sea.wait(1s);
        picture = sea.picture();
        for (int i = 0; i < 4; ++i) live.tick(post, running += 250ms);
    }
};

}  // namespace

TEST_CASE("a viewport gets a snapshot at once, with the names of what it shows") {
    Watch watch;
    watch.sea.at(1, pacific).called(1, "ANCON").at(2, atlantic).at(3, pacific);
    watch.comes(ana, pacific_view);
    CHECK(watch.post.take(ana) == "snapshot:1:3 ");
    CHECK(watch.post.names == R"([1,"ANCON","000000001"][3,null,"000000003"])");
}

TEST_CASE("only tracks that changed in the view are told, each second") {
    Watch watch;
    watch.sea.at(1, pacific).at(2, atlantic).at(3, pacific);
    watch.comes(ana, pacific_view);
    watch.second();
    watch.post.take(ana);
    watch.second();
    CHECK(watch.post.take(ana).empty());
    watch.sea.at(3, pacific).at(2, atlantic);
    watch.second();
    CHECK(watch.post.take(ana) == "delta:3 ");
    CHECK(watch.post.names.empty());
    watch.sea.at(4, pacific);
    watch.second();
    CHECK(watch.post.take(ana) == "delta:4 ");
    CHECK(watch.post.names == R"([4,null,"000000004"])");
    CHECK(watch.post.last_status["vessels"] == 4);
    CHECK(watch.post.last_status["mode"] == "live");
}

TEST_CASE("the status says why what was edited is not in force, until it is") {
    Watch watch;
    std::string fault = "vigia.toml:3:1: unknown key";
    watch.world.judgement_problem = [&] { return fault; };
    watch.comes(ana, pacific_view);
    watch.second();
    watch.post.take(ana);
    CHECK(watch.post.last_status["judgement_problem"] == fault);
    fault.clear();
    watch.second();
    watch.post.take(ana);
    CHECK(watch.post.last_status["judgement_problem"].is_null());
}

TEST_CASE("the count of vessels leaves out aids to navigation") {
    Watch watch;
    watch.sea.at(1, pacific).aid(993'541'001, pacific);
    watch.comes(ana, pacific_view);
    CHECK(watch.post.take(ana) == "snapshot:1:2 ");
    watch.second();
    watch.post.take(ana);
    CHECK(watch.post.last_status["vessels"] == 1);
}

TEST_CASE("a ship that leaves the view is told once more, one on the watch list always") {
    Watch watch;
    watch.sea.at(1, pacific).at(2, atlantic);
    watch.comes(ana, R"({"viewport":[-79.6,8.7,-79.4,9.0],"watch":[2]})");
    CHECK(watch.post.take(ana) == "snapshot:1:2 ");
    watch.second();
    watch.post.take(ana);
    watch.sea.wait(2h).at(1, geo::Position::of(8.6, -79.5), 10, 180);
    watch.second();
    CHECK(watch.post.take(ana).find(":1") != std::string::npos);
    watch.sea.at(1, geo::Position::of(8.6, -79.5), 10, 180).at(2, atlantic);
    watch.second();
    CHECK(watch.post.take(ana) == "delta:2 ");
}

TEST_CASE("a name that is learnt or changed later is told, inside the view or when it comes into it") {
    Watch watch;
    watch.sea.at(1, pacific).at(2, atlantic).called(2, "OLD");
    watch.comes(ana, "{\"viewport\":[-180,-90,180,90]}");
    watch.second();
    watch.post.take(ana);
    watch.sea.called(1, "ANCON");
    watch.second();
    watch.post.take(ana);
    CHECK(watch.post.names == R"([1,"ANCON","000000001"])");
    watch.live.said(watch.post, ana, pacific_view);
    watch.second();
    watch.post.take(ana);
    CHECK(watch.post.names.empty());
    watch.sea.called(2, "NEW");
    watch.second();
    watch.post.take(ana);
    CHECK(watch.post.names.empty());
    watch.live.said(watch.post, ana, "{\"viewport\":[-180,-90,180,90]}");
    watch.second();
    watch.post.take(ana);
    CHECK(watch.post.names == R"([2,"NEW","000000002"])");
}

TEST_CASE("a client that says nothing gets everything after half a second") {
    Watch watch;
    watch.sea.at(1, pacific).at(2, atlantic);
    watch.picture = watch.sea.picture();
    watch.live.opened(watch.post, ana);
    watch.live.tick(watch.post, 250ms);
    CHECK(watch.post.take(ana).empty());
    watch.live.tick(watch.post, 500ms);
    CHECK(watch.post.take(ana) == "snapshot:1:2 ");
}

TEST_CASE("a client that drags its map gets at most four snapshots a second, the last view for sure") {
    Watch watch;
    watch.sea.at(1, pacific).at(2, atlantic);
    watch.comes(ana, pacific_view);
    for (int i = 0; i < 50; ++i) watch.live.said(watch.post, ana, pacific_view);
    watch.live.said(watch.post, ana, R"({"viewport":[-80,9.3,-79.8,9.5]})");
    CHECK(watch.post.take(ana) == "snapshot:1 ");
    watch.second();
    CHECK(watch.post.take(ana) == "snapshot:2 ");
}

TEST_CASE("a client that lags is not queued for, and gets the latest state once it has caught up") {
    Watch watch;
    watch.sea.at(1, pacific).at(3, pacific);
    watch.comes(ana, pacific_view);
    watch.comes(bo, pacific_view);
    watch.second();
    watch.post.take(ana);
    watch.post.take(bo);
    watch.post.boxes[ana].backlog.frames = 3;
    for (int i = 0; i < 3; ++i) {
        watch.sea.at(i == 0 ? 3U : 1U, pacific);
        watch.second();
    }
    CHECK(watch.post.boxes[ana].frames.empty());
    CHECK(watch.post.take(bo) == "delta:2 delta:1 delta:1 ");
    CHECK(watch.live.counts().skipped == 3);
    watch.post.boxes[ana].backlog.frames = 0;
    watch.second();
    CHECK(watch.post.take(ana) == "delta:1:2 ");
}

TEST_CASE("a client that lags too far gets a snapshot") {
    Watch watch(LiveLimits{.remembered = 3});
    watch.sea.at(1, pacific).at(3, pacific);
    watch.comes(ana, pacific_view);
    watch.second();
    watch.post.take(ana);
    watch.post.boxes[ana].backlog.frames = 3;
    for (int i = 0; i < 6; ++i) {
        watch.sea.at(1, pacific);
        watch.second();
    }
    watch.post.boxes[ana].backlog.frames = 0;
    watch.second();
    watch.second();
    CHECK(watch.post.take(ana) == "snapshot:1:2 ");
    CHECK(watch.live.counts().forgotten == 1);
}

TEST_CASE("a frame that was dropped on the way, or a gap that the client saw, is made good by a snapshot") {
    Watch watch;
    watch.sea.at(1, pacific);
    watch.comes(ana, pacific_view);
    watch.second();
    watch.post.take(ana);
    watch.post.boxes[ana].backlog.dropped = 1;
    watch.second();
    CHECK(watch.post.take(ana) == "snapshot:1 ");
    watch.live.said(watch.post, ana, R"({"resync":true})");
    watch.second();
    CHECK(watch.post.take(ana) == "snapshot:1 ");
    CHECK(watch.live.counts().resyncs == 1);
}

TEST_CASE("frames of a client are numbered without gaps") {
    Watch watch;
    watch.sea.at(1, pacific);
    watch.comes(ana, pacific_view);
    for (int i = 0; i < 5; ++i) {
        watch.sea.at(1, pacific);
        watch.second();
    }
    watch.post.take(ana);
    REQUIRE(watch.post.sequences.size() >= 5);
    for (std::size_t i = 0; i < watch.post.sequences.size(); ++i) CHECK(watch.post.sequences[i] == static_cast<int>(i));
}

TEST_CASE("a message that makes no sense gets a problem and changes nothing") {
    Watch watch;
    watch.sea.at(1, pacific);
    watch.comes(ana, pacific_view);
    watch.second();
    watch.post.take(ana);
    watch.live.said(watch.post, ana, "{\"viewport\":7}");
    watch.second();
    CHECK(watch.post.take(ana) == "problem ");
    watch.live.closed(ana);
    watch.live.said(watch.post, ana, pacific_view);
    watch.second();
    CHECK(watch.post.take(ana).empty());
}

TEST_CASE("many names are split into several frames") {
    Watch watch(LiveLimits{.names_per_frame = 10});
    for (std::uint32_t i = 1; i <= 25; ++i) watch.sea.at(i, pacific);
    watch.comes(ana, pacific_view);
    std::size_t frames = 0;
    for (const auto& frame : watch.post.boxes[ana].frames) frames += frame.body.view().starts_with("{\"type\":\"names\"");
    CHECK(frames == 3);
}
