#pragma once
#include <deque>
#include <span>
#include <vector>

#include "logic/traffic/inside/sea.h"

namespace vigia::traffic {

/// Writes down what an actor does, one thing after another, so that the time of each is known beforehand.
class Script {
  public:
    /// Begins at a place: under way at `speed`, or at rest.
    Script(const Handling& hull, geo::Position at, double course, double speed);

    /// Straight from here through `points` at `speed` (m/s) and `end_speed` at the last of them.
    void sail(std::span<const geo::Position> points, double speed, double end_speed);
    void sail(geo::Position to, double speed, double end_speed) { sail(std::span(&to, 1), speed, end_speed); }
    /// Along corners that have their own limits; the first is where it is.
    void follow(const std::vector<Corner>& corners, double pace, double end_speed);
    /// At rest for so long, turning evenly to `align` when it is not negative.
    void rest(double seconds, double align = -1);
    /// Carried along a straight line: speed eased to `speed` in `ramp` seconds, the heading turned by `turn`
    /// degrees at `rate` degrees a second.
    void drift(double seconds, double course, double speed, double ramp, double turn = 0, double rate = 1);
    void leave();

    model::NavigationStatus status = model::NavigationStatus::under_way_using_engine;
    Activity activity = Activity::under_way;
    std::string_view where = "open water";  ///< must live as long as the World
    Handling hull;

    [[nodiscard]] Duration elapsed() const { return elapsed_; }
    [[nodiscard]] geo::Position at() const { return at_; }
    [[nodiscard]] double course() const { return course_; }
    [[nodiscard]] double heading() const { return heading_; }
    [[nodiscard]] double speed() const { return speed_; }
    /// Seconds that it turns at rest before it gathers way on a course.
    [[nodiscard]] double turn_seconds(double course) const;
    [[nodiscard]] const std::deque<Task>& tasks() const { return tasks_; }
    [[nodiscard]] geo::Position began_at() const { return began_at_; }
    [[nodiscard]] double began_heading() const { return began_heading_; }

  private:
    void add(const std::shared_ptr<const Voyage>& voyage, double end_speed);
    [[nodiscard]] Task task(Task::Kind kind) const;

    std::deque<Task> tasks_;
    Duration elapsed_{0};
    geo::Position at_, began_at_;
    double course_, heading_, began_heading_, speed_;
};

}  // namespace vigia::traffic
