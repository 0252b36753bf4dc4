#include "tests/house/rules.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace vigia::house {

namespace fs = std::filesystem;

namespace {

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// The C++ text with comments and the insides of literals blanked, line by line as before.
std::string code_only(const std::string& text) {
    std::string out = text;
    enum class In { code, line_comment, block_comment, string, character } state = In::code;
    const auto blank = [&](std::size_t i) { if (out[i] != '\n') out[i] = ' '; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i], next = i + 1 < text.size() ? text[i + 1] : '\0';
        switch (state) {
            case In::code:
                if (c == '/' && next == '/') state = In::line_comment;
                else if (c == '/' && next == '*') state = In::block_comment;
                else if (c == '"') state = In::string;
                else if (c == '\'' && (i == 0 || !std::isalnum(static_cast<unsigned char>(text[i - 1]))))
                    state = In::character;
                if (state == In::line_comment || state == In::block_comment) blank(i);
                break;
            case In::line_comment:
                if (c == '\n') state = In::code;
                blank(i);
                break;
            case In::block_comment:
                blank(i);
                if (c == '*' && next == '/') blank(++i), state = In::code;
                break;
            case In::string:
            case In::character:
                if (c == '\\') {
                    blank(i);
                    if (++i < text.size()) blank(i);
                } else if (c == (state == In::string ? '"' : '\'') || c == '\n') {
                    state = In::code;
                } else {
                    blank(i);
                }
                break;
        }
    }
    return out;
}

std::string module_of(const std::string& path_in_src, const Plan& plan) {
    std::string best;
    for (const auto& [name, floor] : plan.floor)
        if (path_in_src.starts_with(name + "/") && name.size() > best.size()) best = name;
    return best;
}

/// Words that may not stand in code, except in the folders and files of src named.
struct Forbidden {
    std::vector<std::string> signs;  ///< every match holds one of them: a cheap look before the dear one
    std::regex pattern;
    std::vector<std::string> allowed_under;
    std::string what, remedy;
};

const std::vector<Forbidden>& forbidden() {
    static const std::vector<Forbidden> rules = {
        {{"now", "time"},
         std::regex(R"(_clock::now\s*\(|\b(clock_gettime|gettimeofday|timespec_get)\s*\(|\btime\s*\(\s*(nullptr|NULL|0)\s*\))"),
         {"app/", "io/"}, "asks for the time", "Take a Time as an argument; only app and io may look at a clock."},
        {{"std::c", "print", "put"},
         std::regex(R"(\bstd::(cout|cerr|clog)\b|\b(v?f?printf|f?puts|f?putc|putchar)\s*\(|\bfmt::print(ln)?\s*\()"),
         {"app/", "base/result.cpp"},  // the last words of check
         "prints", "Return a value; only app prints."},
        {{"throw"}, std::regex(R"(\bthrow\b)"), {}, "throws",
         "Return a Result with fail(...); catch a throwing library in its one wrapper."},
        {{"getenv"}, std::regex(R"(\b(secure_)?getenv\s*\()"), {}, "reads the environment",
         "Take the value as an argument; app reads the configuration."},
        {{"rand"}, std::regex(R"(\bs?rand\s*\()"), {}, "draws from a hidden generator",
         "Take a Random as an argument."},
        {{"random"}, std::regex(R"(\brandom_device\b|\b(getrandom|arc4random\w*)\s*\()"), {"app/", "io/"},
         "draws what no replay can draw again", "Take a Random as an argument; only app and io may ask the system for chance."},
    };
    return rules;
}

struct Reader {
    const Plan& plan;
    std::vector<Finding>& out;
    std::string file;    ///< from the root
    std::string module;  ///< empty when on no floor

    void say(int line, std::string what, std::string remedy) {
        out.push_back({file, line, std::move(what), std::move(remedy)});
    }
    void include(int line, const std::string& target);
    void words(int line, const std::string& code);
    void switches(const std::string& code);
    void read(const fs::path& path);
};

void Reader::include(int line, const std::string& target) {
    if (target.starts_with("../"))
        return say(line, "includes \"" + target + "\"", "Write the path from src/.");
    const std::string other = module_of(target, plan);
    if (other.empty() || other == module) return;
    if (target.find("/inside/") != target.npos)
        return say(line, "includes " + other + "'s private header \"" + target + "\"",
                   "Use a public header of " + other + ", or ask it to publish what you need.");
    const auto uses = plan.uses.find(module);
    if (uses == plan.uses.end() || !uses->second.contains(other))
        say(line, module + " includes \"" + target + "\", but does not use " + other,
            "Add " + other + " to USES in src/" + module + "/CMakeLists.txt if its floor is lower; "
            "else move the shared words down to model.");
}

void Reader::words(int line, const std::string& code) {
    for (const auto& rule : forbidden()) {
        const auto holds = [&](const std::string& sign) { return code.find(sign) != code.npos; };
        if (std::ranges::none_of(rule.signs, holds) || !std::regex_search(code, rule.pattern)) continue;
        const bool allowed = std::ranges::any_of(
            rule.allowed_under, [&](const std::string& under) { return file.starts_with("src/" + under); });
        if (!allowed) say(line, rule.what, rule.remedy);
    }
}

