#include "sinks/recording/caused_spans.h"

#include "sinks/recording/event_text.h"

#include <algorithm>
#include <utility>

namespace lavalier::recording {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using timeline::CausedSpan;
using timeline::LossCause;

/// Media goes on while the control connection resumes; what takes longer did more than that.
constexpr microseconds kResumeTakes = std::chrono::seconds(3);
/// The kernel counts in 32 bits what it drops: whoever claims more made it up.
constexpr qint64 kMostDropped = 0xFFFFFFFF;

/// Stretches of one kind.
class Spans {
public:
    explicit Spans(LossCause cause)
        : m_cause(cause)
    {
    }
    /// `noticed` later than it really began.
    void begin(microseconds at, microseconds noticed = microseconds(0))
    {
        if (!m_since)
            m_noticed = noticed;
        m_since = m_since.value_or(at);
    }
    void end(microseconds at, microseconds atLeast = microseconds(0))
    {
        if (const auto since = std::exchange(m_since, std::nullopt); since && at - *since > atLeast)
            add(*since - m_noticed, at);
    }
    void add(microseconds from, microseconds to)
    {
        if (from < to)
            m_all.push_back({from, to, m_cause});
    }
    /// In order, each moment once.
    std::vector<CausedSpan> joined() const
    {
        std::vector<CausedSpan> sorted = m_all;
        std::ranges::stable_sort(sorted, {}, &CausedSpan::from);
        std::vector<CausedSpan> spans;
        for (const CausedSpan& span : sorted) {
            if (!spans.empty() && span.from <= spans.back().to)
                spans.back().to = std::max(spans.back().to, span.to);
            else
                spans.push_back(span);
        }
        return spans;
    }

private:
    LossCause m_cause;
    std::optional<microseconds> m_since;
    microseconds m_noticed {0};
    std::vector<CausedSpan> m_all;
};

/// What is left of `spans` outside of `taken`; both in order.
std::vector<CausedSpan> without(const std::vector<CausedSpan>& taken,
                                const std::vector<CausedSpan>& spans)
{
    std::vector<CausedSpan> left;
    for (CausedSpan rest : spans) {
        for (const CausedSpan& one : taken) {
            if (one.to <= rest.from || one.from >= rest.to)
                continue;
            if (rest.from < one.from)
                left.push_back({rest.from, one.from, rest.cause});
            rest.from = std::min(one.to, rest.to);
        }
        if (rest.from < rest.to)
            left.push_back(rest);
    }
    return left;
}

/// The "N ms" at the start of a text, no longer than the recording so far.
microseconds lengthIn(QStringView text, microseconds atMost)
{
    const qint64 said = text.left(text.indexOf(u' ')).toLongLong();
    const auto most = std::chrono::ceil<milliseconds>(atMost).count();
    return std::min(microseconds(milliseconds(std::clamp<qint64>(said, 0, most))), atMost);
}

/// The "N ms" that follows `words`; older files lack both.
microseconds lengthAfter(QLatin1String words, QStringView text, microseconds atMost)
{
    const auto place = text.indexOf(words);
    return place < 0 ? microseconds(0) : lengthIn(text.mid(place + words.size()), atMost);
}

class EventWalk {
public:
    explicit EventWalk(UserId user)
        : m_user(user)
    {
    }

    void take(const RecordedEvent& recorded)
    {
        const QString& text = recorded.event.text;
        switch (recorded.event.type) {
        case EventType::Gap:
            takeGap(recorded.at, text);
            break;
        case EventType::Notice:
            if (text.startsWith(event_text::kPathSilent))
                takePath(recorded.at, QStringView(text).mid(event_text::kPathSilent.size()));
            else if (text == event_text::kDeafened)
                m_deafness.begin(recorded.at);
            else if (text == event_text::kHearsAgain)
                m_deafness.end(recorded.at);
            break;
        case EventType::Exclude:
            if (recorded.event.user != m_user)
                break;
            if (text == QLatin1String("begun"))
                m_exclusions.begin(recorded.at);
            else
                m_exclusions.end(recorded.at);
            break;
        default:
            break;
        }
    }

