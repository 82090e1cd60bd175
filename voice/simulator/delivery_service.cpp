#include "voice/simulator/delivery_service.h"

#include "voice/mls/key_package.h"

#include <algorithm>

namespace lavalier::simulator {

namespace {

constexpr std::size_t kSmallestGroup = 2;

QJsonObject transitionData(int id)
{
    return {{QStringLiteral("transition_id"), id}};
}

int transitionOf(const DaveMessage& message)
{
    const auto* const data = std::get_if<QJsonObject>(&message.content);
    return data ? data->value(QStringLiteral("transition_id")).toInt(-1) : -1;
}

/// What the real service asks of a key package beyond its signatures.
bool isAcceptable(const mls::KeyPackage& package, UserId user)
{
    return mls::verifyKeyPackage(package)
        && package.leaf.credential.identity == ByteWriter().u64be(user.value()).take()
        && package.leaf.source == mls::LeafNodeSource(mls::FromKeyPackage {});
}

} // namespace

DeliveryService::DeliveryService(ChannelId channel, crypto::RandomSource& random)
    : m_channel(channel)
    , m_key(crypto::P256PrivateKey::generate(random))
{
}

int DeliveryService::versionFor(int maxVersion) const
{
    return std::min(maxVersion, m_target);
}

void DeliveryService::say(UserId user, int op, QJsonObject data)
{
    m_outbox.push_back({user, op, std::move(data)});
}

void DeliveryService::say(UserId user, int op, const QByteArray& payload)
{
    m_outbox.push_back({user, op, payload});
}

void DeliveryService::join(UserId user, int maxVersion, SteadyTime now)
{
    const int version = versionFor(maxVersion);
    Client& client = m_clients[user] = Client {};
    client.maxVersion = maxVersion;
    checkVersion(now);
    if (version == 0)
        return;
    client.packagesOwed = 1; // op 4 asked for it
    client.knowsSender = true;
    say(user, dave_op::kExternalSender,
        mls::encode(mls::ExternalSender {m_key.publicKey(), {QByteArray(1, '\0')}}));
    if (!std::exchange(m_leftAlone, false))
        return;
    for (const auto& [other, state] : m_clients) {
        if (other != user)
            beginGroup(other);
    }
}

void DeliveryService::leave(UserId user, SteadyTime now)
{
    if (m_clients.erase(user) == 0)
        return;
    for (auto& [id, transition] : m_transitions) {
        transition.told.erase(user);
        transition.waiting.erase(user);
    }
    checkVersion(now);
    finishTransitions(now);
    if (!m_established || m_clients.size() >= kSmallestGroup)
        return;
    forgetGroup();
    m_transitions.clear();
    if (!m_clients.empty())
        leaveAlone(m_clients.begin()->first);
}

/// Nobody to share a secret with: a new group of one, in force at once, until somebody comes.
void DeliveryService::leaveAlone(UserId user)
{
    m_leftAlone = true;
    m_version = 1;
    beginGroup(user);
    QJsonObject data = transitionData(0);
    data.insert(QStringLiteral("protocol_version"), m_version);
    say(user, dave_op::kPrepareTransition, data);
}

/// A client that speaks no DAVE takes everybody down to version 0 for as long as it stays.
void DeliveryService::checkVersion(SteadyTime now)
{
    const bool possible = !m_forbidden && std::ranges::all_of(m_clients, [](const auto& entry) {
        return entry.second.maxVersion > 0;
    });
    const int target = possible ? 1 : 0;
    if (std::exchange(m_target, target) == target)
        return;
    std::set<UserId> told;
    for (const auto& [user, client] : m_clients) {
        if (client.maxVersion > 0)
            told.insert(user);
    }
    // What was announced before comes into force before, lest it comes after.
    for (auto& [id, transition] : m_transitions)
        transition.waiting.clear();
    finishTransitions(now);
    forgetGroup();
    m_leftAlone = false;
    if (target == 1) {
        if (told.size() == 1)
            return leaveAlone(*told.begin());
        for (const UserId user : told)
            beginGroup(user);
        return;
    }
    const std::uint16_t id = freshTransition();
    for (const UserId user : told) {
        QJsonObject data = transitionData(id);
        data.insert(QStringLiteral("protocol_version"), 0);
        say(user, dave_op::kPrepareTransition, data);
    }
    announce(id, 0, std::move(told), now);
}

void DeliveryService::forgetGroup()
{
    m_established = false;
    m_epoch = 0;
    m_leaves.clear();
    m_proposals.clear();
    for (auto& [user, client] : m_clients) {
        client.package.reset();
        client.settled = false;
        client.broken = false;
    }
}

/// Op 24: from here on only a key package that answers it counts.
void DeliveryService::beginGroup(UserId user)
{
    Client& client = m_clients.at(user);
    client.package.reset();
    ++client.packagesOwed;
    say(user, dave_op::kPrepareEpoch,
        QJsonObject {{QStringLiteral("protocol_version"), 1}, {QStringLiteral("epoch"), 1}});
    if (!std::exchange(client.knowsSender, true))
        say(user, dave_op::kExternalSender,
            mls::encode(mls::ExternalSender {m_key.publicKey(), {QByteArray(1, '\0')}}));
}

void DeliveryService::receive(const DaveMessage& message, SteadyTime now)
{
    if (!m_clients.contains(message.user))
        return;
    const auto* const bytes = std::get_if<QByteArray>(&message.content);
    switch (message.op) {
    case dave_op::kTransitionReady:
        ready(message.user, transitionOf(message));
        return finishTransitions(now);
    case dave_op::kInvalidCommitWelcome:
        return invalid(message.user);
    case dave_op::kKeyPackage:
        if (bytes)
            return keyPackage(message.user, viewOf(*bytes));
        break;
    case dave_op::kCommitWelcome:
        if (bytes)
            return commit(message.user, viewOf(*bytes), now);
        break;
    default:
        break;
    }
    ++m_refused;
}

void DeliveryService::keyPackage(UserId user, ByteView bytes)
{
    Client& client = m_clients.at(user);
    const auto package = mls::decode<mls::KeyPackage>(bytes);
    if (!package || !isAcceptable(*package, user)) {
        ++m_refused;
        return;
    }
    // An answer to an op 24 that another one has overtaken: its private keys are gone already.
    if (client.packagesOwed > 0 && --client.packagesOwed > 0)
        return;
    client.package = *package;
    client.settled = false;
}

void DeliveryService::invalid(UserId user)
{
    Client& client = m_clients.at(user);
    client.settled = false;
    client.packagesOwed = 1;
    for (auto& [id, transition] : m_transitions)
        transition.waiting.erase(user);
}

void DeliveryService::ready(UserId user, int transition)
{
    const auto found = m_transitions.find(static_cast<std::uint16_t>(transition));
    if (transition > 0 && found != m_transitions.end())
        found->second.waiting.erase(user);
}

std::uint16_t DeliveryService::freshTransition()
{
    if (++m_lastTransition == 0)
        ++m_lastTransition;
    return m_lastTransition;
}

void DeliveryService::announce(std::uint16_t transition, int version, std::set<UserId> told,
                               SteadyTime now)
{
    Transition made {version, told, told, now + kTransitionPatience};
    if (transition == 0)
        return execute(made);
    m_transitions.insert_or_assign(transition, std::move(made));
    finishTransitions(now);
}

void DeliveryService::finishTransitions(SteadyTime now)
{
    for (auto at = m_transitions.begin(); at != m_transitions.end();) {
        if (!at->second.waiting.empty() && now < at->second.deadline) {
            ++at;
            continue;
        }
        for (const UserId user : at->second.told)
            say(user, dave_op::kExecuteTransition, transitionData(at->first));
        execute(at->second);
        at = m_transitions.erase(at);
    }
}

void DeliveryService::execute(const Transition& transition)
{
    m_version = transition.version;
    if (transition.version == 0)
        return;
    for (const UserId user : transition.told) {
        const auto client = m_clients.find(user);
        if (client != m_clients.end() && isMember(user) && !client->second.package)
            client->second.settled = !client->second.broken;
    }
}

void DeliveryService::timePassed(SteadyTime now)
{
    finishTransitions(now);
}

void DeliveryService::forbid(bool forbidden, SteadyTime now)
{
    m_forbidden = forbidden;
    checkVersion(now);
}

void DeliveryService::readmit(UserId user)
{
    // The service cannot make a client send a key package but by beginning anew with it alone.
    if (m_clients.contains(user) && m_target == 1)
        beginGroup(user);
}

void DeliveryService::spoilNext(SpoiltMessage which, std::set<UserId> victims)
{
    m_spoil.emplace(which, std::move(victims));
}

bool DeliveryService::isMember(UserId user) const
{
    return std::ranges::find(m_leaves, std::optional(user)) != m_leaves.end();
}

bool DeliveryService::mayCommit(UserId user) const
{
    return std::ranges::count(recipients(), user) > 0;
}

bool DeliveryService::isBroken(UserId user) const
{
    const auto client = m_clients.find(user);
    return client != m_clients.end() && client->second.broken;
}

bool DeliveryService::isSettled(UserId user) const
{
    const auto client = m_clients.find(user);
    return client != m_clients.end() && client->second.settled;
}

} // namespace lavalier::simulator
