#include "app/rehearsal.h"

#include "app/exit_code.h"
#include "app/terminal.h"
#include "voice/base/answer_in_time.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QUuid>

#include <algorithm>

namespace lavalier::app {
namespace {

constexpr std::chrono::seconds kLength {10};
/// Signing in, saving and exporting take a few seconds more.
constexpr std::chrono::seconds kExpected {16};
constexpr std::chrono::seconds kPatience {90};
constexpr qint64 kMaxReport = 1 << 20;
constexpr qsizetype kMaxNotes = 2000;
constexpr int kNotStarted = -1;
constexpr int kCrashed = -2;
/// Of ending altogether, which holds up the window.
constexpr std::chrono::milliseconds kEndPatience {1000};
/// Nothing is put into a folder that is older, whichever program works there.
constexpr std::chrono::minutes kOverAfter {10};
constexpr QLatin1String kFolderPrefix(".lavalier-rehearsal-");

/// What rehearsals left that were cut off.
void sweepAfterRehearsals(const QString& place)
{
    const QRegularExpression ours(
        QRegularExpression::anchoredPattern(QRegularExpression::escape(QString(kFolderPrefix))
                                            + QStringLiteral("[0-9a-f]{8}(-[0-9a-f]{4}){3}"
                                                             "-[0-9a-f]{12}")));
    const QDateTime latest
        = QDateTime::currentDateTimeUtc().addSecs(-std::chrono::seconds(kOverAfter).count());
    const auto folders = QDir(place).entryInfoList({kFolderPrefix + QStringLiteral("*")},
                                                   QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot
                                                       | QDir::NoSymLinks);
    for (const QFileInfo& folder : folders)
        if (ours.match(folder.fileName()).hasMatch() && folder.lastModified() < latest)
            QDir(folder.filePath()).removeRecursively();
}

} // namespace

Rehearsal::Rehearsal(QString program, std::function<QString()> recordings, QObject* parent)
    : ui::RehearsalPort(parent)
    , m_program(std::move(program))
    , m_recordings(std::move(recordings))
{
    connect(&m_check, &FolderCheck::checked, this, &Rehearsal::begin);
    m_tick.setInterval(std::chrono::milliseconds(200));
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (std::chrono::milliseconds(m_running.elapsed()) > kPatience) {
            m_tookTooLong = true;
            m_process->kill();
            return;
        }
        ui::RehearsalView view = m_view;
        view.fraction = std::min(0.99,
                                 double(m_running.elapsed())
                                     / double(std::chrono::milliseconds(kExpected).count()));
        adopt(view);
    });
}

Rehearsal::~Rehearsal()
{
    cancelRehearsal();
}

void Rehearsal::startRehearsal()
{
    if (m_view.state == ui::RehearsalState::Running)
        return;
    m_tookTooLong = false;
    adopt({ui::RehearsalState::Running, 0, 0, {}, {}, {}});
    m_asked = m_recordings();
    m_check.check(m_asked);
}

void Rehearsal::begin(const QString& folder, ui::FolderFinding finding)
{
    if (m_process || m_asked != folder || m_view.state != ui::RehearsalState::Running)
        return; // cancelled
    if (finding != ui::FolderFinding::Writable) {
        fail(ui::RehearsalFailure::Recording, QDir::toNativeSeparators(folder));
        return;
    }
    // Made by the process: a disk may take its time.
    m_folder = folder + u'/' + kFolderPrefix + QUuid::createUuid().toString(QUuid::WithoutBraces);
    answerInTime(std::chrono::milliseconds(0), [folder] {
        sweepAfterRehearsals(folder);
        return true;
    });
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(m_program);
    m_process->setArguments({QStringLiteral("record"), QStringLiteral("--demo"),
                             QStringLiteral("--for"), QStringLiteral("%1s").arg(kLength.count()),
                             QStringLiteral("--output"), m_folder + QStringLiteral("/tracks"),
                             QStringLiteral("--recordings"), m_folder, QStringLiteral("--json")});
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    connect(m_process.get(), &QProcess::finished, this,
            [this](int code, QProcess::ExitStatus status) {
                ended(status == QProcess::NormalExit ? code : kCrashed);
            });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended(kNotStarted);
    });
    m_running.start();
    m_tick.start();
    m_process->start();
}

