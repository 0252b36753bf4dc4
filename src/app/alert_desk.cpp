#include "app/alert_desk.h"

#include <utility>

#include <fmt/format.h>

#include "app/share.h"
#include "base/text.h"

namespace vigia::app {
namespace {

using model::Language;
using model::Sentence;

constexpr Sentence severity_low{"low", "baja"}, severity_medium{"medium", "media"}, severity_high{"high", "alta"}, unknown{"Not known", "No se sabe"},
    change{"What would change the judgement", "Qué cambiaría el juicio"}, began{"Began", "Comenzó"}, place{"Place", "Lugar"}, weighs{"Why it weighs", "Por qué pesa"},
    number{"Alert", "Alerta"};

const Sentence& word(model::Severity severity) {
    switch (severity) {
        case model::Severity::low: return severity_low;
        case model::Severity::medium: return severity_medium;
        case model::Severity::high: return severity_high;
    }
    std::unreachable();
}

std::string_view in(const model::Bilingual& text, Language language) { return language == Language::en ? text.en : text.es; }

/// User and password from a file of two lines.
Result<std::pair<std::string, std::string>> login_from(const std::filesystem::path& file) {
    if (file.empty()) return std::pair<std::string, std::string>();
    auto text = text_of_file(file);
    if (!text) return fail(std::move(text));
    const std::size_t end = text->find('\n');
    const std::string user(trimmed(std::string_view(*text).substr(0, end)));
    std::string_view rest = end == text->npos ? std::string_view() : std::string_view(*text).substr(end + 1);
    const std::string password(trimmed(rest.substr(0, rest.find('\n'))));
    if (user.empty() || password.empty())
        return fail(ErrorKind::bad_input, fmt::format("notify.mail_login: {} holds no two lines, the user and the password", file.string()));
    return std::pair(user, password);
}

Result<std::unique_ptr<notify::Notifier>> notifier_from(const NotifySetting& settings, std::function<Time()> clock) {
    std::vector<notify::Notifier::Way> ways;
    if (!settings.webhook.empty()) ways.push_back({"webhook", notify::by_webhook({.url = settings.webhook})});
    if (!settings.mail.empty()) {
        if (settings.mail_from.empty() || settings.mail_to.empty())
            return fail(ErrorKind::bad_input, "notify.mail is set: notify.mail_from and notify.mail_to are wanted too, like guardia@example.org");
        auto login = login_from(settings.mail_login);
        if (!login) return fail(std::move(login));
        ways.push_back({"mail", notify::by_mail({.url = settings.mail, .from = settings.mail_from, .to = settings.mail_to, .user = login->first, .password = login->second},
                                                std::move(clock))});
    }
    return std::make_unique<notify::Notifier>(std::move(ways));
}

alerting::DeskOptions desk_options(const Settings& settings, std::shared_ptr<const model::Chart> chart, std::shared_ptr<const model::Lists> lists) {
    alerting::DeskOptions options;
    options.rules = settings.rules;
    options.limits.budget = settings.budget;
    options.limits.cooldown = settings.cooldown;
    options.limits.lapse = settings.lapse;
    options.chart = std::move(chart);
    options.lists = std::move(lists);
    return options;
}

serve::Figure counter(std::string name, std::string help, std::uint64_t value, std::string labels = "") {
    return {.kind = serve::Figure::Kind::counter, .name = std::move(name), .help = std::move(help), .labels = std::move(labels), .value = static_cast<double>(value)};
}

serve::Figure gauge(std::string name, std::string help, std::size_t value, std::string labels = "") {
    return {.kind = serve::Figure::Kind::gauge, .name = std::move(name), .help = std::move(help), .labels = std::move(labels), .value = static_cast<double>(value)};
}

}  // namespace

notify::Notice notice_of(const model::Alert& alert, Language language) {
    const model::AlertPart& main = alert.main();
    const auto say = [&](const Sentence& sentence) { return model::text(sentence, language); };
    notify::Notice notice;
    notice.id = fmt::format("alert-{}-{}", std::to_underlying(alert.id), alert.changed);
    model::append_alert_json(notice.json, alert, alert.log.back().at);
    std::string about;
    if (!alert.vessels.empty()) about = alert.vessels.front().name.empty() ? alert.vessels.front().mmsi.text() : alert.vessels.front().name;
    else about = alert.subject;
    notice.subject = fmt::format("[vigia] {} · {} · {}", say(word(alert.severity)), say(model::title(alert.kinds().front())), about);
    notice.text = fmt::format("{}\n\n{} {}\n{}: {}\n", in(main.why, language), say(number), std::to_underlying(alert.id), say(began),
                              model::told(model::FactValue(alert.begun()), language));
    if (main.where) notice.text += fmt::format("{}: {}\n", say(place), model::told(model::FactValue(*main.where), language));
    notice.text += fmt::format("\n{}: {}\n{}: {}\n\n{}:\n", say(unknown), in(main.not_known, language), say(change), in(main.would_change, language), say(weighs));
    for (const model::Contribution& each : alert.contributions) notice.text += fmt::format("  {:+.0f}  {}\n", each.points, in(each.reason, language));
    return notice;
}

Result<std::unique_ptr<AlertDesk>> AlertDesk::open(const std::filesystem::path& data, const Settings& settings, Of of, std::shared_ptr<const model::Chart> chart,
                                                   std::shared_ptr<const model::Lists> lists, std::function<Time()> clock) {
    std::unique_ptr<AlertDesk> desk(new AlertDesk);
    auto store = store::Alerts::open(data / "alerts.sqlite", of == Of::watch ? store::Durability::forced : store::Durability::left_to_system);
    if (!store) return fail(std::move(store));
    desk->store_ = std::move(*store);
    engine::OfficeOptions options;
    options.desk = desk_options(settings, std::move(chart), std::move(lists));
    options.store = desk->store_.get();
    options.retention = settings.keep_alerts;
    options.when_busy = of == Of::watch ? engine::WhenBusy::let_go : engine::WhenBusy::wait;
    if (of == Of::watch) {
        auto notifier = notifier_from(settings.notify, std::move(clock));
        if (!notifier) return fail(std::move(notifier));
        desk->notifier_ = std::move(*notifier);
        options.tell = [notifier = desk->notifier_.get(), notify = settings.notify](std::span<const std::shared_ptr<const model::Alert>> alerts) {
            for (const auto& alert : alerts)
                if (alert->severity >= notify.least) notifier->tell(notice_of(*alert, notify.language));
        };
    }
    auto office = engine::AlertOffice::open(std::move(options));
    if (!office) return fail(std::move(office));
    desk->office_ = std::move(*office);
    return desk;
}

serve::AlertDesk AlertDesk::strings() {
    return {.board = [office = office_.get()] { return office->board(); },
            .act = [office = office_.get()](model::AlertAction action) { return office->act(std::move(action)); }};
}

std::vector<serve::Figure> AlertDesk::figures() const {
    const engine::OfficeCounts counts = office_->counts();
    const alerting::DeskCounts& desk = counts.desk;
    std::vector<serve::Figure> all = {
        gauge("vigia_alerts_open", "Alerts that are open.", counts.open),
        counter("vigia_alerts_raised_total", "Alerts raised.", desk.raised),
        counter("vigia_alerts_joined_total", "Events that joined an alert.", desk.joined),
        counter("vigia_alerts_escalated_total", "Alerts that became worse.", desk.escalated),
        counter("vigia_alerts_held_back_total", "Alerts held back by the budget of the hour.", desk.held_back),
        counter("vigia_alerts_withdrawn_total", "Events withdrawn that an alert held.", desk.withdrawn),
        counter("vigia_alerts_lapsed_total", "Alerts closed because nobody did and the behaviour was long over.", desk.lapsed),
        counter("vigia_alerts_known_total", "Behaviours told again after a restart that had an alert.", desk.known),
        counter("vigia_alerts_excepted_total", "Behaviours of vessels that a rule leaves out.", desk.excepted),
        counter("vigia_alerts_refused_total", "Alerts not raised: the desk was full.", desk.refused_full),
        counter("vigia_alert_actions_total", "Actions of people.", desk.actions),
        counter("vigia_alert_actions_refused_total", "Actions that the state did not allow or that lacked something.", desk.refused_actions),
        counter("vigia_alert_actions_failed_total", "Actions not done because the disk could not keep them in time.", counts.actions_failed),
        counter("vigia_alerts_forgotten_total", "Closed alerts deleted because they were older than [retention] alerts.", counts.forgotten),
        counter("vigia_alert_changes_lost_total", "Changes of events let go because the desk was busy.", counts.changes_lost),
        gauge("vigia_alert_store_problem", "1 while alerts cannot be kept.", office_->problem().empty() ? 0 : 1)};
    if (!notifier_) return all;
    for (const notify::WayCounts& way : notifier_->counts()) {
        const std::string labels = "way=\"" + way.way + "\"";
        all.push_back(counter("vigia_notices_sent_total", "Notices sent.", way.sent, labels));
        all.push_back(counter("vigia_notices_failed_tries_total", "Tries that failed.", way.failed_tries, labels));
        all.push_back(counter("vigia_notices_given_up_total", "Notices given up after the last try.", way.given_up, labels));
        all.push_back(counter("vigia_notices_lost_total", "Notices lost because the queue was full.", way.lost, labels));
        all.push_back(gauge("vigia_notices_waiting", "Notices that wait.", way.waiting, labels));
    }
    return all;
}

void AlertDesk::close() {
    office_->close();
    if (notifier_) notifier_->stop();
}

}  // namespace vigia::app
