#include "app/plan_case.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/core.h>

namespace vigia::app {

namespace {

using nlohmann::json;

const json nothing;

/// A number in decimal, or a fraction `a/b` of two.
std::optional<double> number_in(std::string_view text) {
    const auto read = [](std::string_view part) -> std::optional<double> {
        double value = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (error != std::errc() || end != part.data() + part.size() || !std::isfinite(value)) return std::nullopt;
        return value;
    };
    const std::size_t slash = text.find('/');
    const auto above = read(text.substr(0, slash));
    if (slash == std::string_view::npos || !above) return above;
    const auto below = read(text.substr(slash + 1));
    if (!below || *below == 0) return std::nullopt;
    return *above / *below;
}

struct Found {
    std::string name;
    const json* one;
    const CaseKind* kind;
};

const CaseKind* kind_of(const json& one, std::string_view key, std::span<const CaseKind> kinds) {
    const auto fits = [&](const CaseKind& kind) {
        return kind.key == key && std::ranges::all_of(kind.told_by, [&](std::string_view field) { return one.is_object() && one.contains(field); });
    };
    const auto found = std::ranges::find_if(kinds, fits);
    return found == kinds.end() ? nullptr : &*found;
}

Result<std::vector<Found>> cases_of(const json& file, std::string_view path, std::span<const CaseKind> kinds) {
    std::vector<Found> out;
    for (const auto& [key, value] : file.items()) {
        if (value.is_string()) continue;  // prose
        if (std::ranges::none_of(kinds, [&](const CaseKind& kind) { return kind.key == key; }))
            return fail(ErrorKind::bad_input, fmt::format("{}: there is no solver for the key \"{}\".", path, key));
        const bool listed = value.is_array();
        for (std::size_t i = 0; i < (listed ? value.size() : 1); ++i) {
            const json& one = listed ? value[i] : value;
            std::string name = listed ? fmt::format("{}[{}]", key, i) : key;
            const CaseKind* kind = kind_of(one, key, kinds);
            if (kind == nullptr) return fail(ErrorKind::bad_input, fmt::format("{}: {} lacks the fields of every kind of case that \"{}\" may hold.", path, name, key));
            if (one.is_object() && one.contains("id") && one["id"].is_string()) name = one["id"].get<std::string>();
            out.push_back({std::move(name), &one, kind});
        }
    }
    if (out.empty()) return fail(ErrorKind::bad_input, fmt::format("{}: there is no case in it.", path));
    return out;
}

}  // namespace

CaseFields::CaseFields(const Json& one, std::initializer_list<std::string_view> known) : one_(&one) {
    if (!one.is_object()) refuse("it is no JSON object");
    else
        for (const auto& [name, value] : one.items())
            if (!value.is_string() && std::ranges::find(known, name) == known.end()) refuse(fmt::format("there is no field \"{}\"", name));
}

void CaseFields::refuse(std::string why) {
    if (!fault_) fault_ = std::move(why);
}

void CaseFields::take(const CaseFields& part, std::string_view place) {
    if (part.fault()) refuse(fmt::format("{}: {}", place, *part.fault()));
}

const nlohmann::json& CaseFields::raw(std::string_view name) const {
    if (!one_->is_object()) return nothing;
    const auto found = one_->find(name);
    return found == one_->end() ? nothing : *found;
}

const nlohmann::json* CaseFields::field(std::string_view name) {
    if (fault_) return nullptr;
    const auto found = one_->find(name);
    if (found != one_->end()) return &*found;
    refuse(fmt::format("the field \"{}\" is missing", name));
    return nullptr;
}

const nlohmann::json* CaseFields::list(std::string_view name, std::size_t most) {
    const Json* value = field(name);
    if (value == nullptr) return nullptr;
    if (value->is_array() && value->size() <= most) return value;
    refuse(fmt::format("\"{}\" must be a list of at most {}", name, most));
    return nullptr;
}

double CaseFields::number_of(const Json& value, std::string_view name) {
    std::optional<double> read;
    if (value.is_number()) read = value.get<double>();
    if (value.is_string()) read = number_in(value.get_ref<const std::string&>());
    if (read && std::isfinite(*read)) return *read;
    refuse(fmt::format("\"{}\" has what is no number: {}", name, value.dump()));
    return 0;
}

std::size_t CaseFields::index_of(const Json& value, std::string_view name, std::size_t below) {
    if (value.is_number_integer() && value >= 0 && value < below) return value.get<std::size_t>();
    refuse(fmt::format("\"{}\" has what is no whole number from 0 to below {}: {}", name, below, value.dump()));
    return 0;
}

double CaseFields::number(std::string_view name) {
    const Json* value = field(name);
    return value == nullptr ? 0 : number_of(*value, name);
}

double CaseFields::number_or(std::string_view name, double otherwise) { return has(name) ? number(name) : otherwise; }

std::int64_t CaseFields::whole(std::string_view name, std::int64_t least, std::int64_t most) {
    const Json* value = field(name);
    if (value == nullptr) return least;
    if (value->is_number_integer() && *value >= least && *value <= most) return value->get<std::int64_t>();
    refuse(fmt::format("\"{}\" must be a whole number from {} to {}", name, least, most));
    return least;
}

std::vector<double> CaseFields::numbers(std::string_view name, std::size_t most) {
    std::vector<double> out;
    if (const Json* values = list(name, most))
        for (const Json& value : *values) out.push_back(number_of(value, name));
    return fault_ ? std::vector<double>() : out;
}

std::vector<std::size_t> CaseFields::indices(std::string_view name, std::size_t below, std::size_t most) {
    std::vector<std::size_t> out;
    if (const Json* values = list(name, most))
        for (const Json& value : *values) out.push_back(index_of(value, name, below));
    return fault_ ? std::vector<std::size_t>() : out;
}

std::vector<std::vector<double>> CaseFields::rows(std::string_view name, std::size_t most) {
    std::vector<std::vector<double>> out;
    if (const Json* values = list(name, most))
        for (const Json& row : *values) {
            if (!row.is_array() || row.size() > most) refuse(fmt::format("\"{}\" must be a list of lists", name));
            else
                for (out.emplace_back(); const Json& value : row) out.back().push_back(number_of(value, name));
        }
    return fault_ ? std::vector<std::vector<double>>() : out;
}

std::vector<std::vector<std::size_t>> CaseFields::index_rows(std::string_view name, std::size_t below, std::size_t most) {
    std::vector<std::vector<std::size_t>> out;
    if (const Json* values = list(name, most))
        for (const Json& row : *values) {
            if (!row.is_array() || row.size() > most) refuse(fmt::format("\"{}\" must be a list of lists", name));
            else
                for (out.emplace_back(); const Json& value : row) out.back().push_back(index_of(value, name, below));
        }
    return fault_ ? std::vector<std::vector<std::size_t>>() : out;
}

std::vector<const nlohmann::json*> CaseFields::objects(std::string_view name, std::size_t most) {
    std::vector<const Json*> out;
    if (const Json* values = list(name, most))
        for (const Json& value : *values) {
            if (!value.is_object()) refuse(fmt::format("\"{}\" must be a list of objects", name));
            out.push_back(&value);
        }
    return fault_ ? std::vector<const Json*>() : out;
}

bool agree(double value, double expected, double tolerance) {
    return std::abs(value - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

bool agree(std::span<const double> value, std::span<const double> expected, double tolerance) {
    return std::ranges::equal(value, expected, [&](double a, double b) { return agree(a, b, tolerance); });
}

Result<std::size_t> check_cases(std::string_view text, std::string_view path, std::span<const CaseKind> kinds, std::string& lines) {
    const json file = json::parse(text, nullptr, false);
    if (!file.is_object()) return fail(ErrorKind::bad_input, fmt::format("{}: this is no JSON object.", path));
    auto cases = cases_of(file, path, kinds);
    if (!cases) return fail(std::move(cases));
    std::size_t wrong = 0;
    for (const Found& found : *cases) {
        auto answer = found.kind->solve(*found.one);
        if (!answer) return fail(answer.error().kind, fmt::format("{}: {}: {}.", path, found.name, answer.error().message));
        nlohmann::ordered_json line = {{"case", found.name}, {"value", answer->value}, {"lower", answer->lower},
                                       {"upper", answer->upper}, {"expected", answer->expected}, {"ok", answer->wrong.empty()}};
        if (!answer->wrong.empty()) line["wrong"] = answer->wrong;
        wrong += answer->wrong.empty() ? 0 : 1;
        lines += line.dump(-1, ' ', false, json::error_handler_t::replace) + '\n';
    }
    return wrong;
}

}  // namespace vigia::app
