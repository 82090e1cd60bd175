#include "ui/text/problem_text.h"

#include "ui/text/remote_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <QStringList>

#include <cmath>

namespace lavalier::ui {

namespace {

struct Sentences {
    Q_DECLARE_TR_FUNCTIONS(Sentences)
};

} // namespace

QString joinBlockSentence(JoinBlock block)
{
    switch (block) {
    case JoinBlock::None:
        break;
    case JoinBlock::NotVisible:
        return Sentences::tr("The bot cannot see this channel. Ask a server administrator to give "
                             "it the “View Channel” permission here.");
    case JoinBlock::NoConnectPermission:
        return Sentences::tr("The bot may not join this channel. Ask a server administrator to "
                             "give it the “Connect” permission here.");
    case JoinBlock::Full:
        return Sentences::tr("This channel is full. Wait until someone leaves, or ask for a "
                             "higher user limit.");
    case JoinBlock::TimedOut:
        return Sentences::tr("The bot is timed out on this server. A moderator can end the "
                             "timeout; until then it cannot join.");
    case JoinBlock::ServerUnavailable:
        return Sentences::tr("Discord reports that this server is not available just now. It "
                             "comes back by itself.");
    }
    return {};
}

QString joinBlockShort(JoinBlock block)
{
    switch (block) {
    case JoinBlock::None:
        break;
    case JoinBlock::NotVisible:
        return Sentences::tr("hidden");
    case JoinBlock::NoConnectPermission:
        return Sentences::tr("no access");
    case JoinBlock::Full:
        return Sentences::tr("full");
    case JoinBlock::TimedOut:
        return Sentences::tr("timed out");
    case JoinBlock::ServerUnavailable:
        return Sentences::tr("unavailable");
    }
    return {};
}

QString problemReport(const Problem& problem)
{
    QStringList lines;
    for (const QString& line :
         {problem.whatHappened, problem.whatIsSafe, problem.whatToDo, problem.technical}) {
        if (!line.isEmpty())
            lines << line;
    }
    return lines.join(u'\n');
}

QString remedyLabel(Problem::Remedy remedy)
{
    switch (remedy) {
    case Problem::Remedy::None:
        break;
    case Problem::Remedy::OpenSettings:
        return Sentences::tr("Open settings");
    case Problem::Remedy::EnterToken:
        return Sentences::tr("Enter token");
    case Problem::Remedy::ChooseFolder:
        return Sentences::tr("Choose folder");
    case Problem::Remedy::RecordWithoutNotice:
        return Sentences::tr("Record without a notice");
    case Problem::Remedy::RecordElsewhere:
        return Sentences::tr("Choose another folder …");
    case Problem::Remedy::ShowFolder:
        return Sentences::tr("Show folder");
    case Problem::Remedy::TryAgain:
        return Sentences::tr("Try again");
    case Problem::Remedy::RecordAnyway:
        return Sentences::tr("Record anyway");
    case Problem::Remedy::GoOn:
        return Sentences::tr("Go on in it");
    case Problem::Remedy::StartPlainly:
        return Sentences::tr("Start plainly");
    case Problem::Remedy::Report:
        return Sentences::tr("Report …");
    case Problem::Remedy::OpenRecordings:
        return Sentences::tr("Open recordings");
    }
    return {};
}

QString accountSentence(const AccountView& account)
{
    switch (account.state) {
    case AccountState::NoToken:
        return Sentences::tr("No bot token yet");
    case AccountState::Connecting:
        return Sentences::tr("Connecting …");
    case AccountState::Reconnecting:
        return Sentences::tr("Reconnecting …");
    case AccountState::Failed:
        return Sentences::tr("Not connected");
    case AccountState::Online:
        break;
    }
    QString sentence = account.demo ? Sentences::tr("Demo") : Sentences::tr("Connected");
    if (account.gatewayRoundTrip) {
        sentence += QStringLiteral(" · ")
            + Sentences::tr("%1 ms").arg(
                QLocale().toString(qlonglong(account.gatewayRoundTrip->count())));
    }
    return sentence;
}

QString tokenPlaceSentence(TokenPlace place)
{
    switch (place) {
    case TokenPlace::None:
        return Sentences::tr("No token is set.");
    case TokenPlace::Memory:
        return Sentences::tr("A token is in use until you quit. It is stored nowhere.");
    case TokenPlace::Keychain:
        return Sentences::tr("A token is kept in the system keychain.");
    case TokenPlace::Environment:
        return Sentences::tr("A token was given by the environment variable LAVALIER_TOKEN.");
    case TokenPlace::File:
        return Sentences::tr("A token was read from the file named at start.");
    }
    return {};
}

bool looksLikeToken(QStringView text)
{
    static const QRegularExpression shape(
        QStringLiteral("^[A-Za-z0-9_-]{18,}\\.[A-Za-z0-9_-]{4,12}\\.[A-Za-z0-9_-]{20,}$"));
    return shape.match(text.trimmed().toString()).hasMatch();
}

QString recordStateWord(RecordState state, CallState call, bool holding)
{
    switch (state) {
    case RecordState::Recording:
        return holding ? Sentences::tr("Holding") : Sentences::tr("Recording");
    case RecordState::Paused:
        return Sentences::tr("Paused");
    case RecordState::Finishing:
        return Sentences::tr("Saving …");
    case RecordState::Idle:
        break;
    }
    switch (call) {
    case CallState::None:
        return Sentences::tr("Not in a call");
    case CallState::Joining:
        return Sentences::tr("Joining …");
    case CallState::Reconnecting:
        return Sentences::tr("Reconnecting …");
    case CallState::InCall:
        break;
    }
    return Sentences::tr("Not recording");
}

QString recordingStateWord(RecordingState state)
{
    switch (state) {
    case RecordingState::Recording:
        return Sentences::tr("recording now");
    case RecordingState::Finished:
        return {};
    case RecordingState::Interrupted:
        return Sentences::tr("interrupted");
    case RecordingState::Unreadable:
        return Sentences::tr("cannot be read");
    }
    return {};
}

QString lampSentence(const SpeakerView& speaker)
{
    const QString names[] = {Sentences::tr("heard"), Sentences::tr("decrypted"),
                             Sentences::tr("decoded"), Sentences::tr("on disk")};
    QStringList parts;
    for (std::size_t i = 0; i < speaker.lamps.size(); ++i) {
        switch (speaker.lamps[i]) {
        case Lamp::Idle:
            parts << Sentences::tr("%1: quiet").arg(names[i]);
            break;
        case Lamp::Flowing:
            parts << Sentences::tr("%1: flowing").arg(names[i]);
            break;
        case Lamp::Attention:
            parts << Sentences::tr("%1: troubled").arg(names[i]);
            break;
        case Lamp::Starved:
            parts << Sentences::tr("%1: nothing arrives").arg(names[i]);
            break;
        }
    }
    return parts.join(QStringLiteral(", "));
}

QString placeBelow(const LiveSnapshot& live)
{
    switch (live.notice) {
    case Notice::None:
        break;
    case Notice::Asking:
        return Sentences::tr("Informing the call … · %1").arg(live.guildName);
    case Notice::Shown:
        return Sentences::tr("Call informed · %1").arg(live.guildName);
    case Notice::Missing:
        return Sentences::tr("Call not informed · %1").arg(live.guildName);
    }
    return live.guildName;
}

QString speakerNote(const SpeakerView& speaker)
{
    if (!speaker.present)
        return Sentences::tr("left");
    if (speaker.excluded)
        return Sentences::tr("not recorded");
    if (speaker.waitingForKeys)
        return Sentences::tr("waiting for keys");
    if (speaker.muted)
        return Sentences::tr("muted");
    return {};
}

QString gainText(double gainDb)
{
    const auto steps = std::lround(gainDb);
    if (steps == 0)
        return Sentences::tr("As it is");
    return Sentences::tr("%1 dB").arg((steps > 0 ? QStringLiteral("+") : QStringLiteral("−"))
                                      + QLocale().toString(qlonglong(std::abs(steps))));
}

QString lossNote(const SpeakerView& speaker)
{
    const auto number = [](std::uint64_t n) { return QLocale().toString(qulonglong(n)); };
    QStringList notes;
    if (speaker.framesNotWritten > 0)
        notes << Sentences::tr("%1 not written").arg(number(speaker.framesNotWritten));
    if (speaker.framesUndecryptable > 0)
        notes << Sentences::tr("%1 not decrypted").arg(number(speaker.framesUndecryptable));
    if (speaker.framesLost > 0)
        notes << Sentences::tr("%1 lost").arg(number(speaker.framesLost));
    return notes.join(QStringLiteral(" · "));
}

QString fileNamePreview(const QString& pattern)
{
    QString name = pattern;
    const std::pair<QLatin1String, QString> examples[] = {
        {QLatin1String("{number}"), QStringLiteral("01")},
        {QLatin1String("{speaker}"), QStringLiteral("Ana")},
        {QLatin1String("{server}"), QStringLiteral("Tuesday Dungeon")},
        {QLatin1String("{channel}"), QStringLiteral("The Table")},
        {QLatin1String("{date}"), QStringLiteral("2026-11-24")},
        {QLatin1String("{time}"), QStringLiteral("20-15")},
    };
    for (const auto& [placeholder, example] : examples)
        name.replace(placeholder, example);
    return name + QStringLiteral(".wav");
}

} // namespace lavalier::ui
