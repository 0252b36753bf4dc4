#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "logic/alerting/rules.h"
#include "model/alert.h"

namespace vigia::app {

/// One `[[feed]]` of the configuration file.
struct FeedSetting {
    std::string name;
    std::string url;     ///< udp:// tcp:// tcp-listen:// serial:// file: or -
    std::string policy;  ///< strict, standard or lenient; empty = the general one. A replay of the journal takes it too
    std::string origin = {};  ///< `vigia.toml:12`; empty when it is of the command line
};

/// Where alerts are told outside, `[notify]`. Empty addresses: nowhere.
struct NotifySetting {
    std::string webhook;               ///< http:// or https://
    std::string mail, mail_from;       ///< smtp:// or smtps://; who sends
    std::vector<std::string> mail_to;
    std::filesystem::path mail_login;  ///< a file of two lines: user, password; read when a watch starts
    model::Severity least = model::Severity::high;
    model::Language language = model::Language::es;  ///< of mails
};

/// Everything that can be configured, each value checked.
/// Order of precedence: flag, then environment (VIGIA_RETENTION_JOURNAL), then file, then default.
struct Settings {
    std::string listen;                    ///< HOST:PORT, loopback only while there are no accounts
    std::filesystem::path data;            ///< the folder that keeps journal and history
    std::string policy;                    ///< of feeds that do not say their own
    std::filesystem::path messages;        ///< an operator's file of application messages; may be empty
    Duration silent_after{};               ///< a feed unheard for longer is shown as silent
    Duration keep_journal{}, keep_history{}, keep_alerts{};  ///< older than this is deleted; of alerts only closed ones
    std::vector<FeedSetting> feeds;
    alerting::Rules rules = alerting::usual_rules();  ///< of the file of `alerting.rules`, over the usual ones
    std::filesystem::path rules_file;                 ///< that file; empty: none
    std::uint32_t budget = 0;                         ///< alerts an hour
    Duration cooldown{}, lapse{};
    NotifySetting notify;
    std::vector<std::filesystem::path> lists;  ///< `[lists] files`: relative ones are beside the configuration file
    std::filesystem::path file;                ///< that all this came from; empty: none. `[detection]` is read by detection_file

    /// Where each value but those of the feeds came from: key -> `default`, `vigia.toml:12`, `environment
    /// VIGIA_LISTEN` or `flag --listen`; and the value as text, for `vigia config show --origin`.
    struct Shown {
        std::string value, origin;
    };
    std::map<std::string, Shown> shown;
};

/// Where values may come from. The environment is passed in as main was given it.
struct SettingSources {
    std::filesystem::path file;                         ///< empty: none
    std::vector<std::string> environment;               ///< NAME=value
    std::map<std::string, std::string> flags;           ///< key -> value
};

/// Reads and checks the settings.
/// Errors: every fault of the file at once, a line each: `vigia.toml:12:1: …, did you mean …`; kind
/// bad_input; not_found when the file named does not exist; denied when an environment variable or a flag
/// asks to listen beyond loopback.
[[nodiscard]] Result<Settings> read_settings(const SettingSources& sources);

/// The file used when none is named: /etc/vigia/vigia.toml if it exists, else none.
[[nodiscard]] std::filesystem::path usual_settings_file();

}  // namespace vigia::app
