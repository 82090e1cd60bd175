// What a run without a window says of the call's encryption and of the file it makes.
#include "app/record_run.h"

#include "app/encryption_json.h"
#include "app/explain.h"
#include "app/export_run.h"
#include "app/terminal.h"
#include "sinks/recording/recording_reader.h"
#include "voice/base/snowflake.h"

#include <QDir>
#include <QJsonArray>

#include <cmath>
#include <map>
#include <tuple>

namespace lavalier::app {
namespace {

double rounded(float decibels)
{
    return std::round(static_cast<double>(decibels) * 100) / 100;
}

} // namespace

/// To people; of several runs each says where.
void RecordRun::say(const QString& text) const
{
    const QString server = m_place[QStringLiteral("guild")][QStringLiteral("name")].toString();
    printNote(m_part == Part::Alone || server.isEmpty() ? text : server + u':' + u' ' + text);
}

/// To scripts.
void RecordRun::say(QJsonObject json) const
{
    if (m_part != Part::Alone)
        for (auto it = m_place.begin(); it != m_place.end(); ++it)
            json.insert(it.key(), it.value());
    printNote(json);
}

/// Of several runs, what ran them prints one document for all.
void RecordRun::tellSummary(const QJsonObject& json)
{
    m_summary = json;
    for (auto it = m_place.begin(); it != m_place.end(); ++it)
        m_summary.insert(it.key(), it.value());
    if (m_part == Part::Alone)
        printResult(json);
}

QString RecordRun::nameOf(UserId user) const
{
    return m_login->gateway().directory().displayName(m_recorder->guild(), user);
}

/// Told whenever what the others see on their screens changes too.
void RecordRun::followDave(const DaveFacts& facts)
{
    const auto shown = [](const DaveFacts& f) {
        return std::tuple(f.progress, f.version, f.epoch, f.privacyCode);
    };
    const DaveFacts before = std::exchange(m_dave, facts);
    if (shown(before) == shown(facts) || facts.progress == DaveProgress::Waiting)
        return;
    if (m_command.json) {
        say(describe(facts));
        return;
    }
    switch (facts.progress) {
    case DaveProgress::Off:
        say(tr("This call is not end-to-end encrypted."));
        break;
    case DaveProgress::Active:
        if (facts.encrypted)
            say(tr("End-to-end encrypted, epoch %1, privacy code %2")
                    .arg(facts.epoch)
                    .arg(facts.privacyCode));
        break;
    case DaveProgress::Recovering:
        say(tr("Recovering the encryption …"));
        break;
    case DaveProgress::Joining:
    case DaveProgress::Waiting:
        break;
    }
}

void RecordRun::followStall(Stalled where, const QList<UserId>& users)
{
    QStringList names;
    for (const UserId user : users)
        names.append(nameOf(user));
    if (!names.isEmpty())
        say(asText(explain(where, names)));
    else if (m_step == Step::Recording)
        say(where == Stalled::Disk ? tr("Everybody who is heard is being written again.")
                                   : tr("Everybody who is heard is being decoded again."));
    const QString what = where == Stalled::Disk ? QStringLiteral("disk")
        : where == Stalled::Decoder             ? QStringLiteral("decoder")
                                                : QStringLiteral("undecodable");
    printAlarm(what, users, !users.isEmpty());
}

void RecordRun::followStranger(bool heard, const QList<UserId>& maybe)
{
    QStringList names;
    for (const UserId user : maybe)
        names.append(nameOf(user));
    if (heard)
        say(asText(explainStranger(names)));
    else if (m_step == Step::Recording)
        say(tr("Nobody is heard any more of whom Discord does not say who it is."));
    printAlarm(QStringLiteral("stranger"), maybe, heard);
}

/// For scripts, one object a line: {event: "alarm", what, holds, speakers: [{id, speaker}]}.
void RecordRun::printAlarm(const QString& what, const QList<UserId>& users, bool holds) const
{
    if (!m_command.json)
        return;
    QJsonArray speakers;
    for (const UserId user : users)
        speakers.append(QJsonObject {{QStringLiteral("id"), toString(user)},
                                     {QStringLiteral("speaker"), nameOf(user)}});
    say(QJsonObject {{QStringLiteral("event"), QStringLiteral("alarm")},
                     {QStringLiteral("what"), what},
                     {QStringLiteral("holds"), holds},
                     {QStringLiteral("speakers"), speakers}});
}

/// What was heard of whom and never decrypted, in all.
QJsonArray RecordRun::describeUndecryptable() const
{
    std::map<UserId, std::uint64_t> frames;
    for (const StreamCounters& stream : m_recorder->counters().streams) {
        if (stream.user.isValid())
            frames[stream.user] += stream.undecryptable;
    }
    QJsonArray list;
    for (const auto& [user, count] : frames) {
        if (count > 0)
            list.append(QJsonObject {{QStringLiteral("id"), toString(user)},
                                     {QStringLiteral("speaker"), nameOf(user)},
                                     {QStringLiteral("frames"), static_cast<qint64>(count)}});
    }
    return list;
}

QJsonObject RecordRun::describeRecording() const
{
    const QString error = app::nameOf(m_recordingError);
    QJsonObject json {
        {QStringLiteral("recording"), m_path},
        {QStringLiteral("recordingError"), error.isEmpty() ? QJsonValue() : QJsonValue(error)},
        {QStringLiteral("framesNotWritten"), static_cast<qint64>(m_framesNotWritten)},
        {QStringLiteral("undecryptable"), describeUndecryptable()}};
    // As the file tells it: one truth for this and for `inspect`.
    const auto reader = recording::RecordingReader::open(m_path);
    if (!reader)
        return json;
    const auto events = (*reader)->events();
    const auto summary = (*reader)->summary();
    if (!events || !summary)
        return json;
    const recording::EncryptionHistory encryption = recording::encryptionOf(*events);
    json.insert(QStringLiteral("e2ee"), describe(encryption));
    json.insert(QStringLiteral("speakers"), app::describeSpeakers(encryption, summary->speakers));
    return json;
}

void RecordRun::report()
{
    const exporter::ExportReport& report = m_export->report();
    if (m_command.json) {
        QJsonObject json = report.toJson();
        const QJsonObject recording = describeRecording();
        for (auto it = recording.begin(); it != recording.end(); ++it)
            json.insert(it.key(), it.value());
        for (auto it = m_place.begin(); it != m_place.end(); ++it)
            json.insert(it.key(), it.value());
        std::map<QString, std::uint64_t> totals;
        for (const auto& [name, count] : transportTotals(m_recorder->counters()))
            totals.emplace(QString::fromLatin1(name), count);
        insertTransport(json, totals);
        QJsonArray tracks = json[QStringLiteral("tracks")].toArray();
        for (auto&& entry : tracks) {
            QJsonObject track = entry.toObject();
            const auto user = parseId<UserId>(track[QStringLiteral("id")].toString());
            if (const auto level = user ? m_levels.of(*user) : std::nullopt) {
                track.insert(
                    QStringLiteral("level"),
                    QJsonObject {{QStringLiteral("peakDb"), rounded(level->peakDb)},
                                 {QStringLiteral("averageDb"), rounded(level->typicalDb)}});
            }
            entry = track;
        }
        json.insert(QStringLiteral("tracks"), tracks);
        tellSummary(json);
    } else {
        printResult(tr("Recording: %1").arg(QDir::toNativeSeparators(m_path)));
        for (const QString& file : report.files())
            printResult(tr("Track:     %1").arg(QDir::toNativeSeparators(file)));
        printTracks(report);
    }
    const ExitCode exported = reportFailures(report);
    end(exported == ExitCode::Ok ? m_result : exported);
}

} // namespace lavalier::app
