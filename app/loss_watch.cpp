#include "app/loss_watch.h"

#include <algorithm>

namespace lavalier::app {
namespace {

std::uint64_t grown(std::uint64_t before, std::uint64_t after)
{
    return after > before ? after - before : 0;
}

std::size_t indexOf(LossKind kind)
{
    return static_cast<std::size_t>(kind);
}

} // namespace

void LossWatch::begin(const MediaCounters& counters)
{
    skip(counters);
    m_troubles = {};
}

void LossWatch::skip(const MediaCounters& counters)
{
    m_last = lookAt(counters);
    for (auto& [ssrc, stream] : m_last.streams)
        stream.foreign = stream.waiting;
}

LossWatch::Look LossWatch::lookAt(const MediaCounters& counters)
{
    Look look;
    look.computer = counters.kernelDropped + counters.crowdedOut;
    look.withoutKey = counters.withoutKey;
    for (const StreamCounters& stream : counters.streams) {
        // By SSRC alone: the count stays the same when its speaker becomes known.
        Stream& sum = look.streams[stream.ssrc];
        sum.expired += stream.expired;
        sum.undecryptable += stream.undecryptable;
        sum.strayed += stream.strayed;
        sum.waiting += stream.waiting;
        sum.isKnown = sum.isKnown || stream.user.isValid();
    }
    return look;
}

LossWatch::Growth LossWatch::growth(const Look& before, Look& after)
{
    Growth sum {};
    sum[indexOf(LossKind::ThisComputer)] = grown(before.computer, after.computer);
    sum[indexOf(LossKind::Undecryptable)] = grown(before.withoutKey, after.withoutKey);
    for (auto& [ssrc, now] : after.streams) {
        const auto known = before.streams.find(ssrc);
        const Stream was = known == before.streams.end() ? Stream() : known->second;
        // Of one stream those who waited longest are given up first.
        std::uint64_t foreign = was.foreign;
        const auto owed = [&foreign](std::uint64_t lost) {
            const std::uint64_t forgiven = std::min(foreign, lost);
            foreign -= forgiven;
            return lost - forgiven;
        };
        // A known speaker's frame can only have waited for a key.
        sum[indexOf(now.isKnown ? LossKind::Undecryptable : LossKind::UnknownSpeaker)]
            += owed(grown(was.expired, now.expired));
        sum[indexOf(LossKind::Undecryptable)] += owed(grown(was.undecryptable, now.undecryptable));
        now.foreign = std::min(foreign, now.waiting); // the rest was opened after all
        sum[indexOf(LossKind::Misplaced)] += grown(was.strayed, now.strayed);
    }
    return sum;
}

std::vector<LossReport> LossWatch::look(const MediaCounters& counters, SteadyTime now)
{
    Look current = lookAt(counters);
    const Growth lost = growth(m_last, current);
    m_last = std::move(current);
    std::vector<LossReport> reports;
    for (std::size_t i = 0; i < kKinds; ++i) {
        auto& trouble = m_troubles[i];
        const bool begins = lost[i] > 0 && !trouble;
        if (begins)
            trouble.emplace();
        if (!trouble)
            continue;
        trouble->untold += lost[i];
        trouble->total += lost[i];
        if (lost[i] > 0)
            trouble->lastGrown = now;
        const bool isOver = now - trouble->lastGrown >= kQuiet;
        const bool isDue = trouble->untold > 0 && now - trouble->lastTold >= kPace;
        if (!begins && !isDue && !isOver)
            continue;
        reports.push_back(
            {static_cast<LossKind>(i), std::exchange(trouble->untold, 0), trouble->total, isOver});
        trouble->lastTold = now;
        if (isOver)
            trouble.reset();
    }
    return reports;
}

std::vector<LossReport> LossWatch::finish()
{
    std::vector<LossReport> reports;
    for (std::size_t i = 0; i < kKinds; ++i) {
        if (const auto& trouble = m_troubles[i]; trouble && trouble->untold > 0)
            reports.push_back({static_cast<LossKind>(i), trouble->untold, trouble->total, false});
    }
    m_troubles = {};
    return reports;
}

} // namespace lavalier::app
