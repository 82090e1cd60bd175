#pragma once

#include "voice/simulator/script.h"

#include <QByteArray>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace lavalier::simulator {

/// Opus packets of 20 ms each, ready to be sent.
using OpusPackets = std::vector<QByteArray>;

/// The audio packets of an Ogg Opus file of ours: 20 ms each, one logical stream.
///
/// Errors:  nullopt for bytes that are not such a file.
/// Source:  RFC 3533 section 6 (pages), RFC 7845 section 3 (the first two packets are headers).
std::optional<OpusPackets> readOggOpus(const QByteArray& file);

/// A sine encoded by libopus, as a client would send it.
///
/// Errors:  nullopt when libopus refuses the settings.
std::optional<OpusPackets> encodeTone(const ToneSpeech& tone);

/// Every piece of speech a script names, loaded and encoded once.
///
/// Thread:  any, one at a time; what it hands out never changes.
class SpeechLibrary {
public:
    /// Nullptr when a clip is missing from the program or not readable.
    std::shared_ptr<const OpusPackets>
    packetsOf(const std::variant<ClipSpeech, ToneSpeech>& speech);

private:
    std::map<QString, std::shared_ptr<const OpusPackets>>
        m_known; // shared with the speakers playing them
};

} // namespace lavalier::simulator
