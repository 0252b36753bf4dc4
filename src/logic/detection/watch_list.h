#pragma once
#include <memory>
#include <unordered_map>

#include "logic/detection/findings.h"
#include "logic/detection/limits.h"
#include "model/scene.h"

namespace vigia::detection {

/// A vessel that the operator's lists name: kind `watch_list` of docs/events.md. One event a vessel, whatever segments its
/// reports are counted to, from the first report that fits an entry until it is gone.
class WatchList {
  public:
    struct Limits {
        double likeness = 0.9;  ///< of names: 1 - edits / the longer's letters
        template <class Visitor>
        void visit(Visitor& v) {
            v("likeness_share", likeness);
        }
    };

    WatchList() = default;
    explicit WatchList(ByArea<Limits> limits) : limits_(std::move(limits)) {}
    /// Edited: the limits hold from the next report on; what is open goes on.
    void use(ByArea<Limits> limits) { limits_ = std::move(limits); }

    void look(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void said(const model::Scene& scene, const model::Vessel& vessel, Findings& out);
    void second(const model::Scene& scene, Time second, Findings& out);
    void gone(const model::Scene& scene, const model::Vessel& vessel, Findings& out);

  private:
    struct Asked {
        FixedText<34> name;
        std::uint32_t imo = 0;
        bool asked = false;
    };
    struct Open {
        model::TrackId track{};
        std::size_t entry = 0;
        FindingRef ref{};
    };
    void ask(const model::Scene& scene, const model::Vessel& vessel, Time now, Findings& out);

    ByArea<Limits> limits_;
    model::PerVessel<Asked> asked_;
    std::unordered_map<std::uint32_t, Open> open_;  ///< by MMSI; at most one for each vessel
    const model::Lists* lists_ = nullptr;           ///< those that all vessels were held against
};

}  // namespace vigia::detection
