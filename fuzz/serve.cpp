// What strangers can say to the server: the target of a request, what a live client says, the command
// to a replay, an action on an alert. The first byte chooses the reader.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/net/route.h"
#include "service/serve/inside/command.h"

using namespace vigia;

namespace {

void read_target(std::string_view text) {
    const auto target = net::target_from_text(text);
    if (!target) return;
    check(target->path.starts_with('/'));
    check(target->path.find('\0') == std::string::npos);
    check((target->path + "/").find("/../") == std::string::npos);
    check(target->query.size() <= net::query_limit);
    std::string again = "/?q=" + net::percent_encoded(target->path.substr(1));  // what was read can be written
    if (target->path.size() > 1) check(net::target_from_text(again)->query.at(0).value == target->path.substr(1));
    (void)net::is_own_host(text, 8080);
    (void)net::is_own_origin(text, 8080);
}

void read_word(std::string_view text) {
    const auto word = serve::client_word_from_json(text);
    if (!word) return;
    if (word->viewport) check(word->viewport->south <= word->viewport->north && word->viewport->west >= -180 && word->viewport->west <= 180);
    if (word->watch) check(word->watch->size() <= serve::watch_limit);
}

void read_command(std::string_view text) {
    const auto command = serve::replay_command_from_json(text);
    if (command && command->speed) check(*command->speed >= 0.1 && *command->speed <= 10'000);
}

void read_action(std::string_view text) {
    const auto action = serve::alert_action_from_json(text);
    if (action && action->span) check(*action->span >= std::chrono::hours(1) && *action->span <= std::chrono::hours(24));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (data[0] % 4) {
        case 0: read_target(text); break;
        case 1: read_word(text); break;
        case 2: read_command(text); break;
        case 3: read_action(text); break;
    }
    return 0;
}
