#include "voice/dave/group_rules.h"

#include <algorithm>

namespace lavalier::dave {
namespace {

constexpr std::size_t kIdentityBytes = 8;

} // namespace

QByteArray groupIdOf(ChannelId channel)
{
    return ByteWriter().u64be(channel.value()).take();
}

QByteArray identityOf(UserId user)
{
    return ByteWriter().u64be(user.value()).take();
}

std::optional<UserId> userOf(const mls::Credential& credential)
{
    ByteReader reader(viewOf(credential.identity));
    const auto number = reader.u64be();
    if (!number || *number == 0 || credential.identity.size() != qsizetype {kIdentityBytes})
        return std::nullopt;
    return UserId(*number);
}

std::vector<RosterEntry> rosterOf(const mls::Group& group)
{
    std::vector<RosterEntry> roster;
    for (const mls::Member& member : group.members()) {
        if (const auto user = userOf(member.leaf.credential))
            roster.push_back({*user, member.leaf.signatureKey});
    }
    return roster;
}

std::optional<DaveError> checkProposal(const mls::VerifiedProposal& proposal,
                                       const std::set<UserId>& recognised)
{
    const auto* const sender = std::get_if<mls::ExternalSenderRef>(&proposal.sender);
    if (!sender || sender->index != 0)
        return DaveError::ForbiddenSender;
    if (std::holds_alternative<mls::RemoveProposal>(proposal.proposal.change))
        return std::nullopt;
    const auto* const add = std::get_if<mls::AddProposal>(&proposal.proposal.change);
    const auto user = add ? userOf(add->keyPackage.leaf.credential) : std::nullopt;
    if (!user)
        return DaveError::ForbiddenProposal;
    // Somebody who is in the group already may be about to be removed; checkGroup() sees the end.
    return recognised.contains(*user) ? std::nullopt : std::optional(DaveError::UnrecognisedUser);
}

std::optional<DaveError> checkCommit(const mls::CommitView& commit,
                                     std::span<const mls::VerifiedProposal> cache)
{
    if (!std::holds_alternative<mls::MemberSender>(commit.sender))
        return DaveError::ForbiddenSender;
    if (commit.commit.proposals.empty())
        return DaveError::ForbiddenProposal;
    for (const mls::ProposalOrRef& entry : commit.commit.proposals) {
        const auto* const ref = std::get_if<mls::ProposalRef>(&entry);
        if (!ref)
            return DaveError::ForbiddenProposal;
        const bool known
            = std::any_of(cache.begin(), cache.end(),
                          [&](const mls::VerifiedProposal& cached) { return cached.ref == *ref; });
        if (!known)
            return DaveError::UnknownProposal;
    }
    return std::nullopt;
}

std::optional<DaveError> checkGroup(const mls::Group& group, const QByteArray& groupId,
                                    const mls::ExternalSender& externalSender)
{
    if (group.groupId() != groupId)
        return DaveError::OtherGroup;
    const std::vector<mls::Member> members = group.members();
    if (members.size() > kMaxMembers)
        return DaveError::TooMany;
    std::set<UserId> users;
    for (const mls::Member& member : members) {
        const auto user = userOf(member.leaf.credential);
        if (!user || !users.insert(*user).second)
            return DaveError::ForbiddenGroup;
    }
    const mls::Extensions& extensions = group.context().extensions;
    const auto* const found = mls::findExtension(extensions, mls::ExtensionType::ExternalSenders);
    if (!found || extensions.size() != 1)
        return DaveError::ForbiddenGroup;
    const auto senders = mls::externalSendersOf(*found);
    if (!senders || senders->size() != 1 || senders->front() != externalSender)
        return DaveError::ForbiddenGroup;
    return std::nullopt;
}

} // namespace lavalier::dave
