#pragma once
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/result.h"

namespace vigia::app {

/// Reads the fields of one case. The first fault is kept and everything read after it is empty, so a reader asks for
/// all its fields in a row and looks at `fault` once.
class CaseFields {
  public:
    using Json = nlohmann::json;

    /// A case that has other fields than `known` is at fault, except fields of prose (texts).
    CaseFields(const Json& one, std::initializer_list<std::string_view> known);

    /// A finite number, or a fraction in a text: `"22009/2157"`.
    double number(std::string_view field);
    /// The same, or `otherwise` where there is no such field.
    double number_or(std::string_view field, double otherwise);
    /// A whole number from `least` to `most`.
    std::int64_t whole(std::string_view field, std::int64_t least, std::int64_t most);
    /// A list of at most `most` numbers or fractions.
    std::vector<double> numbers(std::string_view field, std::size_t most = default_most);
    /// A list of at most `most` whole numbers from 0 to below `below`.
    std::vector<std::size_t> indices(std::string_view field, std::size_t below, std::size_t most = default_most);
    /// A list of at most `most` lists of numbers.
    std::vector<std::vector<double>> rows(std::string_view field, std::size_t most = default_most);
    /// A list of at most `most` lists of whole numbers from 0 to below `below`.
    std::vector<std::vector<std::size_t>> index_rows(std::string_view field, std::size_t below, std::size_t most = default_most);
    /// A list of at most `most` objects, to be read by a CaseFields each. Empty after a fault.
    std::vector<const Json*> objects(std::string_view field, std::size_t most = default_most);
    /// The field as it is, or null where there is none.
    const Json& raw(std::string_view field) const;
    [[nodiscard]] bool has(std::string_view field) const { return !raw(field).is_null(); }

    /// Notes a fault found by the reader itself, unless there is one already: `"n" must be the number of targets`.
    void refuse(std::string why);
    /// Takes the fault of a part of this case, with the place of the part: `targets[3]`.
    void take(const CaseFields& part, std::string_view place);
    /// What is wrong with the case: the first fault found.
    [[nodiscard]] const std::optional<std::string>& fault() const { return fault_; }

    static constexpr std::size_t default_most = 1'000'000;

  private:
    const Json* field(std::string_view name);
    const Json* list(std::string_view name, std::size_t most);
    double number_of(const Json& value, std::string_view name);
    std::size_t index_of(const Json& value, std::string_view name, std::size_t below);

    const Json* one_;
    std::optional<std::string> fault_;
};

/// What a solver says of one case: the number that the case is about, between two proven bounds (equal where the answer is
/// exact), what the case says it should be, and every further thing of the case that came out otherwise.
struct CaseAnswer {
    nlohmann::json value;     ///< a number, mostly; null where the true answer is "never"
    nlohmann::json lower, upper;
    nlohmann::json expected;
    std::vector<std::string> wrong;  ///< fields of the case that the solver contradicts; empty: the case is ok

    /// The answer of an exact solver: bounds equal to the value.
    static CaseAnswer exact(nlohmann::json value, nlohmann::json expected) { return {value, value, value, std::move(expected), {}}; }
    /// Notes a field as wrong unless `right`.
    void expect(bool right, std::string_view field) {
        if (!right) wrong.emplace_back(field);
    }
};

/// Whether two numbers agree within `tolerance`, absolutely or relative to the expected one, whichever is wider.
[[nodiscard]] bool agree(double value, double expected, double tolerance);
/// The same for lists of equal length.
[[nodiscard]] bool agree(std::span<const double> value, std::span<const double> expected, double tolerance);

/// One kind of case and who solves it. A file's key may hold several kinds; the first whose `told_by` fields a case has
/// all is its kind.
struct CaseKind {
    std::string_view key;                    ///< of the file: a list of cases, or one case
    std::vector<std::string_view> told_by;   ///< fields that tell this kind from others under the same key
    Result<CaseAnswer> (*solve)(const nlohmann::json& one);  ///< errors: bad_input when the case cannot be read
};

/// A list of values that are no objects (a table under one key) is given to `solve` element by element, too.
[[nodiscard]] std::vector<CaseKind> patrol_case_kinds();      ///< games of patrols (plan_patrol.cpp)
[[nodiscard]] std::vector<CaseKind> protection_case_kinds();  ///< what to harden, closures (plan_protection.cpp)
[[nodiscard]] std::vector<CaseKind> search_case_kinds();      ///< search, interception, round trips (plan_search.cpp)

/// Solves every case of an instance file and appends one line of JSON each to `lines`. Keys of prose (texts) are skipped.
/// Returns how many cases are wrong. Errors: bad_input when the text is no JSON object, a key is unknown, or a case cannot
/// be read; nothing has been appended for what comes after it.
[[nodiscard]] Result<std::size_t> check_cases(std::string_view text, std::string_view file, std::span<const CaseKind> kinds,
                                              std::string& lines);

}  // namespace vigia::app
