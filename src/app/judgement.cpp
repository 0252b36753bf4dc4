#include "app/judgement.h"

#include <utility>

#include "app/share.h"
#include "codec/lists/lists.h"

namespace vigia::app {

Result<Judgement> read_judgement(const Settings& settings, const model::Chart& chart) {
    Judgement judgement;
    if (!settings.file.empty()) {
        const auto text = text_of_file(settings.file);
        if (!text) return std::unexpected(text.error());
        auto detection = detection_from_toml(*text, settings.file.string(), chart);
        if (!detection) return fail(std::move(detection));
        judgement.detection = std::move(*detection);
    }
    model::ListEntries entries;
    std::string faults;
    for (const auto& file : settings.lists) {
        const auto text = text_of_file(file);
        if (!text) return std::unexpected(text.error());
        if (const auto read = lists::read(*text, file.string(), entries); !read) faults += (faults.empty() ? "" : "\n") + read.error().message;
    }
    if (!faults.empty()) return fail(ErrorKind::bad_input, std::move(faults));
    auto lists = model::Lists::make(std::move(entries));
    if (!lists) return fail(std::move(lists));
    judgement.lists = std::make_shared<const model::Lists>(std::move(*lists));
    return judgement;
}

void use_exercise_list_if_none(Settings& settings) {
    if (settings.lists.empty()) settings.lists.push_back(share_file("lists/exercise-watch-list.toml"));
}

}  // namespace vigia::app
