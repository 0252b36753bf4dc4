#include "app/detection_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <sstream>
#include <type_traits>

#include <fmt/format.h>

#include "base/text.h"
#include "base/toml.h"

namespace vigia::app {

namespace {

using detection::ByArea;

/// What the end of a key says: how much one of it is in SI units, and what can be meant at most.
struct Unit {
    std::string_view ending;
    double si, most;
    std::string_view words;
};
constexpr std::array units = {
    Unit{"_kn", metres_per_nautical_mile / 3600, 200, "knots from 0 to 200"},
    Unit{"_nm", metres_per_nautical_mile, 1000, "nautical miles from 0 to 1000"},
    Unit{"_m", 1, 1'000'000, "metres from 0 to 1000000"},
    Unit{"_min", 60, 43'200, "minutes from 0 to 43200"},
    Unit{"_s", 1, 2'592'000, "seconds from 0 to 2592000"},
    Unit{"_h", 3600, 720, "hours from 0 to 720"},
    Unit{"_deg", 1, 360, "degrees from 0 to 360"},
    Unit{"_share", 1, 10, "a part from 0 to 10, 1 being the whole"},
    Unit{"_count", 1, 1'000'000, "a number from 0 to 1000000"},
};

const Unit& unit_of(std::string_view key) {
    const auto unit = std::ranges::find_if(units, [&](const Unit& u) { return key.ends_with(u.ending); });
    check(unit != units.end());  // a limit without a unit in its name is our own fault
    return *unit;
}

template <class T>
void set(T& value, double si) {
    if constexpr (std::is_same_v<T, Duration>) value = Duration{std::llround(si * 1000)};
    else if constexpr (std::is_integral_v<T>) value = static_cast<T>(std::llround(si));
    else if constexpr (std::is_floating_point_v<T>) value = static_cast<T>(si);
    else value.value = si;
}

template <class T>
double get(const T& value) {
    if constexpr (std::is_same_v<T, Duration>) return static_cast<double>(value.count()) / 1000;
    else if constexpr (std::is_arithmetic_v<T>) return static_cast<double>(value);
    else return value.value;
}

/// Reads the part of a file that is about judgement, collecting every fault.
class File {
  public:
    File(std::string_view name, const model::Chart& chart, DetectionSettings& into) : name_(name), chart_(chart), into_(into) {}

    void read(const toml::table& root) {
        const toml::node* node = root.get("detection");
        if (node == nullptr) return;
        const toml::table* all = node->as_table();
        if (all == nullptr) return fault(node->source(), "detection: write limits in [detection.KIND] blocks");
        std::set<std::string_view> with_limits;
        auto kinds = [&](std::string_view kind, auto& limits) {
            with_limits.insert(kind);
            if (const toml::node* of_kind = all->get(kind)) this->kind(kind, *of_kind, limits);
        };
        into_.settings.visit(kinds);
        for (const auto& [word, of_kind] : *all) {
            if (with_limits.contains(word.str())) continue;
            detection::ByArea<NoLimits> none;
            if (model::event_kind(word.str())) kind(word.str(), of_kind, none);
            else unknown(word, "detection", kind_names());
        }
    }

    [[nodiscard]] std::string faults() {
        std::ranges::stable_sort(faults_, {}, [](const Fault& f) { return std::pair(f.line, f.column); });
        std::string all;
        for (const Fault& f : faults_) all += fmt::format("{}{}:{}:{}: {}", all.empty() ? "" : "\n", name_, f.line, f.column, f.what);
        return all;
    }

  private:
    struct NoLimits {
        template <class Visitor>
        void visit(Visitor&) {}
    };
    struct Fault {
        std::uint32_t line, column;
        std::string what;
    };

    static std::vector<std::string_view> kind_names() {
        std::vector<std::string_view> names;
        for (std::size_t i = 0; i < model::event_kinds; ++i) names.push_back(model::name(model::EventKind{static_cast<std::uint8_t>(i)}));
        return names;
    }
    void fault(const toml::source_region& where, std::string what) { faults_.push_back({where.begin.line, where.begin.column, std::move(what)}); }
    void unknown(const toml::key& word, std::string_view section, const std::vector<std::string_view>& words) {
        const auto near = nearest(word.str(), words.data(), words.size());
        std::string all;
        for (const std::string_view other : words) all.append(all.empty() ? "" : ", ").append(other);
        fault(word.source(), fmt::format("unknown key \"{}\" in [{}]{} Keys here: {}", word.str(), section, near.empty() ? "." : fmt::format(", did you mean \"{}\"?", near), all));
    }

    template <class Limits>
    void kind(std::string_view kind, const toml::node& node, ByArea<Limits>& limits) {
        const toml::table* table = node.as_table();
        if (table == nullptr) return fault(node.source(), fmt::format("{}: write its limits in a [detection.{}] block", kind, kind));
        take(kind, *table, limits.usual, {"enabled", "area"});
        if (const toml::node* enabled = table->get("enabled")) {
            const auto value = enabled->is_boolean() ? enabled->value<bool>() : std::nullopt;
            if (!value) fault(enabled->source(), fmt::format("{}.enabled: must be true or false", kind));
            else into_.settings.off.set(static_cast<std::size_t>(*model::event_kind(kind)), !*value);
            if (value) origin(fmt::format("{}.enabled", kind), *enabled);
        }
        const toml::node* areas = table->get("area");
        if (areas == nullptr) return;
        const toml::array* list = areas->as_array();
        if (list == nullptr || !list->is_homogeneous<toml::table>()) return fault(areas->source(), fmt::format("{}.area: write each as a [[detection.{}.area]] block", kind, kind));
        for (const toml::node& entry : *list) area(kind, *entry.as_table(), limits);
    }

    template <class Limits>
    void area(std::string_view kind, const toml::table& table, ByArea<Limits>& limits) {
        Limits here = limits.usual;
        const std::string section = fmt::format("{}.area", kind);
        take(section, table, here, {"area"});
        const toml::node* node = table.get("area");
        if (node == nullptr || !node->is_string()) return fault(table.source(), fmt::format("{}: say where, like area = \"gatun-anchorage\"", section));
        const std::string id = node->value_or(std::string());
        const model::Area* found = chart_.find(id);
        if (found == nullptr) {
            std::vector<std::string_view> ids;
            for (const model::Area& one : chart_.areas()) ids.push_back(one.id);
            const auto near = nearest(id, ids.data(), ids.size());
            return fault(node->source(), fmt::format("{}: there is no area \"{}\"{}", section, id, near.empty() ? "" : fmt::format(", did you mean \"{}\"?", near)));
        }
        const model::AreaIndex index = chart_.index(*found);
        if (std::ranges::any_of(limits.special, [&](const auto& s) { return s.first == index; })) return fault(node->source(), fmt::format("{}: \"{}\" has a block already", section, id));
        limits.special.emplace_back(index, std::move(here));
    }

    template <class Limits>
    void take(std::string_view section, const toml::table& table, Limits& limits, std::vector<std::string_view> known) {
        auto keys = [&](std::string_view key, auto& value) {
            known.push_back(key);
            const toml::node* node = table.get(key);
            if (node == nullptr) return;
            const Unit& unit = unit_of(key);
            const auto number = node->is_number() ? node->value<double>() : std::nullopt;
            const bool whole = !std::is_integral_v<std::remove_cvref_t<decltype(value)>> || (number && *number == std::floor(*number));
            if (!number || !std::isfinite(*number) || *number < 0 || *number > unit.most || !whole)
                return fault(node->source(), fmt::format("{}.{}: must be {}{}", section, key, unit.words, whole ? "" : ", and whole"));
            set(value, *number * unit.si);
            origin(fmt::format("{}.{}", section, key), *node);
        };
        limits.visit(keys);
        for (const auto& [word, node] : table)
            if (std::ranges::find(known, word.str()) == known.end()) unknown(word, fmt::format("detection.{}", section), known);
    }
    void origin(std::string key, const toml::node& node) { into_.origins[std::move(key)] = fmt::format("{}:{}", name_, node.source().begin.line); }

    std::string_view name_;
    const model::Chart& chart_;
    DetectionSettings& into_;
    std::vector<Fault> faults_;
};

/// Writes limits as a file would give them.
class Writer {
  public:
    Writer(const DetectionSettings& detection, const model::Chart& chart, TellOrigin origin) : detection_(detection), chart_(chart), origin_(origin) {}

    std::string text() {
        detection::Settings settings = detection_.settings;
        auto kinds = [&](std::string_view kind, auto& limits) { this->kind(kind, limits); };
        settings.visit(kinds);
        return std::move(out_);
    }

  private:
    template <class Limits>
    void kind(std::string_view kind, ByArea<Limits>& limits) {
        out_ += fmt::format("\n[detection.{}]\n", kind);
        const bool off = detection_.settings.off.test(static_cast<std::size_t>(*model::event_kind(kind)));
        line(kind, "enabled", off ? "false" : "true");
        keys(kind, limits.usual);
        for (auto& [area, here] : limits.special) {
            out_ += fmt::format("\n[[detection.{}.area]]\n", kind);
            out_ += "area = ";
            append_json(out_, chart_.areas()[area].id);
            out_ += '\n';
            keys(fmt::format("{}.area", kind), here);
        }
    }
    template <class Limits>
    void keys(std::string_view section, Limits& limits) {
        auto each = [&](std::string_view key, auto& value) {
            std::string number;
            append_number(number, get(value) / unit_of(key).si, 6);
            line(section, key, number);
        };
        limits.visit(each);
    }
    void line(std::string_view section, std::string_view key, std::string_view value) {
        out_ += fmt::format("{} = {}", key, value);
        if (origin_ == TellOrigin::yes) {
            const auto origin = detection_.origins.find(fmt::format("{}.{}", section, key));
            out_ += "  # " + (origin == detection_.origins.end() ? std::string("default") : origin->second);
        }
        out_ += '\n';
    }

    const DetectionSettings& detection_;
    const model::Chart& chart_;
    TellOrigin origin_;
    std::string out_;
};

}  // namespace

Result<DetectionSettings> detection_from_toml(std::string_view text, std::string_view file_name, const model::Chart& chart) {
    Result<toml::table> root = toml_table(text, file_name);
    if (!root) return fail(std::move(root));
    DetectionSettings made;
    File file(file_name, chart, made);
    file.read(*root);
    if (auto faults = file.faults(); !faults.empty()) return fail(ErrorKind::bad_input, std::move(faults));
    return made;
}

std::string detection_part(std::string_view text) {
    const Result<toml::table> root = toml_table(text, "");
    if (!root) return {};
    const toml::node* detection = root->get("detection");
    if (detection == nullptr || !detection->is_table()) return {};
    toml::table alone;
    alone.insert("detection", *detection->as_table());
    std::ostringstream out;
    out << toml::toml_formatter{alone} << '\n';
    return std::move(out).str();
}

std::string detection_to_toml(const DetectionSettings& detection, const model::Chart& chart, TellOrigin origin) { return Writer(detection, chart, origin).text(); }

}  // namespace vigia::app
