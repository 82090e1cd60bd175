#pragma once

#include "voice/mls/cipher_suite.h"
#include "voice/mls/welcome.h"

/// Signs content and proves membership, and checks both.
///
/// `context` is that of the epoch the content was sent in; it is signed along for members only.
/// Nothing here asks whether group, epoch or sender are the expected ones.
/// Source:  RFC 9420, sections 6.1, 6.2, 5.2 and 12.4.3.
namespace lavalier::mls {

/// Still without a confirmation tag, which a commit needs before it gets its membership tag.
AuthenticatedContent signContent(FramedContent content, const GroupContext& context,
                                 const crypto::P256PrivateKey& key);
bool verifyContent(const AuthenticatedContent& content, const GroupContext& context,
                   ByteView signatureKey);

/// With a membership tag if the sender is a member.
PublicMessage protect(AuthenticatedContent content, const GroupContext& context,
                      const SecretBytes& membershipKey);
/// True also for a sender who is no member: there is no tag then.
bool verifyMembership(const PublicMessage& message, const GroupContext& context,
                      const SecretBytes& membershipKey);

ProposalRef proposalRef(const AuthenticatedContent& proposal);

void signGroupInfo(GroupInfo& info, const crypto::P256PrivateKey& key);
bool verifyGroupInfo(const GroupInfo& info, ByteView signatureKey);

} // namespace lavalier::mls
