#include "app/reporter.h"

#include "app/command_line.h"
#include "app/explain.h"
#include "app/explain_confinement.h"
#include "app/log_file.h"
#include "app/places.h"
#include "app/recorder.h"
#include "app/terminal.h"
#include "sinks/recording/recording_reader.h"

#include <QGuiApplication>
#include <QSaveFile>

#include <cstdio>

namespace lavalier::app {
namespace {

constexpr int kLogLines = 200;

void addNames(QStringList& names, const std::vector<ui::GuildView>& guilds)
{
    for (const ui::GuildView& guild : guilds) {
        names << guild.name;
        for (const ui::ChannelView& channel : guild.channels) {
            names << channel.name << channel.category;
            for (const ui::MemberView& member : channel.members)
                names << member.name;
        }
    }
}

void addNames(QStringList& names, const std::vector<ui::RecordingView>& recordings)
{
    for (const ui::RecordingView& recording : recordings) {
        names << recording.title << recording.guildName << recording.channelName;
        for (const ui::RecordedSpeaker& speaker : recording.speakers)
            names << speaker.name;
    }
}

} // namespace

Reporter::Reporter(const Recorder& recorder, const ui::LibraryPort& library, QString logFile,
                   QObject* parent)
    : ui::ReportPort(parent)
    , m_recorder(recorder)
    , m_library(library)
    , m_logFile(std::move(logFile))
{
}

QString Reporter::report() const
{
    ReportFacts facts;
    facts.confinement = confinementSentence();
    facts.look = QGuiApplication::platformName();
    for (const auto& [name, count] : transportTotals(m_recorder.mediaCounters()))
        facts.counters.emplace(QString::fromLatin1(name), count);
    for (const ui::Problem& problem : m_recorder.problems())
        facts.problems << problem.key;
    facts.log = logTail(m_logFile, kLogLines);
    facts.names = ownNames();
    facts.names << m_recorder.account().name;
    addNames(facts.names, m_recorder.guilds());
    addNames(facts.names, m_library.recordings());
    return reportText(facts);
}

bool Reporter::saveReport(const QString& path, const QString& text)
{
    QSaveFile file(path);
    const QByteArray bytes = text.toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

ExitCode report(const ReportCommand& command)
{
    ReportFacts facts;
    facts.confinement = confinementSentence();
    facts.log = logTail(usualLogFile(stateFolder()), kLogLines);
    facts.names = ownNames();
    if (!command.file.isEmpty()) {
        const auto reader = recording::RecordingReader::open(command.file);
        const auto summary = reader ? (*reader)->summary() : Failure {reader.error()};
        if (!summary) {
            printNote(asText(explain(summary.error(), command.file, During::Read)));
            return ExitCode::Recording;
        }
        facts.counters = (*reader)->transport();
        facts.names << summary->title << summary->guildName << summary->channelName;
        for (const recording::SpeakerTally& speaker : summary->speakers)
            facts.names << speaker.name;
    }
    printResult(reportText(facts).trimmed());
    return ExitCode::Ok;
}

} // namespace lavalier::app
