#include "sinks/exporter/loudness.h"

#include "sinks/exporter/export_request.h"

#include <ebur128.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace lavalier::exporter {
namespace {

constexpr std::size_t kAhead = 240; // 5 ms
constexpr std::size_t kTaps = 12;
constexpr double kMargin = 0.15; // what smoothing adds between samples
constexpr double kCloseEnough = 0.15; // LU
constexpr int kRounds = 4;
/// Fades back within about a tenth of a second.
const float kReleaseStep = static_cast<float>(1 - std::exp(-1.0 / (0.1 * kSampleRate)));

/// Four times the samples: BS.1770-4's interpolation filter, phase by phase.
constexpr std::array<std::array<float, kTaps>, 4> kPhases {{
    {0.0017089844F, 0.0109863281F, -0.0196533203F, 0.0332031250F, -0.0594482422F, 0.1373291016F,
     0.9721679688F, -0.1022949219F, 0.0476074219F, -0.0266113281F, 0.0148925781F, -0.0083007813F},
    {-0.0291748047F, 0.0292968750F, -0.0517578125F, 0.0891113281F, -0.1665039063F, 0.4650878906F,
     0.7797851563F, -0.2003173828F, 0.1015625000F, -0.0582275391F, 0.0330810547F, -0.0189208984F},
    {-0.0189208984F, 0.0330810547F, -0.0582275391F, 0.1015625000F, -0.2003173828F, 0.7797851563F,
     0.4650878906F, -0.1665039063F, 0.0891113281F, -0.0517578125F, 0.0292968750F, -0.0291748047F},
    {-0.0083007813F, 0.0148925781F, -0.0266113281F, 0.0476074219F, -0.1022949219F, 0.9721679688F,
     0.1373291016F, -0.0594482422F, 0.0332031250F, -0.0196533203F, 0.0109863281F, 0.0017089844F},
}};

float linear(double decibels)
{
    return static_cast<float>(std::pow(10.0, decibels / 20));
}

} // namespace

std::optional<LoudnessReading> measure(const SoundFile& sound, const std::atomic<bool>& cancelled)
{
    struct Destroy {
        void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
    };
    const auto channels = static_cast<unsigned>(sound.channels);
    const std::unique_ptr<ebur128_state, Destroy> state(
        ebur128_init(channels, static_cast<unsigned long>(kSampleRate),
                     EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK));
    if (!state)
        return std::nullopt;
    bool good = true;
    const bool whole = sound.read(cancelled, [&](SoundFile::Block block) {
        good = good
            && ebur128_add_frames_float(state.get(), block.data(), block.size() / channels)
                == EBUR128_SUCCESS;
    });
    LoudnessReading reading;
    double peak = 0;
    for (unsigned channel = 0; channel < channels; ++channel) {
        double one = 0;
        good = good && ebur128_true_peak(state.get(), channel, &one) == EBUR128_SUCCESS;
        peak = std::max(peak, one);
    }
    if (!whole || !good || cancelled)
        return std::nullopt;
    double lufs = 0;
    if (ebur128_loudness_global(state.get(), &lufs) == EBUR128_SUCCESS && std::isfinite(lufs))
        reading.lufs = lufs;
    reading.truePeakDb = 20 * std::log10(peak);
    return reading;
}

PeakLimiter::PeakLimiter(int channels, double gainDb, double ceilingDb)
    : m_channels(static_cast<std::size_t>(channels))
    , m_gain(linear(gainDb))
    , m_ceiling(linear(ceilingDb - kMargin))
    , m_history(m_channels * kTaps)
    , m_delayed(m_channels * (static_cast<std::size_t>(kDelay.value()) + 1))
    , m_wanted(kAhead + 1, 1.0F)
    , m_lowest(kAhead + 1, 1.0F)
    , m_sum(kAhead + 1)
{
}

