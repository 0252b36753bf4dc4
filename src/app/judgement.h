#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/detection_file.h"
#include "app/settings.h"
#include "logic/alerting/desk.h"
#include "logic/detection/group.h"
#include "model/lists.h"

namespace vigia::app {

/// What an operator writes about judgement, as texts: from equal texts comes an equal judgement.
struct JudgementTexts {
    struct List {
        std::string file, text;
        bool operator==(const List&) const = default;
    };
    std::string file, limits;        ///< a configuration file, of which [detection] counts; `file` is for faults
    std::vector<List> lists;
    std::string rules_file, rules;   ///< the table of alert rules; empty: the usual ones
    std::uint32_t budget = 0;        ///< alerts an hour
    Duration cooldown{}, lapse{};
    bool operator==(const JudgementTexts&) const = default;
};

/// All that an operator decides about judgement.
struct Judgement {
    DetectionSettings detection;
    std::shared_ptr<const model::Lists> lists;  ///< never null
    std::shared_ptr<const alerting::Rules> rules;  ///< never null
};

/// Reads the files that the settings name. Errors: not_found, limit, that name the file.
[[nodiscard]] Result<JudgementTexts> judgement_texts(const Settings& settings);

/// What the texts mean on that chart. Pure. Errors: every fault of the limits, of the lists or of the rules, a line each.
[[nodiscard]] Result<Judgement> judgement_of(const JudgementTexts& texts, const model::Chart& chart);

/// Both. Asked again after an edit, it gives the new judgement or an error, so that the old one can stay.
[[nodiscard]] Result<Judgement> read_judgement(const Settings& settings, const model::Chart& chart);

/// The texts and the areas drawn by hand (GeoJSON, may be empty) as one text to be kept: of the configuration nothing but the
/// limits. Only of texts that were read well.
[[nodiscard]] std::string kept_text(const JudgementTexts& texts, std::string_view drawn);

/// What was kept of a judgement.
struct KeptJudgement {
    JudgementTexts texts;
    std::string drawn;
};
/// Errors: bad_input, unsupported, with what is wrong.
[[nodiscard]] Result<KeptJudgement> judgement_from_kept(std::string_view text);

/// What is recorded or simulated is judged with the exercise list of the program (invented vessels) where the operator
/// names no lists. A live watch is not.
void use_exercise_list_if_none(Settings& settings);

}  // namespace vigia::app
