#include "model/identity.h"

#include <fmt/format.h>

namespace vigia::model {

Result<Mmsi> Mmsi::make(std::uint32_t number) {
    if (number > 999'999'999)
        return fail(ErrorKind::bad_input, fmt::format("MMSI {} has more than nine digits", number));
    return Mmsi(number);
}

namespace {
bool is_mid(std::uint32_t three_digits) { return three_digits >= 201 && three_digits <= 775; }
}  // namespace

MmsiKind Mmsi::kind() const {
    const std::uint32_t n = number_;
    if (is_mid(n / 1'000'000)) return MmsiKind::ship;
    if (n < 10'000'000) return is_mid(n / 10'000) ? MmsiKind::coast_station : MmsiKind::other;
    if (n < 100'000'000) return is_mid(n / 100'000) ? MmsiKind::group : MmsiKind::other;
    switch (n / 1'000'000) {
        case 970: return MmsiKind::ais_sart;
        case 972: return MmsiKind::man_overboard;
        case 974: return MmsiKind::epirb;
        case 111: return is_mid(n / 1000 % 1000) ? MmsiKind::sar_aircraft : MmsiKind::other;
        default: break;
    }
    if (n / 100'000'000 == 8 && is_mid(n / 100'000 % 1000)) return MmsiKind::handheld;
    if (n / 10'000'000 == 98 && is_mid(n / 10'000 % 1000)) return MmsiKind::craft_of_parent;
    if (n / 10'000'000 == 99 && is_mid(n / 10'000 % 1000)) return MmsiKind::aid_to_navigation;
    return MmsiKind::other;
}

std::string Mmsi::text() const { return fmt::format("{:09}", number_); }

Result<Imo> Imo::make(std::uint32_t number) {
    if (number < 1'000'000 || number > 9'999'999)
        return fail(ErrorKind::bad_input, fmt::format("IMO number {} has not seven digits", number));
    std::uint32_t sum = 0, rest = number / 10;
    for (std::uint32_t weight = 2; weight <= 7; ++weight, rest /= 10) sum += rest % 10 * weight;
    if (sum % 10 != number % 10)
        return fail(ErrorKind::bad_input,
                    fmt::format("IMO number {} has a wrong check digit, {} would be right", number, sum % 10));
    return Imo(number);
}

}  // namespace vigia::model
