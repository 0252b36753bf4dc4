#include "codec/lists/lists.h"

#include <doctest/doctest.h>

using namespace vigia;
using namespace vigia::model;

namespace {

constexpr std::string_view whole = R"(
name = "Harbour desk"
owner = "Captain of the port"
review = 2026-12-31

[[watch]]
imo = 9074729
name = "OCEAN GRACE"
reason = "unpaid tolls"

[[watch]]
mmsi = 352000123
reason = "asked for by customs"
note = "calls at night"

[[role]]
mmsi = 351000123
role = "tug"

[[permit]]
mmsi = 351000456
until = 2026-06-30

[[protected]]
mmsi = 351000789
)";

std::string fault_of(std::string_view text) {
    ListEntries entries;
    const auto read = lists::read(text, "desk.toml", entries);
    REQUIRE_FALSE(read);
    CHECK(entries.sources.empty());
    return read.error().message;
}

const std::string head = "name = \"a\"\nowner = \"b\"\n";

}  // namespace

TEST_CASE("a list file is read whole, and lists of several files are told apart") {
    ListEntries entries;
    REQUIRE(lists::read(whole, "desk.toml", entries));
    REQUIRE(lists::read("name = \"Other\"\nowner = \"x\"\n[[watch]]\nname = \"M/V Lyra\"\nreason = \"y\"\n", "other.toml", entries));
    REQUIRE(entries.sources.size() == 2);
    CHECK(entries.sources[0].review == time_from_iso("2026-12-31T05:00:00Z").value());
    REQUIRE(entries.watched.size() == 3);
    CHECK(entries.watched[0].imo == 9074729);
    CHECK(entries.watched[2].source == 1);
    const auto made = Lists::make(entries);
    REQUIRE(made);
    CHECK(made->role(Mmsi::of(351000123)) == Role::tug);
    CHECK(made->protects(Mmsi::of(351000789)));
    CHECK(made->permits(Mmsi::of(351000456), time_from_iso("2026-07-01T04:59:59Z").value()));
    CHECK_FALSE(made->permits(Mmsi::of(351000456), time_from_iso("2026-07-01T05:00:00Z").value()));
}

TEST_CASE("a fault names line, column, key and the nearest valid one") {
    CHECK(fault_of(head + "[[watch]]\nresaon = \"x\"\nname = \"y\"\n") ==
          "desk.toml:4:1: unknown key \"resaon\" in [[watch]], did you mean \"reason\"? Keys here: imo, mmsi, name, reason, note");
    CHECK(fault_of(head + "[[role]]\nmmsi = 351000123\nrole = \"tugg\"\n").starts_with("desk.toml:5:8: role: \"tugg\" is no role, did you mean \"tug\"?"));
    CHECK(fault_of(head + "[[watch]]\nimo = 9074728\nreason = \"x\"\n") == "desk.toml:4:7: imo: IMO number 9074728 has a wrong check digit, 9 would be right");
    CHECK(fault_of(head + "[[watch]]\nreason = \"x\"\n") == "desk.toml:3:1: a [[watch]] entry needs an imo, a mmsi or a name with letters or digits");
    CHECK(fault_of("name = \"a\"\n").ends_with("owner is missing: add a text in quotes"));
    CHECK(fault_of(head + "review = \"2026-12-31\"\n") == "desk.toml:3:10: review: must be a day without quotes, like 2026-12-31");
    CHECK(fault_of(head + "[[permit]]\nmmsi = \"351000456\"\n") == "desk.toml:4:8: mmsi: must be a number of up to nine digits, without quotes");
    CHECK(fault_of(head + "[watch]\nname = \"x\"\n") == "desk.toml:3:1: watch: write each entry as a [[watch]] block");
    CHECK(fault_of(head + "watch = [\n").starts_with("desk.toml:"));
}

TEST_CASE("all faults of a file are told at once, up to a bound") {
    std::string text = head;
    for (int i = 0; i < 30; ++i) text += "[[watch]]\nnmae = \"x\"\n";
    const std::string faults = fault_of(text);
    CHECK(std::ranges::count(faults, '\n') == 20);
    CHECK(faults.ends_with("and 10 more faults"));
}
