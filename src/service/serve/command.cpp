#include "service/serve/inside/command.h"

#include <array>
#include <cmath>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

namespace vigia::serve {

namespace {

using Json = nlohmann::json;

constexpr int deepest = 8;

/// Reads an object; nothing that is nested deeper than any command, so that a hostile one cannot
/// make the reader work.
Result<Json> object_from_text(std::string_view text) {
    const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= deepest; };
    Json read = Json::parse(text, shallow, /*allow_exceptions=*/false);
    if (read.is_discarded() || !read.is_object()) return fail(ErrorKind::bad_input, "a JSON object is wanted");
    return read;
}

double turned(double longitude) {
    if (longitude >= -180 && longitude <= 180) return longitude;
    return longitude - 360 * std::floor((longitude + 180) / 360);
}

Result<geo::Box> box_from_json(const Json& json) {
    if (!json.is_array() || json.size() != 4)
        return fail(ErrorKind::bad_input, "viewport: four numbers are wanted: west, south, east, north");
    double sides[4];
    for (std::size_t i = 0; i < 4; ++i) {
        if (!json[i].is_number()) return fail(ErrorKind::bad_input, "viewport: each side is a number in degrees", i);
        sides[i] = json[i].get<double>();
        if (!std::isfinite(sides[i]) || std::abs(sides[i]) > 10'000)
            return fail(ErrorKind::bad_input, "viewport: a side is beyond the Earth", i);
    }
    if (sides[1] > sides[3]) return fail(ErrorKind::bad_input, "viewport: the south lies north of the north");
    if (sides[2] - sides[0] >= 360) return geo::Box{-180, sides[1], 180, sides[3]};
    return geo::Box{turned(sides[0]), sides[1], turned(sides[2]), sides[3]};
}

Result<std::vector<model::TrackId>> watch_from_json(const Json& json) {
    if (!json.is_array()) return fail(ErrorKind::bad_input, "watch: a list of track numbers is wanted");
    if (json.size() > watch_limit)
        return fail(ErrorKind::limit, fmt::format("watch: at most {} tracks can be on the list", watch_limit));
    std::vector<model::TrackId> ids;
    for (const Json& each : json) {
        if (!each.is_number_unsigned() || each.get<std::uint64_t>() == 0 || each.get<std::uint64_t>() > 0xFFFFFFFF)
            return fail(ErrorKind::bad_input, "watch: each track is a number from 1", ids.size());
        ids.push_back(model::TrackId{each.get<std::uint32_t>()});
    }
    return ids;
}

}  // namespace

Result<ClientWord> client_word_from_json(std::string_view text) {
    const Result<Json> read = object_from_text(text);
    if (!read) return std::unexpected(read.error());
    ClientWord word;
    if (const auto found = read->find("viewport"); found != read->end() && !found->is_null()) {
        Result<geo::Box> box = box_from_json(*found);
        if (!box) return fail(std::move(box));
        word.viewport = *box;
    }
    if (const auto found = read->find("watch"); found != read->end() && !found->is_null()) {
        Result<std::vector<model::TrackId>> ids = watch_from_json(*found);
        if (!ids) return fail(std::move(ids));
        word.watch = std::move(*ids);
    }
    if (const auto found = read->find("resync_alerts"); found != read->end()) {
        if (!found->is_boolean()) return fail(ErrorKind::bad_input, "resync_alerts: true or false is wanted");
        word.resync_alerts = found->get<bool>();
    }
    if (const auto found = read->find("resync"); found != read->end()) {
        if (!found->is_boolean()) return fail(ErrorKind::bad_input, "resync: true or false is wanted");
        word.resync = found->get<bool>();
    }
    return word;
}

namespace {

/// A member that is a text, or is not there.
Result<std::string> text_member(const Json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || found->is_null()) return std::string();
    if (!found->is_string()) return fail(ErrorKind::bad_input, fmt::format("{}: a text is wanted", name));
    return found->get<std::string>();
}

/// `occurrence`, `1h` to `24h`, or an instant.
Result<void> take_until(model::AlertAction& action, const std::string& text) {
    if (text == "occurrence") return {};
    for (const int hours : {1, 2, 6, 12, 24})
        if (text == fmt::format("{}h", hours)) {
            action.span = std::chrono::hours(hours);
            return {};
        }
    const auto until = time_from_iso(text);
    if (!until) return fail(ErrorKind::bad_input, "until: occurrence, 1h, 2h, 6h, 12h, 24h or an instant like 2026-11-23T19:00:00Z is wanted");
    action.until = *until;
    return {};
}

}  // namespace

Result<model::AlertAction> alert_action_from_json(std::string_view text) {
    const Result<Json> read = object_from_text(text);
    if (!read) return std::unexpected(read.error());
    std::array<std::string, 7> values;
    constexpr std::array names = {"action", "by", "to", "until", "reason", "outcome", "note"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto value = text_member(*read, names[i]);
        if (!value) return fail(std::move(value));
        values[i] = std::move(*value);
    }
    const auto& [word, by, to, until, reason, outcome, note] = values;
    const auto act = model::act_named(word);
    if (!act) return fail(ErrorKind::bad_input, "action: one of acknowledge, assign, snooze, dismiss, close, note, undo is wanted");
    model::AlertAction action{.alert = {}, .act = *act, .by = by, .to = to, .note = note, .span = {}, .until = {}, .reason = model::dismissal_named(reason),
                              .outcome = model::outcome_named(outcome)};
    if (*act == model::Act::snooze)
        if (auto taken = take_until(action, until); !taken) return fail(std::move(taken));
    return action;
}

Result<ReplayCommand> replay_command_from_json(std::string_view text) {
    const Result<Json> read = object_from_text(text);
    if (!read) return std::unexpected(read.error());
    const auto action = read->find("action");
    if (action == read->end() || !action->is_string())
        return fail(ErrorKind::bad_input, "action: one of play, pause, step, speed is wanted");
    const auto& word = action->get_ref<const std::string&>();
    if (word == "play") return ReplayCommand{ReplayCommand::Action::play, {}};
    if (word == "pause") return ReplayCommand{ReplayCommand::Action::pause, {}};
    if (word == "step") return ReplayCommand{ReplayCommand::Action::step, {}};
    if (word != "speed") return fail(ErrorKind::bad_input, "action: one of play, pause, step, speed is wanted");

    const auto speed = read->find("speed");
    if (speed != read->end() && *speed == "max") return ReplayCommand{ReplayCommand::Action::speed, {}};
    if (speed == read->end() || !speed->is_number())
        return fail(ErrorKind::bad_input, "speed: a number of times real time, or \"max\", is wanted");
    const double times = speed->get<double>();
    if (!(times >= 0.1 && times <= 10'000)) return fail(ErrorKind::bad_input, "speed: 0.1 to 10000 times real time, or \"max\"");
    return ReplayCommand{ReplayCommand::Action::speed, times};
}

}  // namespace vigia::serve
