#include "logic/detection/safety_text.h"

#include "logic/detection/facts.h"

namespace vigia::detection {
namespace {

using model::MmsiKind;

constexpr model::FactName text_name{"text", {"text", "texto"}};

constexpr model::Words words{
    {"{vessel} sent a safety message: “{text}”", "{vessel} envió un mensaje de seguridad: «{text}»"},
    {"Who typed it and whether it is true is not known: anybody with a transmitter can send such a text.",
     "No se sabe quién lo escribió ni si es cierto: cualquiera con un transmisor puede enviarlo."},
    {"A call by voice, or what other ships near it do, would confirm it.", "Lo confirmaría una llamada por radio, o lo que hagan otros buques cerca."}};

/// Ashore is nobody to be looked at; a distress device's texts belong to its call.
bool concerns(const model::Vessel& vessel) {
    const MmsiKind kind = vessel.mmsi.kind();
    if (kind == MmsiKind::coast_station || kind == MmsiKind::group || kind == MmsiKind::aid_to_navigation) return false;
    if (kind == MmsiKind::ais_sart || kind == MmsiKind::man_overboard || kind == MmsiKind::epirb) return false;
    return vessel.afloat() || vessel.transceiver == model::Transceiver::sar_aircraft;
}

}  // namespace

void SafetyText::text(const model::Scene& scene, const model::Vessel& vessel, const model::Moment& moment, Findings& out) {
    if (!moment.text || !concerns(vessel)) return;
    const FindingRef ref = out.begin({.kind = model::EventKind::safety_text, .vessels = {{vessel.id, moment.mmsi}}, .begun = moment.seen, .confidence = 1,
                                      .where = vessel.fixes > 0 ? vessel.fix.position : std::nullopt, .area = {}, .words = &words, .facts = {{&facts::vessel, model::called(vessel)}, {&text_name, model::LongText{FixedText<168>(*moment.text)}}}},
                                     scene.now());
    out.end(ref, model::EventKind::safety_text, moment.mmsi, moment.seen, scene.now());
}

}  // namespace vigia::detection