void Rehearsal::cancelRehearsal()
{
    m_asked.clear();
    if (m_process) {
        m_tick.stop();
        m_process->disconnect(this);
        m_process->kill(); // nothing of it is wanted any more
        // One that its disk holds is left behind, or ending it would hold up the window.
        QElapsedTimer ending;
        ending.start();
        if (m_process->waitForFinished(static_cast<int>(kEndPatience.count())))
            m_process.reset();
        else
            m_process.release();
        cleanUp(std::max(kEndPatience - std::chrono::milliseconds(ending.elapsed()),
                         std::chrono::milliseconds(0)));
    }
    adopt({});
}

void Rehearsal::ended(int code)
{
    m_tick.stop();
    const QByteArray report = m_process->read(kMaxReport);
    const QByteArray notes = m_process->readAllStandardError();
    m_process->disconnect(this);
    m_process.release()->deleteLater(); // we are inside one of its signals
    cleanUp(kEndPatience);
    if (m_tookTooLong)
        fail(ui::RehearsalFailure::TooSlow);
    else
        adopt(code == 0 ? judge(report) : explain(code, notes));
}

void Rehearsal::fail(ui::RehearsalFailure failure, const QString& technical)
{
    adopt({ui::RehearsalState::Failed, 0, 0, {}, technical, failure});
}

void Rehearsal::cleanUp(std::chrono::milliseconds atMost)
{
    answerInTime(atMost, [folder = m_folder] { return QDir(folder).removeRecursively(); });
}

ui::RehearsalView Rehearsal::explain(int code, const QByteArray& notes)
{
    using ui::RehearsalFailure;
    QString last;
    for (const QByteArray& line : notes.right(kMaxNotes).split('\n'))
        if (const QByteArray words = line.trimmed(); !words.isEmpty() && words.front() != '{')
            last = printable(QString::fromUtf8(words));
    QString technical = code == kCrashed ? QStringLiteral("crashed")
        : code == kNotStarted            ? QString()
                                         : QStringLiteral("exit code %1").arg(code);
    if (!last.isEmpty())
        technical += QStringLiteral(": ") + last;
    const auto failure = code == static_cast<int>(ExitCode::Recording) ? RehearsalFailure::Recording
        : code == static_cast<int>(ExitCode::Export)                   ? RehearsalFailure::Export
        : code == kNotStarted ? RehearsalFailure::NotStarted
                              : RehearsalFailure::Other;
    return {ui::RehearsalState::Failed, 0, 0, {}, technical, failure};
}

ui::RehearsalView Rehearsal::judge(const QByteArray& report)
{
    const QJsonDocument document = QJsonDocument::fromJson(report);
    const QJsonArray tracks = document[QStringLiteral("tracks")].toArray();
    QSet<qint64> lengths;
    for (const auto& track : tracks)
        lengths.insert(track[QStringLiteral("samples")].toInteger(-1));
    if (tracks.isEmpty() || lengths.size() != 1 || *lengths.begin() <= 0)
        return {ui::RehearsalState::Failed,
                0,
                0,
                {},
                QStringLiteral("%1 tracks of %2 lengths").arg(tracks.size()).arg(lengths.size()),
                ui::RehearsalFailure::Other};
    return {ui::RehearsalState::Done,
            1,
            static_cast<int>(tracks.size()),
            std::chrono::milliseconds(*lengths.begin() / 48),
            {},
            {}};
}

void Rehearsal::adopt(const ui::RehearsalView& view)
{
    if (m_view == view)
        return;
    m_view = view;
    emit rehearsalChanged();
}

} // namespace lavalier::app
