#include "logic/detection/watch_list.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::FactName;
using model::FitsBy;
using model::Vessel;
using Text = FixedText<48>;

constexpr FactName list_name{"list", {"list", "lista"}};
constexpr FactName owner_name{"owner", {"owner of the list", "responsable de la lista"}};
constexpr FactName review_name{"review", {"review of the list due", "revisión de la lista"}};
constexpr FactName overdue_name{"overdue", {"review overdue by", "revisión vencida desde hace"}};
constexpr FactName entry_name{"entry", {"entry", "anotación"}};
constexpr FactName reason_name{"reason", {"reason", "motivo"}};
constexpr FactName fits_name{"fits_by", {"fits by", "coincide por"}};
constexpr FactName likeness_name{"likeness", {"likeness of the names", "parecido de los nombres"}};
constexpr FactName limit_likeness{"limit_likeness", {"limit of likeness", "límite de parecido"}};

constexpr model::Words number_words{
    {"{vessel} is on the list “{list}”: its {fits_by} is that of the entry {entry}. Reason given: {reason}.",
     "{vessel} está en la lista «{list}»: su {fits_by} es el de la anotación {entry}. Motivo: {reason}."},
    {"Whether the number is truly its own is not known: numbers on the air can be set to anything.",
     "No se sabe si el número es realmente suyo: en el aire se puede declarar cualquiera."},
    {"Name, IMO number and size that fit the entry would strengthen it; {owner}, who keeps the list, can lift it.",
     "Lo reforzarían un nombre, un número OMI y un tamaño que concuerden; puede levantarlo {owner}, responsable de la lista."}};

constexpr model::Words name_words{
    {"{vessel} has a name {likeness} alike to {entry} of the list “{list}”. Reason given: {reason}.",
     "{vessel} tiene un nombre parecido en un {likeness} a {entry} de la lista «{list}». Motivo: {reason}."},
    {"Whether it is that ship is not known: many ships share a name, and no number confirms it.",
     "No se sabe si es ese buque: muchos comparten nombre, y ningún número lo confirma."},
    {"Its IMO number would settle it; {owner}, who keeps the list, can add the number or lift the entry.",
     "Lo aclararía su número OMI; {owner}, responsable de la lista, puede añadirlo o retirar la anotación."}};

model::Named told(FitsBy by) {
    const auto named = [](std::string_view en, std::string_view es) { return model::Named{en, es}; };
    switch (by) {
        case FitsBy::imo: return named("IMO number", "número OMI");
        case FitsBy::mmsi: return named("MMSI", "MMSI");
        case FitsBy::name: return named("name", "nombre");
    }
    return {};
}

std::string called(const model::Watched& entry) {
    if (!entry.name.empty()) return entry.name;
    return entry.imo ? "IMO " + std::to_string(*entry.imo) : "MMSI " + model::Mmsi::of(entry.mmsi.value_or(0)).text();
}

double confidence(const model::WatchFit& fit) {
    switch (fit.by) {
        case FitsBy::imo: return 0.95;
        case FitsBy::mmsi: return 0.9;
        case FitsBy::name: return fit.likeness >= 1 ? 0.7 : 0.5;
    }
    return 0;
}

model::Finding finding_of(const model::Scene& scene, const Vessel& vessel, const model::WatchFit& fit, double least) {
    const model::Watched& entry = scene.lists().entries().watched[fit.entry];
    const model::ListSource& list = scene.lists().source(entry);
    std::vector<model::Fact> facts{{&facts::vessel, model::called(vessel)}, {&list_name, Text(list.name)}, {&owner_name, Text(list.owner)},
                                   {&entry_name, Text(called(entry))}, {&reason_name, model::LongText{FixedText<168>(entry.reason)}}, {&fits_name, told(fit.by)}};
    if (fit.by == FitsBy::name) {
        facts.push_back({&likeness_name, model::Share{fit.likeness}});
        facts.push_back({&limit_likeness, model::Share{least}});
    }
    // The day, by the calendar of Panama.
    if (list.review) facts.push_back({&review_name, Text(to_iso(*list.review - std::chrono::hours(5)).substr(0, 10))});
    if (list.review && *list.review < vessel.heard) facts.push_back({&overdue_name, vessel.heard - *list.review});
    return {.kind = model::EventKind::watch_list, .vessels = {{vessel.id, vessel.mmsi}}, .begun = vessel.heard, .confidence = confidence(fit),
            .where = vessel.fixes > 0 ? vessel.fix.position : std::nullopt, .area = {}, .words = fit.by == FitsBy::name ? &name_words : &number_words,
            .facts = std::move(facts)};
}

}  // namespace

void WatchList::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.fixes == 1) ask(scene, vessel, scene.now(), out);
}

void WatchList::said(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (scene.lists().entries().watched.empty() || !vessel.particulars) return;
    Asked& asked = asked_.of(vessel);
    const FixedText<34> name = vessel.particulars->name.value_or(FixedText<34>());
    const std::uint32_t imo = vessel.particulars->imo.value_or(0);
    if (asked.asked && asked.name == name && asked.imo == imo) return;
    asked = {name, imo, true};
    ask(scene, vessel, scene.now(), out);
}

void WatchList::ask(const model::Scene& scene, const Vessel& vessel, Time now, Findings& out) {
    if (!vessel.afloat()) return;
    const double least = limits_.at(vessel.where).likeness;
    const auto fit = scene.lists().watched(vessel.mmsi, vessel.particulars.get(), least);
    const auto open = open_.find(vessel.mmsi.number());
    if (!fit) {
        if (open == open_.end() || open->second.track != vessel.id) return;
        out.end(open->second.ref, model::EventKind::watch_list, vessel.mmsi, vessel.heard, now);
        open_.erase(open);
        return;
    }
    if (open == open_.end()) {
        open_[vessel.mmsi.number()] = {vessel.id, fit->entry, out.begin(finding_of(scene, vessel, *fit, least), now)};
        return;
    }
    if (open->second.entry == fit->entry) return;
    // What it declares now fits another entry better.
    open->second = {vessel.id, fit->entry, open->second.ref};
    out.revise(open->second.ref, finding_of(scene, vessel, *fit, least), now);
}

void WatchList::second(const model::Scene& scene, Time second, Findings& out) {
    if (&scene.lists() == lists_) return;
    lists_ = &scene.lists();
    for (model::VesselSlot slot = 0; slot < scene.slots(); ++slot) {
        const Vessel& vessel = scene.vessel(slot);
        if (scene.find(vessel.id) != &vessel) continue;
        // Entries have other numbers now.
        if (const auto open = open_.find(vessel.mmsi.number()); open != open_.end()) open->second.entry = static_cast<std::size_t>(-1);
        ask(scene, vessel, second, out);  // several seconds may pass at once: this is the one in which the lists changed
    }
}

void WatchList::gone(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    const auto open = open_.find(vessel.mmsi.number());
    if (open == open_.end() || open->second.track != vessel.id) return;
    out.end(open->second.ref, model::EventKind::watch_list, vessel.mmsi, vessel.heard, scene.now());
    open_.erase(open);
}

}  // namespace vigia::detection
