// CPU of opening one end-to-end encrypted frame, beside bare OpenSSL on the same bytes.
//
// 160-byte Opus packets of 25 speakers in turn, two epochs live, as after somebody joined. Bare
// means EVP's AES-128-GCM with an 8-byte tag on one context whose key is already set, into a buffer
// that is already there. Goal: at most 2 us a packet on top. Figures are CPU time of this process.
#include "processes.h"
#include "sections.h"
#include "tests/voice/dave/sealing_speaker.h"
#include "voice/dave/media_decryptor.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace lavalier::bench {
namespace {

using namespace lavalier::dave;

constexpr int kRounds = 7;
constexpr std::uint64_t kSpeakers = 25;
constexpr std::uint32_t kPackets = 4000; // of each speaker in one round
constexpr qsizetype kPacketBytes = 160;
constexpr double kAddedGoal = 2;
constexpr double kMicroseconds = 1e6;

SecretBytes baseOf(std::uint64_t speaker, char epoch)
{
    QByteArray base(16, epoch);
    base[0] = static_cast<char>(speaker);
    return SecretBytes(viewOf(base));
}

std::vector<QByteArray> framesOf(std::uint64_t speaker)
{
    std::vector<QByteArray> frames;
    dave::test::SealingSpeaker sealing(baseOf(speaker, 'n'));
    for (std::uint32_t i = 0; i < kPackets; ++i)
        frames.push_back(sealing.seal(QByteArray(kPacketBytes, static_cast<char>(i))));
    return frames;
}

class DaveSide {
public:
    DaveSide()
    {
        for (std::uint64_t speaker = 1; speaker <= kSpeakers; ++speaker)
            m_frames.push_back(framesOf(speaker));
    }

    const std::vector<QByteArray>& someFrames() const { return m_frames.front(); }

    /// CPU microseconds a packet; negative when one does not open.
    double cost() const
    {
        // A new one each round: no frame opens twice.
        MediaDecryptor media;
        const SteadyTime now {std::chrono::hours(1)};
        for (const KeySet set : {1U, 2U}) {
            AddEpochKeys keys {set, set, {}, false};
            for (std::uint64_t speaker = 1; speaker <= kSpeakers; ++speaker)
                keys.senders.push_back({UserId(speaker), baseOf(speaker, set == 1 ? 'o' : 'n')});
            media.apply(keys, now);
        }
        const double before = ownCpu();
        for (std::uint32_t i = 0; i < kPackets; ++i) {
            for (std::uint64_t speaker = 1; speaker <= kSpeakers; ++speaker) {
                QByteArray out;
                if (media.decrypt(UserId(speaker), viewOf(m_frames[speaker - 1][i]), out, now)
                    != MediaDecryptor::Verdict::Clear)
                    return -1;
            }
        }
        return (ownCpu() - before) * kMicroseconds / (kPackets * kSpeakers);
    }

private:
    std::vector<std::vector<QByteArray>> m_frames;
};

class BareSide {
public:
    explicit BareSide(const std::vector<QByteArray>& frames)
        : m_frames(frames)
        , m_context(EVP_CIPHER_CTX_new())
    {
        const SecretBytes key = KeyRatchet(baseOf(1, 'n')).key(0);
        EVP_DecryptInit_ex(m_context, EVP_aes_128_gcm(), nullptr, key.reveal().data(), nullptr);
    }
    ~BareSide() { EVP_CIPHER_CTX_free(m_context); }
    BareSide(const BareSide&) = delete;

    double cost()
    {
        std::array<std::uint8_t, kPacketBytes> out {};
        const double before = ownCpu();
        for (std::uint64_t speaker = 1; speaker <= kSpeakers; ++speaker) {
            for (std::uint32_t i = 0; i < kPackets; ++i) {
                const ByteView frame = viewOf(m_frames[i]);
                std::array<std::uint8_t, 12> nonce {};
                nonce[8] = static_cast<std::uint8_t>(i + 1);
                nonce[9] = static_cast<std::uint8_t>((i + 1) >> 8);
                std::array<std::uint8_t, kTagBytes> tag {};
                std::copy_n(frame.begin() + kPacketBytes, kTagBytes, tag.begin());
                int length = 0;
                if (EVP_DecryptInit_ex(m_context, nullptr, nullptr, nullptr, nonce.data()) != 1
                    || EVP_DecryptUpdate(m_context, out.data(), &length, frame.data(),
                                         static_cast<int>(kPacketBytes))
                        != 1
                    || EVP_CIPHER_CTX_ctrl(m_context, EVP_CTRL_AEAD_SET_TAG,
                                           static_cast<int>(tag.size()), tag.data())
                        != 1
                    || EVP_DecryptFinal_ex(m_context, out.data() + length, &length) != 1)
                    return -1;
            }
        }
        return (ownCpu() - before) * kMicroseconds / (kPackets * kSpeakers);
    }

private:
    const std::vector<QByteArray>& m_frames;
    EVP_CIPHER_CTX* m_context;
};

} // namespace

void measureDave(Report& report, const Options& options)
{
    report.begin("dave", "opening an encrypted frame costs little beside its cipher");
    const DaveSide dave;
    BareSide bare(dave.someFrames());
    const Rounds rounds = inTurn(options.quick ? 2 : kRounds,
                                 {[&] { return dave.cost(); }, [&] { return bare.cost(); }});
    if (rounds.empty()) {
        report.unmeasured("frame", QStringLiteral("a frame did not open"));
        return;
    }
    std::vector<double> added;
    for (std::size_t i = 0; i < rounds[0].size(); ++i)
        added.push_back(rounds[0][i] - rounds[1][i]);
    const Spread whole = spreadOf(rounds[0]);
    report.figure("added to a packet by DAVE", whole, " us", atMost(kAddedGoal));
    report.note(QStringLiteral("of which not the cipher's: %1 us; bare AES-128-GCM: %2 us")
                    .arg(spreadOf(added).median, 0, 'f', 2)
                    .arg(spreadOf(rounds[1]).median, 0, 'f', 2));
}

} // namespace lavalier::bench
