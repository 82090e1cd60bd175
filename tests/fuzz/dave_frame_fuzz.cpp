// Frames, genuine, changed and invented, into a decryptor whose keys and clock the input moves.
#include "tests/voice/dave/sealing_speaker.h"
#include "voice/base/opus_packet.h"
#include "voice/dave/media_decryptor.h"

#include <cstddef>
#include <cstdint>

using namespace lavalier;
using namespace lavalier::dave;
using namespace lavalier::dave::test;

namespace {

void mustBe(bool holds)
{
    if (!holds)
        __builtin_trap();
}

SecretBytes baseOf(std::uint8_t seed)
{
    const QByteArray bytes(16, static_cast<char>(seed));
    return SecretBytes(viewOf(bytes));
}

/// Whatever is taken for a frame lies within the bytes it came from, in order.
void checkParse(ByteView bytes)
{
    const auto frame = parseProtocolFrame(bytes);
    if (!frame)
        return;
    mustBe(frame->media.size() + kMinSupplementalBytes < bytes.size());
    std::size_t end = 0;
    for (const ClearRange& range : frame->clear) {
        mustBe(range.offset >= end && range.offset + range.size <= frame->media.size());
        end = range.offset + range.size;
    }
}

class Run {
public:
    explicit Run(ByteView input)
        : m_input(input)
    {
    }

    void step()
    {
        switch (next() % 10) {
        case 0:
            invented();
            break;
        case 1: {
            std::vector<SenderKey> senders;
            for (std::uint8_t user = 1; user <= next() % 4; ++user)
                senders.push_back({UserId(user), baseOf(next() % 8)});
            tell(AddEpochKeys {++m_set, m_set, std::move(senders), next() % 2 == 0});
            break;
        }
        case 2:
            tell(RetireOlderKeys {next() % (m_set + 2)});
            break;
        case 3:
            m_plainUntil = next() % 2 ? std::optional(m_now + std::chrono::seconds(next() % 20))
                                      : std::nullopt;
            m_plain = true;
            tell(AllowPassthrough {m_plainUntil});
            break;
        case 4:
            m_plain = false;
            tell(EndPassthrough {});
            break;
        case 5:
            tell(ForgetSender {UserId(next() % 4)});
            break;
        case 6:
            tell(ExpectKeys {next() % 2 == 0});
            break;
        case 7:
            m_now += std::chrono::milliseconds(std::int64_t {next()} * next() * next());
            m_media.timePassed(m_now);
            (void)m_media.takeFailing();
            break;
        default:
            genuine();
        }
    }
    bool atEnd() const { return m_input.atEnd(); }

private:
    std::uint8_t next() { return m_input.u8().value_or(0); }
    void tell(const MediaKeyCommand& command) { m_media.apply(command, m_now); }
    bool plainAllowed() const { return m_plain && (!m_plainUntil || m_now < *m_plainUntil); }

    void invented()
    {
        const std::size_t size = std::min<std::size_t>(next(), m_input.remaining());
        const ByteView bytes = m_input.take(size).value_or(ByteView());
        checkParse(bytes);
        QByteArray out;
        const auto verdict = m_media.decrypt(UserId(next() % 4), bytes, out, m_now);
        if (verdict != MediaDecryptor::Verdict::Clear)
            return;
        mustBe(isSilenceFrame(bytes) || (plainAllowed() && !parseProtocolFrame(bytes)));
        mustBe(out == toByteArray(bytes));
    }

    void genuine()
    {
        const QByteArray plain("what somebody said");
        const SealingSpeaker speaker(baseOf(next() % 8));
        QByteArray frame = speaker.sealAs(next(), plain);
        const bool changed = next() % 2 == 0;
        const QByteArray original = frame;
        if (changed)
            frame[next() % frame.size()] = static_cast<char>(next());
        checkParse(viewOf(frame));
        QByteArray out;
        const auto verdict = m_media.decrypt(UserId(next() % 4), viewOf(frame), out, m_now);
        if (verdict != MediaDecryptor::Verdict::Clear)
            return;
        const bool passed = plainAllowed() && !parseProtocolFrame(viewOf(frame));
        mustBe(passed ? out == frame : out == plain && frame == original);
    }

    ByteReader m_input;
    MediaDecryptor m_media;
    SteadyTime m_now {std::chrono::hours(1)};
    KeySet m_set = 0;
    bool m_plain = false;
    std::optional<SteadyTime> m_plainUntil;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    checkParse(ByteView(data, size));
    Run run(ByteView(data, size));
    for (int steps = 0; steps < 200 && !run.atEnd(); ++steps)
        run.step();
    return 0;
}
