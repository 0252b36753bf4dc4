#pragma once
#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

namespace vigia::serve {

/// Checks values against the part of JSON Schema that the API's schemas use. Unknown keywords are
/// told as faults, so that nothing is declared that is not checked.
class SchemaCheck {
  public:
    explicit SchemaCheck(const nlohmann::json& document) : schemas_(document["components"]["schemas"]) {}

    /// What is wrong with a value, empty when nothing is.
    [[nodiscard]] std::string fault(const nlohmann::json& value, const nlohmann::json& schema, const std::string& where = "$") const {
        for (const auto& [keyword, rule] : schema.items()) {
            std::string found = fault_of(value, schema, keyword, rule, where);
            if (!found.empty()) return found;
        }
        return {};
    }

  private:
    using Json = nlohmann::json;

    static bool is_type(const Json& value, const std::string& type) {
        if (type == "integer") return value.is_number_integer() || (value.is_number() && value.get<double>() == static_cast<double>(value.get<long long>()));
        if (type == "number") return value.is_number();
        if (type == "string") return value.is_string();
        if (type == "boolean") return value.is_boolean();
        if (type == "null") return value.is_null();
        if (type == "array") return value.is_array();
        return type == "object" && value.is_object();
    }

    std::string fault_of(const Json& value, const Json& schema, const std::string& keyword, const Json& rule, const std::string& where) const {
        const auto bad = [&] { return where + ": " + keyword + " " + rule.dump() + " is not met by " + value.dump().substr(0, 200); };
        if (keyword == "$ref") return fault(value, schemas_.at(rule.get<std::string>().substr(std::string("#/components/schemas/").size())), where);
        if (keyword == "description" || keyword == "format" || keyword == "pattern") return {};
        if (keyword == "type") {
            if (rule.is_string()) return is_type(value, rule) ? "" : bad();
            return std::ranges::any_of(rule, [&](const Json& each) { return is_type(value, each); }) ? "" : bad();
        }
        if (keyword == "const") return value == rule ? "" : bad();
        if (keyword == "enum") return std::ranges::find(rule, value) != rule.end() ? "" : bad();
        if (keyword == "minimum") return !value.is_number() || value.get<double>() >= rule.get<double>() ? "" : bad();
        if (keyword == "maximum") return !value.is_number() || value.get<double>() <= rule.get<double>() ? "" : bad();
        if (keyword == "minItems") return !value.is_array() || value.size() >= rule.get<std::size_t>() ? "" : bad();
        if (keyword == "maxItems") return !value.is_array() || value.size() <= rule.get<std::size_t>() ? "" : bad();
        if (keyword == "anyOf")
            return std::ranges::any_of(rule, [&](const Json& each) { return fault(value, each, where).empty(); }) ? "" : bad();
        if (keyword == "allOf") {
            for (const Json& each : rule)
                if (std::string found = fault(value, each, where); !found.empty()) return found;
            return {};
        }
        return fault_of_members(value, schema, keyword, rule, where);
    }

    std::string fault_of_members(const Json& value, const Json& schema, const std::string& keyword, const Json& rule, const std::string& where) const {
        if (keyword == "required") {
            for (const Json& name : rule)
                if (value.is_object() && !value.contains(name.get<std::string>())) return where + " has no " + name.dump();
            return {};
        }
        if (keyword == "properties") {
            for (const auto& [name, each] : rule.items())
                if (value.is_object() && value.contains(name))
                    if (std::string found = fault(value[name], each, where + "." + name); !found.empty()) return found;
            return {};
        }
        if (keyword == "items") {
            for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
                if (std::string found = fault(value[i], rule, where + "[" + std::to_string(i) + "]"); !found.empty()) return found;
            return {};
        }
        if (keyword == "additionalProperties") {
            if (!value.is_object()) return {};
            for (const auto& [name, each] : value.items()) {
                if (schema.contains("properties") && schema["properties"].contains(name)) continue;
                if (rule == false) return where + " has an undeclared " + name;
                if (std::string found = fault(each, rule, where + "." + name); !found.empty()) return found;
            }
            return {};
        }
        return where + ": the keyword " + keyword + " is not known to the check";
    }

    const Json schemas_;
};

}  // namespace vigia::serve
