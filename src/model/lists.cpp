#include "model/lists.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"

namespace vigia::model {
namespace {

constexpr std::size_t longest_on_air = 20;  ///< ITU-R M.1371-5, annex 8, table 48: a name has 20 characters
constexpr std::array<std::string_view, 12> kinds_in_front = {"MV", "MT", "MS", "SS", "FV", "SV", "MY", "SY", "TS", "TB", "LPGC", "LNGC"};

bool is_letter_or_digit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
char capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

/// A bit for each letter and digit that is there: an edit changes at most two of them.
std::uint64_t letters_of(std::string_view text) {
    std::uint64_t bits = 0;
    for (const char c : text) bits |= 1ULL << (c >= 'A' ? c - 'A' : c - '0' + 26);
    return bits;
}

/// The most edits with which names of that length are still alike enough.
std::size_t edits_allowed(std::size_t longer, double least) {
    return static_cast<std::size_t>(std::floor((1 - least) * static_cast<double>(longer) + 1e-9));
}

}  // namespace

std::string normalised(std::string_view name) {
    // The first word with its strokes and points left out may say what the vessel is: `M/V`, `M.T.`
    name = trimmed(name);
    std::string first;
    std::size_t at = 0;
    for (; at < name.size() && name[at] != ' '; ++at)
        if (is_letter_or_digit(capital(name[at]))) first += capital(name[at]);
    if (at < name.size() && std::ranges::find(kinds_in_front, first) != kinds_in_front.end()) name.remove_prefix(at);
    std::string out;
    for (const char c : name)
        if (is_letter_or_digit(capital(c))) out += capital(c);
    return out;
}

double likeness(std::string_view a, std::string_view b) {
    const std::size_t longer = std::max(a.size(), b.size());
    return longer == 0 ? 1 : 1 - static_cast<double>(edits_between(a, b)) / static_cast<double>(longer);
}

void Lists::index_name(std::string_view name, std::size_t entry) {
    std::string text = normalised(name).substr(0, longest_name);
    if (text.empty()) return;
    auto& bucket = names_[text.size()];
    const std::uint64_t letters = letters_of(text);
    bucket.push_back({std::move(text), letters, entry});
}

Result<Lists> Lists::make(ListEntries entries) {
    if (entries.watched.size() > most_watched)
        return fail(ErrorKind::limit, fmt::format("the watch lists have {} entries, at most {} are taken: take out what is settled", entries.watched.size(), most_watched));
    if (std::max({entries.roles.size(), entries.permits.size(), entries.protected_vessels.size()}) > most_others)
        return fail(ErrorKind::limit, fmt::format("the lists of roles, permits and protected vessels have at most {} entries each", most_others));
    Lists lists;
    for (std::size_t i = 0; i < entries.watched.size(); ++i) {
        const Watched& watched = entries.watched[i];
        if (!watched.imo && !watched.mmsi && normalised(watched.name).empty())
            return fail(ErrorKind::bad_input, fmt::format("entry {} of the watch lists has neither imo, mmsi nor name: give one", i + 1));
        // The first entry of a vessel counts; what else is known of it stays in its own list.
        if (watched.imo) lists.by_imo_.emplace(*watched.imo, i);
        if (watched.mmsi) lists.by_mmsi_.emplace(*watched.mmsi, i);
        lists.index_name(watched.name, i);
        if (watched.name.size() > longest_on_air) lists.index_name(watched.name.substr(0, longest_on_air), i);
    }
    for (const ListedRole& role : entries.roles) {
        const auto [at, added] = lists.roles_.emplace(role.mmsi.number(), role.role);
        if (!added && at->second != role.role)
            return fail(ErrorKind::bad_input, fmt::format("vessel {} is listed as {} and as {}: keep one", role.mmsi.text(), model::name(at->second), model::name(role.role)));
    }
    for (const Permit& permit : entries.permits) {
        auto& until = lists.permits_.emplace(permit.mmsi.number(), permit.until).first->second;
        if (!permit.until || (until && *until < *permit.until)) until = permit.until;
    }
    for (const Protected& one : entries.protected_vessels) lists.protected_.emplace(one.mmsi.number(), one.source);
    lists.entries_ = std::move(entries);
    return lists;
}

std::optional<Role> Lists::role(Mmsi mmsi) const {
    if (roles_.empty()) return std::nullopt;
    const auto found = roles_.find(mmsi.number());
    return found == roles_.end() ? std::nullopt : std::optional(found->second);
}

bool Lists::permits(Mmsi mmsi, Time at) const {
    const auto found = permits_.find(mmsi.number());
    return found != permits_.end() && (!found->second || at < *found->second);
}

std::optional<WatchFit> Lists::watched(Mmsi mmsi, std::optional<std::uint32_t> imo) const {
    if (imo)
        if (const auto found = by_imo_.find(*imo); found != by_imo_.end()) return WatchFit{found->second, FitsBy::imo, 1};
    if (const auto found = by_mmsi_.find(mmsi.number()); found != by_mmsi_.end()) return WatchFit{found->second, FitsBy::mmsi, 1};
    return std::nullopt;
}

std::optional<WatchFit> Lists::watched(Mmsi mmsi, const Particulars* particulars, double least) const {
    if (entries_.watched.empty()) return std::nullopt;
    if (auto fit = watched(mmsi, particulars == nullptr ? std::nullopt : particulars->imo)) return fit;
    if (particulars == nullptr || !particulars->name) return std::nullopt;
    const std::string name = normalised(particulars->name->view());
    if (name.empty()) return std::nullopt;
    const bool imo_holds = particulars->imo && Imo::make(*particulars->imo).has_value();
    const std::uint64_t letters = letters_of(name);
    std::optional<WatchFit> best;
    for (std::size_t length = 1; length < names_.size(); ++length) {
        const std::size_t longer = std::max(length, name.size()), edits = edits_allowed(longer, least);
        if (longer - std::min(length, name.size()) > edits) continue;
        for (const Name& known : names_[length]) {
            if (static_cast<std::size_t>(std::popcount(letters ^ known.letters)) > 2 * edits) continue;
            const Watched& entry = entries_.watched[known.entry];
            if (imo_holds && entry.imo) continue;  // another: an equal one was found above
            const double alike = known.text == name ? 1 : edits == 0 ? 0 : likeness(name, known.text);
            if (alike + 1e-9 < least || (best && (best->likeness > alike || (best->likeness == alike && best->entry <= known.entry)))) continue;
            best = WatchFit{known.entry, FitsBy::name, alike};
        }
    }
    return best;
}

}  // namespace vigia::model
