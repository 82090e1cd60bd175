#include "sinks/recording/caused_spans.h"

#include <utility>

namespace lavalier::recording {
namespace {

using std::chrono::microseconds;

/// Media goes on while the control connection resumes; what takes longer did more than that.
constexpr microseconds kResumeTakes = std::chrono::seconds(3);

class Spans {
public:
    void begin(microseconds at) { m_since = m_since.value_or(at); }
    void end(microseconds at, timeline::LossCause cause, microseconds atLeast = microseconds(0))
    {
        const auto since = std::exchange(m_since, std::nullopt);
        if (since && at - *since > atLeast)
            m_all.push_back({*since, at, cause});
    }
    const std::vector<timeline::CausedSpan>& all() const { return m_all; }

private:
    std::optional<microseconds> m_since;
    std::vector<timeline::CausedSpan> m_all;
};

} // namespace

std::vector<timeline::CausedSpan> causedSpans(std::span<const RecordedEvent> events, UserId user,
                                              microseconds end)
{
    using timeline::LossCause;
    Spans outages;
    Spans exclusions;
    bool resuming = false;
    const auto patience = [&resuming] { return resuming ? kResumeTakes : microseconds(0); };
    for (const RecordedEvent& recorded : events) {
        const QString& text = recorded.event.text;
        if (recorded.event.type == EventType::Gap && text.startsWith(QLatin1String("voice: "))) {
            if (text.startsWith(QLatin1String("voice: back"))) {
                outages.end(recorded.at, LossCause::Outage, patience());
            } else {
                resuming = text.endsWith(QLatin1String("resuming"));
                outages.begin(recorded.at);
            }
        } else if (recorded.event.type == EventType::Exclude && recorded.event.user == user) {
            if (text == QLatin1String("begun"))
                exclusions.begin(recorded.at);
            else
                exclusions.end(recorded.at, LossCause::Excluded);
        }
    }
    outages.end(end, LossCause::Outage, patience());
    exclusions.end(end, LossCause::Excluded);
    std::vector<timeline::CausedSpan> spans = outages.all();
    spans.insert(spans.end(), exclusions.all().begin(), exclusions.all().end());
    return spans;
}

} // namespace lavalier::recording
