#pragma once

#include "voice/base/bytes.h"
#include "voice/base/result.h"
#include "voice/base/secret_bytes.h"
#include "voice/crypto/crypto_error.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace lavalier::crypto {

struct TransportAead;

/// The two encryptions Discord's voice servers still speak.
enum class TransportMode { Aes256GcmRtpsize, XChaCha20Poly1305Rtpsize };

/// As op 2 and op 4 spell it.
QString wireName(TransportMode mode);
std::optional<TransportMode> modeNamed(const QString& wireName);
/// AES-GCM where the server offers it, else XChaCha20, else nothing we speak.
std::optional<TransportMode> chooseMode(const QStringList& offered);

/// Opens and seals datagrams of one voice connection under one key.
///
/// Shape:   clear header (authenticated) | ciphertext | 16-byte tag | 4-byte nonce suffix. The
///          suffix stands at the front of the cipher's nonce, the rest of which is zero.
/// Errors:  whatever does not authenticate is nullopt; nothing was decrypted then.
/// Thread:  one at a time. Contexts and key schedule live as long as the object.
/// Source:  discord-voice, "RTP and transport crypto"; NIST SP 800-38D; draft-irtf-cfrg-xchacha.
class TransportCipher {
public:
    static constexpr std::size_t kKeyBytes = 32;
    static constexpr std::size_t kTagBytes = 16;
    static constexpr std::size_t kNonceBytes = 4;
    static constexpr std::size_t kOverheadBytes = kTagBytes + kNonceBytes;

    static Result<TransportCipher, CryptoError> create(TransportMode mode, const SecretBytes& key);
    TransportCipher(TransportCipher&&) noexcept;
    TransportCipher& operator=(TransportCipher&&) noexcept;
    ~TransportCipher();

    TransportMode mode() const;

    /// `clear` is how many bytes at the front are only authenticated. Writes the plaintext to
    /// `out` and returns its length; nullopt when too short, forged, or `out` is too small.
    [[nodiscard]] std::optional<std::size_t> open(ByteView packet, std::size_t clear,
                                                  MutableByteView out);

    /// The whole datagram. A nonce must never be used twice under one key. Empty on failure.
    [[nodiscard]] QByteArray seal(ByteView clearHeader, ByteView body, std::uint32_t nonce);

private:
    TransportCipher(TransportMode mode, std::unique_ptr<TransportAead> aead);

    TransportMode m_mode;
    std::unique_ptr<TransportAead> m_aead;
};

} // namespace lavalier::crypto