    std::vector<CausedSpan> finish(microseconds end)
    {
        endAll(end);
        m_absences.end(end);
        for (const Spans* other : {&m_silences, &m_deafness, &m_absences, &m_sleeps}) {
            for (const CausedSpan& span : other->joined())
                m_outages.add(span.from, span.to);
        }
        const auto exclusions = m_exclusions.joined();
        auto spans = without(exclusions, m_outages.joined());
        spans.insert(spans.end(), exclusions.begin(), exclusions.end());
        return spans;
    }

private:
    void takeGap(microseconds at, const QString& text)
    {
        if (text.startsWith(event_text::kVoiceBack)) {
            endOutage(at);
        } else if (text.startsWith(event_text::kVoice)) {
            const auto comma = text.indexOf(event_text::kLastHeard);
            m_isResuming = QStringView(text).left(comma).endsWith(QLatin1String("resuming"));
            m_outages.begin(at, lengthAfter(event_text::kLastHeard, text, at));
        } else if (text == event_text::kInterrupted) {
            endAll(at); // whoever goes on says anew what holds
            m_absences.begin(at);
        } else if (text.startsWith(event_text::kProgramBack)) {
            m_absences.end(at);
        } else if (text.startsWith(event_text::kSlept)) {
            m_sleeps.add(at - lengthIn(QStringView(text).mid(event_text::kSlept.size()), at), at);
        }
    }

    void takePath(microseconds at, QStringView text)
    {
        if (text.startsWith(event_text::kPathOver))
            m_silences.end(at - lengthAfter(event_text::kHeardAgain, text, at));
        else
            m_silences.begin(at - lengthAfter(event_text::kLastHeard, text, at));
    }

    void endOutage(microseconds at)
    {
        m_outages.end(at, m_isResuming ? kResumeTakes : microseconds(0));
    }

    void endAll(microseconds at)
    {
        endOutage(at);
        m_silences.end(at);
        m_deafness.end(at);
        m_exclusions.end(at);
    }

    UserId m_user;
    Spans m_outages {LossCause::Outage};
    Spans m_silences {LossCause::Outage}; // of the voice server
    Spans m_deafness {LossCause::Outage};
    Spans m_absences {LossCause::Outage}; // of this program
    Spans m_sleeps {LossCause::Outage};
    Spans m_exclusions {LossCause::Excluded};
    bool m_isResuming = false;
};

} // namespace

std::vector<timeline::CausedSpan> causedSpans(std::span<const RecordedEvent> events, UserId user,
                                              microseconds end)
{
    EventWalk walk(user);
    for (const RecordedEvent& recorded : events)
        walk.take(recorded);
    return walk.finish(end);
}

std::vector<timeline::DroppedSpan> droppedSpans(std::span<const RecordedEvent> events)
{
    std::vector<timeline::DroppedSpan> spans;
    for (const RecordedEvent& recorded : events) {
        const QStringView text = recorded.event.text;
        if (recorded.event.type != EventType::Gap || !text.startsWith(event_text::kTooBusy))
            continue;
        const QStringView said = text.mid(event_text::kTooBusy.size());
        const qint64 packets = said.left(said.indexOf(u' ')).toLongLong();
        const auto from = recorded.at - lengthAfter(event_text::kDroppedFrom, said, recorded.at);
        const auto to = recorded.at - lengthAfter(event_text::kDroppedTo, said, recorded.at);
        // Told in whole milliseconds: a burst may begin and end in one. All before the beginning is
        // nothing.
        const bool isStretch = from < to || (from == to && to > microseconds(0));
        if (packets > 0 && isStretch && said.contains(event_text::kDroppedFrom))
            spans.push_back({from, to, std::min(packets, kMostDropped)});
    }
    return spans;
}

} // namespace lavalier::recording
