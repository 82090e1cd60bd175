// The half of DeliveryService that changes the group: proposals out, commits in.

#include "voice/mls/key_package.h"
#include "voice/mls/structures.h"
#include "voice/simulator/delivery_service.h"

#include <algorithm>

namespace lavalier::simulator {

/// A commit that passed, and the Welcome that came with it.
struct DeliveryService::ReadCommit {
    QByteArray commit;
    std::vector<const Outstanding*> proposals; ///< in the commit's order
    std::optional<mls::Welcome> welcome;
};

namespace {

QByteArray groupIdOf(ChannelId channel)
{
    return ByteWriter().u64be(channel.value()).take();
}

void flipOneBit(QByteArray& bytes)
{
    const qsizetype middle = bytes.size() / 2;
    bytes[middle] = static_cast<char>(bytes[middle] ^ 0x10);
}

} // namespace

std::vector<UserId> DeliveryService::recipients() const
{
    std::vector<UserId> users;
    for (const auto& [user, client] : m_clients) {
        // A member that waits to be taken in anew is not in this epoch any more.
        if (m_established ? isMember(user) && !client.package && client.packagesOwed == 0
                          : client.package.has_value())
            users.push_back(user);
    }
    return users;
}

std::vector<std::pair<UserId, mls::Proposal>> DeliveryService::wanted() const
{
    std::vector<std::pair<UserId, mls::Proposal>> changes;
    for (std::size_t leaf = 0; leaf < m_leaves.size(); ++leaf) {
        if (!m_leaves[leaf])
            continue;
        const auto client = m_clients.find(*m_leaves[leaf]);
        if (client == m_clients.end() || client->second.package)
            changes.emplace_back(*m_leaves[leaf],
                                 mls::Proposal {mls::RemoveProposal {
                                     mls::LeafIndex(static_cast<std::uint32_t>(leaf))}});
    }
    for (const auto& [user, client] : m_clients) {
        if (client.package)
            changes.emplace_back(user, mls::Proposal {mls::AddProposal {*client.package}});
    }
    return changes;
}

void DeliveryService::settle(SteadyTime)
{
    if (m_target == 0)
        return;
    std::vector<UserId> present = recipients();
    if (m_established && present.empty()) {
        // Everybody gave up on this group: the next one begins among those who are ready.
        m_established = false;
        m_epoch = 0;
        m_leaves.clear();
        m_proposals.clear();
        present = recipients();
    }
    auto changes = wanted();
    // With nobody left who could commit, or nobody to commit for, it has to wait.
    if (present.empty() || (!m_established && present.size() < 2))
        changes.clear();
    std::vector<Outstanding> gone;
    std::erase_if(m_proposals, [&](const Outstanding& standing) {
        const auto same = std::ranges::find_if(changes, [&](const auto& change) {
            return change.first == standing.user && change.second == standing.proposal;
        });
        if (same != changes.end()) {
            changes.erase(same);
            return false;
        }
        gone.push_back(standing);
        return true;
    });
    if (!gone.empty())
        revoke(gone);
    if (!changes.empty())
        propose(changes);
}

DeliveryService::Outstanding DeliveryService::sign(UserId user, const mls::Proposal& proposal) const
{
    const mls::AuthenticatedContent content = mls::signContent(
        {groupIdOf(m_channel), m_epoch, mls::ExternalSenderRef {0}, {}, proposal}, {}, m_key);
    return {user, proposal, mls::proposalRef(content),
            mls::encode(mls::MlsMessage {mls::protect(content, {}, {})})};
}

void DeliveryService::propose(const std::vector<std::pair<UserId, mls::Proposal>>& changes)
{
    std::vector<Outstanding> fresh;
    for (const auto& [user, proposal] : changes)
        fresh.push_back(sign(user, proposal));
    for (const UserId to : recipients()) {
        std::vector<QByteArray> messages;
        const auto tell = [&](const Outstanding& proposal) {
            // Before the group exists everybody is the first member of its own.
            if (m_established || proposal.user != to)
                messages.push_back(proposal.message);
        };
        // Whoever comes to a group in the making hears of those that came before.
        if (!m_established && std::ranges::count(fresh, to, &Outstanding::user) > 0)
            std::ranges::for_each(m_proposals, tell);
        std::ranges::for_each(fresh, tell);
        if (messages.empty())
            continue;
        mls::TlsWriter payload;
        payload.u8(0).list(messages, [](mls::TlsWriter& writer, const QByteArray& message) {
            writer.raw(viewOf(message));
        });
        say(to, dave_op::kProposals, payload.take());
    }
    m_proposals.insert(m_proposals.end(), fresh.begin(), fresh.end());
}

void DeliveryService::revoke(const std::vector<Outstanding>& gone)
{
    for (const UserId to : recipients()) {
        std::vector<QByteArray> refs;
        for (const Outstanding& proposal : gone) {
            if (m_established || proposal.user != to)
                refs.push_back(proposal.ref.hash);
        }
        if (refs.empty())
            continue;
        mls::TlsWriter payload;
        payload.u8(1).list(
            refs, [](mls::TlsWriter& writer, const QByteArray& ref) { writer.opaque(ref); });
        say(to, dave_op::kProposals, payload.take());
    }
}

std::vector<const DeliveryService::Outstanding*> DeliveryService::expectedOf(UserId committer) const
{
    std::vector<const Outstanding*> expected;
    for (const Outstanding& proposal : m_proposals) {
        if (m_established || proposal.user != committer)
            expected.push_back(&proposal);
    }
    return expected;
}

std::optional<DeliveryService::ReadCommit> DeliveryService::readCommit(UserId user,
                                                                       ByteView bytes) const
{
    mls::TlsReader reader(bytes);
    const auto message = mls::MlsMessage::read(reader);
    if (!reader.ok())
        return std::nullopt;
    ReadCommit read {mls::encode(message), {}, {}};
    if (!reader.atEnd())
        read.welcome = mls::Welcome::read(reader);
    reader.expectEnd();
    const auto* const framed = std::get_if<mls::PublicMessage>(&message.body);
    if (!reader.ok() || !framed || !framed->content.isCommit())
        return std::nullopt;
    const mls::FramedContent& content = framed->content.content;
    const auto* const sender = std::get_if<mls::MemberSender>(&content.sender);
    if (content.groupId != groupIdOf(m_channel) || content.epoch != m_epoch || !sender)
        return std::nullopt;
    const std::size_t leaf = sender->leaf.value();
    const bool isSender = m_established ? leaf < m_leaves.size() && m_leaves[leaf] == user
                                        : leaf == 0 && m_clients.at(user).package.has_value();
    if (!isSender)
        return std::nullopt;

    const auto& commit = std::get<mls::Commit>(content.body);
    const auto expected = expectedOf(user);
    std::set<QByteArray> added;
    bool removes = false;
    for (const mls::ProposalOrRef& entry : commit.proposals) {
        const auto* const ref = std::get_if<mls::ProposalRef>(&entry);
        const auto found = std::ranges::find_if(
            expected, [&](const Outstanding* one) { return ref && one->ref == *ref; });
        if (found == expected.end()
            || std::ranges::find(read.proposals, *found) != read.proposals.end())
            return std::nullopt;
        if (const auto* const add = std::get_if<mls::AddProposal>(&(*found)->proposal.change))
            added.insert(mls::keyPackageRef(add->keyPackage));
        else if ((*found)->user == user)
            return std::nullopt;
        else
            removes = true;
        read.proposals.push_back(*found);
    }
    if (read.proposals.empty() || read.proposals.size() != expected.size()
        || (removes && !commit.path) || added.empty() != !read.welcome)
        return std::nullopt;
    std::set<QByteArray> welcomed;
    if (read.welcome) {
        for (const auto& secrets : read.welcome->secrets)
            welcomed.insert(secrets.newMember);
    }
    return welcomed == added ? std::optional(std::move(read)) : std::nullopt;
}

void DeliveryService::commit(UserId user, ByteView bytes, SteadyTime now)
{
    const auto read = readCommit(user, bytes);
    if (!read) {
        // Mostly one that lost: another commit won, or a proposal came in between.
        ++m_refused;
        return;
    }
    accept(user, *read, now);
}

void DeliveryService::accept(UserId user, const ReadCommit& read, SteadyTime now)
{
    // Forming the group of a call that is encrypted already switches nobody from anything.
    const std::uint16_t id = !m_established && m_version == 1 ? 0 : freshTransition();
    std::set<UserId> told;
    QByteArray announced = ByteWriter().u16be(id).bytes(viewOf(read.commit)).take();
    const bool spoilCommit = m_spoil && m_spoil->first == SpoiltMessage::Commit;
    for (const UserId member : m_established ? recipients() : std::vector {user}) {
        QByteArray payload = announced;
        if (spoilCommit && m_spoil->second.contains(member)) {
            flipOneBit(payload);
            m_clients.at(member).broken = true;
            m_clients.at(member).settled = false;
        }
        say(member, dave_op::kAnnounceCommit, payload);
        told.insert(member);
    }
    if (!m_established) {
        m_leaves = {user};
        m_clients.at(user).package.reset();
    }
    for (const Outstanding* proposal : read.proposals) {
        if (const auto* const remove = std::get_if<mls::RemoveProposal>(&proposal->proposal.change))
            m_leaves[remove->removed.value()].reset();
    }
    bool spoiltWelcome = false;
    for (const Outstanding* proposal : read.proposals) {
        const auto* const add = std::get_if<mls::AddProposal>(&proposal->proposal.change);
        if (!add)
            continue;
        const auto blank = std::ranges::find(m_leaves, std::optional<UserId>());
        if (blank == m_leaves.end())
            m_leaves.push_back(proposal->user);
        else
            *blank = proposal->user;
        const QByteArray ref = mls::keyPackageRef(add->keyPackage);
        mls::Welcome own {{}, read.welcome->encryptedGroupInfo};
        std::ranges::copy_if(read.welcome->secrets, std::back_inserter(own.secrets),
                             [&](const auto& secrets) { return secrets.newMember == ref; });
        QByteArray welcome = mls::encode(own);
        Client& client = m_clients.at(proposal->user);
        client.package.reset();
        client.broken = false;
        if (m_spoil && m_spoil->first == SpoiltMessage::Welcome
            && m_spoil->second.contains(proposal->user)) {
            flipOneBit(welcome);
            client.broken = true;
            spoiltWelcome = true;
        }
        say(proposal->user, dave_op::kWelcome,
            ByteWriter().u16be(id).bytes(viewOf(welcome)).take());
        told.insert(proposal->user);
    }
    if (spoilCommit || spoiltWelcome)
        m_spoil.reset();
    m_established = true;
    ++m_epoch;
    m_proposals.clear();
    announce(id, 1, std::move(told), now);
}

void DeliveryService::forgeCommit(const std::set<UserId>& victims)
{
    // Signed by nobody, from the first member, in the epoch everybody is in.
    if (!m_established)
        return;
    const auto leaf = std::ranges::find_if(
        m_leaves, [](const std::optional<UserId>& one) { return one.has_value(); });
    const mls::MemberSender sender {
        mls::LeafIndex(static_cast<std::uint32_t>(leaf - m_leaves.begin()))};
    mls::AuthenticatedContent content
        = mls::signContent({groupIdOf(m_channel), m_epoch, sender, {}, mls::Commit {}}, {}, m_key);
    content.confirmationTag = QByteArray(mls::kHashBytes, '\x5a');
    const QByteArray message = mls::encode(
        mls::MlsMessage {mls::protect(content, {}, SecretBytes(viewOf(content.confirmationTag)))});
    const std::uint16_t id = freshTransition();
    for (const UserId user : recipients()) {
        if (!victims.contains(user))
            continue;
        m_clients.at(user).broken = true;
        m_clients.at(user).settled = false;
        say(user, dave_op::kAnnounceCommit, ByteWriter().u16be(id).bytes(viewOf(message)).take());
    }
}

} // namespace lavalier::simulator
