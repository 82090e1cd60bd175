// lavalier-bench: how fast Lavalier is and how much memory it takes, beside the goals.
//
//   lavalier-bench [--quick] [--folder DIR] [SECTION…]
//
// Every figure is a ratio within one run, its sides measured in turn: compare ratios, never runs.
// Ends with 0 unless something could not be measured; a missed goal is a line, not a failure.
#include "sections.h"

#include <QTemporaryDir>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstring>

using namespace lavalier::bench;

namespace {

struct Section {
    const char* name;
    void (*measure)(Report& report, const Options& options);
};

constexpr std::array<Section, 15> kSections {{
    {"baseline", measureBaseline},
    {"flat-out", measureFlatOut},
    {"real-time", measureRealTime},
    {"crowd", measureCrowd},
    {"load", measureLoad},
    {"export", measureExport},
    {"memory", measureMemory},
    {"meters", measureMeters},
    {"window", measureWindow},
    {"servers", measureServers},
    {"idle", measureIdle},
    {"mls", measureMls},
    {"dave", measureDave},
    {"library", measureLibrary},
    {"review", measureReview},
}};

int usage()
{
    std::fputs("usage: lavalier-bench [--quick] [--folder DIR] [SECTION...]\nsections:", stderr);
    for (const Section& section : kSections)
        std::fprintf(stderr, " %s", section.name);
    std::fputs("\n--folder: where recordings and exports go while it measures, best on a disk\n",
               stderr);
    return 2;
}

/// In a process of its own, so that no section finds another's memory or threads.
bool measureApart(const Section& section, const Options& options)
{
    std::fflush(nullptr);
    const pid_t process = fork();
    if (process == 0) {
        Report report;
        section.measure(report, options);
        std::fflush(nullptr);
        _exit(report.allMeasured() ? 0 : 1);
    }
    int status = 0;
    if (process < 0 || waitpid(process, &status, 0) != process)
        return false;
    if (WIFSIGNALED(status))
        std::printf("  %s died of signal %d\n", section.name, WTERMSIG(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

int main(int argc, char** argv)
{
    std::array<bool, kSections.size()> chosen {};
    bool any = false;
    bool quick = false;
    QString folder = QDir::tempPath();
    for (int i = 1; i < argc; ++i) {
        bool known = false;
        for (std::size_t s = 0; s < kSections.size(); ++s) {
            if (std::strcmp(argv[i], kSections[s].name) == 0)
                known = any = chosen[s] = true;
        }
        if (std::strcmp(argv[i], "--quick") == 0)
            known = quick = true;
        else if (std::strcmp(argv[i], "--folder") == 0 && i + 1 < argc) {
            known = true;
            folder = QString::fromLocal8Bit(argv[++i]);
        }
        if (!known)
            return usage();
    }
    // Painting is measured without a screen's help unless one is asked for by name.
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    if (!qEnvironmentVariableIsSet("QT_LOGGING_RULES"))
        qputenv("QT_LOGGING_RULES", "*.info=false");
    const QTemporaryDir place(folder + QStringLiteral("/lavalier-bench-XXXXXX"));
    if (!place.isValid()) {
        std::fprintf(stderr, "cannot write to %s\n", qPrintable(folder));
        return 1;
    }
    int one = 1; // what Qt sees of our arguments
    const Options options {one, argv, quick, place.path()};
    bool all = true;
    for (std::size_t s = 0; s < kSections.size(); ++s) {
        if (chosen[s] || !any)
            all = measureApart(kSections[s], options) && all;
    }
    return all ? 0 : 1;
}
