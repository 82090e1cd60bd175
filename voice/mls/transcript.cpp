#include "voice/mls/transcript.h"

#include "voice/crypto/hash.h"

namespace lavalier::mls {

QByteArray confirmedTranscriptHash(ByteView interimBefore, const AuthenticatedContent& commit)
{
    TlsWriter input;
    input.raw(interimBefore).u16(static_cast<std::uint16_t>(commit.wireFormat));
    commit.content.write(input);
    input.opaque(commit.signature);
    return crypto::sha256(viewOf(input.data()));
}

QByteArray interimTranscriptHash(ByteView confirmed, ByteView confirmationTag)
{
    TlsWriter input;
    input.raw(confirmed).opaque(confirmationTag);
    return crypto::sha256(viewOf(input.data()));
}

QByteArray confirmationTag(const SecretBytes& confirmationKey, ByteView confirmed)
{
    return crypto::hmacSha256(confirmationKey.reveal(), confirmed);
}

bool verifyConfirmationTag(const SecretBytes& confirmationKey, ByteView confirmed, ByteView tag)
{
    const QByteArray expected = confirmationTag(confirmationKey, confirmed);
    return crypto::equalInConstantTime(viewOf(expected), tag);
}

} // namespace lavalier::mls
