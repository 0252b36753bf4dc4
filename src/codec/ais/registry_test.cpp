#include "codec/ais/registry.h"

#include <doctest/doctest.h>

#include "codec/ais/inside/messages_text.h"

using namespace vigia;
using namespace vigia::ais;

namespace {

/// A lockage order for two vessels.
Bits lockage_order() {
    Bits data;
    data.append(0, 2);
    data.append(1, 6);
    data.append(5, 4);
    data.append(29, 5);
    data.append(12, 5);
    data.append(30, 6);
    data.append_text("LOCK7", 42);
    data.append(static_cast<std::uint64_t>(-4750000) & 0x1FFFFFF, 25);
    data.append(2580000, 24);
    data.append(0, 9);
    for (const std::string_view name : {"FIRST", "SECOND"}) {
        data.append_text(name, 90);
        data.append(1, 1);
        data.append(5, 4);
        data.append(30, 5);
        data.append(3, 5);
        data.append(15, 6);
        data.append(0, 9);
    }
    return data;
}

const ApplicationValue* value(const std::vector<ApplicationValue>& values, std::string_view name, unsigned repetition = 0) {
    for (const ApplicationValue& v : values)
        if (v.field->name == name && v.repetition == repetition) return &v;
    return nullptr;
}

}  // namespace

TEST_CASE("the table that vigia comes with can be read, and each layout has its full length") {
    const Result<Registry> parsed = Registry::parse(inside::messages_text, "data/ais-messages.toml");
    if (!parsed) FAIL(parsed.error().message);
    CHECK(parsed->all().size() == 27);
    CHECK(parsed->all().front().fields.at(9).unit == "°C");
    const auto bits = [&](unsigned type, unsigned dac, unsigned fi, std::size_t size) {
        Bits data;
        while (data.size() < size) data.append(0, 1);
        const Application* found = parsed->find(type, dac, fi, data);
        REQUIRE(found != nullptr);
        std::size_t sum = 0;
        for (const ApplicationField& f : found->fields) sum += f.bits;
        return sum;
    };
    CHECK(bits(8, 1, 11, 296) == 296);  // 352 bits with header, IMO SN/Circ.236
    CHECK(bits(8, 1, 31, 304) == 304);  // 360 bits, IMO SN.1/Circ.289
    CHECK(bits(6, 1, 12, 272) == 272);
    CHECK(bits(6, 1, 18, 272) == 272);
    CHECK(bits(8, 200, 10, 112) == 112);
    CHECK(bits(6, 235, 10, 48) == 48);
}

TEST_CASE("a lockage order is taken apart vessel by vessel") {
    const Bits data = lockage_order();
    CHECK(data.size() == 144 - 16 + 2 * 120);
    const Application* order = Registry::standard().find(8, 316, 2, data);
    REQUIRE(order != nullptr);
    CHECK(order->name == "lockage order");
    const auto values = decode(*order, data);
    CHECK(value(values, "lock")->text == "LOCK7");
    CHECK(value(values, "lat")->scaled() == doctest::Approx(43.0));
    CHECK(value(values, "name", 0)->text == "FIRST");
    CHECK(value(values, "name", 1)->text == "SECOND");
    CHECK(value(values, "eta_hour", 1)->raw == 3);
    CHECK(value(values, "name", 2) == nullptr);
}

TEST_CASE("a message whose sub-identifier or length nobody describes stays bits") {
    Bits data;
    data.append(9, 8);
    CHECK(Registry::standard().find(8, 316, 2, data) == nullptr);
    CHECK(Registry::standard().find(8, 200, 10, data) == nullptr);
    CHECK(Registry::standard().find(8, 999, 1, data) == nullptr);
}

TEST_CASE("an operator's file adds messages and replaces those of the same key") {
    const auto added = Registry::standard().with(R"(
[[message]]
dac = 1
fi = 11
message = 8
name = "ours"
fields = [{name = "all", bits = 0, kind = "data"}]
)", "mine.toml");
    REQUIRE(added.has_value());
    CHECK(added->all().size() == Registry::standard().all().size());
    Bits data;
    data.append(0xAB, 8);
    const Application* found = added->find(8, 1, 11, data);
    REQUIRE(found != nullptr);
    CHECK(found->name == "ours");
    CHECK(decode(*found, data).at(0).text == "ab");
}

TEST_CASE("a fault in a file is told with file, line, key and remedy") {
    const auto message = [](std::string_view text) { return Registry::parse(text, "mine.toml").error().message; };
    CHECK(message("[[message]]\ndac = 2000\nfi = 1\nfields = []").starts_with("mine.toml:2: \"dac\" must be"));
    CHECK(message("[[message]]\ndac = 1\nfi = 1\nfeilds = []") ==
          "mine.toml:4: there is no key \"feilds\" here: did you mean \"fields\"?");
    CHECK(message("[[message]]\ndac = 1\nfi = 1\nfields = [{name = \"a\", bits = 8, kind = \"x\"}]").find("\"kind\" must be") !=
          std::string::npos);
    CHECK(message("[[message]]\ndac = 1\nfi = 1\nfields = [\n{name = \"a\", bits = 0, kind = \"text\"},\n"
                  "{name = \"b\", bits = 8, kind = \"u\"}]").find("mine.toml:5: only the last field") != std::string::npos);
    CHECK(message(std::string_view("[\0[message]]", 12)) == "mine.toml:1:2: there is a control character here: remove it");
    CHECK(message("\n[=]").starts_with("mine.toml:2:"));
    CHECK(message("x = 1\xC3\xA9").starts_with("mine.toml:1:"));
    CHECK(message("\n\xFF") == "mine.toml:2:1: there is a byte that is not UTF-8 here: save the file as UTF-8");
    CHECK(message("dac = ").starts_with("mine.toml:1:"));
    CHECK(message("[message]\ndac = 1").find("[[message]]") != std::string::npos);
}
