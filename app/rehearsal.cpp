#include "app/rehearsal.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>

namespace lavalier::app {
namespace {

constexpr std::chrono::seconds kLength {10};
/// Signing in, saving and exporting take a few seconds more.
constexpr std::chrono::seconds kExpected {16};
constexpr std::chrono::seconds kPatience {90};
constexpr qint64 kMaxReport = 1 << 20;

} // namespace

Rehearsal::Rehearsal(QString program, QObject* parent)
    : ui::RehearsalPort(parent)
    , m_program(std::move(program))
{
    m_tick.setInterval(std::chrono::milliseconds(200));
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (std::chrono::milliseconds(m_running.elapsed()) > kPatience) {
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
    if (m_process)
        return;
    m_folder = std::make_unique<QTemporaryDir>();
    if (!m_folder->isValid()) {
        adopt({ui::RehearsalState::Failed, 0, 0, {}, m_folder->errorString()});
        return;
    }
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(m_program);
    m_process->setArguments(
        {QStringLiteral("record"), QStringLiteral("--demo"), QStringLiteral("--for"),
         QStringLiteral("%1s").arg(kLength.count()), QStringLiteral("--output"),
         m_folder->filePath(QStringLiteral("tracks")), QStringLiteral("--recordings"),
         m_folder->path(), QStringLiteral("--json")});
    m_process->setProcessChannelMode(QProcess::SeparateChannels);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process.get(), &QProcess::finished, this, [this](int code) { ended(code); });
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            ended(-1);
    });
    m_running.start();
    m_tick.start();
    adopt({ui::RehearsalState::Running, 0, 0, {}, {}});
    m_process->start();
}

void Rehearsal::cancelRehearsal()
{
    if (!m_process)
        return;
    m_tick.stop();
    m_process->disconnect(this);
    m_process->kill(); // nothing of it is wanted any more
    m_process->waitForFinished(1000);
    m_process.reset();
    m_folder.reset();
    adopt({});
}

void Rehearsal::ended(int code)
{
    m_tick.stop();
    ui::RehearsalView view;
    const QByteArray report = m_process->read(kMaxReport);
    if (code == 0)
        view = judge(report);
    else
        view = {ui::RehearsalState::Failed, 0, 0, {}, QStringLiteral("exit code %1").arg(code)};
    m_process->disconnect(this);
    m_process.release()->deleteLater(); // we are inside one of its signals
    m_folder.reset();
    adopt(view);
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
                QStringLiteral("%1 tracks of %2 lengths").arg(tracks.size()).arg(lengths.size())};
    return {ui::RehearsalState::Done,
            1,
            static_cast<int>(tracks.size()),
            std::chrono::milliseconds(*lengths.begin() / 48),
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
