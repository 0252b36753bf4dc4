#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/text.h"
#include "base/time.h"
#include "base/units.h"
#include "geo/position.h"

namespace vigia::model {

/// The languages of everything that a person reads.
enum class Language : std::uint8_t { en, es };

/// A pattern in each language. `{name}` stands for the fact of that name as people read it;
/// `{name:one|many}` for one of two words, by whether the fact's number is 1.
struct Sentence {
    std::string_view en, es;
};

/// The name of a fact: its key in data, and what people call it.
struct FactName {
    std::string_view key;  ///< snake_case; limits in force begin with `limit_`
    Sentence label;
};

/// A part of a whole, 0 to 1; people read per cent.
struct Share {
    double value = 0;
};

/// A word that has a form in each language, such as the name of an area.
struct Named {
    FixedText<48> en, es;
};

/// What somebody wrote: a safety message has at most 161 characters (ITU-R M.1371-5, annex 8, table 58).
struct LongText {
    FixedText<168> text;
};

/// What was measured, counted or named. SI units.
using FactValue = std::variant<Metres, MetresPerSecond, Degrees, Duration, Time, geo::Position, std::int64_t, Share, FixedText<48>, Named, LongText>;

/// One piece of evidence. `name` points to a constant of the program.
struct Fact {
    const FactName* name = nullptr;
    FactValue value;
};

/// A value as people read it: distances from one nautical mile in miles, else metres; speeds in knots; angles in
/// three digits; spans as `1 h 5 min`; instants as local time (UTC-5) with UTC behind; positions in degrees and minutes.
[[nodiscard]] std::string told(const FactValue& value, Language language);

/// The sentence with its facts filled in. A name that no fact has stays as it is: that is our own bug, and the
/// test of each detector's words looks for it.
[[nodiscard]] std::string told(const Sentence& sentence, std::span<const Fact> facts, Language language);

[[nodiscard]] inline std::string_view text(const Sentence& sentence, Language language) {
    return language == Language::en ? sentence.en : sentence.es;
}

/// Appends a value as JSON in SI units: seconds for spans, ISO 8601 for instants, [lon, lat] for positions.
void append_value_json(std::string& out, const FactValue& value);

/// Appends `{"en":…,"es":…}` of a sentence with its facts.
void append_sentence_json(std::string& out, const Sentence& sentence, std::span<const Fact> facts);

}  // namespace vigia::model
