#include "model/sentence.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

namespace vigia::model {
namespace {

/// A number with so many decimals; Spanish writes a comma, as the screen does.
std::string number(double value, int decimals, Language language) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (language == Language::es) std::ranges::replace(text, '.', ',');
    return text;
}

std::string told_span(Duration span) {
    const std::int64_t seconds = std::chrono::round<std::chrono::seconds>(span).count();
    if (seconds < 120) return fmt::format("{} s", seconds);
    const std::int64_t minutes = (seconds + 30) / 60;
    if (minutes < 60) return fmt::format("{} min", minutes);
    if (minutes < 48 * 60) return minutes % 60 == 0 ? fmt::format("{} h", minutes / 60) : fmt::format("{} h {} min", minutes / 60, minutes % 60);
    return fmt::format("{} d", (minutes + 720) / 1440);
}

std::string told_time(Time at) {
    const auto clock = [](Time t) {
        const auto day = std::chrono::floor<std::chrono::days>(t);
        const auto seconds = std::chrono::floor<std::chrono::seconds>(t - day).count();
        return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    };
    return fmt::format("{} ({} UTC)", clock(at - std::chrono::hours(5)), clock(at));
}

std::string told_degrees(double degrees, std::string_view marks, int width, Language language) {
    const double size = std::abs(degrees);
    auto whole = static_cast<int>(size);
    double minutes = std::round((size - whole) * 6000) / 100;
    if (minutes >= 60) minutes -= 60, ++whole;
    std::string shown = fmt::format("{:05.2f}", minutes);
    if (language == Language::es) std::ranges::replace(shown, '.', ',');
    return fmt::format("{:0{}}°{}′{}", whole, width, shown, marks[degrees < 0 ? 1 : 0]);
}

struct Teller {
    Language language;
    std::string operator()(Metres way) const {
        const bool part = std::abs(way.value) < 20 && std::abs(way.value - std::round(way.value)) >= 0.05;  // a draught, say
        if (part) return number(way.value, 1, language) + " m";
        if (std::abs(way.value) < 1852) return fmt::format("{} m", std::lround(way.value));
        return number(to_nautical_miles(way), 1, language) + (language == Language::en ? " nm" : " mn");
    }
    std::string operator()(MetresPerSecond speed) const {
        return number(to_knots(speed), 1, language) + (language == Language::en ? " kn" : " nudos");
    }
    std::string operator()(Degrees angle) const { return fmt::format("{:03}°", std::lround(angle.value) % 360); }
    std::string operator()(Duration span) const { return told_span(span); }
    std::string operator()(Time at) const { return told_time(at); }
    std::string operator()(geo::Position p) const {
        return told_degrees(p.latitude(), "NS", 1, language) + " " + told_degrees(p.longitude(), language == Language::en ? "EW" : "EO", 3, language);
    }
    std::string operator()(std::int64_t count) const { return fmt::format("{}", count); }
    std::string operator()(Share part) const {
        return fmt::format("{}{}", std::lround(part.value * 100), language == Language::en ? "%" : " %");
    }
    std::string operator()(const FixedText<48>& words) const { return std::string(words.view()); }
    std::string operator()(const LongText& words) const { return std::string(words.text.view()); }
    std::string operator()(const Named& words) const { return std::string(language == Language::en ? words.en.view() : words.es.view()); }
};

bool is_one(const FactValue& value) {
    const std::int64_t* count = std::get_if<std::int64_t>(&value);
    return count != nullptr && *count == 1;
}

}  // namespace

std::string told(const FactValue& value, Language language) { return std::visit(Teller{language}, value); }

std::string told(const Sentence& sentence, std::span<const Fact> facts, Language language) {
    const std::string_view pattern = text(sentence, language);
    std::string out;
    std::size_t at = 0;
    while (at < pattern.size()) {
        const std::size_t open = std::min(pattern.find('{', at), pattern.size());
        out += pattern.substr(at, open - at);
        const std::size_t close = pattern.find('}', open);
        if (open == pattern.size() || close == std::string_view::npos) break;
        const std::string_view inside = pattern.substr(open + 1, close - open - 1);
        const std::size_t colon = inside.find(':');
        const std::string_view key = inside.substr(0, colon);
        const auto fact = std::ranges::find_if(facts, [&](const Fact& f) { return f.name->key == key; });
        if (fact == facts.end()) {
            out += pattern.substr(open, close - open + 1);
        } else if (colon == std::string_view::npos) {
            out += told(fact->value, language);
        } else {
            const std::string_view forms = inside.substr(colon + 1);
            const std::size_t bar = std::min(forms.find('|'), forms.size());
            out += is_one(fact->value) || bar == forms.size() ? forms.substr(0, bar) : forms.substr(bar + 1);
        }
        at = close + 1;
    }
    return out;
}

void append_value_json(std::string& out, const FactValue& value) {
    struct Writer {
        std::string& out;
        void operator()(Metres way) const { append_number(out, way.value, 1); }
        void operator()(MetresPerSecond speed) const { append_number(out, speed.value, 3); }
        void operator()(Degrees angle) const { append_number(out, angle.value, 1); }
        void operator()(Duration span) const { append_number(out, static_cast<double>(span.count()) / 1000, 3); }
        void operator()(Time at) const { append_json(out, to_iso(at)); }
        void operator()(geo::Position p) const {
            out += '[';
            append_number(out, p.longitude(), 6);
            out += ',';
            append_number(out, p.latitude(), 6);
            out += ']';
        }
        void operator()(std::int64_t count) const { append_int(out, count); }
        void operator()(Share part) const { append_number(out, part.value, 4); }
        void operator()(const FixedText<48>& words) const { append_json(out, words.view()); }
        void operator()(const LongText& words) const { append_json(out, words.text.view()); }
        void operator()(const Named& words) const {
            out += "{\"en\":";
            append_json(out, words.en.view());
            out += ",\"es\":";
            append_json(out, words.es.view());
            out += '}';
        }
    };
    std::visit(Writer{out}, value);
}

void append_sentence_json(std::string& out, const Sentence& sentence, std::span<const Fact> facts) {
    out += "{\"en\":";
    append_json(out, told(sentence, facts, Language::en));
    out += ",\"es\":";
    append_json(out, told(sentence, facts, Language::es));
    out += '}';
}

}  // namespace vigia::model