/// What the samples about six before this one need to stay below the ceiling, peaks between them
/// included.
float PeakLimiter::neededGain(std::span<const float> frame)
{
    float peak = 0;
    for (std::size_t channel = 0; channel < m_channels; ++channel) {
        const auto taps = std::span(m_history).subspan(channel * kTaps, kTaps);
        std::shift_left(taps.begin(), taps.end(), 1);
        taps.back() = frame[channel];
        for (const auto& phase : kPhases) {
            float sum = 0;
            for (std::size_t tap = 0; tap < kTaps; ++tap)
                sum += phase[kTaps - 1 - tap] * taps[tap];
            peak = std::max(peak, std::abs(sum));
        }
        peak = std::max(peak, std::abs(taps[kTaps / 2]));
    }
    return peak > m_ceiling ? m_ceiling / peak : 1.0F;
}

void PeakLimiter::process(std::span<float> block)
{
    const std::size_t delay = m_delayed.size() / m_channels;
    std::size_t slot = m_at % delay;
    for (std::size_t i = 0; i < block.size(); i += m_channels) {
        const auto frame = block.subspan(i, m_channels);
        for (float& sample : frame)
            sample *= m_gain;
        const float needed = neededGain(frame);
        m_release = std::min(needed, m_release + (1 - m_release) * kReleaseStep);
        if (m_release > 0.9999F)
            m_release = 1;
        // The lowest of the look-ahead, then its mean: at a peak the gain has arrived.
        const std::size_t ring = m_at % m_wanted.size();
        m_wanted[ring] = m_release;
        const float lowest = m_release == 1.0F && m_sum >= double(kAhead + 1) - 1e-6
            ? 1.0F
            : *std::ranges::min_element(m_wanted);
        m_sum += double(lowest) - double(m_lowest[ring]);
        m_lowest[ring] = lowest;
        const auto gain = static_cast<float>(m_sum / double(kAhead + 1));
        const auto late = std::span(m_delayed).subspan(slot * m_channels, m_channels);
        std::ranges::copy(frame, late.begin());
        slot = slot + 1 == delay ? 0 : slot + 1;
        const auto out = std::span(m_delayed).subspan(slot * m_channels, m_channels);
        for (std::size_t channel = 0; channel < m_channels; ++channel)
            frame[channel] = out[channel] * std::min(gain, 1.0F);
        ++m_at;
    }
}

std::optional<AppliedGain> applyGain(const SoundFile& sound, double gainDb,
                                     std::optional<double> target,
                                     const std::atomic<bool>& cancelled)
{
    auto reading = measure(sound, cancelled);
    if (!reading)
        return std::nullopt;
    if (!std::isfinite(reading->truePeakDb))
        return AppliedGain {}; // silence stays what it is
    AppliedGain applied;
    if (target)
        gainDb = reading->lufs ? std::min(*target - *reading->lufs, kMaxLoudnessGainDb) : 0;
    for (int round = 0; round < kRounds; ++round) {
        applied.gainDb += gainDb;
        if (reading->truePeakDb + gainDb <= kCeilingDbtp) {
            const float factor = linear(gainDb);
            const bool good = sound.change(cancelled, {}, [factor](SoundFile::Block block) {
                for (float& sample : block)
                    sample *= factor;
            });
            if (target && reading->lufs)
                applied.lufs = *reading->lufs + gainDb;
            return good && !cancelled ? std::optional(applied) : std::nullopt;
        }
        PeakLimiter limiter(sound.channels, gainDb, kCeilingDbtp);
        if (!sound.change(cancelled, PeakLimiter::kDelay,
                          [&limiter](SoundFile::Block block) { limiter.process(block); }))
            return std::nullopt;
        if (!target)
            return applied;
        // Limiting makes it a little softer: once more by what is missing.
        reading = measure(sound, cancelled);
        if (!reading)
            return std::nullopt;
        applied.lufs = reading->lufs;
        if (!reading->lufs)
            return applied;
        gainDb = std::min(*target - *reading->lufs, kMaxLoudnessGainDb - applied.gainDb);
        if (std::abs(gainDb) <= kCloseEnough)
            return applied;
    }
    return applied;
}

double gainWithin(const LoudnessReading& reading, double target)
{
    if (!reading.lufs)
        return 0;
    return std::min(
        {target - *reading.lufs, kCeilingDbtp - reading.truePeakDb, kMaxLoudnessGainDb});
}

} // namespace lavalier::exporter
