#include "codec/ais/reader.h"

#include <doctest/doctest.h>

#include <vector>

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
