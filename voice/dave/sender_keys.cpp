#include "voice/dave/sender_keys.h"

#include <algorithm>
#include <array>

namespace lavalier::dave {
namespace {

using Nonce = std::array<std::uint8_t, crypto::Aes128Gcm::kNonceBytes>;

Nonce nonceOf(std::uint32_t counter)
{
    Nonce nonce {};
    for (std::size_t i = 0; i < 4; ++i)
        nonce[nonce.size() - 4 + i] = static_cast<std::uint8_t>(counter >> (8 * i));
    return nonce;
}

MutableByteView writable(QByteArray& bytes)
{
    return {reinterpret_cast<std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

/// Calls `visit(part, isClear)` for the media part's pieces in order.
template <typename Visit> void forEachPart(const ProtocolFrame& frame, Visit visit)
{
    std::size_t at = 0;
    for (const ClearRange& range : frame.clear) {
        visit(frame.media.subspan(at, range.offset - at), false);
        visit(frame.media.subspan(range.offset, range.size), true);
        at = range.offset + range.size;
    }
    visit(frame.media.subspan(at), false);
}

/// With clear ranges, as video has them: taken apart, opened, put together.
bool openParts(crypto::Aes128Gcm& cipher, const ProtocolFrame& frame, const Nonce& nonce,
               QByteArray& out)
{
    ByteWriter clear;
    ByteWriter sealed;
    forEachPart(frame,
                [&](ByteView part, bool isClear) { (isClear ? clear : sealed).bytes(part); });
    QByteArray plain(sealed.data().size(), Qt::Uninitialized);
    if (!cipher.open(nonce, viewOf(clear.data()), viewOf(sealed.data()), frame.tag,
                     writable(plain)))
        return false;
    ByteWriter whole;
    ByteReader opened(viewOf(plain));
    forEachPart(frame, [&](ByteView part, bool isClear) {
        whole.bytes(isClear ? part : opened.take(part.size()).value_or(ByteView()));
    });
    out = whole.take();
    return true;
}

bool openFrame(crypto::Aes128Gcm& cipher, const ProtocolFrame& frame, QByteArray& out)
{
    const Nonce nonce = nonceOf(frame.counter);
    if (!frame.clear.empty())
        return openParts(cipher, frame, nonce, out);
    out = QByteArray(static_cast<qsizetype>(frame.media.size()), Qt::Uninitialized);
    return cipher.open(nonce, {}, frame.media, frame.tag, writable(out));
}

} // namespace

crypto::Aes128Gcm* SenderKeys::cipherOf(std::uint32_t generation)
{
    for (Context& context : m_contexts) {
        if (context.generation == generation)
            return &context.cipher;
    }
    auto cipher
        = crypto::Aes128Gcm::create(m_ratchet.key(generation), crypto::Aes128Gcm::TagSize::Short);
    if (!cipher)
        return nullptr;
    m_contexts.push_back({generation, *std::move(cipher)});
    return &m_contexts.back().cipher;
}

void SenderKeys::dropOldGenerations(SteadyTime now)
{
    m_generations.timePassed(now);
    const std::uint32_t oldest = m_generations.oldest();
    if (oldest == m_ratchet.oldest())
        return;
    m_ratchet.forgetBefore(oldest);
    std::erase_if(m_contexts, [&](const Context& context) { return context.generation < oldest; });
}

SenderKeys::Answer SenderKeys::open(const ProtocolFrame& frame, QByteArray& out, SteadyTime now)
{
    dropOldGenerations(now);
    const std::uint32_t generation = GenerationWindow::unwrap(
        m_generations.oldest(), static_cast<std::uint8_t>(frame.counter >> 24));
    const std::uint64_t nonce = GenerationWindow::wholeNonce(generation, frame.counter);
    crypto::Aes128Gcm* const cipher
        = m_generations.allows(generation, now) ? cipherOf(generation) : nullptr;
    if (!cipher)
        return Answer::BadGeneration;
    // A counter seen before is opened all the same: an epoch we have no key for yet starts at 1
    // again, and only the tag tells it from a replay.
    if (!openFrame(*cipher, frame, out)) {
        out.clear();
        return Answer::Refused;
    }
    if (!m_nonces.accepts(nonce)) {
        out.clear();
        return Answer::Replayed;
    }
    m_nonces.record(nonce);
    m_generations.record(generation, now);
    return Answer::Opened;
}

} // namespace lavalier::dave
