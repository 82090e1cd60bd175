#pragma once

#include "voice/base/bytes.h"

#include <openssl/evp.h>

namespace lavalier::test {

/// The far side's key in these tests.
inline QByteArray mediaKey()
{
    return QByteArray(32, 'k');
}

/// Builds datagrams as a voice server sends them, with OpenSSL alone and nothing of ours.
struct PacketBuilder {
    std::uint8_t first = 0x80;
    std::uint8_t second = 0x78;
    std::uint16_t sequence = 1;
    std::uint32_t timestamp = 960;
    std::uint32_t ssrc = 0xA1;
    QByteArray clearRest; ///< CSRCs and the extension's preamble
    QByteArray body = QByteArray("\xfcopus", 5);
    QByteArray key = mediaKey();

    QByteArray rtp() const
    {
        const QByteArray header = ByteWriter()
                                      .u8(first)
                                      .u8(second)
                                      .u16be(sequence)
                                      .u32be(timestamp)
                                      .u32be(ssrc)
                                      .bytes(viewOf(clearRest))
                                      .take();
        return seal(header, body, key);
    }

    /// AES-256-GCM as Discord lays it out. Every call uses a nonce of its own.
    static QByteArray seal(const QByteArray& header, const QByteArray& body, const QByteArray& key)
    {
        static std::uint32_t nonce = 0;
        return sealAt(nonce++, header, body, key);
    }
    static QByteArray sealAt(std::uint32_t nonce, const QByteArray& header, const QByteArray& body,
                             const QByteArray& key)
    {
        const QByteArray suffix = ByteWriter().u32be(nonce).take();
        const QByteArray iv = suffix + QByteArray(8, '\0');
        QByteArray sealed(body.size() + 16, '\0');
        const auto bytes = [](const QByteArray& array) {
            return reinterpret_cast<const unsigned char*>(array.constData());
        };
        auto* out = reinterpret_cast<unsigned char*>(sealed.data());
        int length = 0;
        EVP_CIPHER_CTX* const context = EVP_CIPHER_CTX_new();
        EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nullptr, bytes(key), bytes(iv));
        EVP_EncryptUpdate(context, nullptr, &length, bytes(header), int(header.size()));
        if (!body.isEmpty())
            EVP_EncryptUpdate(context, out, &length, bytes(body), int(body.size()));
        EVP_EncryptFinal_ex(context, out + body.size(), &length);
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, out + body.size());
        EVP_CIPHER_CTX_free(context);
        return header + sealed + suffix;
    }
};

} // namespace lavalier::test
