#include "app/settings.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include <doctest/doctest.h>

namespace vigia::app {
namespace {

namespace fs = std::filesystem;

/// A configuration file in a folder of its own.
class ConfigFile {
  public:
    explicit ConfigFile(const std::string& text) {
        std::string folder = (fs::temp_directory_path() / "vigia_settings_XXXXXX").string();
        REQUIRE(mkdtemp(folder.data()) != nullptr);
        path = fs::path(folder) / "vigia.toml";
        std::ofstream(path) << text;
    }
    ~ConfigFile() { fs::remove_all(path.parent_path()); }
    ConfigFile(const ConfigFile&) = delete;
    ConfigFile& operator=(const ConfigFile&) = delete;
    fs::path path;
};

std::string fault_of(const std::string& text) {
    const ConfigFile file(text);
    auto read = read_settings({.file = file.path, .environment = {}, .flags = {}});
    REQUIRE(!read);
    return read.error().message.substr(file.path.string().size());
}

TEST_CASE("a file may speak Spanish in its comments and strings, not in its keys") {
    const ConfigFile file("# señal de Colón\n[[feed]]\nname = \"Colón\"  # muelle ñ\nurl = \"udp://0.0.0.0:10110\"\n");
    const auto settings = read_settings({.file = file.path, .environment = {}, .flags = {}});
    REQUIRE(settings);
    CHECK(settings->feeds.at(0).name == "Colón");
    CHECK(fault_of("\nseñal = 1\n").starts_with(":2:3: a letter outside A-Z"));
}

TEST_CASE("without a file every setting has its default") {
    const auto settings = read_settings({}).value();
    CHECK(settings.listen == "127.0.0.1:8080");
    CHECK(settings.policy == "standard");
    CHECK(settings.shown.at("listen").origin == "default");
}

TEST_CASE("a flag beats the environment, which beats the file") {
    const ConfigFile file("listen = \"127.0.0.1:1\"\n[retention]\njournal = \"7d\"\nhistory = \"8d\"\n");
    SettingSources sources{.file = file.path,
                           .environment = {"VIGIA_LISTEN=127.0.0.1:2", "VIGIA_RETENTION_JOURNAL=9d", "VIGIA_CORPORA=x"},
                           .flags = {{"listen", "127.0.0.1:3"}}};
    const auto settings = read_settings(sources).value();
    CHECK(settings.listen == "127.0.0.1:3");
    CHECK(settings.keep_journal == std::chrono::days{9});
    CHECK(settings.keep_history == std::chrono::days{8});
    CHECK(settings.shown.at("listen").origin == "flag --listen");
    CHECK(settings.shown.at("retention.journal").origin == "environment VIGIA_RETENTION_JOURNAL");
    CHECK(settings.shown.at("retention.history").origin.ends_with("vigia.toml:4"));
}

TEST_CASE("feeds are blocks with a name and a URL") {
    const ConfigFile file("[[feed]]\nname = \"north-pier\"\nurl = \"udp://127.0.0.1:10110\"\npolicy = \"lenient\"\n");
    const auto settings = read_settings({.file = file.path, .environment = {}, .flags = {}}).value();
    REQUIRE(settings.feeds.size() == 1);
    CHECK(settings.feeds[0].name == "north-pier");
    CHECK(settings.feeds[0].policy == "lenient");
}

TEST_CASE("lists are named beside the configuration file, and limits are left to their own reader") {
    const ConfigFile file("[lists]\nfiles = [\"watch.toml\", \"/etc/vigia/roles.toml\"]\n[detection.drift]\nheld_min = 5\n");
    const auto settings = read_settings({.file = file.path, .environment = {}, .flags = {}}).value();
    CHECK(settings.lists == std::vector<fs::path>{file.path.parent_path() / "watch.toml", "/etc/vigia/roles.toml"});
    CHECK(settings.file == file.path);
    CHECK(fault_of("[lists]\nfile = [\"x\"]\n").starts_with(":2:1: unknown key \"file\" in [lists], did you mean \"files\"?"));
    CHECK(fault_of("[lists]\nfiles = \"x\"\n").starts_with(":2:9: lists.files must be a list of texts in quotes"));
}

TEST_CASE("a feed whose name does not fit the journal is a fault") {
    const ConfigFile file("[[feed]]\nname = \"" + std::string(65, 'n') + "\"\nurl = \"udp://127.0.0.1:10110\"\n");
    const auto settings = read_settings({.file = file.path, .environment = {}, .flags = {}});
    REQUIRE_FALSE(settings);
    CHECK(settings.error().message.find("at most 64 bytes") != std::string::npos);
}

TEST_CASE("a fault names line, column, key and the nearest valid one") {
    CHECK(fault_of("\nlisten_ = \"x\"\n").starts_with(":2:1: unknown key \"listen_\", did you mean \"listen\"?"));
    CHECK(fault_of("[retention]\njurnal = \"1d\"\n").find("did you mean \"journal\"?") != std::string::npos);
    CHECK(fault_of("[[feed]]\nname=\"a\"\nurls=\"b\"\n").find("did you mean \"url\"?") != std::string::npos);
    CHECK(fault_of("policy = \"loose\"\n").starts_with(":1:10: policy: \"loose\" is no policy"));
    CHECK(fault_of("listen = 8080\n").find("text in quotes") != std::string::npos);
    CHECK(fault_of("a = = 1\n").starts_with(":1:"));
}

TEST_CASE("a feed that can never be heard is a fault, and so is a place to listen that cannot be had") {
    const std::string feed = "[[feed]]\nname = \"a\"\nurl = ";
    CHECK(fault_of(feed + "\"upd://0.0.0.0:1\"\n").starts_with(":3:7: feed url: \"upd://0.0.0.0:1\", character 1:"));
    CHECK(fault_of(feed + "\"upd://0.0.0.0:1\"\n").find("did you mean udp?") != std::string::npos);
    CHECK(fault_of(feed + "\"udp://0.0.0.0:99999\"\n").find("0 to 65535") != std::string::npos);
    CHECK(fault_of("listen = \"127.0.0.1:99999\"\n").starts_with(":1:10: listen: \"99999\" is not a port"));
    CHECK(fault_of("listen = \"0.0.0.0:8080\"\n").find("only this machine") != std::string::npos);
}

TEST_CASE("a misspelt key of a feed is told once, not as a missing one too") {
    const std::string text = fault_of("[[feed]]\nnaem = \"a\"\nurl = \"udp://:1\"\n");
    CHECK(text == ":2:1: unknown key \"naem\" in [[feed]], did you mean \"name\"? Keys here: name, url, policy");
}

TEST_CASE("faults come in the order of their places") {
    const std::string text = fault_of("policy = \"x\"\nlisten = \"y\"\n[retention]\njournal = \"z\"\n[[feed]]\nurl = \"udp\"\n");
    const std::size_t places[] = {text.find(":1:10:"), text.find(":2:10:"), text.find(":4:11:"), text.find(":6:7:")};
    CHECK(std::ranges::is_sorted(places));
    CHECK(places[3] != std::string::npos);
}

TEST_CASE("where alerts are told is checked before the watch begins") {
    CHECK(fault_of("[alerting]\nbudget = \"many\"\n").find("whole number from 0 to 10000") != std::string::npos);
    CHECK(fault_of("[alerting]\nrules = \"/nowhere/rules.toml\"\n").find("/nowhere/rules.toml") != std::string::npos);
    CHECK(fault_of("[notify]\nwebhook = \"ftp://a\"\n").find("http://127.0.0.1:9000/alerts") != std::string::npos);
    CHECK(fault_of("[notify]\nmail = \"smtp://ana:secret@mail\"\n").find("come from a file") != std::string::npos);
    CHECK(fault_of("[notify]\nmail_to = \"a@b, c\"\n").find("\"c\" is no address of mail") != std::string::npos);
    CHECK(fault_of("[notify]\nleast = \"red\"\n").find("write low, medium or high") != std::string::npos);
    const ConfigFile good("[notify]\nwebhook = \"http://127.0.0.1:9000/a\"\nmail = \"smtp://m:25\"\nmail_to = \"a@b, c@d\"\nleast = \"low\"\nlanguage = \"en\"\n");
    const auto read = read_settings({.file = good.path, .environment = {}, .flags = {}});
    REQUIRE(read);
    CHECK(read->notify.mail_to == std::vector<std::string>{"a@b", "c@d"});
    CHECK(read->notify.least == model::Severity::low);
    CHECK(read->budget == 10);
}

TEST_CASE("every fault of a file is told at once") {
    const auto text = fault_of("colour = \"x\"\nlisten = \"nowhere\"\n[[feed]]\nname = \"a\"\n");
    CHECK(text.find(":1:1:") != text.npos);
    CHECK(text.find(":2:10:") != text.npos);
    CHECK(text.find("needs a name and a url") != text.npos);
}

TEST_CASE("a file that is named and missing is an error") {
    CHECK(read_settings({.file = "/nowhere/vigia.toml", .environment = {}, .flags = {}}).error().kind == ErrorKind::not_found);
}

}  // namespace
}  // namespace vigia::app
