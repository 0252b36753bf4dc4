#include "app/judging.h"

#include <utility>

#include "io/store/versions.h"
#include "logic/detection/groups.h"

namespace vigia::app {

Result<std::unique_ptr<Judging>> Judging::open(const std::filesystem::path& data, const Settings& settings, AlertDesk::Of of, std::function<Time()> clock, Time from) {
    auto water = usual_water();
    if (!water) return fail(std::move(water));
    auto areas = AreaBook::open(data, std::move(*water));
    if (!areas) return fail(std::move(areas));
    auto texts = judgement_texts(settings);
    if (!texts) return fail(std::move(texts));
    auto judgement = judgement_of(*texts, *areas->chart());
    if (!judgement) return fail(std::move(judgement));
    auto desk = AlertDesk::open(data, settings, of, areas->chart(), judgement->lists, std::move(clock));
    if (!desk) return fail(std::move(desk));
    if (auto kept = store::judgement_versions(data).keep(from, kept_text(*texts, areas->drawn().text)); !kept) return fail(std::move(kept));
    return std::unique_ptr<Judging>(new Judging(std::move(*areas), std::move(*texts), std::move(*judgement), std::move(*desk)));
}

void Judging::join(engine::LoopOptions& options) {
    const std::lock_guard lock(mutex_);
    options.engine.chart = areas_.chart();
    options.groups = detection::make_groups(areas_.chart(), judgement_.detection.settings, judgement_.lists);
    options.changes = [office = &desk_->office()](std::span<const model::EventChange> changes, Time now) { office->give(changes, now); };
}

void Judging::steer(engine::Loop& loop) {
    const std::lock_guard lock(mutex_);
    loop_ = &loop;
}

Result<Judging::Renewed> Judging::renew(const Settings& settings) {
    auto texts = judgement_texts(settings);
    if (!texts) return fail(std::move(texts));
    const std::lock_guard lock(mutex_);
    std::optional<Drawn> drawn;
    {
        auto read = areas_.read_file();
        if (!read) return fail(std::move(read));
        if (read->text != areas_.drawn().text) drawn = std::move(*read);
    }
    if (kept_text(*texts, "") == kept_text(texts_, "") && !drawn) return Renewed::no;
    auto judgement = judgement_of(*texts, drawn ? *drawn->chart : *areas_.chart());
    if (!judgement) return fail(std::move(judgement));
    change(std::move(*texts), std::move(*judgement), std::move(drawn));
    return Renewed::yes;
}

Result<std::string> Judging::edit_areas(std::string_view geojson) {
    const std::lock_guard lock(mutex_);
    auto drawn = areas_.read(geojson);
    if (!drawn) return fail(std::move(drawn));
    auto judgement = judgement_of(texts_, *drawn->chart);
    if (!judgement) return fail(judgement.error().kind, "The limits in force no longer fit: " + judgement.error().message);
    if (auto kept = areas_.keep(*drawn); !kept) return fail(std::move(kept));
    change(texts_, std::move(*judgement), std::move(*drawn));
    return areas_.text();
}

std::string Judging::areas_text() const {
    const std::lock_guard lock(mutex_);
    return areas_.text();
}

std::filesystem::path Judging::areas_file() const {
    const std::lock_guard lock(mutex_);
    return areas_.file();
}

/// All is checked: the detectors and the desk are told.
void Judging::change(JudgementTexts texts, Judgement judgement, std::optional<Drawn> drawn) {
    const bool other_lists = texts.lists != texts_.lists;
    if (drawn) areas_.use(std::move(*drawn));
    texts_ = std::move(texts);
    judgement_ = std::move(judgement);
    // A chart is told only when it is another one: who is in a zone need not be looked at anew for a limit.
    const std::shared_ptr<const model::Chart> chart = drawn ? areas_.chart() : nullptr;
    const std::shared_ptr<const model::Lists> lists = other_lists ? judgement_.lists : nullptr;
    if (loop_ != nullptr)
        loop_->use({.settings = std::make_shared<const detection::Settings>(judgement_.detection.settings), .chart = chart, .lists = lists},
                   kept_text(texts_, areas_.drawn().text));
    desk_->office().use({.chart = chart, .lists = lists, .rules = judgement_.rules, .budget = texts_.budget, .cooldown = texts_.cooldown, .lapse = texts_.lapse});
}

}  // namespace vigia::app
