#pragma once

#include "voice/base/audio_units.h"
#include "voice/base/byte_reader.h"

#include <memory>
#include <optional>
#include <span>

struct OpusDecoder;

namespace lavalier::worker {

/// Room for the longest packet in stereo; what every call below writes into.
inline constexpr std::size_t kMaxInterleaved = std::size_t(kMaxOpusPacket.value()) * 2;

/// One libopus decoder at 48 kHz, owned.
///
/// Units:   results are interleaved floats, full scale 1.0, at the front of `out`, which holds
///          kMaxInterleaved. Lengths are samples per channel.
/// Errors:  nullopt leaves the decoder usable; the next packet may be fine.
/// Source:  RFC 6716; libopus 1.3.1.
class StreamDecoder {
public:
    /// Nullopt when there is no memory for one. Channels 1 or 2; a mono decoder mixes stereo down.
    static std::optional<StreamDecoder> create(int channels);

    int channels() const { return m_channels; }
    void reset();

    /// The packet's samples; nullopt when libopus refuses it.
    std::optional<SampleCount> decode(ByteView packet, std::span<float> out);
    /// Exactly `samples` (1 to 5760) of loss concealment. libopus conceals in steps of 120 samples;
    /// what it makes beyond `samples` is cut.
    void conceal(SampleCount samples, std::span<float> out);
    /// The frame before packet `next` from its redundancy: exactly forwardErrorFrame(next) samples.
    /// False when libopus did not use it (then nothing was put out).
    bool recover(ByteView next, std::span<float> out);

private:
    struct Destroy {
        void operator()(OpusDecoder* decoder) const;
    };
    StreamDecoder(OpusDecoder* decoder, int channels)
        : m_decoder(decoder)
        , m_channels(channels)
    {
    }

    std::unique_ptr<OpusDecoder, Destroy> m_decoder;
    int m_channels;
    bool m_afterCelt = false; ///< libopus then conceals instead of using redundancy
};

/// How many samples of the time before `packet` its in-band redundancy (LBRR) describes; nullopt if
/// it carries none. libopus before 1.4 has no call for that and conceals silently instead.
///
/// Source:  RFC 6716 section 4.2.3: the SILK header bits, VAD for each frame and then one LBRR
/// flag,
///          for mid and, in stereo, side.
std::optional<SampleCount> forwardErrorFrame(ByteView packet);

} // namespace lavalier::worker
