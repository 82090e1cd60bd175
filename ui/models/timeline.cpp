#include "ui/models/timeline.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lavalier::ui {

void Timeline::setLength(double seconds)
{
    seconds = std::max(seconds, 0.0);
    if (seconds == m_length)
        return;
    m_length = seconds;
    m_cursor = std::min(m_cursor, m_length);
    if (m_anchor)
        m_anchor = std::min(*m_anchor, m_length);
    if (m_untouched)
        fit();
    else
        setView(m_scale.start, m_scale.perPixel);
}

void Timeline::setWidth(int pixels)
{
    pixels = std::max(pixels, 1);
    if (pixels == m_width)
        return;
    m_width = pixels;
    if (m_untouched)
        fit();
    else
        setView(m_scale.start, m_scale.perPixel);
}

double Timeline::coarsest() const
{
    return std::max(m_length / m_width, finest());
}

bool Timeline::isFitted() const
{
    return m_scale.perPixel >= coarsest() * (1 - 1e-9);
}

void Timeline::setView(double start, double perPixel)
{
    perPixel = std::clamp(perPixel, finest(), coarsest());
    start = std::clamp(start, 0.0, std::max(0.0, m_length - perPixel * m_width));
    if (start == m_scale.start && perPixel == m_scale.perPixel)
        return;
    m_scale.start = start;
    m_scale.perPixel = perPixel;
    emit viewChanged();
}

void Timeline::fit()
{
    m_untouched = true;
    setView(0, coarsest());
}

void Timeline::show(double from, double to)
{
    m_untouched = false;
    setView(from, std::max(to - from, 0.0) / m_width);
}

void Timeline::zoom(double factor, double x)
{
    if (!(factor > 0))
        return;
    const double there = secondsAt(x);
    const double perPixel = std::clamp(m_scale.perPixel / factor, finest(), coarsest());
    m_untouched = perPixel >= coarsest();
    setView(there - x * perPixel, perPixel);
}

void Timeline::zoomAtCursor(double factor)
{
    const double x = xOf(m_cursor);
    zoom(factor, x >= 0 && x <= m_width ? x : m_width / 2.0);
}

void Timeline::scrollTo(double start)
{
    setView(start, m_scale.perPixel);
}

void Timeline::reveal(double seconds, bool ahead)
{
    const double x = xOf(seconds);
    if (x >= 0 && x <= m_width)
        return;
    if (ahead)
        scrollTo(seconds);
    else
        scrollTo(x < 0 ? seconds - shown() * 0.1 : seconds - shown() * 0.9);
}

std::optional<std::pair<double, double>> Timeline::selection() const
{
    if (!m_anchor || *m_anchor == m_cursor)
        return std::nullopt;
    return std::minmax(*m_anchor, m_cursor);
}

void Timeline::setCursor(double seconds)
{
    seconds = std::clamp(seconds, 0.0, m_length);
    if (seconds == m_cursor && !m_anchor)
        return;
    m_cursor = seconds;
    m_anchor.reset();
    emit cursorChanged();
}

void Timeline::select(double to)
{
    if (!m_anchor)
        m_anchor = m_cursor;
    m_cursor = std::clamp(to, 0.0, m_length);
    emit cursorChanged();
}

void Timeline::selectSpan(double from, double to)
{
    m_anchor = std::clamp(from, 0.0, m_length);
    m_cursor = std::clamp(to, 0.0, m_length);
    emit cursorChanged();
}

void Timeline::clearSelection()
{
    if (m_anchor) {
        m_anchor.reset();
        emit cursorChanged();
    }
}

void Timeline::setPlayhead(std::optional<double> seconds)
{
    if (seconds == m_playhead)
        return;
    const auto before = std::exchange(m_playhead, seconds);
    emit playheadChanged(before);
}

} // namespace lavalier::ui
