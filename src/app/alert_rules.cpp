#include "app/alert_rules.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "base/toml.h"
#include "model/event.h"

namespace vigia::app {
namespace {

using alerting::Rule;
using alerting::Weights;

constexpr double most_points = 200;
constexpr std::array<std::string_view, 9> rule_keys = {"kind", "points", "raises", "budgeted", "sound", "only", "except", "owner", "reviewed"};

struct Weight {
    std::string_view name;
    double Weights::*value;
};
constexpr std::array weights = {
    Weight{"high_from", &Weights::high_from}, Weight{"medium_from", &Weights::medium_from}, Weight{"another_kind", &Weights::another_kind},
    Weight{"most_other_kinds", &Weights::most_other_kinds}, Weight{"again", &Weights::again}, Weight{"most_again", &Weights::most_again},
    Weight{"near_structure", &Weights::near_structure}, Weight{"night", &Weights::night}, Weight{"watched", &Weights::watched},
    Weight{"with_protected", &Weights::with_protected}, Weight{"proven_before", &Weights::proven_before}, Weight{"most_proven", &Weights::most_proven},
    Weight{"explained_before", &Weights::explained_before}, Weight{"doubtful", &Weights::doubtful}, Weight{"doubtful_below", &Weights::doubtful_below},
};

class Reader {
  public:
    explicit Reader(const std::string& file) : file_(file) {}

    Result<alerting::Rules> read(const toml::table& table) {
        for (const auto& [word, node] : table) {
            if (word.str() == "rule" && node.is_array_of_tables()) {
                for (const auto& each : *node.as_array()) rule(*each.as_table());
            } else if (word.str() == "weights" && node.is_table()) {
                for (const auto& [name, value] : *node.as_table()) weight(name, value);
            } else {
                fault(word.source(), fmt::format("unknown \"{}\": [[rule]] blocks and [weights] stand here", word.str()));
            }
        }
        if (!faults_.empty()) return fail(ErrorKind::bad_input, faults_);
        return rules_;
    }

  private:
    void fault(const toml::source_region& at, std::string_view what) {
        faults_ += fmt::format("{}{}:{}:{}: {}", faults_.empty() ? "" : "\n", file_, at.begin.line, at.begin.column, what);
    }

    std::optional<double> points(const toml::node& node, std::string_view key) {
        const auto number = node.is_number() ? node.value<double>() : std::nullopt;
        if (number && std::isfinite(*number) && std::abs(*number) <= most_points) return number;
        fault(node.source(), fmt::format("{}: a number from -{} to {} is wanted", key, most_points, most_points));
        return std::nullopt;
    }

    void rule(const toml::table& table) {
        const auto said = table["kind"].value<std::string>();
        const auto kind = said ? model::event_kind(*said) : std::nullopt;
        if (!kind) {
            const toml::node* node = table.get("kind");
            return fault(node ? node->source() : table.source(), "kind: one of the kinds of docs/events.md is wanted, like kind = \"go_fast\"");
        }
        for (const auto& [word, node] : table) member(rules_.of(*kind), word, node);
    }

    void member(Rule& rule, const toml::key& word, const toml::node& node) {
        const std::string_view key = word.str();
        if (key == "kind") return;
        if (key == "points") {
            if (const auto number = points(node, key)) rule.points = *number;
        } else if (key == "owner" || key == "reviewed") {
            const auto text = node.value<std::string>();
            if (!node.is_string() || text->size() > 100) return fault(node.source(), fmt::format("{}: a text in quotes is wanted", key));
            (key == "owner" ? rule.owner : rule.reviewed) = *text;
        } else if (key == "only" || key == "except") {
            if (rule.safety) return fault(node.source(), fmt::format("{}: what is of safety of life looks at all vessels", key));
            vessels(key == "only" ? rule.only : rule.except, node, key);
        } else if (key == "raises" || key == "budgeted" || key == "sound") {
            const auto yes = node.value<bool>();
            if (!node.is_boolean()) return fault(node.source(), fmt::format("{}: true or false is wanted", key));
            if (rule.safety && key != "sound") return fault(node.source(), fmt::format("{}: what is of safety of life is always raised and never held back", key));
            (key == "raises" ? rule.raises : key == "budgeted" ? rule.budgeted : rule.sound) = *yes;
        } else {
            const std::string_view near = nearest(key, rule_keys.data(), rule_keys.size());
            fault(word.source(), fmt::format("unknown key \"{}\"{}", key, near.empty() ? "" : fmt::format(", did you mean \"{}\"?", near)));
        }
    }

    void vessels(std::vector<std::uint32_t>& into, const toml::node& node, std::string_view key) {
        const toml::array* list = node.as_array();
        if (list == nullptr || list->size() > alerting::most_listed)
            return fault(node.source(), fmt::format("{}: a list of at most {} MMSIs is wanted, like [\"352001234\"]", key, alerting::most_listed));
        into.clear();
        for (const toml::node& each : *list) {
            const std::string text = each.value<std::string>().value_or("");
            std::uint32_t mmsi = 0;
            const auto read = std::from_chars(text.data(), text.data() + text.size(), mmsi);
            if (!each.is_string() || text.size() != 9 || read.ptr != text.data() + text.size()) {
                fault(each.source(), fmt::format("{}: an MMSI is nine digits in quotes, like \"352001234\"", key));
                continue;
            }
            into.push_back(mmsi);
        }
    }

    void weight(const toml::key& word, const toml::node& node) {
        for (const Weight& each : weights)
            if (each.name == word.str()) {
                if (const auto number = points(node, each.name)) rules_.weights.*each.value = *number;
                return;
            }
        fault(word.source(), fmt::format("unknown weight \"{}\"", word.str()));
    }

    const std::string& file_;
    alerting::Rules rules_ = alerting::usual_rules();
    std::string faults_;
};

}  // namespace

Result<alerting::Rules> rules_from_toml(std::string_view text, const std::string& file) {
    Result<toml::table> root = toml_table(text, file);
    if (!root) return fail(std::move(root));
    return Reader(file).read(*root);
}

}  // namespace vigia::app
