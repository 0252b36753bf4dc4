#include "io/notify/notifier.h"

#include <atomic>
#include <mutex>

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::notify;
using namespace std::chrono_literals;

namespace {

/// Takes notices, after refusing each so many times.
struct Receiver {
    std::mutex mutex;
    std::vector<std::string> got;
    int refuse = 0;
    Send send() {
        return [this](const Notice& notice, Duration) -> Result<void> {
            const std::lock_guard lock(mutex);
            if (refuse > 0) {
                --refuse;
                return fail(ErrorKind::unavailable, "not now");
            }
            got.push_back(notice.id);
            return {};
        };
    }
};

Notice notice(std::string id) { return {.id = std::move(id), .json = "{}", .subject = "s", .text = "t"}; }

constexpr NotifierLimits quick{.queue = 4, .tries = 3, .first_pause = 1ms, .longest_pause = 2ms, .patience = 1s};

}  // namespace

TEST_CASE("notices go out in order, and one that is refused is tried again") {
    Receiver receiver;
    receiver.refuse = 2;
    Notifier notifier({{"webhook", receiver.send()}}, quick);
    notifier.tell(notice("a"));
    notifier.tell(notice("b"));
    REQUIRE(notifier.drain(10s));
    CHECK(receiver.got == std::vector<std::string>{"a", "b"});
    const WayCounts counts = notifier.counts().at(0);
    CHECK(counts.sent == 2);
    CHECK(counts.failed_tries == 2);
    CHECK(counts.problem.empty());
}

TEST_CASE("what nobody takes is given up and counted, and the other way is not held up") {
    Receiver never, always;
    never.refuse = 1'000;
    Notifier notifier({{"mail", never.send()}, {"webhook", always.send()}}, quick);
    notifier.tell(notice("a"));
    REQUIRE(notifier.drain(10s));
    CHECK(always.got.size() == 1);
    const WayCounts counts = notifier.counts().at(0);
    CHECK(counts.given_up == 1);
    CHECK(counts.failed_tries == 3);
    CHECK(counts.problem == "not now");
}

TEST_CASE("a full queue loses the oldest and counts it") {
    std::atomic<bool> open = false;
    std::mutex mutex;
    std::vector<std::string> got;
    Notifier notifier({{"webhook", [&](const Notice& each, Duration) -> Result<void> {
                            open.wait(false);
                            const std::lock_guard lock(mutex);
                            got.push_back(each.id);
                            return {};
                        }}}, quick);
    for (const char* id : {"a", "b", "c", "d", "e", "f"}) notifier.tell(notice(id));
    open = true;
    open.notify_all();
    REQUIRE(notifier.drain(10s));
    CHECK(notifier.counts().at(0).lost == 2);
    CHECK(got.back() == "f");
}

TEST_CASE("addresses are checked, and no secret stands in them") {
    CHECK(check_webhook("http://127.0.0.1:9000/alerts"));
    CHECK(check_webhook("https://ops.example.org/x?y=1"));
    CHECK(check_mail_server("smtps://mail.example.org"));
    CHECK_FALSE(check_webhook("ftp://a/b"));
    CHECK_FALSE(check_webhook("nonsense here"));
    CHECK_FALSE(check_mail_server("http://a"));
    CHECK(check_webhook("http://ana:secret@host/").error().message.find("secret") == std::string::npos);
}

TEST_CASE("a place where nobody listens is told without more than its host") {
    const auto send = by_webhook({.url = "http://127.0.0.1:1/hidden?key=secret"});
    const auto sent = send(notice("a"), 5s);
    REQUIRE_FALSE(sent);
    CHECK(sent.error().message.find("http://127.0.0.1:1 did not take it") != std::string::npos);
    CHECK(sent.error().message.find("secret") == std::string::npos);
}
