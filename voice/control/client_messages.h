#pragma once

#include "voice/base/secret_bytes.h"
#include "voice/base/strong_id.h"
#include "voice/control/control_messages.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace lavalier::control {

/// What we say to a voice server: JSON texts of version 8.
///
/// Secrets:  identify and resume hold the token in plain; whoever sends them wipes them.
QByteArray identifyText(GuildId guild, UserId self, const QString& sessionId,
                        const SecretBytes& token, int maxDaveVersion);
QByteArray resumeText(GuildId guild, const QString& sessionId, const SecretBytes& token,
                      SequenceMark lastSequence);
QByteArray selectProtocolText(const QString& address, std::uint16_t port, const QString& mode);
QByteArray heartbeatText(std::int64_t nonce, SequenceMark lastSequence);
/// A listener says once that it is not speaking; without it some servers send nothing.
QByteArray notSpeakingText(Ssrc ssrc);

} // namespace lavalier::control
