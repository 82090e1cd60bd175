#include "bare_loop.h"

#include "speech.h"

#include <cstring>

namespace lavalier::bench {
namespace {

constexpr std::size_t kTag = 16;
constexpr std::size_t kNonce = 4;

} // namespace

BareLoop::BareLoop(int speakers, int channels)
    : m_cipher(EVP_CIPHER_CTX_new())
{
    const SecretBytes key = benchKey();
    EVP_DecryptInit_ex(m_cipher.get(), EVP_aes_256_gcm(), nullptr, key.reveal().data(), nullptr);
    for (int i = 0; i < speakers; ++i)
        m_decoders.emplace_back(opus_decoder_create(48'000, channels, nullptr));
}

void BareLoop::openAndDecode(ByteView datagram, int speaker)
{
    constexpr std::size_t kClear = DatagramMaker::kClearBytes;
    if (datagram.size() < kClear + kTag + kNonce) {
        ++m_failures;
        return;
    }
    const std::size_t size = datagram.size() - kClear - kTag - kNonce;
    const std::uint8_t* const body = datagram.data() + kClear;
    std::array<std::uint8_t, 12> iv {};
    std::memcpy(iv.data(), body + size + kTag, kNonce);
    std::array<std::uint8_t, kTag> tag {};
    std::memcpy(tag.data(), body + size, kTag);

    EVP_CIPHER_CTX* const cipher = m_cipher.get();
    int length = 0;
    const bool opened = EVP_DecryptInit_ex(cipher, nullptr, nullptr, nullptr, iv.data()) == 1
        && EVP_DecryptUpdate(cipher, nullptr, &length, datagram.data(), static_cast<int>(kClear))
            == 1
        && EVP_DecryptUpdate(cipher, m_plain.data(), &length, body, static_cast<int>(size)) == 1
        && EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, kTag, tag.data()) == 1
        && EVP_DecryptFinal_ex(cipher, m_plain.data() + length, &length) == 1;
    if (!opened) {
        ++m_failures;
        return;
    }
    decode(ByteView(m_plain).first(size).subspan(DatagramMaker::kExtensionBytes), speaker);
}

void BareLoop::decode(ByteView payload, int speaker)
{
    OpusDecoder* const decoder = m_decoders[static_cast<std::size_t>(speaker)].get();
    const int samples
        = opus_decode_float(decoder, payload.data(), static_cast<opus_int32>(payload.size()),
                            m_pcm.data(), static_cast<int>(m_pcm.size() / 2), 0);
    if (samples != kSamplesPerPacket)
        ++m_failures;
}

} // namespace lavalier::bench
