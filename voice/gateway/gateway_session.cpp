#include "voice/gateway/gateway_session.h"

#include "voice/base/overloaded.h"
#include "voice/gateway/close_codes.h"
#include "voice/gateway/event_decoder.h"
#include "voice/gateway/gateway_messages.h"
#include "voice/gateway/gateway_url.h"

#include <algorithm>

namespace lavalier::gateway {

using namespace std::chrono_literals;

namespace {

constexpr auto kConnectPatience = 20s;
constexpr auto kReconnectPatience = 4s; // while the network may be back any moment
constexpr auto kUnderWay = 1s; // a try this young has lost no packet yet that was not sent again
constexpr auto kHelloPatience = 20s;
constexpr auto kLoginPatience = 60s; // Discord prepares READY of large bots for a while
/// A connection that held this long ends a series of failures.
constexpr auto kStable = 10s;
constexpr int kMaxFailedResumes = 3;
/// So long after a session was lost its network is expected back any moment.
constexpr auto kHopeful = 2min;

} // namespace

GatewaySession::Effects GatewaySession::start(const SecretBytes& token, const QUrl& gateway,
                                              Moment at)
{
    Effects effects = stop();
    m_token = token;
    m_gateway = gateway;
    if (!gatewayAddress(gateway, m_endpoints)) {
        m_state = Stopped {};
        effects.push_back(Fail {GatewayError::HostNotAllowed, 0});
        return effects;
    }
    connect(effects, at);
    return effects;
}

GatewaySession::Effects GatewaySession::stop()
{
    Effects effects;
    if (!std::holds_alternative<Idle>(m_state) && !std::holds_alternative<Waiting>(m_state)
        && !std::holds_alternative<Stopped>(m_state))
        effects.push_back(Close {kCloseForGood});
    m_state = Idle {};
    forgetSession();
    m_token = SecretBytes();
    m_wasReady = false;
    m_failedConnects = 0;
    m_unanswered = false;
    m_lostAt.reset();
    m_backoff.reset();
    m_outbox.clear();
    return effects;
}

void GatewaySession::forgetSession()
{
    m_resumable.reset();
    m_failedResumes = 0;
    m_outbox.sessionLost();
}

bool GatewaySession::isHopeful(SteadyTime now) const
{
    return m_lostAt && now - *m_lostAt < kHopeful;
}

void GatewaySession::obeyStartLimit(int remaining, std::chrono::milliseconds resetAfter, Moment at)
{
    m_identifies.obey(remaining, resetAfter, at.now);
}

void GatewaySession::connect(Effects& effects, Moment at)
{
    m_outbox.connectionOpened();
    std::optional<QUrl> url;
    if (m_resumable) {
        // Two failures at the resume address, then two at the ordinary one, and so on.
        if (m_failedConnects % 4 < 2)
            url = gatewayAddress(m_resumable->url, m_endpoints);
    } else if (const SteadyTime allowed = m_identifies.earliest(at.now); allowed > at.now) {
        const auto delay = std::chrono::ceil<std::chrono::milliseconds>(allowed - at.now);
        m_state = Waiting {allowed};
        // The five seconds between two logins are nothing to tell anybody.
        if (delay > 5s)
            effects.push_back(Retrying {GatewayError::TooManyLogins, 0, delay});
        return;
    }
    if (!url)
        url = gatewayAddress(m_gateway, m_endpoints);
    m_state
        = Connecting {at.now, at.now + (isHopeful(at.now) ? kReconnectPatience : kConnectPatience)};
    effects.push_back(Connect {*url});
}

GatewaySession::Effects GatewaySession::connected(Moment at)
{
    if (std::holds_alternative<Connecting>(m_state)) {
        m_failedConnects = 0;
        m_state = AwaitingHello {at.now + kHelloPatience};
    }
    return {};
}

GatewaySession::Effects GatewaySession::received(QByteArrayView frame, Moment at)
{
    Effects effects;
    ++m_counters.frames;
    if (Heartbeat* beating = heart())
        beating->heard(at.now);
    const auto message = parseServerMessage(frame);
    if (!message) {
        ++m_counters.malformedFrames;
        return effects;
    }
    switch (static_cast<Op>(message->op)) {
    case Op::Hello:
        greet(effects, *message, at);
        break;
    case Op::Dispatch:
        dispatch(effects, *message, at);
        break;
    case Op::Heartbeat:
        if (heart() != nullptr && m_outbox.mayBeat(at.now))
            beat(effects, at.now);
        break;
    case Op::HeartbeatAck:
        if (Heartbeat* beating = heart()) {
            if (const auto time = beating->acknowledged(at.now))
                effects.push_back(RoundTrip {*time});
        }
        break;
    case Op::Reconnect:
        // May even come instead of Hello. A connection that was fine is replaced at once.
        if (std::holds_alternative<AwaitingHello>(m_state) || heart() != nullptr) {
            const auto* online = std::get_if<Online>(&m_state);
            const bool stable = online != nullptr && at.now - online->since >= kStable;
            effects.push_back(Close {kCloseToResume});
            reconnect(effects, stable ? Wait::None : Wait::Backoff, GatewayError::Unreachable, 0,
                      at);
        }
        break;
    case Op::InvalidSession:
        if (heart() != nullptr)
            invalidSession(effects, message->data.toBool(), at);
        break;
    default:
        break; // opcodes for other programs, and those still to be invented
    }
    return effects;
}

void GatewaySession::greet(Effects& effects, const ServerMessage& message, Moment at)
{
    if (!std::holds_alternative<AwaitingHello>(m_state)) {
        ++m_counters.outOfOrder;
        return;
    }
    const double interval
        = message.data.toObject().value(QLatin1String("heartbeat_interval")).toDouble();
    if (!(interval >= 20 && interval <= 3'600'000)) {
        ++m_counters.malformedFields;
        effects.push_back(Close {kCloseToResume});
        reconnect(effects, Wait::Backoff, GatewayError::MalformedAnswer, 0, at);
        return;
    }
    const Heartbeat heart(std::chrono::milliseconds(static_cast<std::int64_t>(interval)), at.now,
                          at.fraction);
    if (m_resumable) {
        effects.push_back(
            SendSecret {resumeMessage(m_token, m_resumable->sessionId, m_resumable->sequence)});
    } else {
        m_identifies.spend(at.now);
        effects.push_back(SendSecret {identifyMessage(m_token)});
    }
    m_outbox.vitalSent(at.now);
    m_state = LoggingIn {heart, at.now + kLoginPatience, m_resumable.has_value()};
}

void GatewaySession::dispatch(Effects& effects, const ServerMessage& message, Moment at)
{
    const auto* loggingIn = std::get_if<LoggingIn>(&m_state);
    if (heart() == nullptr) {
        ++m_counters.outOfOrder;
        return;
    }
    auto event = decodeDispatch(message.type, message.data.toObject(), m_counters.malformedFields);
    const auto* ready = event ? std::get_if<ReadyEvent>(&*event) : nullptr;
    const bool resumed = event && std::holds_alternative<ResumedEvent>(*event);
    const bool identifying = loggingIn != nullptr && !loggingIn->resuming;
    if ((ready != nullptr) != (identifying && event.has_value())
        || (resumed && !(loggingIn != nullptr && loggingIn->resuming))) {
        // READY answers an identify and nothing else comes before it; RESUMED answers a resume.
        ++m_counters.outOfOrder;
        return;
    }
    if (ready != nullptr) {
        forgetSession();
        m_resumable = Resumable {ready->sessionId, ready->resumeUrl, 0};
        m_self = ready->self;
    }
    if (const auto* told = event ? std::get_if<VoiceStateEvent>(&*event) : nullptr;
        told != nullptr && told->state.user == m_self) {
        const ChannelId channel = told->state.channel;
        m_outbox.voiceStateTold(told->guild,
                                channel.isValid() ? std::optional(channel) : std::nullopt);
    }
    if (m_resumable && message.sequence)
        m_resumable->sequence = *message.sequence;
    if (ready != nullptr || resumed) {
        m_failedResumes = 0;
        m_state = Online {*heart(), at.now};
    }
    const bool restarted = ready != nullptr && std::exchange(m_wasReady, true);
    if (event)
        effects.push_back(Deliver {std::move(*event)});
    if (restarted)
        effects.push_back(SessionRestarted {});
    flush(effects, at.now);
}

GatewaySession::Effects GatewaySession::networkInDoubt(Moment at)
{
    Effects effects;
    if (heart() != nullptr && !heart()->isWaiting() && m_outbox.mayBeat(at.now))
        beat(effects, at.now);
    return effects;
}

GatewaySession::Effects GatewaySession::networkIsBack(Moment at)
{
    if (const auto* connecting = std::get_if<Connecting>(&m_state); connecting != nullptr
        && !connecting->begunAnew && at.now - connecting->since >= kUnderWay) {
        Effects effects {Close {kCloseToResume}};
        ++m_failedConnects;
        connect(effects, at);
        if (auto* anew = std::get_if<Connecting>(&m_state))
            anew->begunAnew = true;
        return effects;
    }
    auto* waiting = std::get_if<Waiting>(&m_state);
    if (waiting == nullptr || !m_unanswered)
        return {};
    waiting->until = std::min(waiting->until, at.now);
    return timePassed(at);
}

void GatewaySession::invalidSession(Effects& effects, bool mayResume, Moment at)
{
    const auto* loggingIn = std::get_if<LoggingIn>(&m_state);
    const bool identifying = loggingIn != nullptr && !loggingIn->resuming;
    if (!mayResume)
        forgetSession();
    effects.push_back(Close {kCloseToResume});
    // Right after an identify this means that logins come too fast.
    reconnect(effects, identifying ? Wait::AfterIdentify : Wait::Short,
              identifying ? GatewayError::TooManyLogins : GatewayError::Unreachable, 0, at);
}

GatewaySession::Effects GatewaySession::disconnected(int code, Moment at)
{
    Effects effects;
    if (std::holds_alternative<Idle>(m_state) || std::holds_alternative<Waiting>(m_state)
        || std::holds_alternative<Stopped>(m_state))
        return effects;
    if (std::holds_alternative<Connecting>(m_state))
        ++m_failedConnects;
    const CloseRule rule = closeRule(code);
    if (rule.action == CloseRule::Action::Stop) {
        m_state = Stopped {};
        forgetSession();
        effects.push_back(Fail {rule.error, code});
        return effects;
    }
    if (rule.action == CloseRule::Action::NewSession)
        forgetSession();
    reconnect(effects, Wait::Backoff, rule.error, code, at);
    return effects;
}

void GatewaySession::reconnect(Effects& effects, Wait wait, GatewayError error, int code, Moment at)
{
    const auto* online = std::get_if<Online>(&m_state);
    const auto* loggingIn = std::get_if<LoggingIn>(&m_state);
    if (online != nullptr) {
        m_outbox.connectionLost(at.now);
        m_lostAt = at.now;
    }
    m_unanswered = std::holds_alternative<Connecting>(m_state);
    if (online != nullptr && at.now - online->since >= kStable)
        m_backoff.reset();
    if (loggingIn != nullptr && loggingIn->resuming && ++m_failedResumes >= kMaxFailedResumes)
        forgetSession();
    if (wait == Wait::None) {
        connect(effects, at);
        return;
    }
    // After an invalid session Discord asks for a random wait of one to five seconds.
    const std::chrono::milliseconds delay = wait == Wait::Short ? between(1s, 5s, at.fraction)
        : wait == Wait::AfterIdentify                           ? between(6s, 10s, at.fraction)
        : m_unanswered && isHopeful(at.now) ? Backoff::whileUnanswered(at.fraction)
                                            : m_backoff.next(at.fraction);
    m_state = Waiting {at.now + delay};
    effects.push_back(Retrying {error, code, delay});
}

GatewaySession::Effects GatewaySession::timePassed(Moment at)
{
    Effects effects;
    const auto giveUp = [&](SteadyTime deadline) {
        if (at.now < deadline)
            return;
        if (std::holds_alternative<Connecting>(m_state))
            ++m_failedConnects;
        effects.push_back(Close {kCloseToResume});
        reconnect(effects, Wait::Backoff, GatewayError::Unreachable, 0, at);
    };
    // Copied, because what happens replaces the state.
    const auto state = m_state;
    std::visit(Overloaded {
                   [](const Idle&) {},
                   [](const Stopped&) {},
                   [&](const Waiting& waiting) {
                       if (at.now >= waiting.until)
                           connect(effects, at);
                   },
                   [&](const Connecting& connecting) { giveUp(connecting.deadline); },
                   [&](const AwaitingHello& awaiting) { giveUp(awaiting.deadline); },
                   [&](const LoggingIn& loggingIn) {
                       if (at.now >= loggingIn.deadline)
                           giveUp(loggingIn.deadline);
                       else
                           keepAlive(effects, *heart(), at);
                   },
                   [&](const Online&) {
                       keepAlive(effects, *heart(), at);
                       flush(effects, at.now);
                   },
               },
               state);
    return effects;
}

void GatewaySession::keepAlive(Effects& effects, Heartbeat& heart, Moment at)
{
    switch (heart.check(at.now)) {
    case Heartbeat::Verdict::Wait:
        break;
    case Heartbeat::Verdict::Beat:
        beat(effects, at.now);
        break;
    case Heartbeat::Verdict::Zombie:
        effects.push_back(Close {kCloseToResume});
        reconnect(effects, Wait::Backoff, GatewayError::Unreachable, 0, at);
        break;
    }
}

void GatewaySession::beat(Effects& effects, SteadyTime now)
{
    m_outbox.vitalSent(now);
    heart()->beaten(now);
    effects.push_back(
        Send {heartbeatMessage(m_resumable ? std::optional(m_resumable->sequence) : std::nullopt)});
}

GatewaySession::Effects GatewaySession::updateVoiceState(GuildId guild,
                                                         std::optional<ChannelId> channel,
                                                         bool selfMute, bool selfDeaf, Moment at)
{
    Effects effects;
    if (std::holds_alternative<Idle>(m_state) || std::holds_alternative<Stopped>(m_state))
        return effects;
    m_outbox.putVoiceState(guild, channel, selfMute, selfDeaf);
    flush(effects, at.now);
    return effects;
}

GatewaySession::Effects GatewaySession::requestMembers(std::span<const MemberKey> keys, Moment at)
{
    m_outbox.putMembers(keys, at.now);
    return {};
}

void GatewaySession::flush(Effects& effects, SteadyTime now)
{
    if (!std::holds_alternative<Online>(m_state))
        return;
    for (QByteArray& message : m_outbox.take(now))
        effects.push_back(Send {std::move(message)});
}

Heartbeat* GatewaySession::heart()
{
    if (auto* loggingIn = std::get_if<LoggingIn>(&m_state))
        return &loggingIn->heart;
    if (auto* online = std::get_if<Online>(&m_state))
        return &online->heart;
    return nullptr;
}

std::optional<SteadyTime> GatewaySession::nextWake() const
{
    return std::visit(
        Overloaded {
            [](const Idle&) { return std::optional<SteadyTime>(); },
            [](const Stopped&) { return std::optional<SteadyTime>(); },
            [](const Waiting& waiting) { return std::optional(waiting.until); },
            [](const Connecting& connecting) { return std::optional(connecting.deadline); },
            [](const AwaitingHello& awaiting) { return std::optional(awaiting.deadline); },
            [](const LoggingIn& loggingIn) {
                return std::optional(std::min(loggingIn.heart.nextCheck(), loggingIn.deadline));
            },
            [this](const Online& online) {
                const SteadyTime beat = online.heart.nextCheck();
                const auto take = m_outbox.nextTake();
                return std::optional(take ? std::min(beat, *take) : beat);
            },
        },
        m_state);
}

GatewayState GatewaySession::state() const
{
    const GatewayState underWay = m_resumable ? GatewayState::Resuming : GatewayState::Connecting;
    return std::visit(Overloaded {
                          [](const Idle&) { return GatewayState::Offline; },
                          [](const Stopped&) { return GatewayState::Failed; },
                          [](const Waiting&) { return GatewayState::Backoff; },
                          [](const Online&) { return GatewayState::Online; },
                          [&](const auto&) { return underWay; },
                      },
                      m_state);
}

} // namespace lavalier::gateway
