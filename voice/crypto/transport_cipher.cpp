#include "voice/crypto/transport_cipher.h"

#include "voice/crypto/transport_aead.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <limits>

namespace lavalier::crypto {
namespace {

// In order of preference: AES has instructions of its own on every machine we meet.
constexpr std::array kModes {TransportMode::Aes256GcmRtpsize,
                             TransportMode::XChaCha20Poly1305Rtpsize};

} // namespace

QString wireName(TransportMode mode)
{
    switch (mode) {
    case TransportMode::Aes256GcmRtpsize:
        return QStringLiteral("aead_aes256_gcm_rtpsize");
    case TransportMode::XChaCha20Poly1305Rtpsize:
        break;
    }
    return QStringLiteral("aead_xchacha20_poly1305_rtpsize");
}

std::optional<TransportMode> modeNamed(const QString& name)
{
    const auto found = std::ranges::find(kModes, name, wireName);
    return found == kModes.end() ? std::nullopt : std::optional(*found);
}

std::optional<TransportMode> chooseMode(const QStringList& offered)
{
    const auto found = std::ranges::find_if(
        kModes, [&](TransportMode mode) { return offered.contains(wireName(mode)); });
    return found == kModes.end() ? std::nullopt : std::optional(*found);
}

Result<TransportCipher, CryptoError> TransportCipher::create(TransportMode mode,
                                                             const SecretBytes& key)
{
    if (key.size() != kKeyBytes)
        return Failure {CryptoError::WrongKeySize};
    auto aead = mode == TransportMode::Aes256GcmRtpsize ? TransportAead::makeGcm(key.reveal())
                                                        : TransportAead::makeXChaCha(key);
    if (!aead)
        return Failure {CryptoError::LibraryFailure};
    return TransportCipher(mode, std::move(aead));
}

TransportCipher::TransportCipher(TransportMode mode, std::unique_ptr<TransportAead> aead)
    : m_mode(mode)
    , m_aead(std::move(aead))
{
}

TransportCipher::TransportCipher(TransportCipher&&) noexcept = default;
TransportCipher& TransportCipher::operator=(TransportCipher&&) noexcept = default;
TransportCipher::~TransportCipher() = default;

TransportMode TransportCipher::mode() const
{
    return m_mode;
}

std::optional<std::size_t> TransportCipher::open(ByteView packet, std::size_t clear,
                                                 MutableByteView out)
{
    if (packet.size() < kOverheadBytes || clear > packet.size() - kOverheadBytes
        || packet.size() > std::numeric_limits<std::uint16_t>::max())
        return std::nullopt;
    const std::size_t length = packet.size() - kOverheadBytes - clear;
    if (out.size() < length)
        return std::nullopt;
    const ByteView sealed = packet.subspan(clear, length + kTagBytes);
    if (!m_aead->open(packet.first(clear), sealed, packet.last(kNonceBytes), out.first(length)))
        return std::nullopt;
    return length;
}

QByteArray TransportCipher::seal(ByteView clearHeader, ByteView body, std::uint32_t nonce)
{
    const std::size_t size = clearHeader.size() + body.size() + kOverheadBytes;
    if (size > std::numeric_limits<std::uint16_t>::max())
        return {};
    QByteArray packet(static_cast<qsizetype>(size), Qt::Uninitialized);
    const MutableByteView bytes(reinterpret_cast<std::uint8_t*>(packet.data()), size);
    std::ranges::copy(clearHeader, bytes.begin());
    qToBigEndian(nonce, bytes.last(kNonceBytes).data());
    const MutableByteView sealed = bytes.subspan(clearHeader.size(), body.size() + kTagBytes);
    if (!m_aead->seal(clearHeader, body, bytes.last(kNonceBytes), sealed))
        return {};
    return packet;
}

} // namespace lavalier::crypto
