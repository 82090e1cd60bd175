// The login, and what belongs to the whole program.
#include "app/recorder.h"

#include "app/bot_picture.h"
#include "app/explain.h"
#include "app/places.h"

#include <QEventLoop>
#include <QTimer>

#include <algorithm>

namespace lavalier::app {
namespace {

using gateway::GatewayState;

ui::AccountState accountStateOf(GatewayState state)
{
    switch (state) {
    case GatewayState::Offline:
        return ui::AccountState::NoToken;
    case GatewayState::CheckingToken:
    case GatewayState::Connecting:
        return ui::AccountState::Connecting;
    case GatewayState::Online:
        return ui::AccountState::Online;
    case GatewayState::Resuming:
    case GatewayState::Backoff:
        return ui::AccountState::Reconnecting;
    case GatewayState::Failed:
        break;
    }
    return ui::AccountState::Failed;
}

} // namespace

Recorder::Recorder(Login& login, const Clock& clock, ui::SettingsPort& settings,
                   std::shared_ptr<monitor::OutputDevices> outputs, QObject* parent)
    : ui::RecorderPort(parent)
    , m_login(login)
    , m_clock(clock)
    , m_settings(settings)
    , m_notices(login.gateway(), login.endpoints(), login.isDemo() ? QString() : stateFolder())
    , m_listening(std::move(outputs))
{
    m_listening.setVolume(settings.settings().listeningVolume);
    gateway::GatewayClient& gateway = login.gateway();
    connect(&gateway, &gateway::GatewayClient::stateChanged, this, &Recorder::followGateway);
    connect(&gateway, &gateway::GatewayClient::directoryChanged, this, &Recorder::rebuildGuilds);
    connect(&gateway, &gateway::GatewayClient::failed, this,
            [this](gateway::GatewayError error, int code) { raise(explain(error, code)); });
    connect(&gateway, &gateway::GatewayClient::retrying, this,
            [this](gateway::GatewayError error, int code, std::chrono::milliseconds) {
                const ui::Problem problem = explain(error, code);
                // Tries may follow each other closely; what was said, or dismissed, is not news.
                if (m_gatewayTrouble != problem)
                    raise(problem);
                m_gatewayTrouble = problem;
            });
    gateway.wantPicture();
    connect(&gateway, &gateway::GatewayClient::pictureFetched, this, [this](const QByteArray& png) {
        m_picture = decodeBotPicture(png).value_or(QImage());
        emit accountChanged();
    });
    connect(&gateway, &gateway::GatewayClient::roundTripMeasured, this,
            [this](std::chrono::milliseconds time) {
                m_gatewayRoundTrip = time;
                emit accountChanged();
            });
    connect(&m_codes, &VerificationCodes::ready, this, &Recorder::verificationCodeReady);
    connect(&m_awake, &SleepInhibitor::changed, this, [this] {
        tellOfSleep();
        emit activityResumed();
    });
    followListening();
    followNotices();
}

Recorder::~Recorder()
{
    for (const auto& desk : m_desks)
        desk->disconnect(this); // whatever ends now is told to nobody
    // Who gives the output back is answered with what is known of it, which must still be there.
    m_listening.follow(nullptr, {});
}

void Recorder::followNotices()
{
    connect(&m_notices, &NoticeKeepers::markLeft, this,
            [this](GuildId guild) { raiseFor(guild, explainMarkLeft()); });
    connect(&m_notices, &NoticeKeepers::markGone, this,
            [this](GuildId guild) { resolveFor(guild, QLatin1String(kMarkLeftKey)); });
    connect(&m_notices, &NoticeKeepers::ended, this, [this] {
        if (m_loginChanges)
            changeLogin();
    });
}

void Recorder::setExcluded(UserId speaker, bool excluded)
{
    ui::Settings settings = m_settings.settings();
    std::erase(settings.excluded, speaker);
    if (excluded)
        settings.excluded.push_back(speaker);
    m_settings.setSettings(settings);
}

// -------------------------------------------------------------------------------- the account

void Recorder::logIn(const SecretBytes& token)
{
    const bool sameLogin = m_hasToken && m_token.equals(token);
    m_token = token;
    m_hasToken = true;
    m_gatewayTrouble.reset();
    resolve(QStringLiteral("gateway.token"));
    if (sameLogin && !m_loginChanges)
        m_login.gateway().start(token);
    else
        changeLogin();
    emit accountChanged();
}

void Recorder::logOut()
{
    m_token = {};
    m_hasToken = false;
    changeLogin();
    emit accountChanged();
}

/// Only the old token can take the mark off the old bot's name.
void Recorder::changeLogin()
{
    if (!std::exchange(m_loginChanges, true)) {
        for (const auto& desk : m_desks)
            desk->leave();
        m_notices.end();
    }
    const bool called = std::ranges::any_of(
        m_desks, [](const auto& desk) { return desk->callState() != ui::CallState::None; });
    if (called || !m_notices.isIdle())
        return; // called again
    m_loginChanges = false;
    m_picture = {}; // it may be another bot's login
    if (m_hasToken)
        m_login.gateway().start(m_token);
    else
        m_login.gateway().stop();
}

void Recorder::logInAgain()
{
    const SecretBytes token = m_token;
    if (!m_hasToken)
        return;
    for (const ui::Problem& problem : problems())
        if (problem.key.startsWith(QLatin1String("gateway.")))
            resolve(problem.key);
    logIn(token);
}

ui::AccountView Recorder::account() const
{
    ui::AccountView view;
    view.state = m_hasToken ? accountStateOf(m_login.gateway().state()) : ui::AccountState::NoToken;
    view.name = m_login.gateway().selfName();
    view.id = m_login.gateway().self();
    view.demo = m_login.isDemo();
    view.gatewayRoundTrip = m_gatewayRoundTrip;
    view.picture = m_picture;
    return view;
}

void Recorder::followGateway(GatewayState state)
{
    if (state == GatewayState::Online) {
        m_gatewayTrouble.reset();
        resolve(QStringLiteral("gateway.retrying"));
    }
    emit accountChanged();
    rebuildGuilds();
}

void Recorder::rebuildGuilds()
{
    if (m_guilds.follow(m_login.gateway().directory(), m_clock.wallNow()))
        emit guildsChanged();
}

void Recorder::putNoticeBack()
{
    constexpr std::chrono::milliseconds kPatience {1000};
    m_notices.end();
    if (m_notices.isIdle())
        return;
    QEventLoop loop;
    connect(&m_notices, &NoticeKeepers::ended, &loop, [this, &loop] {
        if (m_notices.isIdle())
            loop.quit();
    });
    QTimer::singleShot(kPatience, &loop, &QEventLoop::quit);
    loop.exec();
}

// ---------------------------------------------------------------------------------- listening

void Recorder::followListening()
{
    connect(&m_listening, &Listening::changed, this, [this] {
        // A volume that is moved is no news of the output.
        const ui::Listening state = m_listening.state();
        if (std::exchange(m_toldListening, state) != state) {
            if (const auto problem = explain(state))
                raise(*problem);
            else
                resolve(QLatin1String(kListeningKey));
        }
        emit activityResumed();
    });
}

void Recorder::startPlainly()
{
    m_plain = true;
    m_listening.forbid();
    raise(explainPlainStart());
}

void Recorder::setListening(bool on)
{
    if (m_plain && on)
        raise(explainPlainStart()); // said again: that is why nothing is heard
    m_listening.setOn(on);
}

void Recorder::setListeningVolume(double volume)
{
    m_listening.setVolume(volume);
}

void Recorder::listenTo(UserId speaker, const ui::ListeningChoice& choice)
{
    m_listening.choose(speaker, choice);
}

// ------------------------------------------------------------------------------- staying awake

void Recorder::keepAwake()
{
    if (recordingPaths().isEmpty())
        m_awake.release();
    else
        m_awake.hold(tr("A call is being recorded"));
    tellOfSleep();
}

void Recorder::tellOfSleep()
{
    const bool maySleep
        = !recordingPaths().isEmpty() && m_awake.state() == SleepInhibitor::State::Unavailable;
    if (std::exchange(m_maySleep, maySleep) == maySleep)
        return; // whoever dismissed it has read it
    if (maySleep)
        raise(explain(MachineWarning::MaySleep));
    else
        resolve(warningKey(MachineWarning::MaySleep));
}

// ----------------------------------------------------------------------------------- problems

void Recorder::noteLeftBehind(std::vector<ui::RecordingView> recordings)
{
    m_leftBehind = std::move(recordings);
    if (m_leftBehind.empty())
        resolve(QLatin1String(kLeftBehindKey));
    else if (!std::exchange(m_toldOfLeftBehind, true))
        raise(explainLeftBehind());
    for (const auto& desk : m_desks)
        desk->noteLeftBehind(m_leftBehind);
}

std::vector<ui::Problem> Recorder::problems() const
{
    std::vector<ui::Problem> problems;
    for (const auto& [key, problem] : m_problems)
        problems.push_back(problem);
    return problems;
}

void Recorder::raise(const ui::Problem& problem)
{
    m_problems[problem.key] = problem;
    emit problemRaised(problem);
}

void Recorder::resolve(const QString& key)
{
    if (m_problems.erase(key) > 0)
        emit problemResolved(key);
}

void Recorder::dismissProblem(const QString& key)
{
    resolve(key);
}

} // namespace lavalier::app
