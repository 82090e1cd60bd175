// What the recorder keeps an eye on while a call runs: disk, sleep, the rules for starting and
// stopping.
#include "app/explain.h"
#include "app/recorder.h"

#include <algorithm>

namespace lavalier::app {

void Recorder::followWatch()
{
    m_watchTimer.setInterval(std::chrono::seconds(1));
    connect(&m_watchTimer, &QTimer::timeout, this, &Recorder::watchCall);
    connect(this, &Recorder::recordStateChanged, this, &Recorder::keepAwake);
    connect(&m_awake, &SleepInhibitor::changed, this, &Recorder::activityResumed);
    connect(this, &Recorder::callStateChanged, this, [this](ui::CallState state) {
        if (state == ui::CallState::None && m_call.writer() == nullptr) {
            m_watchTimer.stop();
            watchCall(); // the last word: nothing holds any more
        } else if (!m_watchTimer.isActive()) {
            m_watchTimer.start();
        }
    });
}

void Recorder::keepAwake()
{
    if (recordState() == ui::RecordState::Idle)
        m_awake.release();
    else
        m_awake.hold(tr("A call is being recorded"));
}

void Recorder::watchCall()
{
    const SteadyTime now = m_clock.now();
    const ui::RecordState state = recordState();
    const bool inCall = m_call.phase() == CallRecorder::Phase::InCall;
    MachineFacts facts;
    facts.recording = m_call.isRecording();
    facts.keptAwake = m_awake.state() != SleepInhibitor::State::Unavailable;
    if (m_call.writer() != nullptr) {
        const recording::RecordingStatus status = m_call.writer()->status();
        facts.diskFree = status.diskFree;
        ui::LiveSnapshot snapshot;
        describeRecording(snapshot);
        facts.diskTimeLeft = snapshot.diskTimeLeft;
    }
    const std::vector<MachineWarning> warnings = m_watch.update(facts);
    for (const MachineWarning before : m_warnings) {
        const QString key = warningKey(before);
        if (std::ranges::none_of(warnings,
                                 [&](MachineWarning it) { return warningKey(it) == key; }))
            resolve(key);
    }
    for (const MachineWarning warning : warnings)
        if (std::ranges::find(m_warnings, warning) == m_warnings.end())
            raise(explain(warning)); // once: whoever dismissed it has read it
    m_warnings = warnings;

    const auto& directory = m_login.gateway().directory();
    int people = 0;
    for (const UserId user : directory.occupants(m_call.guild(), m_call.channel())) {
        const auto* member = directory.member(m_call.guild(), user);
        const bool bot = member != nullptr && member->bot;
        people += user != m_login.gateway().self() && !bot ? 1 : 0;
    }
    const ui::Settings settings = m_settings.settings();
    const bool reconnecting = m_call.phase() == CallRecorder::Phase::Reconnecting;
    const auto action = m_rules.update(
        {inCall, state != ui::RecordState::Idle, people, reconnecting, m_call.channel()},
        {settings.recordWithPeople, settings.stopWhenOnlyBots}, now);
    if (action == RecordingRules::Action::Start)
        startRecording();
    else if (action == RecordingRules::Action::Stop)
        stopRecording();
}

} // namespace lavalier::app
