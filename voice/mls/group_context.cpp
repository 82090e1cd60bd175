#include "voice/mls/group_context.h"

#include "voice/mls/cipher_suite.h"
#include "voice/mls/limits.h"

namespace lavalier::mls {

void GroupContext::write(TlsWriter& writer) const
{
    writer.u16(kProtocolVersion).u16(kCipherSuite);
    writer.opaque(groupId).u64(epoch).opaque(treeHash).opaque(confirmedTranscriptHash);
    writeExtensions(writer, extensions);
}

GroupContext GroupContext::read(TlsReader& reader)
{
    if (reader.u16() != kProtocolVersion)
        reader.fail(MlsError::UnsupportedVersion);
    const std::uint16_t suite = reader.u16();
    if (reader.ok() && suite != kCipherSuite)
        reader.fail(MlsError::UnsupportedSuite);
    GroupContext context;
    context.groupId = reader.opaque(kMaxNameBytes);
    context.epoch = reader.u64();
    context.treeHash = reader.opaque(kMaxHashFieldBytes);
    context.confirmedTranscriptHash = reader.opaque(kMaxHashFieldBytes);
    context.extensions = readExtensions(reader);
    return context;
}

} // namespace lavalier::mls
