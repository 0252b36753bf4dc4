#include "app/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>

#include <fmt/format.h>

#include "app/alert_rules.h"
#include "app/share.h"
#include "base/text.h"
#include "base/toml.h"
#include "io/feed/url.h"
#include "io/net/server.h"
#include "io/notify/mail_text.h"
#include "io/notify/notifier.h"

namespace vigia::app {

namespace fs = std::filesystem;

namespace {

/// One key: how it is checked and where it goes. A new setting is one line here.
struct Key {
    std::string_view name;  ///< section.key
    std::string_view initial;
    Result<void> (*take)(Settings&, std::string_view);
};

Result<void> take_text(std::string& into, std::string_view text) {
    into = text;
    return {};
}

Result<void> take_path(fs::path& into, std::string_view text) {
    into = text;
    return {};
}

Result<void> take_duration(Duration& into, std::string_view text) {
    auto read = duration_from_text(text);
    if (!read) return fail(std::move(read));
    into = *read;
    return {};
}

constexpr std::array<std::string_view, 3> policies = {"strict", "standard", "lenient"};

Result<void> take_policy(std::string& into, std::string_view text) {
    if (std::ranges::find(policies, text) == policies.end())
        return fail(ErrorKind::bad_input,
                    fmt::format("\"{}\" is no policy: write strict, standard or lenient", text));
    return take_text(into, text);
}

Result<void> take_listen(std::string& into, std::string_view text) {
    auto endpoint = net::endpoint_from_text(text);
    if (!endpoint) return fail(std::move(endpoint));
    return take_text(into, text);
}

Result<void> take_count(std::uint32_t& into, std::string_view text, std::uint32_t most) {
    const auto read = std::from_chars(text.data(), text.data() + text.size(), into);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || into > most)
        return fail(ErrorKind::bad_input, fmt::format("\"{}\" is no whole number from 0 to {}", text, most));
    return {};
}

Result<void> take_rules(Settings& into, std::string_view file) {
    into.rules_file = file;
    into.rules = alerting::usual_rules();
    if (file.empty()) return {};
    auto text = text_of_file(fs::path(file));
    if (!text) return fail(std::move(text));
    auto rules = rules_from_toml(*text, std::string(file));
    if (!rules) return fail(std::move(rules));
    into.rules = std::move(*rules);
    return {};
}

/// An address where there is one.
Result<void> take_address(std::string& into, std::string_view text, Result<void> (*check)(const std::string&)) {
    into = text;
    return text.empty() ? Result<void>() : check(into);
}

Result<void> take_mail_addresses(std::vector<std::string>& into, std::string_view text) {
    into.clear();
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view one = trimmed(text.substr(0, comma));
        if (!notify::is_mail_address(one)) return fail(ErrorKind::bad_input, fmt::format("\"{}\" is no address of mail, like guardia@example.org", one));
        into.emplace_back(one);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    if (into.size() > notify::most_recipients) return fail(ErrorKind::bad_input, fmt::format("at most {} addresses", notify::most_recipients));
    return {};
}

Result<void> take_mail_from(std::string& into, std::string_view text) {
    if (!text.empty() && !notify::is_mail_address(text)) return fail(ErrorKind::bad_input, fmt::format("\"{}\" is no address of mail, like vigia@example.org", text));
    return take_text(into, text);
}

Result<void> take_severity(model::Severity& into, std::string_view text) {
    const auto named = model::severity_named(text);
    if (!named) return fail(ErrorKind::bad_input, fmt::format("\"{}\" is no severity: write low, medium or high", text));
    into = *named;
    return {};
}

Result<void> take_language(model::Language& into, std::string_view text) {
    if (text != "es" && text != "en") return fail(ErrorKind::bad_input, fmt::format("\"{}\" is no language here: write es or en", text));
    into = text == "es" ? model::Language::es : model::Language::en;
    return {};
}

constexpr std::array keys = {
    Key{"alerting.budget", "10", [](Settings& s, std::string_view t) { return take_count(s.budget, t, 10'000); }},
    Key{"alerting.cooldown", "30m", [](Settings& s, std::string_view t) { return take_duration(s.cooldown, t); }},
    Key{"alerting.lapse", "24h", [](Settings& s, std::string_view t) { return take_duration(s.lapse, t); }},
    Key{"alerting.rules", "", [](Settings& s, std::string_view t) { return take_rules(s, t); }},
    Key{"data", "vigia-data", [](Settings& s, std::string_view t) { return take_path(s.data, t); }},
    Key{"feeds.silent_after", "60s", [](Settings& s, std::string_view t) { return take_duration(s.silent_after, t); }},
    Key{"listen", "127.0.0.1:8080", [](Settings& s, std::string_view t) { return take_listen(s.listen, t); }},
    Key{"messages", "", [](Settings& s, std::string_view t) { return take_path(s.messages, t); }},
    Key{"notify.language", "es", [](Settings& s, std::string_view t) { return take_language(s.notify.language, t); }},
    Key{"notify.least", "high", [](Settings& s, std::string_view t) { return take_severity(s.notify.least, t); }},
    Key{"notify.mail", "", [](Settings& s, std::string_view t) { return take_address(s.notify.mail, t, notify::check_mail_server); }},
    Key{"notify.mail_from", "", [](Settings& s, std::string_view t) { return take_mail_from(s.notify.mail_from, t); }},
    Key{"notify.mail_login", "", [](Settings& s, std::string_view t) { return take_path(s.notify.mail_login, t); }},
    Key{"notify.mail_to", "", [](Settings& s, std::string_view t) { return take_mail_addresses(s.notify.mail_to, t); }},
    Key{"notify.webhook", "", [](Settings& s, std::string_view t) { return take_address(s.notify.webhook, t, notify::check_webhook); }},
    Key{"policy", "standard", [](Settings& s, std::string_view t) { return take_policy(s.policy, t); }},
    Key{"retention.alerts", "3650d", [](Settings& s, std::string_view t) { return take_duration(s.keep_alerts, t); }},
    Key{"retention.history", "3650d", [](Settings& s, std::string_view t) { return take_duration(s.keep_history, t); }},
    Key{"retention.journal", "365d", [](Settings& s, std::string_view t) { return take_duration(s.keep_journal, t); }},
};
constexpr std::size_t longest_feed_name = 64;  ///< in the journal
constexpr std::array<std::string_view, 3> feed_keys = {"name", "url", "policy"};

const Key* key_named(std::string_view name) {
    const auto found = std::ranges::find(keys, name, &Key::name);
    return found == keys.end() ? nullptr : &*found;
}

/// The words that may stand at a place of the file, for "did you mean".
std::vector<std::string_view> words_in(std::string_view section) {
    std::vector<std::string_view> words;
    const std::string prefix = section.empty() ? "" : std::string(section) + ".";
    for (const auto& key : keys) {
        if (!key.name.starts_with(prefix)) continue;
        std::string_view rest = key.name.substr(prefix.size());
        rest = rest.substr(0, rest.find('.'));
        if (std::ranges::find(words, rest) == words.end()) words.push_back(rest);
    }
    if (section.empty()) words.insert(words.end(), {"detection", "feed", "lists"});
    return words;
}

/// Reads one file, collecting every fault.
class File {
  public:
    File(const fs::path& path, Settings& settings) : path_(path), settings_(settings) {}

    void table(const toml::table& table, const std::string& section) {
        for (const auto& [word, node] : table) {
            const std::string name = section.empty() ? std::string(word.str()) : section + "." + std::string(word.str());
            if (section.empty() && word.str() == "feed") {
                feeds(node);
            } else if (section.empty() && word.str() == "lists") {
                lists(node);
            } else if (section.empty() && word.str() == "detection") {
                continue;  // it needs the chart's areas: detection_file reads it
            } else if (const Key* key = key_named(name)) {
                take(*key, node);
            } else if (const toml::table* inner = node.as_table(); inner && is_section(name)) {
                this->table(*inner, name);
            } else {
                unknown(word, section, words_in(section));
            }
        }
    }
    /// Every fault in the order of its place, a line each.
    std::string faults() {
        std::ranges::stable_sort(faults_, {}, [](const Fault& f) { return std::pair(f.line, f.column); });
        std::string all;
        for (const Fault& f : faults_)
            all += fmt::format("{}{}:{}:{}: {}", all.empty() ? "" : "\n", path_.string(), f.line, f.column, f.what);
        return all;
    }

  private:
    struct Fault {
        std::uint32_t line, column;
        std::string what;
    };

    static bool is_section(const std::string& name) {
        return std::ranges::any_of(keys, [&](const Key& key) { return key.name.starts_with(name + "."); });
    }
    void fault(const toml::source_region& where, const std::string& what) {
        faults_.push_back({where.begin.line, where.begin.column, what});
    }
    void unknown(const toml::key& word, const std::string& section, const std::vector<std::string_view>& words) {
        const auto near = nearest(word.str(), words.data(), words.size());
        std::string all;
        for (const auto& other : words) all += (all.empty() ? "" : ", ") + std::string(other);
        fault(word.source(), fmt::format("unknown key \"{}\"{}{} Keys here: {}", word.str(),
                                         section.empty() ? "" : " in [" + section + "]",
                                         near.empty() ? "." : fmt::format(", did you mean \"{}\"?", near), all));
    }
    void take(const Key& key, const toml::node& node) {
        const auto text = node.value<std::string>();
        if (!text || !node.is_string())
            return fault(node.source(), fmt::format("{} must be a text in quotes, like \"{}\"", key.name, key.initial));
        if (auto taken = key.take(settings_, *text); !taken)
            return fault(node.source(), fmt::format("{}: {}", key.name, taken.error().message));
        settings_.shown[std::string(key.name)] = {*text, fmt::format("{}:{}", path_.string(), node.source().begin.line)};
    }
    void feeds(const toml::node& node) {
        const toml::array* list = node.as_array();
        if (!list || !list->is_homogeneous<toml::table>())
            return fault(node.source(), "feeds are written as [[feed]] blocks with name and url");
        for (const auto& entry : *list) feed(*entry.as_table());
    }
    void lists(const toml::node& node) {
        const toml::table* table = node.as_table();
        if (!table) return fault(node.source(), "lists are named as [lists] files = [\"watch.toml\"]");
        for (const auto& [word, value] : *table) {
            if (word.str() != "files") {
                unknown(word, "lists", {"files"});
                continue;
            }
            const toml::array* files = value.as_array();
            if (!files || (!files->empty() && !files->is_homogeneous<std::string>())) {
                fault(value.source(), "lists.files must be a list of texts in quotes, like [\"watch.toml\"]");
                continue;
            }
            for (const toml::node& file : *files) settings_.lists.push_back(path_.parent_path() / file.value_or(std::string()));
        }
    }
    void feed(const toml::table& table) {
        FeedSetting made;
        const std::size_t faults_before = faults_.size();
        for (const auto& [word, node] : table) {
            if (std::ranges::find(feed_keys, word.str()) == feed_keys.end()) {
                unknown(word, "[feed]", {feed_keys.begin(), feed_keys.end()});
                continue;
            }
            const auto text = node.is_string() ? node.value<std::string>() : std::nullopt;
            const auto taken = text ? take_feed(made, word.str(), *text) : fail(ErrorKind::bad_input, "must be a text in quotes");
            if (!taken) fault(node.source(), fmt::format("feed {}: {}", word.str(), taken.error().message));
        }
        if (faults_.size() > faults_before) return;  // what is missing may be what is misspelt
        if (made.name.empty() || made.url.empty())
            return fault(table.source(), "a [[feed]] needs a name and a url, like udp://0.0.0.0:10110");
        const bool twice = std::ranges::any_of(settings_.feeds, [&](const FeedSetting& f) { return f.name == made.name; });
        if (twice) return fault(table.source(), fmt::format("two feeds are called \"{}\"", made.name));
        made.origin = fmt::format("{}:{}", path_.string(), table.source().begin.line);
        settings_.feeds.push_back(std::move(made));
    }
    static Result<void> take_feed(FeedSetting& feed, std::string_view key, const std::string& text) {
        if (key == "policy") return take_policy(feed.policy, text);
        if (key == "name" && text.size() > longest_feed_name)
            return fail(ErrorKind::bad_input, fmt::format("a name has at most {} bytes", longest_feed_name));
        if (key == "name") return take_text(feed.name, text);
        if (auto url = feed::SourceUrl::parse(text); !url) return fail(std::move(url));
        return take_text(feed.url, text);
    }

    const fs::path& path_;
    Settings& settings_;
    std::vector<Fault> faults_;
};

Result<void> take_file(const fs::path& path, Settings& settings) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return fail(ErrorKind::not_found, fmt::format("cannot read the configuration file {}: check the path "
                                                      "and its rights", path.string()));
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Result<toml::table> root = toml_table(text, path.string());
    if (!root) return fail(std::move(root));
    File file(path, settings);
    file.table(*root, "");
    if (auto faults = file.faults(); !faults.empty()) return fail(ErrorKind::bad_input, std::move(faults));
    return {};
}

/// retention.journal -> VIGIA_RETENTION_JOURNAL
std::string environment_name(std::string_view key) {
    std::string name = "VIGIA_";
    for (const char c : key) name += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    return name;
}

Result<void> take_from(const Key& key, const std::string& text, const std::string& origin, Settings& settings) {
    if (auto taken = key.take(settings, text); !taken)
        return fail(taken.error().kind, fmt::format("{}: {}", origin, taken.error().message));
    settings.shown[std::string(key.name)] = {text, origin};
    return {};
}

}  // namespace

Result<Settings> read_settings(const SettingSources& sources) {
    Settings settings;
    settings.file = sources.file;
    for (const auto& key : keys)
        if (auto taken = take_from(key, std::string(key.initial), "default", settings); !taken) return fail(std::move(taken));
    if (!sources.file.empty())
        if (auto taken = take_file(sources.file, settings); !taken) return fail(std::move(taken));
    for (const auto& key : keys) {
        const std::string name = environment_name(key.name);
        for (const auto& entry : sources.environment) {
            if (!entry.starts_with(name + "=")) continue;
            auto taken = take_from(key, entry.substr(name.size() + 1), "environment " + name, settings);
            if (!taken) return fail(std::move(taken));
        }
        if (const auto flag = sources.flags.find(std::string(key.name)); flag != sources.flags.end()) {
            auto taken = take_from(key, flag->second, "flag --" + flag->first, settings);
            if (!taken) return fail(std::move(taken));
        }
    }
    return settings;
}

fs::path usual_settings_file() {
    const fs::path usual = "/etc/vigia/vigia.toml";
    std::error_code ignored;
    return fs::exists(usual, ignored) ? usual : fs::path{};
}

}  // namespace vigia::app
