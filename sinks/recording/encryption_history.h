#pragma once

#include "sinks/recording/recording_types.h"

#include <QByteArray>

#include <span>

namespace lavalier::recording {

// End-to-end encryption as a recording tells it: events whose text both a person and a script read.

/// A group's epoch began, or the recording did within it.
RecordingEvent epochEvent(int version, std::uint64_t epoch, const QString& privacyCode);
/// The public key of somebody in the group; a verification code follows from ours and theirs.
enum class KeyOf { Ourselves, Somebody };
RecordingEvent keyEvent(UserId user, const QByteArray& publicKey, KeyOf whose);

/// What the events of one recording say about its end-to-end encryption.
struct EncryptionHistory {
    struct Key {
        UserId user;
        QByteArray publicKey;
    };
    int version = 0; ///< in force at the end; 0: not end-to-end encrypted
    std::uint64_t epoch = 0;
    QString privacyCode; ///< the last; empty without one
    std::vector<RecordedEvent> changes; ///< everything but keys, in order
    std::optional<Key> own;
    std::vector<Key> others; ///< each person's last one

    const Key* keyOf(UserId user) const;
};
EncryptionHistory encryptionOf(std::span<const RecordedEvent> events);
/// What an epoch event says; empty fields for any other text.
struct EpochNote {
    int version = 0;
    std::uint64_t epoch = 0;
    QString privacyCode;
};
EpochNote readEpoch(const QString& text);

} // namespace lavalier::recording
