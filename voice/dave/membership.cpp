#include "voice/dave/membership.h"

#include <algorithm>
#include <string_view>

namespace lavalier::dave {
namespace {

constexpr std::string_view kSenderKeyLabel = "Discord Secure Frames v0";
constexpr std::size_t kSenderKeyBytes = 16;

DaveError errorOf(mls::MlsError error)
{
    switch (error) {
    case mls::MlsError::Malformed:
    case mls::MlsError::UnsupportedVersion:
    case mls::MlsError::UnsupportedSuite:
    case mls::MlsError::UnsupportedMessage:
        return DaveError::Malformed;
    case mls::MlsError::TooLarge:
        return DaveError::TooMany;
    case mls::MlsError::WrongGroup:
        return DaveError::OtherGroup;
    case mls::MlsError::WrongEpoch:
        return DaveError::OtherEpoch;
    case mls::MlsError::UnexpectedSender:
        return DaveError::ForbiddenSender;
    case mls::MlsError::UnknownProposal:
        return DaveError::UnknownProposal;
    default:
        return DaveError::RefusedByMls;
    }
}

auto withRef(const mls::ProposalRef& ref)
{
    return [&ref](const mls::VerifiedProposal& proposal) { return proposal.ref == ref; };
}

bool contains(const std::vector<mls::VerifiedProposal>& proposals, const mls::ProposalRef& ref)
{
    return std::any_of(proposals.begin(), proposals.end(), withRef(ref));
}

} // namespace

Membership::Membership(DaveIdentity identity, ChannelId channel, crypto::RandomSource& random)
    : m_identity(std::move(identity))
    , m_groupId(groupIdOf(channel))
    , m_random(random)
{
}

QByteArray Membership::begin()
{
    return begin(
        mls::makeJoinMaterial(identityOf(m_identity.self), m_identity.signatureKey, m_random));
}

QByteArray Membership::begin(mls::JoinMaterial material)
{
    leave();
    m_material = std::move(material);
    found();
    return mls::encode(m_material->package);
}

void Membership::leave()
{
    if (m_nextExternalSender)
        m_externalSender = std::exchange(m_nextExternalSender, std::nullopt);
    m_material.reset();
    m_local.reset();
    m_group.reset();
    clearEpoch();
}

void Membership::clearEpoch()
{
    m_proposals.clear();
    m_ownCommits.clear();
    m_commitsTried = 0;
}

/// The first members of a call meet by adding one another to groups of one.
void Membership::found()
{
    clearEpoch();
    m_local.reset();
    if (!m_externalSender || !m_material)
        return;
    auto local = mls::Group::create(m_groupId, {mls::externalSendersExtension({*m_externalSender})},
                                    *m_material, m_identity.signatureKey, m_random);
    if (local)
        m_local = *std::move(local);
}

const mls::Group* Membership::current() const
{
    if (m_group)
        return &*m_group;
    return m_local ? &*m_local : nullptr;
}

void Membership::adopt(mls::Group next)
{
    m_group = std::move(next);
    m_local.reset();
    m_material.reset();
    clearEpoch();
}

Result<void, DaveError> Membership::externalSender(ByteView payload)
{
    auto sender = readExternalSender(payload);
    if (!sender)
        return Failure {sender.error()};
    if (m_group) {
        m_nextExternalSender = *std::move(sender);
        return {};
    }
    if (m_externalSender == *sender && m_local)
        return {};
    m_externalSender = *std::move(sender);
    found();
    return {};
}

Result<std::optional<QByteArray>, DaveError>
Membership::proposals(ByteView payload, const std::set<UserId>& recognised)
{
    if (!current())
        return Failure {DaveError::OutOfPlace};
    const auto message = readProposals(payload);
    if (!message)
        return Failure {message.error()};
    if (const auto* const appended = std::get_if<AppendProposals>(&*message))
        return append(*appended, recognised);
    return revoke(std::get<RevokeProposals>(*message));
}

Result<std::optional<QByteArray>, DaveError> Membership::append(const AppendProposals& message,
                                                                const std::set<UserId>& recognised)
{
    const mls::Group& group = *current();
    std::vector<mls::VerifiedProposal> fresh;
    for (const QByteArray& bytes : message.messages) {
        auto proposal = group.verifyProposal(viewOf(bytes));
        if (!proposal)
            return Failure {errorOf(proposal.error())};
        if (const auto error = checkProposal(*proposal, recognised))
            return Failure {*error};
        if (!contains(m_proposals, proposal->ref) && !contains(fresh, proposal->ref))
            fresh.push_back(*std::move(proposal));
        if (m_proposals.size() + fresh.size() > kMaxProposals)
            return Failure {DaveError::TooMany};
    }
    if (fresh.empty())
        return std::optional<QByteArray>();
    std::move(fresh.begin(), fresh.end(), std::back_inserter(m_proposals));
    return commitAll();
}

Result<std::optional<QByteArray>, DaveError> Membership::revoke(const RevokeProposals& message)
{
    std::vector<mls::VerifiedProposal> left = m_proposals;
    for (const mls::ProposalRef& ref : message.refs) {
        const auto place = std::find_if(left.begin(), left.end(), withRef(ref));
        if (place == left.end())
            return Failure {DaveError::UnknownProposal};
        left.erase(place);
    }
    if (message.refs.empty())
        return std::optional<QByteArray>();
    m_proposals = std::move(left);
    if (m_proposals.empty()) {
        m_ownCommits.clear();
        return std::optional<QByteArray>();
    }
    return commitAll();
}

Result<std::optional<QByteArray>, DaveError> Membership::commitAll()
{
    const mls::Group& group = *current();
    for (const mls::VerifiedProposal& proposal : m_proposals) {
        const auto* const remove = std::get_if<mls::RemoveProposal>(&proposal.proposal.change);
        if (remove && remove->removed == group.ownIndex())
            return std::optional<QByteArray>(); // nobody may commit their own removal
    }
    // Attempts, not successes: making a commit that is then found useless costs as much.
    if (m_commitsTried >= kMaxOwnCommits)
        return Failure {DaveError::CannotCommit};
    ++m_commitsTried;
    auto made = group.commit(m_proposals, m_random);
    if (!made || checkGroup(made->next, m_groupId, *m_externalSender))
        return Failure {DaveError::CannotCommit};
    m_ownCommits.push_back({made->commit, made->next});
    return std::optional(commitFrame(made->commit, made->welcome));
}

bool Membership::hasMade(ByteView commitAndWelcome) const
{
    return std::ranges::any_of(m_ownCommits, [&](const OwnCommit& own) {
        const ByteView message = viewOf(own.message);
        return message.size() <= commitAndWelcome.size()
            && std::ranges::equal(message, commitAndWelcome.first(message.size()));
    });
}

Result<Membership::Outcome, DaveError> Membership::commit(ByteView message)
{
    const auto own
        = std::find_if(m_ownCommits.begin(), m_ownCommits.end(), [&](const OwnCommit& candidate) {
              return std::ranges::equal(viewOf(candidate.message), message);
          });
    if (own != m_ownCommits.end()) {
        adopt(mls::Group(own->next));
        return Outcome::Adopted;
    }
    // Who is still outside is not meant to follow: a Welcome will come.
    if (!m_group)
        return Outcome::Ignored;
    const auto view = mls::readCommit(message);
    if (!view)
        return Failure {errorOf(view.error())};
    if (view->groupId != m_groupId || view->epoch < m_group->epoch())
        return Outcome::Ignored;
    if (view->epoch > m_group->epoch())
        return Failure {DaveError::OtherEpoch};
    if (const auto error = checkCommit(*view, m_proposals))
        return Failure {*error};
    auto next = m_group->process(message, m_proposals);
    if (!next) {
        if (next.error() == mls::MlsError::RemovedFromGroup)
            return Outcome::Removed;
        return Failure {errorOf(next.error())};
    }
    if (const auto error = checkGroup(*next, m_groupId, *m_externalSender))
        return Failure {*error};
    adopt(*std::move(next));
    return Outcome::Adopted;
}

Result<Membership::Outcome, DaveError> Membership::welcome(ByteView message)
{
    if (m_group || !m_material)
        return Outcome::Ignored;
    if (!m_externalSender)
        return Failure {DaveError::OutOfPlace};
    auto joined = mls::Group::join(*m_material, m_identity.signatureKey, message);
    if (!joined)
        return Failure {errorOf(joined.error())};
    if (const auto error = checkGroup(*joined, m_groupId, *m_externalSender))
        return Failure {*error};
    adopt(*std::move(joined));
    return Outcome::Adopted;
}

std::vector<RosterEntry> Membership::roster() const
{
    return m_group ? rosterOf(*m_group) : std::vector<RosterEntry>();
}

std::vector<SenderKey> Membership::senderKeys() const
{
    std::vector<SenderKey> keys;
    for (const RosterEntry& member : roster()) {
        const QByteArray context = ByteWriter().u64le(member.user.value()).take();
        keys.push_back({member.user,
                        m_group->exportSecret(kSenderKeyLabel, viewOf(context), kSenderKeyBytes)});
    }
    return keys;
}

} // namespace lavalier::dave
