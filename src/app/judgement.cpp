#include "app/judgement.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "app/alert_rules.h"
#include "app/share.h"
#include "codec/lists/lists.h"

namespace vigia::app {
namespace {

using Json = nlohmann::json;

Result<std::shared_ptr<const model::Lists>> lists_of(const std::vector<JudgementTexts::List>& texts) {
    model::ListEntries entries;
    std::string faults;
    for (const auto& [file, text] : texts)
        if (const auto read = lists::read(text, file, entries); !read) faults += (faults.empty() ? "" : "\n") + read.error().message;
    if (!faults.empty()) return fail(ErrorKind::bad_input, std::move(faults));
    auto lists = model::Lists::make(std::move(entries));
    if (!lists) return fail(std::move(lists));
    return std::make_shared<const model::Lists>(std::move(*lists));
}

}  // namespace

Result<JudgementTexts> judgement_texts(const Settings& settings) {
    JudgementTexts texts{.file = settings.file.string(), .limits = {}, .lists = {}, .rules_file = {}, .rules = {}, .budget = settings.budget, .cooldown = settings.cooldown, .lapse = settings.lapse};
    if (!settings.file.empty()) {
        auto text = text_of_file(settings.file);
        if (!text) return fail(std::move(text));
        texts.limits = std::move(*text);
    }
    for (const auto& file : settings.lists) {
        auto text = text_of_file(file);
        if (!text) return fail(std::move(text));
        texts.lists.push_back({file.string(), std::move(*text)});
    }
    if (!settings.rules_file.empty()) {
        auto text = text_of_file(settings.rules_file);
        if (!text) return fail(std::move(text));
        texts.rules_file = settings.rules_file.string();
        texts.rules = std::move(*text);
    }
    return texts;
}

Result<Judgement> judgement_of(const JudgementTexts& texts, const model::Chart& chart) {
    Judgement judgement;
    auto detection = detection_from_toml(texts.limits, texts.file, chart);
    if (!detection) return fail(std::move(detection));
    judgement.detection = std::move(*detection);
    auto lists = lists_of(texts.lists);
    if (!lists) return fail(std::move(lists));
    judgement.lists = std::move(*lists);
    auto rules = rules_from_toml(texts.rules, texts.rules_file);
    if (!rules) return fail(std::move(rules));
    judgement.rules = std::make_shared<const alerting::Rules>(std::move(*rules));
    return judgement;
}

Result<Judgement> read_judgement(const Settings& settings, const model::Chart& chart) {
    const auto texts = judgement_texts(settings);
    if (!texts) return std::unexpected(texts.error());
    return judgement_of(*texts, chart);
}

std::string kept_text(const JudgementTexts& texts, std::string_view drawn) {
    Json lists = Json::array();
    for (const auto& [file, text] : texts.lists) lists.push_back({{"file", file}, {"text", text}});
    const Json json{{"vigia", "judgement"}, {"version", 1}, {"detection", detection_part(texts.limits)}, {"lists", std::move(lists)}, {"rules", texts.rules},
                    {"budget", texts.budget}, {"cooldown_ms", texts.cooldown.count()}, {"lapse_ms", texts.lapse.count()}, {"areas", drawn}};
    return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<KeptJudgement> judgement_from_kept(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || json.value("vigia", Json()) != "judgement") return fail(ErrorKind::bad_input, "it is no kept judgement");
    if (json.value("version", Json()) != 1) return fail(ErrorKind::unsupported, "it was written by a newer vigia");
    bool whole = true;
    const auto words = [&](const Json& from, const char* key) {
        const Json value = from.is_object() ? from.value(key, Json()) : Json();
        whole = whole && value.is_string();
        return value.is_string() ? value.get<std::string>() : std::string();
    };
    const auto number = [&](const char* key) {
        const Json value = json.value(key, Json());
        whole = whole && value.is_number_unsigned();
        return value.is_number_unsigned() ? value.get<std::uint64_t>() : 0;
    };
    KeptJudgement kept;
    kept.texts.limits = words(json, "detection");
    kept.texts.rules = words(json, "rules");
    kept.texts.budget = static_cast<std::uint32_t>(number("budget"));
    kept.texts.cooldown = Duration{static_cast<std::int64_t>(number("cooldown_ms"))};
    kept.texts.lapse = Duration{static_cast<std::int64_t>(number("lapse_ms"))};
    kept.drawn = words(json, "areas");
    const Json lists = json.value("lists", Json());
    whole = whole && lists.is_array();
    if (lists.is_array())
        for (const Json& list : lists) kept.texts.lists.push_back({words(list, "file"), words(list, "text")});
    if (!whole) return fail(ErrorKind::bad_input, "a part is missing");
    return kept;
}

void use_exercise_list_if_none(Settings& settings) {
    if (settings.lists.empty()) settings.lists.push_back(share_file("lists/exercise-watch-list.toml"));
}

}  // namespace vigia::app
