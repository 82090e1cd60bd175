#pragma once

#include "voice/mls/extension.h"

namespace lavalier::mls {

/// What every member of an epoch agrees on.
/// Source:  RFC 9420, section 8.1.
struct GroupContext {
    QByteArray groupId;
    std::uint64_t epoch = 0;
    QByteArray treeHash;
    QByteArray confirmedTranscriptHash;
    Extensions extensions;

    void write(TlsWriter& writer) const;
    /// Refuses any version and cipher suite but ours.
    static GroupContext read(TlsReader& reader);
    bool operator==(const GroupContext&) const = default;
};

} // namespace lavalier::mls
