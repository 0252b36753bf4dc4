#include "io/notify/mail_text.h"

#include <vector>

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::notify;

namespace {

const std::vector<std::string> to = {"guardia@example.org", "ops@example.org"};

std::string written(std::string subject, std::string text) {
    return mail_text({.from = "vigia@example.org", .subject = std::move(subject), .text = std::move(text), .to = to, .at = *time_from_iso("2026-11-23T07:05:09Z"), .id = "alert-1"});
}

}  // namespace

TEST_CASE("a mail is text that any server takes") {
    const std::string mail = written("Lancha rápida", "hola\n");
    CHECK(mail == "Date: Mon, 23 Nov 2026 07:05:09 +0000\r\nFrom: <vigia@example.org>\r\nTo: <guardia@example.org>,\r\n <ops@example.org>\r\n"
                  "Message-ID: <alert-1@vigia.invalid>\r\nSubject: =?UTF-8?B?TGFuY2hhIHLDoXBpZGE=?=\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                  "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\naG9sYQo=\r\n");
}

TEST_CASE("a line break in a subject begins no header, and no line is too long") {
    const std::string mail = written("x\r\nBcc: evil@example.org" + std::string(300, 'a'), std::string(500, 'b'));
    CHECK(mail.find("Bcc:") == mail.npos);
    for (std::size_t at = 0; at < mail.size();) {
        const std::size_t end = mail.find("\r\n", at);
        REQUIRE(end != mail.npos);
        CHECK(end - at <= 78 + 10);
        at = end + 2;
    }
}

TEST_CASE("what can be an address of mail") {
    for (const char* good : {"a@b", "guardia.1@pancanal.com"}) CHECK(is_mail_address(good));
    for (const char* bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\r\nRCPT TO:<x>", "<a@b>", "a,b@c"}) CHECK_FALSE(is_mail_address(bad));
}
