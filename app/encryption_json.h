#pragma once

#include "sinks/recording/encryption_history.h"
#include "voice/base/dave_facts.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>

namespace lavalier::app {

// End-to-end encryption for scripts; the same words in `inspect --json` and `record --json`.

/// {version, epoch, privacyCode, changes: [{seconds, type, ...}]}; the code is null without one.
QJsonObject describe(const recording::EncryptionHistory& history);
/// [{id, speaker, verificationCode}]; the code is null for who was in no encrypted group with us.
/// Takes 50 ms of one core for each code.
QJsonArray describeSpeakers(const recording::EncryptionHistory& history,
                            const std::vector<recording::SpeakerTally>& speakers);
/// One line while a call runs: {event: "encryption", state, version, epoch, privacyCode}.
QJsonObject describe(const DaveFacts& facts);
/// "joining", "active", ...
QString nameOf(DaveProgress progress);
/// As file and scripts name them, one word each.
QString eventName(recording::EventType type);

/// "transport" and, for each user some of whose frames were refused, why ("endToEndRefused"), from
/// the names of transportTotals().
void insertTransport(QJsonObject& json, const std::map<QString, std::uint64_t>& totals);

} // namespace lavalier::app
