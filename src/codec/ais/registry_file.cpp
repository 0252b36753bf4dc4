// Reads application messages from TOML. The only file of the module that knows the TOML library.
#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "base/text.h"
#include "base/toml.h"
#include "codec/ais/registry.h"

namespace vigia::ais {

namespace {

/// Where errors are said: a file and a line.
class Place {
  public:
    explicit Place(std::string_view file) : file_(file) {}
    [[nodiscard]] std::unexpected<Error> refuse(const toml::node& node, const std::string& what,
                                                ErrorKind kind = ErrorKind::bad_input) const {
        const std::size_t line = node.source().begin.line;
        return fail(kind, file_ + ":" + std::to_string(line) + ": " + what, line);
    }

  private:
    std::string file_;
};

constexpr std::array<std::string_view, 10> message_keys{"dac", "fi", "message", "name", "source", "sub", "least",
                                                        "most", "fields", "note"};
constexpr std::array<std::string_view, 10> field_keys{"name", "bits", "kind", "scale", "offset", "gpsd_scale",
                                                      "none", "unit", "group", "most"};
constexpr std::array<std::string_view, 3> sub_keys{"start", "bits", "value"};

template <std::size_t N>
Result<bool> only_known(const toml::table& table, const std::array<std::string_view, N>& keys, const Place& place) {
    for (const auto& [key, node] : table) {
        if (std::find(keys.begin(), keys.end(), key.str()) != keys.end()) continue;
        const std::string_view near = nearest(key.str(), keys.data(), keys.size());
        return place.refuse(node, "there is no key \"" + std::string(key.str()) + "\" here" +
                                      (near.empty() ? "" : ": did you mean \"" + std::string(near) + "\"?"));
    }
    return true;
}

/// A whole number in a range; `otherwise` where the key is absent.
Result<std::int64_t> number(const toml::table& table, std::string_view key, std::int64_t low, std::int64_t high,
                            std::optional<std::int64_t> otherwise, const Place& place) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        if (otherwise) return *otherwise;
        return place.refuse(table, "\"" + std::string(key) + "\" is missing: add a whole number from " +
                                       std::to_string(low) + " to " + std::to_string(high));
    }
    const std::optional<std::int64_t> value = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
    if (!value || *value < low || *value > high)
        return place.refuse(*node, "\"" + std::string(key) + "\" must be a whole number from " + std::to_string(low) +
                                       " to " + std::to_string(high));
    return *value;
}

Result<double> real(const toml::table& table, std::string_view key, double otherwise, const Place& place) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return otherwise;
    const std::optional<double> value = node->value<double>();
    if (!node->is_number() || !value || (key != "offset" && !(*value > 0)))
        return place.refuse(*node, "\"" + std::string(key) + "\" must be a number" + (key == "offset" ? "" : " above 0"));
    return *value;
}

Result<ApplicationKind> kind_of(const toml::table& table, const Place& place) {
    constexpr std::array<std::pair<std::string_view, ApplicationKind>, 6> kinds{{
        {"u", ApplicationKind::unsigned_number}, {"i", ApplicationKind::signed_number}, {"text", ApplicationKind::text},
        {"flag", ApplicationKind::flag}, {"data", ApplicationKind::data}, {"spare", ApplicationKind::spare}}};
    const toml::node* node = table.get("kind");
    const std::string_view word = node == nullptr ? "" : node->value_or(std::string_view{});
    for (const auto& [name, kind] : kinds)
        if (word == name) return kind;
    const std::string remedy = "\"kind\" must be \"u\", \"i\", \"text\", \"flag\", \"data\" or \"spare\"";
    return place.refuse(node == nullptr ? static_cast<const toml::node&>(table) : *node, remedy);
}

Result<std::vector<ApplicationField>> fields_of(const toml::table& table, std::string_view key, bool may_group,
                                                std::size_t& count, const Place& place);

Result<bool> read_group(const toml::table& table, std::size_t& count, const Place& place, ApplicationField& field) {
    auto group = fields_of(table, "group", false, count, place);
    if (!group) return fail(std::move(group));
    const auto most = number(table, "most", 1, 64, std::nullopt, place);
    if (!most) return fail(ErrorKind(most.error().kind), most.error().message, most.error().at);
    field.group = *std::move(group);
    field.most = static_cast<std::uint16_t>(*most);
    return true;
}

