#include "logic/detection/distress.h"

#include <algorithm>
#include <array>

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::EventKind;
using model::FactName;
using model::MmsiKind;
using model::NavigationStatus;
using model::Vessel;

constexpr FactName device_name{"device", {"device", "equipo"}};
constexpr FactName mmsi_name{"mmsi", {"MMSI", "MMSI"}};
constexpr FactName limit_silence{"limit_silence", {"ends without a report for", "termina sin informes durante"}};
constexpr FactName limit_text{"limit_text", {"text of a test within", "texto de prueba dentro de"}};

constexpr model::Words device_words{
    {"Call for help from a distress device: {device}, MMSI {mmsi}.", "Llamada de socorro de un equipo de emergencia: {device}, MMSI {mmsi}."},
    {"Who is in distress is not known: the number tells the device, not the ship. It may have been set off by accident.",
     "No se sabe quién está en peligro: el número indica el equipo, no el buque. Pudo activarse por accidente."},
    {"A call by voice, a ship or persons seen, or another beacon of the same place would confirm it; the crew that reports a test would end it.",
     "Lo confirmaría una llamada por radio, ver el buque o personas, u otra baliza en el mismo lugar; lo cerraría el aviso de prueba de la tripulación."}};

constexpr model::Words status_words{
    {"{vessel} reports the navigational status of a distress transmitter (14).",
     "{vessel} transmite con el estado de navegación de equipo de socorro (14)."},
    {"What has happened is not known: ships' crews set this status by mistake more often than in need.",
     "No se sabe qué ha ocurrido: en buques este estado se fija por error más veces que por necesidad."},
    {"An answer by voice would settle it; silence, or a beacon near it, would weigh more.",
     "Lo aclararía su respuesta por radio; el silencio, o una baliza cerca, pesaría más."}};

constexpr model::Words test_words{
    {"Test of a distress device: {device}, MMSI {mmsi}.", "Prueba de un equipo de emergencia: {device}, MMSI {mmsi}."},
    {"Which ship tests it is not known.", "No se sabe qué buque lo está probando."},
    {"A report with status 14 and without the text of a test would be a call for help.",
     "Un informe con el estado 14 y sin el texto de prueba sería una llamada de socorro."}};

constexpr model::Sentence was_test{"The device said within {limit_text} that it is being tested.", "El equipo indicó dentro de {limit_text} que es una prueba."};

bool is_device(const model::Mmsi& mmsi) {
    const MmsiKind kind = mmsi.kind();
    return kind == MmsiKind::ais_sart || kind == MmsiKind::man_overboard || kind == MmsiKind::epirb;
}

model::Named device_of(model::Mmsi mmsi) {
    const auto named = [](std::string_view en, std::string_view es) { return model::Named{en, es}; };
    switch (mmsi.number() / 1'000'000) {
        case 972: return named("man overboard device", "dispositivo de hombre al agua");
        case 974: return named("EPIRB", "radiobaliza EPIRB");
        default: return named("search and rescue transmitter (AIS-SART)", "transmisor de búsqueda y salvamento (AIS-SART)");
    }
}

bool says_test(std::string_view text) {
    constexpr std::array<std::string_view, 3> tests = {"SART TEST", "MOB TEST", "EPIRB TEST"};
    return std::ranges::any_of(tests, [&](std::string_view test) { return text.starts_with(test); });
}

}  // namespace

void Distress::look(const model::Scene& scene, const Vessel& vessel, Findings& out) {
    if (vessel.fix.status != NavigationStatus::distress_transmitter && !is_device(vessel.mmsi)) return;
    take({{vessel.id, vessel.mmsi}, vessel.seen, scene.now(), vessel.fix.status, vessel.fix.position, &vessel}, out);
}

void Distress::status(const model::Scene& scene, const Vessel& vessel, const model::Moment& moment, Findings& out) {
    if (moment.fix.status != NavigationStatus::distress_transmitter && !is_device(moment.mmsi)) return;
    take({{vessel.id, moment.mmsi}, moment.seen, scene.now(), moment.fix.status, vessel.fixes > 0 ? vessel.fix.position : std::nullopt, &vessel}, out);
}

