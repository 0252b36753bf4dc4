#include "base/result.h"

#include <doctest/doctest.h>

namespace vigia {
namespace {

Result<int> half(int n) {
    if (n % 2 != 0) return fail(ErrorKind::bad_input, "odd", 3);
    return n / 2;
}

Result<double> quarter(int n) {
    auto h = half(n);
    if (!h) return fail(std::move(h));
    return *h / 2.0;
}

TEST_CASE("a failure is passed on with its kind, text and place") {
    CHECK(quarter(6).value() == 1.5);
    const auto failed = quarter(3);
    REQUIRE(!failed);
    CHECK(failed.error().kind == ErrorKind::bad_input);
    CHECK(failed.error().message == "odd");
    CHECK(failed.error().at == 3);
}

TEST_CASE("every kind of error has a name") {
    CHECK(std::string(name(ErrorKind::bad_input)) == "bad_input");
    CHECK(std::string(name(ErrorKind::limit)) == "limit");
}

}  // namespace
}  // namespace vigia
