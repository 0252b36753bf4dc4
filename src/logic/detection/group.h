#pragma once
#include <array>
#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

#include "logic/detection/findings.h"
#include "model/moment.h"
#include "model/scene.h"

namespace vigia::detection {

struct Settings;

/// What an operator changes of judgement while the stream goes on. A null one stays as it is.
struct Edit {
    std::shared_ptr<const Settings> settings;
    std::shared_ptr<const model::Chart> chart;  ///< the areas that `settings` speaks of are those of the chart then in force
    std::shared_ptr<const model::Lists> lists;
};

/// Some detectors with a scene of their own, fed moment by moment. Groups know nothing of each other, so each may run
/// on a thread of its own; the Book puts what they tell into one order.
///
/// A detector is a class with any of these, called in the order of the stream:
///
///     void look(const Scene&, const Vessel&, Findings&);                 a new fix, in order
///     void late(const Scene&, const Vessel&, const Moment&, Findings&);  a fix older than the last
///     void status(const Scene&, const Vessel&, const Moment&, Findings&);  a report without a place
///     void said(const Scene&, const Vessel&, Findings&);                 particulars were reported
///     void text(const Scene&, const Vessel&, const Moment&, Findings&);
///     void heard(const Scene&, const Vessel&, const Moment&, Findings&); a report of any kind, before the others; also
///                                                                        one heard again by another station
///     void second(const Scene&, Time, Findings&);                        each whole second of stream time, none left out;
///                                                                        the Scene's `now` may be a later one already
///     void gone(const Scene&, const Vessel&, Findings&);                 the track was removed: end what is open
///     void expect(VesselSlot) const;                                     a moment of that vessel comes soon: begin to bring its
///                                                                        state near (with 100,000 vessels memory is far)
class Group {
  public:
    virtual ~Group() = default;
    virtual void take(std::span<const model::Moment> moments) = 0;
    /// The operator's chart was edited.
    virtual void use(std::shared_ptr<const model::Chart> chart) = 0;
    /// The operator's lists, before the first moment or when they were edited.
    virtual void use(std::shared_ptr<const model::Lists> lists) = 0;
    /// An edit holds from the first whole second at or after `from` on, before anything that is heard in it: so it makes the
    /// same difference in every replay. Detectors keep their state, so what is open goes on and is not told again. `from` does
    /// not decrease from one call to the next.
    virtual void use_from(Time from, Edit edit) = 0;
    Findings findings;
};

/// The one way in which groups differ: which detectors they hold.
template <class... Detectors>
class GroupOf final : public Group {
  public:
    /// How the detectors take their limits from an operator's settings.
    using TakeSettings = void (*)(GroupOf&, const Settings&);

    explicit GroupOf(std::shared_ptr<const model::Chart> chart, Detectors... detectors)
        : scene_(chart), detectors_(std::move(detectors)...) {
        findings.chart = std::move(chart);
    }

    void take(std::span<const model::Moment> moments) override {
        for (std::size_t i = 0; i < moments.size(); ++i) {
            // First the vessel, then what detectors keep of it, so that neither waits for memory.
            if (i + vessel_ahead < moments.size()) slots_[(i + vessel_ahead) % vessel_ahead] = scene_.expect(moments[i + vessel_ahead].track);
            if (const auto& slot = slots_[(i + state_ahead) % vessel_ahead]; slot && i + state_ahead < moments.size()) expect(*slot);
            take(moments[i]);
        }
    }
    void use(std::shared_ptr<const model::Chart> chart) override {
        findings.chart = chart;
        scene_.use(std::move(chart));
    }
    void use(std::shared_ptr<const model::Lists> lists) override { scene_.use(std::move(lists)); }
    void use_from(Time from, Edit edit) override {
        check(edits_.empty() || edits_.back().from <= from);
        edits_.push_back({from, std::move(edit)});
    }

    void take(const model::Moment& moment) {
        using Kind = model::Moment::Kind;
        const model::Vessel* vessel = scene_.take(moment);
        if (moment.kind == Kind::second) return pass(moment.heard);
        if (moment.kind != Kind::gone)
            each([&](auto& d) { if constexpr (requires { d.heard(scene_, *vessel, moment, findings); }) d.heard(scene_, *vessel, moment, findings); });
        switch (moment.kind) {
            case Kind::fix: return each([&](auto& d) { if constexpr (requires { d.look(scene_, *vessel, findings); }) d.look(scene_, *vessel, findings); });
            case Kind::late_fix: return each([&](auto& d) { if constexpr (requires { d.late(scene_, *vessel, moment, findings); }) d.late(scene_, *vessel, moment, findings); });
            case Kind::unplaced: return each([&](auto& d) { if constexpr (requires { d.status(scene_, *vessel, moment, findings); }) d.status(scene_, *vessel, moment, findings); });
            case Kind::said: return each([&](auto& d) { if constexpr (requires { d.said(scene_, *vessel, findings); }) d.said(scene_, *vessel, findings); });
            case Kind::text: return each([&](auto& d) { if constexpr (requires { d.text(scene_, *vessel, moment, findings); }) d.text(scene_, *vessel, moment, findings); });
            case Kind::gone: return each([&](auto& d) { if constexpr (requires { d.gone(scene_, *vessel, findings); }) d.gone(scene_, *vessel, findings); });
            case Kind::heard_again: case Kind::second: return;
        }
    }

    TakeSettings take_settings = nullptr;  ///< null: edits change no limits

    [[nodiscard]] const model::Scene& scene() const { return scene_; }
    template <class D>
    [[nodiscard]] D& detector() { return std::get<D>(detectors_); }

  private:
    static constexpr std::size_t vessel_ahead = 16, state_ahead = 8;  ///< moments
    void expect(model::VesselSlot slot) {
        each([&](auto& d) { if constexpr (requires { d.expect(slot); }) d.expect(slot); });
    }
    template <class F>
    void each(F&& f) {
        std::apply([&](auto&... d) { (f(d), ...); }, detectors_);
    }
    /// One moment may tell of several seconds at once; detectors get each.
    void pass(Time to) {
        Time from = passed_ == Time{} ? to : passed_ + std::chrono::seconds(1);
        // In a gap of years whatever waits has fired within a day.
        if (to - from > std::chrono::hours(24)) {
            for (const Time end = from + std::chrono::hours(24); from < end; from += std::chrono::seconds(1)) pass_one(from);
            from = to;
        }
        for (Time second = from; second <= to; second += std::chrono::seconds(1)) pass_one(second);
        passed_ = to;
    }
    void take_edit(Edit& edit) {
        if (edit.chart) use(std::move(edit.chart));
        if (edit.lists) use(std::move(edit.lists));
        if (edit.settings && take_settings != nullptr) take_settings(*this, *edit.settings);
    }
    void pass_one(Time second) {
        for (; !edits_.empty() && edits_.front().from <= second; edits_.pop_front()) take_edit(edits_.front().edit);
        each([&](auto& d) { if constexpr (requires { d.second(scene_, second, findings); }) d.second(scene_, second, findings); });
    }
    std::array<std::optional<model::VesselSlot>, vessel_ahead> slots_{};  ///< of the moments that come next
    model::Scene scene_;
    std::tuple<Detectors...> detectors_;
    Time passed_{};
    struct Waiting {
        Time from{};
        Edit edit;
    };
    std::deque<Waiting> edits_;  ///< that do not hold yet, in the order in which they will
};

}  // namespace vigia::detection
