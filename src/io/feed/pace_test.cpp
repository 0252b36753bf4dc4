#include "io/feed/pace.h"

#include <future>

#include <doctest/doctest.h>

namespace vigia::feed {
namespace {

using std::chrono::steady_clock;

Time at(std::int64_t ms) { return from_unix_milliseconds(1'000'000 + ms); }

TEST_CASE("at the fastest speed nothing waits") {
    Pace pace(Speed::fastest());
    const auto begun = steady_clock::now();
    for (int day = 0; day < 1000; ++day) CHECK(pace.wait_for(at(day * 86'400'000LL)));
    CHECK(steady_clock::now() - begun < std::chrono::seconds(5));
    CHECK(pace.state().now == at(999 * 86'400'000LL));
    CHECK(pace.wait_for(at(0)));
    CHECK(pace.state().now == at(999 * 86'400'000LL));
}

TEST_CASE("ten times the speed takes a tenth of the time, and never less") {
    Pace pace({10});
    const auto begun = steady_clock::now();
    CHECK(!pace.state().now);
    CHECK(pace.wait_for(at(0)));
    CHECK(pace.wait_for(at(500)));
    CHECK(pace.wait_for(at(200)));  // late: due at once
    CHECK(pace.wait_for(at(1000)));
    CHECK(steady_clock::now() - begun >= std::chrono::milliseconds(100));
    CHECK(pace.state().now == at(1000));
}

TEST_CASE("while paused a step lets pass the next record and those within it") {
    Pace pace(Speed::fastest());
    pace.pause();
    std::promise<void> first, second;
    auto reader = std::async(std::launch::async, [&] {
        CHECK(pace.wait_for(at(5000)));
        CHECK(pace.wait_for(at(5900)));
        first.set_value();
        CHECK(pace.wait_for(at(99'000)));
        second.set_value();
        CHECK(pace.wait_for(at(99'001)));
        return pace.wait_for(at(200'000));
    });
    pace.step(Duration{1000});
    first.get_future().wait();
    CHECK(pace.state().paused);
    CHECK(pace.state().now == at(5900));
    pace.step(Duration{1});  // however long the silence, one step shows the next record
    second.get_future().wait();
    pace.play();
    CHECK(reader.get());
    CHECK(pace.state().now == at(200'000));
}

TEST_CASE("a change of speed reaches the record that waits") {
    Pace pace({0.01});
    CHECK(pace.wait_for(at(0)));
    auto reader = std::async(std::launch::async, [&] { return pace.wait_for(at(3'600'000)); });
    pace.set_speed(Speed::fastest());
    CHECK(reader.get());
    CHECK(pace.state().speed.is_fastest());
}

TEST_CASE("stopping ends every wait") {
    Pace pace({1});
    CHECK(pace.wait_for(at(0)));
    auto reader = std::async(std::launch::async, [&] { return pace.wait_for(at(86'400'000LL * 365 * 300)); });
    pace.stop();
    CHECK(!reader.get());
    CHECK(!pace.wait_for(at(0)));
}

TEST_CASE("the time reached never runs back, nor past the record that waits") {
    Pace pace({50});
    CHECK(pace.wait_for(at(0)));
    auto reader = std::async(std::launch::async, [&] { return pace.wait_for(at(5000)); });
    Time last = at(0);
    while (reader.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        const Time now = *pace.state().now;
        CHECK(now >= last);
        CHECK(now <= at(5000));
        last = now;
    }
    CHECK(reader.get());
}

TEST_CASE("speeds are kept to what can be meant") {
    CHECK(Pace({-3}).state().speed.is_fastest());
    CHECK(Pace({1e9}).state().speed.times == 100'000);
    CHECK(Pace({1e-9}).state().speed.times == 0.01);
}

}  // namespace
}  // namespace vigia::feed
