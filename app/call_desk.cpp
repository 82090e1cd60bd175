// The desk's commands: the call, its recording, and telling the people in it.
#include "app/call_desk.h"

#include "app/explain.h"
#include "app/places.h"
#include "sinks/exporter/file_names.h"

#include <algorithm>

namespace lavalier::app {

CallDesk::CallDesk(GuildId guild, const Surroundings& around, int workers, QObject* parent)
    : QObject(parent)
    , m_guild(guild)
    , m_gateway(around.gateway)
    , m_clock(around.clock)
    , m_settings(around.settings)
    , m_notice(around.notice)
    , m_call(around.gateway, around.endpoints, around.clock,
             {workerProgram(), workers, CallRecorder::Decoding::Live})
{
    m_call.shareDisk(around.paceBeside);
    followCall();
    followRecording();
    followAlarms();
    followNotice();
    m_watchTimer.setInterval(std::chrono::seconds(1));
    connect(&m_watchTimer, &QTimer::timeout, this, &CallDesk::watch);
    connect(&m_settings, &ui::SettingsPort::settingsChanged, this, &CallDesk::readSettings);
    readSettings();
}

bool CallDesk::isOver() const
{
    return m_call.phase() == CallRecorder::Phase::Idle && m_call.writer() == nullptr;
}

void CallDesk::join(ChannelId channel)
{
    if (const auto* server = m_gateway.directory().guild(m_guild))
        m_guildName = server->name;
    resolve(QStringLiteral("join"));
    if (place() != Place(m_guild, channel))
        cancelNotice();
    m_call.join(m_guild, channel);
}

void CallDesk::leave()
{
    cancelNotice();
    m_call.leave();
    beginSaving();
}

void CallDesk::startRecording()
{
    const QString folder = recordingsFolder();
    const auto free = bytesFreeIn(folder);
    const double own = paceOf(0, {}, std::max<std::size_t>(1, m_order.size()));
    const DiskOutlook outlook
        = outlookOf(free.value_or(UINT64_MAX), own + m_call.paceBeside(folder));
    if (outlook.room == DiskRoom::Urgent)
        raise(explainNoRoomToBegin(outlook, folder));
    else
        startRecordingAnyway();
}

void CallDesk::startRecordingAnyway()
{
    m_goOnIn.clear();
    askForNotice();
}

void CallDesk::goOnRecording()
{
    const ui::RecordingView* const here = leftBehindHere();
    if (here == nullptr)
        return;
    m_goOnIn = here->path;
    askForNotice();
}

void CallDesk::askForNotice()
{
    if (m_noticeAsked || m_call.writer() != nullptr || m_call.phase() == CallRecorder::Phase::Idle)
        return;
    resolve(QLatin1String(kNoNoticeKey));
    m_noNoticeIn.reset();
    const ui::Settings settings = m_settings.settings();
    m_noticeAsked = place();
    m_notice.begin(m_guild, m_call.channel(), {settings.markNickname, settings.postNotice});
}

void CallDesk::noticeSettled()
{
    const bool stillAsking = m_notice.nickname() == NoticeStand::Asked
        || m_notice.message() == NoticeStand::Asked; // what settled was cancelled since
    if (!m_noticeAsked || stillAsking)
        return;
    if (*std::exchange(m_noticeAsked, std::nullopt) != place()) {
        askForNotice(); // moved since: they were told elsewhere
        return;
    }
    if (!m_notice.needsAcknowledgement()) {
        beginRecording(m_notice.notes());
        return;
    }
    m_notice.end();
    m_noNoticeIn = place();
    raise(explainNoNotice(m_notice.nickname(), m_notice.message()));
}

/// What was asked for in one channel says nothing about the next.
void CallDesk::cancelNotice()
{
    m_noNoticeIn.reset();
    resolve(QLatin1String(kNoNoticeKey));
    if (!std::exchange(m_noticeAsked, std::nullopt))
        return;
    m_goOnIn.clear();
    m_notice.end();
}

void CallDesk::recordWithoutNotice()
{
    resolve(QLatin1String(kNoNoticeKey));
    const bool here = m_noNoticeIn == place();
    m_noNoticeIn.reset();
    if (here && m_call.writer() == nullptr && m_call.phase() != CallRecorder::Phase::Idle)
        beginRecording(m_notice.notes());
}

QString CallDesk::recordingsFolder() const
{
    const QString chosen = m_settings.settings().recordingsFolder;
    return chosen.isEmpty() ? defaultRecordingsFolder() : chosen;
}

void CallDesk::beginRecording(const QStringList& notes)
{
    const QString folder = recordingsFolder();
    exporter::NameFacts facts;
    facts.server = m_guildName;
    facts.channel = channelName(m_call.channel(), {});
    facts.when = QDateTime::currentDateTime();
    const QString name = exporter::recordingFileName(exporter::defaultRecordingTemplate(), facts);
    const QString left = std::exchange(m_goOnIn, {});
    const auto started
        = left.isEmpty() ? m_call.startRecording(folder, name) : m_call.goOnRecording(left);
    if (!started) {
        m_notice.end();
        raise(left.isEmpty() ? explain(started.error(), folder, During::Start)
                             : explain(started.error(), left, During::Change));
        return;
    }
    for (const QString& line : notes)
        m_call.noteNotice(line);
}

void CallDesk::stopRecording()
{
    cancelNotice();
    m_call.stopRecording();
    beginSaving();
}

/// From here on the banner speaks of what is left to save.
void CallDesk::beginSaving()
{
    showDiskTrouble();
    emit recordStateChanged();
}

void CallDesk::showDiskTrouble()
{
    if (m_diskTrouble != recording::RecordingError::None && m_call.writer() != nullptr)
        raise(explain(m_diskTrouble, recordingPath(),
                      m_call.isRecording() ? During::Recording : During::Saving));
}

void CallDesk::noteLeftBehind(std::vector<ui::RecordingView> recordings)
{
    m_leftBehind = std::move(recordings);
    offerGoingOn();
}

/// Not older than a day: a call that still runs, or a session that does.
const ui::RecordingView* CallDesk::leftBehindHere() const
{
    constexpr qint64 kDay = 24 * 3600;
    const auto isHere = [this](const ui::RecordingView& view) {
        return view.channel == m_call.channel() && view.partsMissing == 0 && !view.logDamaged
            && view.started.secsTo(QDateTime::currentDateTime())
            < kDay + std::chrono::duration_cast<std::chrono::seconds>(view.length).count();
    };
    const auto found = std::ranges::find_if(m_leftBehind, isHere);
    return found == m_leftBehind.end() ? nullptr : &*found;
}

void CallDesk::offerGoingOn()
{
    const bool canBegin
        = m_call.phase() == CallRecorder::Phase::InCall && m_call.writer() == nullptr;
    const ui::RecordingView* const here = canBegin ? leftBehindHere() : nullptr;
    if (here != nullptr)
        raise(explainCanGoOn(here->title));
    else
        resolve(QLatin1String(kGoOnKey));
}

} // namespace lavalier::app
