#pragma once

#include "voice/base/bytes.h"
#include "voice/base/strong_id.h"

#include <QString>

#include <optional>

namespace lavalier::dave {

/// The codes people compare to know that nobody stands between them.
///
/// Source:  DAVE protocol, "displayable codes", "voice privacy code", "pairwise fingerprint".

/// Digits, `group` at a time, each from as many bytes. Nullopt unless `digits` is a positive
/// multiple of `group`, `group` at most 8, and there is a byte for each digit.
std::optional<QString> displayableCode(ByteView data, std::size_t digits, std::size_t group);

/// Six groups of five digits with spaces between, of an epoch's authenticator (32 bytes); empty
/// when that is too short. Everyone in the call sees the same until somebody joins or leaves.
QString privacyCode(ByteView epochAuthenticator);

/// Of one member: version, public key, user id.
QByteArray keyFingerprint(ByteView publicKey, UserId user);

/// 64 bytes that only these two members with these keys have. Takes 50 ms and 32 MiB (scrypt).
QByteArray pairwiseFingerprint(ByteView keyA, UserId userA, ByteView keyB, UserId userB);
/// The same as nine groups of five digits with spaces between.
QString pairwiseCode(ByteView keyA, UserId userA, ByteView keyB, UserId userB);

} // namespace lavalier::dave
