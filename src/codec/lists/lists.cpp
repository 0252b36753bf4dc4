// Reads the operator's lists from TOML. The only file of the module that knows the TOML library.
#include "codec/lists/lists.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include <fmt/format.h>

#include "base/text.h"
#include "base/toml.h"

namespace vigia::lists {
namespace {

constexpr std::size_t most_faults = 20;
constexpr std::size_t longest_text = 120;  ///< of names and reasons: they stand in a sentence
constexpr std::array<std::string_view, 7> file_keys = {"name", "owner", "review", "watch", "role", "permit", "protected"};
constexpr std::array<std::string_view, 5> watch_keys = {"imo", "mmsi", "name", "reason", "note"};
constexpr std::array<std::string_view, 3> role_keys = {"mmsi", "role", "note"};
constexpr std::array<std::string_view, 3> permit_keys = {"mmsi", "until", "note"};
constexpr std::array<std::string_view, 2> protected_keys = {"mmsi", "note"};

std::string joined(std::span<const std::string_view> words) {
    std::string all;
    for (const std::string_view word : words) all.append(all.empty() ? "" : ", ").append(word);
    return all;
}

/// Reads one file, collecting every fault.
class File {
  public:
    File(std::string_view name, model::ListEntries& into) : name_(name), into_(into) {}

    void read(const toml::table& root) {
        only(root, "", file_keys);
        model::ListSource source;
        source.name = text(root, "name", Need::yes);
        source.owner = text(root, "owner", Need::yes);
        source.review = day(root, "review", 0);
        source_ = into_.sources.size();
        into_.sources.push_back(std::move(source));
        each(root, "watch", watch_keys, [&](const toml::table& entry) { watch(entry); });
        each(root, "role", role_keys, [&](const toml::table& entry) { role(entry); });
        each(root, "permit", permit_keys, [&](const toml::table& entry) { permit(entry); });
        each(root, "protected", protected_keys, [&](const toml::table& entry) {
            if (const auto who = mmsi(entry, Need::yes)) into_.protected_vessels.push_back({*who, source_});
        });
    }

    /// Every fault in the order of its place, a line each.
    [[nodiscard]] std::string faults() {
        std::ranges::stable_sort(faults_, {}, [](const Fault& f) { return std::pair(f.line, f.column); });
        std::string all;
        for (std::size_t i = 0; i < std::min(faults_.size(), most_faults); ++i)
            all += fmt::format("{}{}:{}:{}: {}", i == 0 ? "" : "\n", name_, faults_[i].line, faults_[i].column, faults_[i].what);
        if (faults_.size() > most_faults) all += fmt::format("\n{}: and {} more faults", name_, faults_.size() - most_faults);
        return all;
    }

  private:
    enum class Need : std::uint8_t { no, yes };
    struct Fault {
        std::uint32_t line, column;
        std::string what;
    };

    void fault(const toml::source_region& where, std::string what) { faults_.push_back({where.begin.line, where.begin.column, std::move(what)}); }

    void only(const toml::table& table, std::string_view section, std::span<const std::string_view> keys) {
        for (const auto& [key, node] : table) {
            if (std::ranges::find(keys, key.str()) != keys.end()) continue;
            const auto near = nearest(key.str(), keys.data(), keys.size());
            fault(key.source(), fmt::format("unknown key \"{}\"{}{} Keys here: {}", key.str(), section.empty() ? "" : fmt::format(" in [[{}]]", section),
                                            near.empty() ? "." : fmt::format(", did you mean \"{}\"?", near), joined(keys)));
        }
    }
    template <class F>
    void each(const toml::table& root, std::string_view section, std::span<const std::string_view> keys, F&& take) {
        const toml::node* node = root.get(section);
        if (node == nullptr) return;
        const toml::array* list = node->as_array();
        if (list == nullptr || !list->is_homogeneous<toml::table>()) return fault(node->source(), fmt::format("{}: write each entry as a [[{}]] block", section, section));
        for (const toml::node& entry : *list) {
            const std::size_t before = faults_.size();
            only(*entry.as_table(), section, keys);
            if (faults_.size() == before) take(*entry.as_table());  // what is missing may be what is misspelt
        }
    }