Result<bool> read_plain(const toml::table& table, const Place& place, ApplicationField& field) {
    Result<ApplicationKind> kind = kind_of(table, place);
    if (!kind) return fail(std::move(kind));
    field.kind = *kind;
    const bool is_number = field.kind == ApplicationKind::unsigned_number || field.kind == ApplicationKind::signed_number;
    const bool may_be_open = field.kind == ApplicationKind::text || field.kind == ApplicationKind::data;
    Result<std::int64_t> bits = number(table, "bits", may_be_open ? 0 : 1, is_number ? 62 : 1280, std::nullopt, place);
    if (!bits) return fail(std::move(bits));
    field.bits = static_cast<std::uint16_t>(*bits);
    if (field.kind == ApplicationKind::flag && field.bits != 1)
        return place.refuse(*table.get("bits"), "a flag has 1 bit; use kind \"u\" for more");
    Result<double> scale = real(table, "scale", 1, place), offset = real(table, "offset", 0, place);
    if (!scale) return fail(std::move(scale));
    if (!offset) return fail(std::move(offset));
    Result<double> gpsd = real(table, "gpsd_scale", *scale, place);
    if (!gpsd) return fail(std::move(gpsd));
    field.scale = *scale;
    field.offset = *offset;
    field.gpsd_scale = *gpsd;
    if (const toml::node* none = table.get("none")) {
        if (!none->is_integer()) return place.refuse(*none, "\"none\" must be a whole number");
        field.none = none->value<std::int64_t>();
    }
    return true;
}

Result<ApplicationField> field_of(const toml::table& table, bool may_group, std::size_t& count, const Place& place) {
    if (auto known = only_known(table, field_keys, place); !known) return fail(std::move(known));
    if (++count > max_application_fields)
        return place.refuse(table, "a message may have at most " + std::to_string(max_application_fields) + " fields",
                            ErrorKind::limit);
    ApplicationField field;
    field.name = table["name"].value_or(std::string());
    if (field.name.empty()) return place.refuse(table, "a field has no \"name\": add one");
    field.unit = table["unit"].value_or(std::string());
    const bool is_group = table.contains("group");
    if (is_group && !may_group) return place.refuse(table, "a group may not hold a group");
    Result<bool> read = is_group ? read_group(table, count, place, field) : read_plain(table, place, field);
    if (!read) return fail(std::move(read));
    return field;
}

Result<std::vector<ApplicationField>> fields_of(const toml::table& table, std::string_view key, bool may_group,
                                                std::size_t& count, const Place& place) {
    const toml::array* list = table[key].as_array();
    if (list == nullptr || list->empty())
        return place.refuse(table, "\"" + std::string(key) + "\" is missing: list the fields in their order");
    std::vector<ApplicationField> fields;
    for (const toml::node& node : *list) {
        const toml::table* entry = node.as_table();
        if (entry == nullptr) return place.refuse(node, "a field must be a table like {name = \"x\", bits = 8, kind = \"u\"}");
        Result<ApplicationField> field = field_of(*entry, may_group, count, place);
        if (!field) return fail(std::move(field));
        if (field->group.empty() && field->bits == 0 && &node != &list->back())
            return place.refuse(node, "only the last field may have 0 bits (to the end)");
        fields.push_back(*std::move(field));
    }
    if (!may_group && fields.back().bits == 0)
        return place.refuse(list->back(), "a field of a group may not run to the end: say how many bits it has");
    return fields;
}

Result<bool> read_sub(const toml::table& table, const Place& place, Application& out) {
    const toml::node* node = table.get("sub");
    if (node == nullptr) return true;
    const toml::table* sub = node->as_table();
    if (sub == nullptr) return place.refuse(*node, "\"sub\" must be {start = …, bits = …, value = …}");
    if (auto known = only_known(*sub, sub_keys, place); !known) return fail(std::move(known));
    Result<std::int64_t> start = number(*sub, "start", 0, 1000, std::nullopt, place);
    if (!start) return fail(std::move(start));
    Result<std::int64_t> bits = number(*sub, "bits", 1, 32, std::nullopt, place);
    if (!bits) return fail(std::move(bits));
    Result<std::int64_t> value = number(*sub, "value", 0, (std::int64_t{1} << *bits) - 1, std::nullopt, place);
    if (!value) return fail(std::move(value));
    out.sub_start = static_cast<std::uint16_t>(*start);
    out.sub_bits = static_cast<std::uint16_t>(*bits);
    out.sub = static_cast<std::uint32_t>(*value);
    return true;
}

