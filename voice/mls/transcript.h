#pragma once

#include "voice/mls/content.h"

/// The running hash over all commits, which ties an epoch to everything before it.
/// Source:  RFC 9420, section 8.2.
namespace lavalier::mls {

QByteArray confirmedTranscriptHash(ByteView interimBefore, const AuthenticatedContent& commit);
QByteArray interimTranscriptHash(ByteView confirmed, ByteView confirmationTag);

QByteArray confirmationTag(const SecretBytes& confirmationKey, ByteView confirmed);
bool verifyConfirmationTag(const SecretBytes& confirmationKey, ByteView confirmed, ByteView tag);

} // namespace lavalier::mls
