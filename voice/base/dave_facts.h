#pragma once

#include "voice/base/strong_id.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace lavalier {

/// How far a call's end-to-end encryption (DAVE) has come.
enum class DaveProgress {
    Waiting, ///< no voice server has said yet whether there is any
    Off, ///< version 0: nothing is encrypted end to end
    Joining, ///< on our way into the group; what we hear meanwhile is kept for a while
    Active, ///< in the group
    Recovering, ///< something of the group was of no use; asked to be added anew
};

/// Somebody in the encrypted group, as verification codes need them.
struct DaveMember {
    UserId user;
    QByteArray publicKey; ///< 65 bytes, uncompressed

    bool operator==(const DaveMember&) const = default;
};

/// What there is to know about a call's end-to-end encryption.
struct DaveFacts {
    DaveProgress progress = DaveProgress::Waiting;
    bool encrypted = false; ///< we are in the group, and its version is in force
    int version = 0; ///< in force
    std::uint64_t epoch = 0; ///< of the group; begins anew when the group does
    QString privacyCode; ///< six groups of five digits; empty outside a group
    QList<DaveMember> roster; ///< ourselves too; empty outside a group
    int recoveries = 0; ///< since the call began, over all its connections

    bool operator==(const DaveFacts&) const = default;
};

} // namespace lavalier
