#include "voice/control/voice_control.h"

#include "voice/base/overloaded.h"
#include "voice/control/client_messages.h"
#include "voice/control/voice_address.h"

#include <algorithm>

namespace lavalier::control {
namespace {

/// After so many failures with one server's details, new ones are asked for.
constexpr int kTriesPerServer = 3;
/// Fresh session and token refused so often: it is not the token's age.
constexpr int kMaxRefusals = 3;
/// While resuming, or between two beats, end-to-end encryption has a few answers at the most.
constexpr std::size_t kMaxHeldBack = 256;

/// A key package or a commit stands for all before it.
bool isReplacedBy(const DaveAnswer& earlier, const DaveAnswer& later)
{
    const auto* before = std::get_if<SendBinary>(&earlier);
    const auto* after = std::get_if<SendBinary>(&later);
    return before && after && before->frame.left(1) == after->frame.left(1);
}

} // namespace

VoiceControl::VoiceControl(const CallIdentity& who, const Endpoints& endpoints,
                           const ControlTiming& timing, int maxDaveVersion)
    : m_who(who)
    , m_endpoints(endpoints)
    , m_timing(timing)
    , m_maxDaveVersion(maxDaveVersion)
    , m_plan(timing)
{
}

// --- From the web socket -------------------------------------------------------------------------

Effects VoiceControl::socketOpened(SocketId socket, SteadyTime now)
{
    if (!isCurrent(socket))
        return take();
    m_peer = ReconnectPlan::Peer::Answered;
    if (std::holds_alternative<Opening>(m_state)) {
        // 5.3 step 1: identify at once, hello may come before or after.
        m_state = Identifying {now + m_timing.ready};
        add(SendText {identifyText(m_who.guild, m_who.self, m_server->sessionId, m_server->token,
                                   m_maxDaveVersion)});
    } else if (auto* resuming = std::get_if<Resuming>(&m_state)) {
        resuming->deadline = now + m_timing.resume;
        add(SendText {
            resumeText(m_who.guild, m_server->sessionId, m_server->token, m_lastSequence)});
    }
    return take();
}

Effects VoiceControl::textReceived(SocketId socket, const QString& text, SteadyTime now)
{
    if (isCurrent(socket))
        receive(parseText(text), qHash(text), now);
    return take();
}

Effects VoiceControl::binaryReceived(SocketId socket, ByteView frame, SteadyTime now)
{
    if (isCurrent(socket))
        receive(parseBinary(frame), qHashBits(frame.data(), frame.size()), now);
    return take();
}

Effects VoiceControl::socketClosed(SocketId socket, int code, SteadyTime now)
{
    if (!isCurrent(socket))
        return take();
    m_link.reset();
    carryOutCloseRule(closeRule(code), now);
    return take();
}

// --- From end-to-end encryption ------------------------------------------------------------------

Effects VoiceControl::daveAnswered(DaveAnswer answer)
{
    const bool isAway = std::holds_alternative<Resuming>(m_state)
        || (std::holds_alternative<Waiting>(m_state) && std::get<Waiting>(m_state).media);
    const bool isConnected = m_link && !isAway && !std::holds_alternative<Opening>(m_state);
    if (isConnected)
        sendAnswer(std::move(answer));
    else if (isAway && m_heldBack.size() < kMaxHeldBack)
        m_heldBack.push_back(std::move(answer));
    else
        ++m_counters.unsentDave;
    return take();
}

Effects VoiceControl::daveFailed(SteadyTime now)
{
    auto* waiting = std::get_if<Waiting>(&m_state);
    if (waiting && waiting->next == Next::Resume) {
        waiting->next = Next::Connect; // what would be resumed is of no use
        waiting->media.reset();
    } else if (resumableMedia()) {
        retry(Next::Connect, StopReason::ProtocolError, 0, now);
    }
    return take();
}

void VoiceControl::sendHeldBack()
{
    for (Unconfirmed& lost : std::exchange(m_unconfirmed, {})) {
        const auto replaces
            = [&lost](const DaveAnswer& later) { return isReplacedBy(lost.answer, later); };
        if (std::ranges::none_of(m_heldBack, replaces))
            add(AskDave {std::move(lost.answer)});
    }
    for (DaveAnswer& answer : std::exchange(m_heldBack, {}))
        sendAnswer(std::move(answer));
}

void VoiceControl::sendAnswer(DaveAnswer answer)
{
    std::erase_if(m_unconfirmed, [&answer](const Unconfirmed& earlier) {
        return isReplacedBy(earlier.answer, answer);
    });
    if (m_unconfirmed.size() == kMaxHeldBack)
        m_unconfirmed.pop_front();
    m_unconfirmed.push_back({answer, std::nullopt});
    std::visit([this](auto& concrete) { add(std::move(concrete)); }, answer);
}

/// TCP keeps the order: who answers a beat has received what we said before it.
void VoiceControl::confirmAnswers(std::int64_t beat)
{
    while (!m_unconfirmed.empty() && m_unconfirmed.front().beat
           && *m_unconfirmed.front().beat <= beat)
        m_unconfirmed.pop_front();
}

// --- Time ----------------------------------------------------------------------------------------

Effects VoiceControl::timePassed(SteadyTime now)
{
    std::visit(Overloaded {
                   [&](const AwaitingServer& state) {
                       if (now >= state.deadline)
                           answerIsLate(AwaitingServer(state), now);
                   },
                   [&](const Waiting& state) {
                       if (now >= state.until)
                           proceed(state.next, state.media, now);
                   },
                   [&](const Discovering& state) {
                       if (now >= state.deadline)
                           fail(StopReason::MediaUnreachable, 0, now);
                   },
                   [](const Idle&) {},
                   [](const Live&) {},
                   [](const Stopped&) {},
                   [&](const auto& step) { // Opening, Identifying, Selecting, Resuming
                       if (now >= step.deadline)
                           fail(StopReason::ServerUnreachable, 0, now);
                   },
               },
               m_state);
    beatIfDue(now);
    return take();
}

std::optional<SteadyTime> VoiceControl::nextDeadline() const
{
    auto deadline = std::visit(Overloaded {
                                   [](const Waiting& state) { return std::optional(state.until); },
                                   [](const Idle&) { return std::optional<SteadyTime>(); },
                                   [](const Live&) { return std::optional<SteadyTime>(); },
                                   [](const Stopped&) { return std::optional<SteadyTime>(); },
                                   [](const auto& step) { return std::optional(step.deadline); },
                               },
                               m_state);
    if (m_link && m_link->beat) {
        const SteadyTime beat = m_link->beat->nextDeadline();
        deadline = deadline ? std::min(*deadline, beat) : beat;
    }
    return deadline;
}

void VoiceControl::beatIfDue(SteadyTime now)
{
    if (!m_link || !m_link->beat)
        return;
    if (m_link->beat->peerIsGone(now))
        fail(StopReason::ServerUnreachable, 0, now);
    else if (m_link->beat->isDue(now))
        sendBeat(now);
}

// --- Steps ---------------------------------------------------------------------------------------

void VoiceControl::connectAnew(SteadyTime now)
{
    const auto url = voiceUrl(m_server->endpoint, m_endpoints);
    if (!url)
        return stop(StopReason::ForbiddenHost, 0);
    dropLink(kCloseForGood);
    dropMedia();
    // A new session has new SSRCs for everybody.
    m_speakers.clear();
    add(ClearSpeakers {});
    m_heldBack.clear();
    m_unconfirmed.clear();
    m_taken.clear();
    if (m_maxDaveVersion > 0)
        add(OpenDave {m_who.channel});
    m_lastSequence.reset();
    m_connection = ConnectionId(m_connection.value() + 1);
    m_lastSocket = SocketId(m_lastSocket.value() + 1);
    m_link = Link {m_lastSocket, {}};
    m_peer = ReconnectPlan::Peer::Silent;
    m_triedAt = now;
    m_begunAnew = false;
    m_state = Opening {now + openPatience()};
    add(OpenSocket {m_lastSocket, *url});
}

void VoiceControl::resume(const Media& media, SteadyTime now)
{
    const auto url = voiceUrl(m_server->endpoint, m_endpoints);
    if (!url)
        return stop(StopReason::ForbiddenHost, 0);
    m_lastSocket = SocketId(m_lastSocket.value() + 1);
    m_link = Link {m_lastSocket, {}};
    m_peer = ReconnectPlan::Peer::Silent;
    m_triedAt = now;
    m_begunAnew = false;
    m_state = Resuming {media, now + openPatience()};
    add(OpenSocket {m_lastSocket, *url});
}

std::chrono::milliseconds VoiceControl::openPatience() const
{
    return m_plan.everWorked() ? m_timing.openAgain : m_timing.open;
}

/// The connection is gone or of no use: resume what can be resumed, else begin again.
void VoiceControl::fail(StopReason reason, int closeCode, SteadyTime now)
{
    retry(resumableMedia() ? Next::Resume : Next::Connect, reason, closeCode, now);
}

void VoiceControl::retry(Next next, StopReason reason, int closeCode, SteadyTime now)
{
    std::optional<Media> media;
    if (const Media* resumable = next == Next::Resume ? resumableMedia() : nullptr)
        media = *resumable;
    dropLink(kCloseForResume);
    m_plan.lost(now);
    if (m_plan.failures() == 0)
        m_triesHere = 0;
    // Whoever is there on the web socket only: as good as nobody.
    if (reason == StopReason::MediaUnreachable)
        m_peer = ReconnectPlan::Peer::Silent;
    const bool resumes = media && m_peer == ReconnectPlan::Peer::Answered;
    const auto wait = m_plan.failed(resumes ? ReconnectPlan::Peer::Resumable : m_peer, now);
    if (!wait)
        return stop(reason, closeCode);
    if (++m_triesHere > kTriesPerServer && mayAskForAnother(now)) {
        next = Next::Rejoin;
        media.reset();
    }
    if (*wait == std::chrono::milliseconds(0))
        return proceed(next, media, now);
    // UDP stays open while we wait: without a web socket, audio may still arrive.
    if (media)
        add(CheckMedia {});
    m_state = Waiting {now + *wait, next, media};
}

void VoiceControl::proceed(Next next, std::optional<Media> media, SteadyTime now)
{
    if (next == Next::Rejoin || !m_server)
        askToRejoin(now);
    else if (media)
        resume(*media, now);
    else
        connectAnew(now);
}

void VoiceControl::carryOutCloseRule(const CloseRule& rule, SteadyTime now)
{
    const bool fresh = !resumableMedia();
    switch (rule.action) {
    case CloseAction::Resume:
        return fail(rule.reason, rule.code, now);
    case CloseAction::RetryOnce:
        m_server.reset();
        if (m_blamedAt && now - *m_blamedAt < m_timing.blame)
            return stop(rule.reason, rule.code);
        m_blamedAt = now;
        return retry(Next::Rejoin, rule.reason, rule.code, now);
    case CloseAction::Rejoin:
        // A resume that is refused came too late; only fresh details refused count as refusal.
        if (fresh && ++m_refusals >= kMaxRefusals)
            return stop(rule.reason, rule.code);
        m_server.reset(); // what it refused once is of no more use
        if (!fresh && m_plan.failures() > 0) {
            // This try brought news, namely where not to go.
            dropLink(kCloseForResume);
            return askToRejoin(now);
        }
        return retry(Next::Rejoin, rule.reason, rule.code, now);
    case CloseAction::AwaitNews:
        return awaitNews(rule, now);
    case CloseAction::Stop:
        return stop(rule.reason, rule.code);
    }
}

void VoiceControl::stop(StopReason reason, int closeCode)
{
    dropLink(kCloseForGood);
    dropMedia();
    m_state = Stopped {};
    m_reported = VoiceState::Stopped;
    add(StateChanged {VoiceState::Stopped});
    add(CallStopped {reason, closeCode});
}

void VoiceControl::dropLink(int closeCode)
{
    if (m_link)
        add(CloseSocket {m_link->socket, closeCode});
    m_link.reset();
}

void VoiceControl::dropMedia()
{
    if (m_mediaOpen)
        add(CloseMedia {});
    m_mediaOpen = false;
}

const VoiceControl::Media* VoiceControl::resumableMedia() const
{
    if (const auto* live = std::get_if<Live>(&m_state))
        return &live->media;
    if (const auto* resuming = std::get_if<Resuming>(&m_state))
        return &resuming->media;
    return nullptr;
}

bool VoiceControl::isCurrent(SocketId socket)
{
    const bool current = m_link && m_link->socket == socket;
    if (!current)
        ++m_counters.late;
    return current;
}

VoiceState VoiceControl::state() const
{
    return std::visit(Overloaded {
                          [](const Idle&) { return VoiceState::Idle; },
                          [](const AwaitingServer&) { return VoiceState::AwaitingServer; },
                          [](const Opening&) { return VoiceState::Connecting; },
                          [](const Identifying&) { return VoiceState::Connecting; },
                          [](const Discovering&) { return VoiceState::Discovering; },
                          [](const Selecting&) { return VoiceState::Discovering; },
                          [](const Live&) { return VoiceState::Ready; },
                          [](const Resuming&) { return VoiceState::Resuming; },
                          [](const Waiting& waiting) {
                              return waiting.media ? VoiceState::Resuming : VoiceState::Backoff;
                          },
                          [](const Stopped&) { return VoiceState::Stopped; },
                      },
                      m_state);
}

Effects VoiceControl::take()
{
    if (const VoiceState now = state(); now != m_reported) {
        m_reported = now;
        add(StateChanged {now});
    }
    return std::exchange(m_effects, {});
}

} // namespace lavalier::control
