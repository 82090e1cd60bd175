#include "sinks/exporter/sound_file.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <vector>

namespace lavalier::exporter {
namespace {

constexpr std::int64_t kFramesAtOnce = 64 * 1024;

qint64 bytesOf(std::size_t floats)
{
    return static_cast<qint64>(floats * sizeof(float));
}

bool readBlock(QFile& file, std::span<float> block)
{
    return file.read(reinterpret_cast<char*>(block.data()), bytesOf(block.size()))
        == bytesOf(block.size());
}

bool writeBlock(QFile& file, std::span<const float> block)
{
    return file.write(reinterpret_cast<const char*>(block.data()), bytesOf(block.size()))
        == bytesOf(block.size());
}

std::int64_t nextFrames(std::int64_t left)
{
    return std::min(left, kFramesAtOnce);
}

} // namespace

bool SoundFile::read(const std::atomic<bool>& cancelled,
                     const std::function<void(Block)>& visit) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    std::vector<float> floats(static_cast<std::size_t>(kFramesAtOnce * channels));
    for (std::int64_t left = samples.value(); left > 0 && !cancelled;) {
        const std::int64_t frames = nextFrames(left);
        const auto block = std::span(floats).first(static_cast<std::size_t>(frames * channels));
        if (!readBlock(file, block))
            return false;
        visit(block);
        left -= frames;
    }
    return true;
}

bool SoundFile::change(const std::atomic<bool>& cancelled, SampleCount delay,
                       const std::function<void(Block)>& change) const
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return false;
    std::vector<float> floats(static_cast<std::size_t>(kFramesAtOnce * channels));
    std::int64_t unwritten = delay.value(); // of what comes out, the beginning is not ours
    qint64 to = 0;
    const std::int64_t all = samples.value() + delay.value();
    for (std::int64_t at = 0; at < all && !cancelled;) {
        const std::int64_t frames = nextFrames(all - at);
        const auto block = std::span(floats).first(static_cast<std::size_t>(frames * channels));
        const std::int64_t real = std::clamp<std::int64_t>(samples.value() - at, 0, frames);
        const auto present = block.first(static_cast<std::size_t>(real * channels));
        std::ranges::fill(block.subspan(present.size()), 0.0F);
        if (!file.seek(bytesOf(static_cast<std::size_t>(at * channels)))
            || !readBlock(file, present))
            return false;
        change(block);
        const std::int64_t skipped = std::min(unwritten, frames);
        unwritten -= skipped;
        const auto out = block.subspan(static_cast<std::size_t>(skipped * channels));
        if (!file.seek(to) || !writeBlock(file, out))
            return false;
        to += bytesOf(out.size());
        at += frames;
    }
    return true;
}

bool SoundFile::addTo(const SoundFile& stereo, float gain, const std::atomic<bool>& cancelled) const
{
    QFile sum(stereo.path);
    if (!sum.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return false;
    bool good = true;
    qint64 at = 0;
    std::vector<float> both;
    const bool whole = read(cancelled, [&](Block block) {
        const std::size_t frames = block.size() / static_cast<std::size_t>(channels);
        both.resize(2 * frames);
        const bool silent = std::ranges::all_of(block, [](float s) { return s == 0.0F; });
        if (good && !silent) {
            good = sum.seek(at) && readBlock(sum, both);
            for (std::size_t i = 0; i < frames; ++i) {
                both[2 * i] += gain * block[channels == 2 ? 2 * i : i];
                both[2 * i + 1] += gain * block[channels == 2 ? 2 * i + 1 : i];
            }
            good = good && sum.seek(at) && writeBlock(sum, both);
        }
        at += bytesOf(both.size());
    });
    return whole && good;
}

bool SoundFile::keepLeft(const std::atomic<bool>& cancelled)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return false;
    bool good = true;
    qint64 to = 0;
    // What is written never reaches what is still to be read.
    const bool whole = read(cancelled, [&](Block block) {
        const std::size_t frames = block.size() / 2;
        for (std::size_t i = 0; i < frames; ++i)
            block[i] = block[2 * i];
        good = good && file.seek(to) && writeBlock(file, block.first(frames));
        to += bytesOf(frames);
    });
    if (!whole || !good || !file.resize(to))
        return false;
    channels = 1;
    return true;
}

bool SoundFile::appendTo(const QString& path_, int bytesPerSample,
                         const std::atomic<bool>& cancelled) const
{
    QFile file(path_);
    if (!file.open(QIODevice::Append))
        return false;
    const double top = bytesPerSample == 2 ? 32768.0 : 8388608.0;
    bool good = true;
    QByteArray bytes;
    const bool whole = read(cancelled, [&](Block block) {
        bytes.resize(static_cast<qsizetype>(block.size()) * bytesPerSample);
        char* to = bytes.data();
        for (const float sample : block) {
            const double scaled = std::clamp(std::nearbyint(double(sample) * top), -top, top - 1);
            const auto value = static_cast<std::uint32_t>(static_cast<std::int32_t>(scaled));
            for (int byte = 0; byte < bytesPerSample; ++byte)
                *to++ = static_cast<char>(value >> (8 * byte));
        }
        good = good && file.write(bytes) == bytes.size();
    });
    return whole && good && file.flush();
}

} // namespace lavalier::exporter