Result<std::vector<std::uint16_t>> dacs_of(const toml::table& table, const Place& place) {
    std::vector<std::uint16_t> dacs;
    if (const toml::array* list = table["dac"].as_array()) {
        for (const toml::node& node : *list) {
            const std::int64_t dac = node.is_integer() ? node.value_or(std::int64_t{-1}) : -1;
            if (dac < 0 || dac > 1023) return place.refuse(node, "\"dac\" must be from 0 to 1023");
            dacs.push_back(static_cast<std::uint16_t>(dac));
        }
        if (dacs.empty()) return place.refuse(*list, "\"dac\" must name at least one area code");
        return dacs;
    }
    Result<std::int64_t> dac = number(table, "dac", 0, 1023, std::nullopt, place);
    if (!dac) return fail(std::move(dac));
    dacs.push_back(static_cast<std::uint16_t>(*dac));
    return dacs;
}

Result<Application> application_of(const toml::table& table, const Place& place) {
    if (auto known = only_known(table, message_keys, place); !known) return fail(std::move(known));
    Application out;
    Result<std::int64_t> fi = number(table, "fi", 0, 63, std::nullopt, place);
    if (!fi) return fail(std::move(fi));
    Result<std::int64_t> message = number(table, "message", 0, 8, 0, place);
    if (!message) return fail(std::move(message));
    if (*message != 0 && *message != 6 && *message != 8)
        return place.refuse(*table.get("message"), "\"message\" must be 6 or 8; leave it out for both");
    Result<std::int64_t> least = number(table, "least", 0, 1280, 0, place), most = number(table, "most", 0, 1280, 0, place);
    if (!least) return fail(std::move(least));
    if (!most) return fail(std::move(most));
    if (*most != 0 && *most < *least) return place.refuse(*table.get("most"), "\"most\" must not be below \"least\"");
    if (auto sub = read_sub(table, place, out); !sub) return fail(std::move(sub));
    std::size_t count = 0;
    auto fields = fields_of(table, "fields", true, count, place);
    if (!fields) return fail(std::move(fields));
    out.fi = static_cast<std::uint8_t>(*fi);
    out.message = static_cast<std::uint8_t>(*message);
    out.least = static_cast<std::uint16_t>(*least);
    out.most = static_cast<std::uint16_t>(*most);
    out.name = table["name"].value_or(std::string());
    out.source = table["source"].value_or(std::string());
    out.fields = *std::move(fields);
    return out;
}

auto key_of(const Application& a) {
    return std::tuple(a.dac, a.fi, a.message, a.sub_start, a.sub_bits, a.sub, a.least, a.most);
}

/// By DAC and FI; then those with a sub-identifier, those with a length, those of one message type.
bool goes_before(const Application& a, const Application& b) {
    const auto rank = [](const Application& x) {
        return std::tuple(x.dac, x.fi, x.sub_bits == 0, x.most == 0 && x.least == 0, x.message == 0, key_of(x));
    };
    return rank(a) < rank(b);
}

}  // namespace

Result<Registry> Registry::with(std::string_view text, std::string_view file_name) const {
    Result<toml::table> read = toml_table(text, file_name);
    if (!read) return fail(std::move(read));
    const toml::table& root = *read;
    const Place place(file_name);
    if (auto known = only_known(root, std::array<std::string_view, 1>{"message"}, place); !known)
        return fail(std::move(known));
    Registry out = *this;
    const toml::array* messages = root["message"].as_array();
    if (messages == nullptr) {
        if (root.empty()) return out;
        return place.refuse(root, "write each message as [[message]], with two brackets");
    }
    for (const toml::node& node : *messages) {
        const toml::table* table = node.as_table();
        if (table == nullptr) return place.refuse(node, "write each message as [[message]]");
        Result<std::vector<std::uint16_t>> dacs = dacs_of(*table, place);
        if (!dacs) return fail(std::move(dacs));
        Result<Application> application = application_of(*table, place);
        if (!application) return fail(std::move(application));
        for (const std::uint16_t dac : *dacs) {
            application->dac = dac;
            std::erase_if(out.applications_, [&](const Application& a) { return key_of(a) == key_of(*application); });
            if (out.applications_.size() >= max_applications)
                return place.refuse(node, "a registry may have at most " + std::to_string(max_applications) + " messages",
                                    ErrorKind::limit);
            out.applications_.push_back(*application);
        }
    }
    std::sort(out.applications_.begin(), out.applications_.end(), goes_before);
    return out;
}

}  // namespace vigia::ais
