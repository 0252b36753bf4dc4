#include "logic/traffic/inside/script.h"

#include <algorithm>
#include <cmath>

namespace vigia::traffic {

namespace {

constexpr double head_tolerance = 12;  ///< degrees of heading that need no turn at rest

Corner corner(geo::Position at, double limit) {
    Corner c;
    c.latitude = at.latitude();
    c.longitude = at.longitude();
    c.limit = limit;
    return c;
}

}  // namespace

Script::Script(const Handling& handling, geo::Position at, double course, double speed)
    : hull(handling), at_(at), began_at_(at), course_(course), heading_(course), began_heading_(course), speed_(speed) {}

Task Script::task(Task::Kind kind) const {
    Task t;
    t.kind = kind;
    t.activity = activity;
    t.status = status;
    t.to.name = where;
    return t;
}

double Script::turn_seconds(double course) const {
    const double turn = std::abs(std::remainder(course - heading_, 360.0));
    return turn > head_tolerance ? turn / (hull.turn_rate * 0.8) : 0;
}

void Script::add(const std::shared_ptr<const Voyage>& voyage, double end_speed) {
    const double first = turned_into_circle({voyage->points.front().course}).value;
    if (speed_ <= 0 && turn_seconds(first) > 0) rest(turn_seconds(first), first);
    Task t = task(Task::Kind::go);
    Cursor cursor;
    const Motion end = motion_at(*voyage, voyage->duration, 0, cursor);
    t.voyage = voyage;
    t.to.at = geo::Position::of(end.latitude, end.longitude);
    t.to.heading = end.course;
    tasks_.push_back(std::move(t));
    at_ = tasks_.back().to.at;
    course_ = heading_ = end.course;
    speed_ = std::min(end_speed, end.speed);
    elapsed_ += seconds(voyage->duration);
}

void Script::sail(std::span<const geo::Position> points, double speed, double end_speed) {
    std::vector<Corner> corners{corner(at_, speed)};
    for (const geo::Position p : points) corners.push_back(corner(p, speed));
    follow(corners, 1, end_speed);
}

void Script::follow(const std::vector<Corner>& corners, double pace, double end_speed) {
    add(plan_voyage(corners, hull, pace, {speed_, course_, end_speed}), end_speed);
}

void Script::rest(double time, double align) {
    Task t = task(Task::Kind::rest);
    t.time = seconds(time);
    t.align = align;
    tasks_.push_back(t);
    if (align >= 0) course_ = heading_ = align;
    speed_ = 0;
    elapsed_ += t.time;
}

void Script::drift(double time, double course, double speed, double ramp, double turn, double rate) {
    Task t = task(Task::Kind::drift);
    t.time = seconds(time);
    t.drift = {course, speed_, speed, std::max(ramp, 1.0), turn, rate};
    tasks_.push_back(t);
    at_ = offset(at_, course, drifted(t.drift, time), 0);
    heading_ = turned_into_circle({heading_ + std::clamp(turn, -rate * time, rate * time)}).value;
    course_ = course;
    speed_ = speed;
    elapsed_ += t.time;
}

void Script::leave() { tasks_.push_back(task(Task::Kind::leave)); }

double drifted(const Drift& drift, double time) {
    const double eased = std::min(time, drift.ramp);
    const double change = drift.speed - drift.first_speed;
    return drift.first_speed * time + change * eased * eased / (2 * drift.ramp) + change * (time - eased);
}

}  // namespace vigia::traffic
