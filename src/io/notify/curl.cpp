#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <curl/curl.h>
#include <fmt/core.h>

#include "io/notify/mail_text.h"
#include "io/notify/notifier.h"

namespace vigia::notify {

namespace {

struct Close {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURL, Close>;

/// libcurl is made ready once for the program.
void ready() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

/// A list of texts as libcurl takes it.
class List {
  public:
    void add(const std::string& text) {
        curl_slist* longer = curl_slist_append(list_.get(), text.c_str());
        check(longer != nullptr);
        static_cast<void>(list_.release());
        list_.reset(longer);
    }
    [[nodiscard]] curl_slist* get() const { return list_.get(); }

  private:
    std::unique_ptr<curl_slist, Close> list_;
};

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

/// Text on its way out, a piece at a time.
struct Outgoing {
    std::string_view rest;
    static std::size_t read(char* into, std::size_t size, std::size_t count, void* self) {
        auto& out = *static_cast<Outgoing*>(self);
        const std::size_t some = std::min(size * count, out.rest.size());
        std::memcpy(into, out.rest.data(), some);
        out.rest.remove_prefix(some);
        return some;
    }
};

/// What both ways have in common: no signals, no redirects, no answer kept, nothing but the protocols named.
Handle handle(const std::string& url, const char* protocols, Duration patience) {
    ready();
    Handle made(curl_easy_init());
    check(made != nullptr);
    CURL* curl = made.get();
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, protocols);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");  // of the environment none is taken
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
    return made;
}

/// The scheme and host of an address: what may be told of it.
std::string place_of(const std::string& url) {
    const std::size_t start = url.find("://");
    if (start == url.npos) return "the address";
    std::size_t from = start + 3;
    const std::size_t end = std::min(url.find_first_of("/?#", from), url.size());
    if (const std::size_t at = url.rfind('@', end); at != url.npos && at >= from && at < end) from = at + 1;
    return url.substr(0, start + 3) + url.substr(from, end - from);
}

Result<void> outcome(CURLcode code, CURL* curl, const std::string& url, std::string_view what) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK) return {};
    const std::string answered = status > 0 ? fmt::format(", answer {}", status) : "";
    return fail(ErrorKind::unavailable, fmt::format("{} {} did not take it: {}{}", what, place_of(url), curl_easy_strerror(code), answered));
}

Result<void> check_url(const std::string& url, std::string_view plain, std::string_view secure, std::string_view example) {
    ready();
    const std::unique_ptr<CURLU, Close> read(curl_url());
    check(read != nullptr);
    char* scheme = nullptr;
    char* user = nullptr;
    const bool lawful = curl_url_set(read.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK && curl_url_get(read.get(), CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK;
    const std::string said = lawful ? scheme : "";
    const bool has_user = lawful && curl_url_get(read.get(), CURLUPART_USER, &user, 0) == CURLUE_OK;
    curl_free(scheme);
    curl_free(user);
    if (!lawful || (said != plain && said != secure)) return fail(ErrorKind::bad_input, fmt::format("this is no {} or {} address; it looks like {}", plain, secure, example));
    if (has_user) return fail(ErrorKind::bad_input, "a name or password does not stand in the address; they come from a file");
    return {};
}

}  // namespace

Result<void> check_webhook(const std::string& url) { return check_url(url, "http", "https", "http://127.0.0.1:9000/alerts"); }
Result<void> check_mail_server(const std::string& url) { return check_url(url, "smtp", "smtps", "smtp://mail.example.org:25"); }

Send by_webhook(Webhook webhook) {
    return [webhook = std::move(webhook)](const Notice& notice, Duration patience) -> Result<void> {
        const Handle made = handle(webhook.url, "http,https", patience);
        List headers;
        headers.add("Content-Type: application/json");
        headers.add("User-Agent: vigia");
        headers.add("X-Vigia-Notice: " + notice.id);
        headers.add("Expect:");
        curl_easy_setopt(made.get(), CURLOPT_HTTPHEADER, headers.get());
        curl_easy_setopt(made.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(notice.json.size()));
        curl_easy_setopt(made.get(), CURLOPT_POSTFIELDS, notice.json.c_str());
        if (auto sent = outcome(curl_easy_perform(made.get()), made.get(), webhook.url, "the webhook"); !sent) return sent;
        long status = 0;
        curl_easy_getinfo(made.get(), CURLINFO_RESPONSE_CODE, &status);
        if (status >= 200 && status < 300) return {};
        return fail(ErrorKind::unavailable, fmt::format("the webhook {} answered {}", place_of(webhook.url), status));
    };
}

Send by_mail(MailServer server, std::function<Time()> clock) {
    return [server = std::move(server), clock = std::move(clock)](const Notice& notice, Duration patience) -> Result<void> {
        const Handle made = handle(server.url, "smtp,smtps", patience);
        List recipients;
        for (const std::string& each : server.to) recipients.add("<" + each + ">");
        const std::string text = mail_text({.from = server.from, .subject = notice.subject, .text = notice.text, .to = server.to, .at = clock(), .id = notice.id});
        Outgoing outgoing{text};
        const std::string from = "<" + server.from + ">";
        CURL* curl = made.get();
        curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
        curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
        curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
        curl_easy_setopt(curl, CURLOPT_READFUNCTION, &Outgoing::read);
        curl_easy_setopt(curl, CURLOPT_READDATA, &outgoing);
        if (!server.user.empty()) {
            // A password goes out under TLS only.
            curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
            curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
            curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
        }
        return outcome(curl_easy_perform(curl), curl, server.url, "the mail server");
    };
}

}  // namespace vigia::notify
