#pragma once

#include "voice/base/strong_id.h"
#include "voice/dave/dave_error.h"
#include "voice/mls/group.h"

#include <optional>
#include <set>
#include <span>

/// What DAVE asks of a group beyond MLS. Nullopt where all is well.
/// Source:  DAVE protocol, "MLS group" and "proposals, commits, welcomes" (client rules).
namespace lavalier::dave {

inline constexpr std::size_t kMaxMembers = 1024;

/// 8 bytes big-endian each.
QByteArray groupIdOf(ChannelId channel);
QByteArray identityOf(UserId user);
/// Nullopt unless it is 8 bytes long and not zero.
std::optional<UserId> userOf(const mls::Credential& credential);

/// A member as the people in the call know it.
struct RosterEntry {
    UserId user;
    QByteArray signatureKey; ///< 65 bytes, uncompressed

    bool operator==(const RosterEntry&) const = default;
};
std::vector<RosterEntry> rosterOf(const mls::Group& group);

/// A proposal that MLS already let pass: from the external sender, an Add of a user that was
/// announced or a Remove.
std::optional<DaveError> checkProposal(const mls::VerifiedProposal& proposal,
                                       const std::set<UserId>& recognised);
/// A member's, with at least one proposal, all of them references into `cache`.
std::optional<DaveError> checkCommit(const mls::CommitView& commit,
                                     std::span<const mls::VerifiedProposal> cache);
/// A group as it would be adopted: ours, every member a user, none twice, one external sender and
/// no other extension.
std::optional<DaveError> checkGroup(const mls::Group& group, const QByteArray& groupId,
                                    const mls::ExternalSender& externalSender);

} // namespace lavalier::dave
