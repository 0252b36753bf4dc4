#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace vigia::notify {

/// One thing to be told.
struct Notice {
    std::string id;             ///< letters, digits, `.` and `-`; the same for each try
    std::string json;           ///< for the webhook
    std::string subject, text;  ///< for mail, UTF-8
};

/// Where notices go by HTTP POST.
struct Webhook {
    std::string url;  ///< http:// or https://
};

/// Where notices go by mail.
struct MailServer {
    std::string url;            ///< smtp://host:25 or smtps://host:465
    std::string from;
    std::vector<std::string> to;  ///< at most most_recipients
    std::string user, password;   ///< both empty: no login
};
inline constexpr std::size_t most_recipients = 20;

/// Errors: bad_input that says what such an address looks like.
[[nodiscard]] Result<void> check_webhook(const std::string& url);
[[nodiscard]] Result<void> check_mail_server(const std::string& url);

struct NotifierLimits {
    std::size_t queue = 256;                          ///< notices that wait for each way; a full queue loses the oldest
    std::uint32_t tries = 6;
    Duration first_pause = std::chrono::seconds(2);   ///< before the second try; doubled each time
    Duration longest_pause = std::chrono::minutes(2);
    Duration patience = std::chrono::seconds(10);     ///< for one try
};

/// One try to send. Errors: unavailable, without any secret. Called on the notifier's threads.
using Send = std::function<Result<void>(const Notice& notice, Duration patience)>;
[[nodiscard]] Send by_webhook(Webhook webhook);
/// `clock` tells the date of the mail.
[[nodiscard]] Send by_mail(MailServer server, std::function<Time()> clock);

/// What one way has done; grows only.
struct WayCounts {
    std::string way;               ///< `webhook`, `mail`
    std::uint64_t sent = 0, failed_tries = 0, given_up = 0, lost = 0;  ///< lost: the queue was full
    std::size_t waiting = 0;
    std::string problem;           ///< of the last try, when it failed; empty: it did not
};

/// Tells people and programs outside, each way on a thread of its own, so that a slow mail server holds up nothing else.
class Notifier {
  public:
    struct Way {
        std::string name;
        Send send;
    };
    explicit Notifier(std::vector<Way> ways, NotifierLimits limits = {});
    ~Notifier();  ///< stops; what still waits is given up
    Notifier(const Notifier&) = delete;
    Notifier& operator=(const Notifier&) = delete;

    /// Does not wait. Any thread.
    void tell(const Notice& notice);
    [[nodiscard]] std::vector<WayCounts> counts() const;
    /// Waits until nothing waits or `at_most` has passed. True when nothing does.
    bool drain(Duration at_most);
    void stop();

  private:
    struct Lane;
    std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace vigia::notify
