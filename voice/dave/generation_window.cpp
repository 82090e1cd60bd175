#include "voice/dave/generation_window.h"

namespace lavalier::dave {
namespace {

constexpr int kGenerationShift = 24;

} // namespace

std::uint32_t GenerationWindow::unwrap(std::uint32_t oldest, std::uint8_t wire)
{
    const std::uint32_t turns = oldest / kWrap * kWrap;
    return turns + wire + (wire < oldest % kWrap ? kWrap : 0);
}

std::uint64_t GenerationWindow::wholeNonce(std::uint32_t generation, std::uint32_t counter)
{
    constexpr std::uint32_t kLowBits = (1U << kGenerationShift) - 1;
    return std::uint64_t {generation} << kGenerationShift | (counter & kLowBits);
}

bool GenerationWindow::allows(std::uint32_t generation, SteadyTime now) const
{
    if (generation < m_oldest || generation > m_newest + kMaxGap)
        return false;
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - m_created).count();
    return age >= 0 && generation <= (age * kMaxFramesPerSecond) >> kGenerationShift;
}

void GenerationWindow::record(std::uint32_t generation, SteadyTime now)
{
    if (generation <= m_newest)
        return;
    m_newest = generation;
    m_steps.push_back({generation, now + kRetention});
}

void GenerationWindow::timePassed(SteadyTime now)
{
    while (!m_steps.empty() && now >= m_steps.front().at) {
        m_oldest = m_steps.front().generation;
        m_steps.pop_front();
    }
}

} // namespace lavalier::dave
