#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "base/toml.h"
#include "logic/traffic/scenario.h"

namespace vigia::traffic {

using Keys = std::initializer_list<std::string_view>;
template <class List>
std::string listed(const List& words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

constexpr double big = std::numeric_limits<double>::infinity();

/// Remembers the first fault; all reading goes on after it without effect.
class Faults {
  public:
    explicit Faults(std::string_view file) : file_(file) {}
    void add(const toml::source_region& where, std::string_view text) {
        if (error_) return;
        error_ = Error{ErrorKind::bad_input,
                       fmt::format("{}:{}:{}: {}", file_, where.begin.line, where.begin.column, text),
                       where.begin.line};
    }
    [[nodiscard]] const std::optional<Error>& first() const { return error_; }

  private:
    std::string_view file_;
    std::optional<Error> error_;
};

/// One table of the file: reads keys, and finds those that nobody knows.
class Table {
  public:
    Table(const toml::table& table, std::string_view name, Faults& faults, Keys keys)
        : table_(table), name_(name), faults_(faults) {
        for (const auto& [key, value] : table) {
            if (std::ranges::find(keys, key.str()) != keys.end()) continue;
            const std::string_view near = nearest(key.str(), keys.begin(), keys.size());
            std::string text = fmt::format("{}: unknown key \"{}\"", name_, key.str());
            text += near.empty() ? fmt::format("; valid keys are: {}", listed(keys))
                                 : fmt::format("; did you mean \"{}\"?", near);
            faults_.add(key.source(), text);
        }
    }

    void number(std::string_view key, double& out, double low, double high) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const auto value = node->value<double>();
        if (!value || !node->is_number() || !(*value >= low && *value <= high)) {
            return fault(*node, key, high == big ? fmt::format("must be a number, at least {}", low)
                                                 : fmt::format("must be a number from {} to {}", low, high));
        }
        out = *value;
    }
    void whole(std::string_view key, int& out, int low, int high) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < low || *value > high) {
            return fault(*node, key, fmt::format("must be a whole number from {} to {}", low, high));
        }
        out = static_cast<int>(*value);
    }
    void text(std::string_view key, std::string& out, bool needed = false) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return needed ? missing(key) : void();
        const auto value = node->value_exact<std::string>();
        if (!value || value->empty()) return fault(*node, key, "must be a text in quotes");
        out = *value;
    }
    void word(std::string_view key, Word& out) const {
        text(key, out.text, true);
        if (const toml::node* node = table_.get(key)) place(*node, out);
    }
    void yes_or_no(std::string_view key, bool& out) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const auto value = node->value_exact<bool>();
        if (!value) return fault(*node, key, "must be true or false");
        out = *value;
    }
    template <class Choice, std::size_t N>
    void choice(std::string_view key, Choice& out, const std::array<Choice, N>& choices, bool needed = true) const {
        std::string word;
        text(key, word, needed);
        if (word.empty()) return;
        std::vector<std::string_view> names;
        for (const Choice c : choices) {
            if (name(c) == word) {
                out = c;
                return;
            }
            names.push_back(name(c));
        }
        const std::string_view near = nearest(word, names.data(), names.size());
        fault(*table_.get(key), key, near.empty() ? fmt::format("must be one of: {}", listed(names))
                                                  : fmt::format("\"{}\" is not known; did you mean \"{}\"?", word, near));
    }
    /// "HH:MM", local time.
    void minute(std::string_view key, MinuteOfDay& out) const {
        std::string word;
        text(key, word);
        if (word.empty()) return;
        if (!minute_of(word, out)) fault(*table_.get(key), key, "must be a local time as \"HH:MM\"");
    }
    void minutes(std::string_view key, MinuteOfDay& from, MinuteOfDay& to) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return;
        const toml::array* list = node->as_array();
        bool good = list != nullptr && list->size() == 2;
        for (std::size_t i = 0; good && i < 2; ++i) {
            const auto word = (*list)[i].value_exact<std::string>();
            good = word && minute_of(*word, i == 0 ? from : to);
        }
        if (!good) fault(*node, key, "must be two local times as [\"HH:MM\", \"HH:MM\"]");
    }
    void range(std::string_view key, double& low, double& high, double least, double most) const {
        const auto values = numbers(key, 2);
        if (values.empty()) return;
        if (!(values[0] >= least && values[1] >= values[0] && values[1] <= most)) {
            return fault(*table_.get(key), key, fmt::format("must be [low, high] between {} and {}", least, most));
        }
        low = values[0];
        high = values[1];
    }
    void position(std::string_view key, geo::Position& out) const {
        if (table_.get(key) == nullptr) return missing(key);
        const auto values = numbers(key, 2);
        if (values.empty()) return;
        const auto within = [](double latitude, double longitude) {
            const auto made = geo::Position::make(latitude, longitude);
            return made && stations_within.contains(*made);
        };
        if (!within(values[0], values[1]))
            return fault(*table_.get(key), key,
                         fmt::format("must be [latitude, longitude] in degrees, latitude {} to {} and longitude {} to {}{}",
                                     stations_within.south, stations_within.north, stations_within.west, stations_within.east,
                                     within(values[1], values[0]) ? "; here they are exchanged" : ""));
        out = geo::Position::of(values[0], values[1]);
    }
    void words(std::string_view key, std::vector<Word>& out, bool needed) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return needed ? missing(key) : void();
        const toml::array* list = node->as_array();
        if (list == nullptr || list->empty() || list->size() > most_of_a_list) {
            return fault(*node, key, "must be a list of texts with at least one");
        }
        for (const toml::node& item : *list) {
            const auto word = item.value_exact<std::string>();
            if (!word) return fault(item, key, "must hold texts in quotes only");
            out.push_back({*word});
            place(item, out.back());
        }
    }
    void time(std::string_view key, Time& out) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return missing(key);
        if (const auto word = node->value_exact<std::string>()) {
            const auto read = time_from_iso(*word);
            if (!read) return fault(*node, key, "must be a UTC time as 2026-03-02T05:00:00Z");
            out = *read;
            return;
        }
        const auto value = node->value_exact<toml::date_time>();
        if (!value) return fault(*node, key, "must be a UTC time as 2026-03-02T05:00:00Z");
        const auto made = time_from_parts(value->date.year, value->date.month, value->date.day, value->time.hour,
                                          value->time.minute, value->time.second);
        if (!made) return fault(*node, key, made.error().message);
        out = *made - (value->offset ? std::chrono::minutes(value->offset->minutes) : std::chrono::minutes(0));
    }
    void need(std::string_view key) const {
        if (table_.get(key) == nullptr) missing(key);
    }
    [[nodiscard]] const toml::node* get(std::string_view key) const { return table_.get(key); }
    [[nodiscard]] Faults& faults() const { return faults_; }
    void fault(const toml::node& node, std::string_view key, std::string_view text) const {
        faults_.add(node.source(), fmt::format("{}.{} {}{}", name_, key, text, text.ends_with('?') ? "" : "."));
    }

  private:
    static void place(const toml::node& node, Word& word) {
        word.line = node.source().begin.line;
        word.column = node.source().begin.column;
    }
    void missing(std::string_view key) const {
        faults_.add(table_.source(), fmt::format("{}: the key \"{}\" is missing.", name_, key));
    }
    static bool minute_of(std::string_view word, MinuteOfDay& out) {
        if (word.size() != 5 || word[2] != ':') return false;
        for (const std::size_t i : {0U, 1U, 3U, 4U}) {
            if (word[i] < '0' || word[i] > '9') return false;
        }
        const int hour = (word[0] - '0') * 10 + (word[1] - '0'), minute = (word[3] - '0') * 10 + (word[4] - '0');
        if (hour > 24 || minute > 59 || hour * 60 + minute > 1440) return false;
        out = hour * 60 + minute;
        return true;
    }
    [[nodiscard]] std::vector<double> numbers(std::string_view key, std::size_t count) const {
        const toml::node* node = table_.get(key);
        if (node == nullptr) return {};
        std::vector<double> out;
        const toml::array* list = node->as_array();
        if (list != nullptr) {
            for (const toml::node& item : *list) {
                if (const auto value = item.value<double>(); value && item.is_number()) out.push_back(*value);
            }
        }
        if (list == nullptr || out.size() != count || list->size() != count) {
            fault(*node, key, fmt::format("must be a list of {} numbers", count));
            return {};
        }
        return out;
    }

    const toml::table& table_;
    std::string_view name_;
    Faults& faults_;
};

/// Every table of a `[[list]]`.
template <class Read>
void each(const toml::table& root, std::string_view key, Faults& faults, Read read) {
    const toml::node* node = root.get(key);
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr || !list->is_array_of_tables() || list->size() > most_of_a_list) {
        return faults.add(node->source(), fmt::format("{} must be written as [[{}]] tables.", key, key));
    }
    for (const toml::node& item : *list) read(*item.as_table());
}

}  // namespace vigia::traffic