    std::string text(const toml::table& table, std::string_view key, Need need) {
        const toml::node* node = table.get(key);
        if (node == nullptr) {
            if (need == Need::yes) fault(table.source(), fmt::format("{} is missing: add a text in quotes", key));
            return {};
        }
        const auto value = node->is_string() ? node->value<std::string>() : std::nullopt;
        if (!value || trimmed(*value).empty() || value->size() > longest_text) {
            fault(node->source(), fmt::format("{}: must be a text in quotes of at most {} bytes", key, longest_text));
            return {};
        }
        return std::string(trimmed(*value));
    }
    /// The local start of a day (UTC-5), `later` days on.
    std::optional<Time> day(const toml::table& table, std::string_view key, int later) {
        const toml::node* node = table.get(key);
        if (node == nullptr) return std::nullopt;
        const auto date = node->value<toml::date>();
        const auto time = date && node->is_date() ? time_from_parts(date->year, date->month, date->day, 5, 0, 0) : fail(ErrorKind::bad_input, "");
        if (time) return *time + std::chrono::days(later);
        fault(node->source(), fmt::format("{}: must be a day without quotes, like 2026-12-31", key));
        return std::nullopt;
    }
    std::optional<std::uint32_t> number(const toml::table& table, std::string_view key, std::string_view remedy, std::int64_t least, std::int64_t most) {
        const toml::node* node = table.get(key);
        const auto value = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
        if (value && *value >= least && *value <= most) return static_cast<std::uint32_t>(*value);
        fault(node->source(), fmt::format("{}: must be {}", key, remedy));
        return std::nullopt;
    }
    std::optional<model::Mmsi> mmsi(const toml::table& table, Need need) {
        if (!table.contains("mmsi")) {
            if (need == Need::yes) fault(table.source(), "mmsi is missing: add a number of nine digits");
            return std::nullopt;
        }
        const auto value = number(table, "mmsi", "a number of up to nine digits, without quotes", 1, 999'999'999);
        return value ? std::optional(model::Mmsi::of(*value)) : std::nullopt;
    }
    std::optional<std::uint32_t> imo(const toml::table& table) {
        if (!table.contains("imo")) return std::nullopt;
        const auto value = number(table, "imo", "a number of seven digits, without quotes", 1'000'000, 9'999'999);
        if (!value) return std::nullopt;
        if (const auto lawful = model::Imo::make(*value); !lawful) fault(table.get("imo")->source(), fmt::format("imo: {}", lawful.error().message));
        return value;
    }

    void watch(const toml::table& entry) {
        model::Watched watched;
        watched.imo = imo(entry);
        if (const auto who = mmsi(entry, Need::no)) watched.mmsi = who->number();
        watched.name = text(entry, "name", Need::no);
        watched.reason = text(entry, "reason", Need::yes);
        watched.source = source_;
        if (!entry.contains("imo") && !entry.contains("mmsi") && model::normalised(watched.name).empty())
            return fault(entry.source(), "a [[watch]] entry needs an imo, a mmsi or a name with letters or digits");
        into_.watched.push_back(std::move(watched));
    }
    void role(const toml::table& entry) {
        const auto who = mmsi(entry, Need::yes);
        const std::string word = text(entry, "role", Need::yes);
        if (word.empty()) return;
        const auto known = model::role_named(word);
        if (!known || *known == model::Role::ordinary) {
            std::vector<std::string_view> names;
            for (std::size_t i = 1; i < model::roles; ++i) names.push_back(model::name(model::Role{static_cast<std::uint8_t>(i)}));
            const auto near = nearest(word, names.data(), names.size());
            return fault(entry.get("role")->source(), fmt::format("role: \"{}\" is no role{} Roles: {}", word,
                                                                  near.empty() ? "." : fmt::format(", did you mean \"{}\"?", near), joined(names)));
        }
        if (who) into_.roles.push_back({*who, *known, source_});
    }
    void permit(const toml::table& entry) {
        const auto who = mmsi(entry, Need::yes);
        const auto until = day(entry, "until", 1);
        if (who) into_.permits.push_back({*who, until, source_});
    }

    std::string_view name_;
    model::ListEntries& into_;
    std::size_t source_ = 0;
    std::vector<Fault> faults_;
};

}  // namespace

Result<void> read(std::string_view text, std::string_view file_name, model::ListEntries& into) {
    Result<toml::table> root = toml_table(text, file_name);
    if (!root) return fail(std::move(root));
    model::ListEntries entries = into;
    File file(file_name, entries);
    file.read(*root);
    if (auto faults = file.faults(); !faults.empty()) return fail(ErrorKind::bad_input, std::move(faults));
    into = std::move(entries);
    return {};
}

}  // namespace vigia::lists
