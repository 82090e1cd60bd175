#include "sinks/exporter/mix_sum.h"

#include <QFile>

#include <cmath>

namespace lavalier::exporter {

std::unique_ptr<MixSum> MixSum::make(const QString& folder, SampleCount samples)
{
    auto file = FreshFile::make(folder);
    if (!file)
        return nullptr;
    auto sum = std::make_unique<MixSum>();
    sum->m_file = *std::move(file);
    sum->m_sound = {sum->m_file.path(), 2, samples};
    // A hole: what nobody says is never written.
    QFile fresh(sum->m_file.path());
    if (!fresh.open(QIODevice::ReadWrite)
        || !fresh.resize(samples.value() * 2 * static_cast<qint64>(sizeof(float))))
        return nullptr;
    return sum;
}

bool MixSum::add(const SoundFile& track, double gainDb, const std::atomic<bool>& cancelled)
{
    const std::lock_guard lock(m_mutex);
    m_wide = m_wide || track.channels == 2;
    return track.addTo(m_sound, static_cast<float>(std::pow(10.0, gainDb / 20)), cancelled);
}

const SoundFile* MixSum::finish(Channels wanted, const std::atomic<bool>& cancelled)
{
    const std::lock_guard lock(m_mutex);
    const bool wide = wanted == Channels::Stereo || (wanted == Channels::Auto && m_wide);
    // Both sides are alike: what was added was mono.
    if (!wide && m_sound.channels == 2 && !m_sound.keepLeft(cancelled))
        return nullptr;
    return &m_sound;
}

} // namespace lavalier::exporter