/// A switch whose cases are names, not numbers, characters or the macros of C, is over an enum: there a `default`
/// would keep the compiler from naming a case that was forgotten.
void Reader::switches(const std::string& code) {
    static const std::regex begins(R"(\bswitch\s*\()"), named(R"(\bcase\s+(?=[A-Za-z_])[\w:]*[a-z]\w*\s*:)"), otherwise(R"(\bdefault\s*:)");
    for (std::sregex_iterator at(code.begin(), code.end(), begins), end; at != end; ++at) {
        std::string own;  // the text of this switch without that of blocks in it, from its brace on
        const auto start = static_cast<std::size_t>(at->position());
        std::size_t last_line = 0;
        int depth = 0;
        for (std::size_t i = code.find('{', start); i < code.size(); ++i) {
            depth += code[i] == '{' ? 1 : code[i] == '}' ? -1 : 0;
            if (depth == 0) break;
            if (depth == 1) own += code[i];
            if (depth == 1 && code.compare(i, 7, "default") == 0) last_line = i;
        }
        if (!std::regex_search(own, named) || !std::regex_search(own, otherwise)) continue;
        say(1 + static_cast<int>(std::count(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(last_line), '\n')), "has a default in a switch over an enum",
            "Name every case, so that the compiler tells which one was forgotten.");
    }
}

void Reader::read(const fs::path& path) {
    const std::string text = text_of(path), only = code_only(text);
    const auto whole = lines_of(text), code = lines_of(only);
    switches(only);
    static const std::regex include_line(R"re(^\s*#\s*include\s*"([^"]+)")re");
    bool once = false;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const int line = static_cast<int>(i) + 1;
        once = once || whole[i].starts_with("#pragma once");
        std::smatch match;
        if (whole[i].find('#') != whole[i].npos && std::regex_search(whole[i], match, include_line)) include(line, match[1]);
        else words(line, code[i]);
    }
    if (path.extension() == ".h" && !once) say(1, "has no #pragma once", "Add it as the first line.");
}

std::string plain(std::string name) {
    std::erase_if(name, [](unsigned char c) { return !std::isalnum(c); });
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

/// The libraries that a line of CMake looks for.
std::vector<std::string> wanted(const std::string& line) {
    static const std::regex call(R"(^\s*(find_package|find_library|pkg_check_modules|pkg_search_module)\s*\(([^)]*))");
    static const std::set<std::string> settings = {"REQUIRED", "QUIET", "IMPORTED_TARGET", "GLOBAL", "NAMES"};
    std::smatch match;
    if (!std::regex_search(line, match, call)) return {};
    std::istringstream words(match[2]);
    std::vector<std::string> names;
    for (std::string word; words >> word;)
        if (!settings.contains(word)) names.push_back(word.substr(0, word.find_first_of("<>=")));
    if (names.empty()) return {};
    if (match[1] == "find_package") return {names[0]};
    names.erase(names.begin());  // the variable that tells what was found
    if (match[1] == "find_library") names.resize(std::min<std::size_t>(names.size(), 1));
    return names;
}

/// Libraries of the build that deps.tsv does not name.
void libraries(const fs::path& root, std::vector<Finding>& out) {
    std::string known;  // names and packages, made plain and joined
    for (const auto& line : lines_of(text_of(root / "deps.tsv"))) {
        const auto first = line.find('\t');
        const auto second = first == line.npos ? line.npos : line.find('\t', first + 1);
        known += plain(line.substr(0, first)) + " ";
        if (first != line.npos) known += plain(line.substr(first + 1, second - first - 1)) + " ";
    }
    static const std::set<std::string> of_the_toolchain = {"threads", "pkgconfig"};
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const std::string file = fs::relative(entry.path(), root).generic_string();
        if (file.starts_with("build/") || file.find("node_modules/") != file.npos) continue;
        if (entry.path().filename() != "CMakeLists.txt" && entry.path().extension() != ".cmake") continue;
        const auto lines = lines_of(text_of(entry.path()));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            for (const std::string& library : wanted(lines[i])) {
                const std::string name = plain(library);
                if (!of_the_toolchain.contains(name) && known.find(name) == known.npos)
                    out.push_back({file, static_cast<int>(i) + 1, "uses " + library + ", which deps.tsv does not name",
                                   "Add its line to deps.tsv: name, package, version, licence, used by, why."});
            }
        }
    }
}

}  // namespace

Plan read_plan(const fs::path& file) {
    Plan plan;
    for (const auto& line : lines_of(text_of(file))) {
        std::istringstream words(line);
        std::string name, used;
        int floor = 0;
        if (!(words >> name >> floor)) continue;
        plan.floor[name] = floor;
        auto& uses = plan.uses[name];
        while (words >> used) uses.insert(used);
    }
    return plan;
}

std::vector<Finding> findings(const fs::path& root, const Plan& plan) {
    std::vector<Finding> out;
    for (const auto& [name, floor] : plan.floor)
        if (!fs::exists(root / "src" / name / "README.md"))
            out.push_back({"src/" + name, 0, "has no README.md",
                           "Write at most a page: what comes in, what goes out, what it never does."});
    for (const auto& entry : fs::recursive_directory_iterator(root / "src")) {
        const auto extension = entry.path().extension();
        if (extension != ".h" && extension != ".cpp") continue;
        const std::string in_src = fs::relative(entry.path(), root / "src").generic_string();
        Reader reader{plan, out, "src/" + in_src, module_of(in_src, plan)};
        if (reader.module.empty())
            reader.say(0, "belongs to no module of the plan", "Add its folder to a floor() line of CMakeLists.txt.");
        reader.read(entry.path());
    }
    libraries(root, out);
    std::ranges::sort(out, {}, [](const Finding& f) { return std::pair(f.file, f.line); });
    return out;
}

}  // namespace vigia::house