void Distress::text(const model::Scene& scene, const Vessel& vessel, const model::Moment& moment, Findings& out) {
    if (!is_device(moment.mmsi) || !moment.text) return;
    const bool tested = says_test(*moment.text);
    if (tested && (states_.contains(moment.mmsi.number()) || callers_.size() < most_callers)) {
        if (states_.try_emplace(moment.mmsi.number()).second) callers_.push_back(moment.mmsi.number());
        states_[moment.mmsi.number()].tested = moment.heard;
    }
    take({{vessel.id, moment.mmsi}, moment.seen, scene.now(), tested ? NavigationStatus::undefined : NavigationStatus::distress_transmitter,
          vessel.fixes > 0 ? vessel.fix.position : std::nullopt, &vessel}, out);
}

void Distress::take(const Report& report, Findings& out) {
    const std::uint32_t mmsi = report.party.mmsi.number();
    if (!states_.contains(mmsi)) {
        if (callers_.size() >= most_callers) return;
        callers_.push_back(mmsi);
    }
    State& state = states_[mmsi];
    const Duration within = tests_.at(report.vessel->where).text_within;
    const bool tested = state.tested != Time{} && report.now - state.tested <= within;
    if (!is_device(report.party.mmsi) || (report.status != NavigationStatus::undefined && !tested)) return call(state, report, out);
    // What it said just before was said in the test too.
    if (tested && state.call.ref != FindingRef::none && report.now - state.call.begun <= within) {
        out.withdraw(state.call.ref, EventKind::distress, report.party.mmsi, was_test, report.now);
        state.call = {};
    }
    if (state.call.ref == FindingRef::none) test(state, report, out);
    else state.call.last = report.seen;  // switched to test long after a call: an officer has to hear that by voice
}

void Distress::call(State& state, const Report& report, Findings& out) const {
    Call& call = state.call;
    if (state.test.ref != FindingRef::none) {
        out.end(state.test.ref, EventKind::test_transmission, report.party.mmsi, report.seen, report.now);
        state.test = {};
    }
    const bool device = is_device(report.party.mmsi);
    const Limits& limits = limits_.at(report.vessel->where);
    if (call.ref == FindingRef::none || (report.where && !call.placed)) {
        model::Finding finding{.kind = EventKind::distress, .vessels = {report.party}, .begun = call.ref == FindingRef::none ? report.seen : call.begun,
                               .confidence = device ? 0.95 : 0.6, .where = report.where, .area = {}, .words = device ? &device_words : &status_words,
                               .facts = {{&mmsi_name, FixedText<48>(report.party.mmsi.text())}, {&limit_silence, limits.ends_after},
                                         {&limit_text, tests_.at(report.vessel->where).text_within}}};
        finding.facts.push_back(device ? model::Fact{&device_name, device_of(report.party.mmsi)} : model::Fact{&facts::vessel, model::called(*report.vessel)});
        if (call.ref == FindingRef::none) {
            call.begun = report.seen;
            call.ref = out.begin(std::move(finding), report.now);
        } else {
            out.revise(call.ref, std::move(finding), report.now);
        }
        call.placed = report.where.has_value();
    }
    call.last = report.seen;
    call.ends_after = limits.ends_after;
}

void Distress::test(State& state, const Report& report, Findings& out) const {
    const TestLimits& limits = tests_.at(report.vessel->where);
    if (state.test.ref == FindingRef::none) {
        state.test.begun = report.seen;
        state.test.ref = out.begin({.kind = EventKind::test_transmission, .vessels = {report.party}, .begun = report.seen, .confidence = 0.95,
                                    .where = report.where, .area = {}, .words = &test_words,
                                    .facts = {{&device_name, device_of(report.party.mmsi)}, {&mmsi_name, FixedText<48>(report.party.mmsi.text())},
                                              {&limit_silence, limits.ends_after}}},
                                   report.now);
    }
    state.test.last = report.seen;
    state.test.ends_after = limits.ends_after;
}

void Distress::second(const model::Scene&, Time second, Findings& out) {
    if (callers_.empty()) return;
    std::erase_if(callers_, [&](std::uint32_t number) {
        State& state = states_[number];
        const model::Mmsi mmsi = model::Mmsi::of(number);
        for (auto [call, kind] : {std::pair(&state.call, EventKind::distress), std::pair(&state.test, EventKind::test_transmission)}) {
            if (call->ref == FindingRef::none || second - call->last < call->ends_after) continue;
            out.end(call->ref, kind, mmsi, call->last + call->ends_after, second);
            *call = {};
        }
        const bool over = state.call.ref == FindingRef::none && state.test.ref == FindingRef::none;
        if (over) states_.erase(number);
        return over;
    });
}

}  // namespace vigia::detection
