#include "app/judging.h"

#include <utility>

#include "logic/detection/groups.h"

namespace vigia::app {

Result<std::unique_ptr<Judging>> Judging::open(const std::filesystem::path& data, const Settings& settings, AlertDesk::Of of, std::function<Time()> clock) {
    auto water = usual_water();
    if (!water) return fail(std::move(water));
    auto areas = AreaBook::open(data, std::move(*water));
    if (!areas) return fail(std::move(areas));
    auto judgement = read_judgement(settings, *areas->chart());
    if (!judgement) return fail(std::move(judgement));
    auto desk = AlertDesk::open(data, settings, of, areas->chart(), judgement->lists, std::move(clock));
    if (!desk) return fail(std::move(desk));
    return std::unique_ptr<Judging>(new Judging(std::move(*areas), std::move(*judgement), std::move(*desk)));
}

void Judging::join(engine::LoopOptions& options) {
    options.engine.chart = areas_.chart();
    options.groups = detection::make_groups(areas_.chart(), judgement_.detection.settings, judgement_.lists);
    options.changes = [office = &desk_->office()](std::span<const model::EventChange> changes, Time now) { office->give(changes, now); };
}

}  // namespace vigia::app
