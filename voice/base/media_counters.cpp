#include "voice/base/media_counters.h"

#include <algorithm>

namespace lavalier {

void accumulate(StreamCounters& sum, const StreamCounters& part)
{
    sum.heard += part.heard;
    sum.decrypted += part.decrypted;
    sum.waiting += part.waiting;
    sum.undecryptable += part.undecryptable;
    sum.malformed += part.malformed;
    sum.duplicates += part.duplicates;
    sum.expired += part.expired;
    sum.discarded += part.discarded;
    sum.missing += part.missing;
    sum.paddingOnly += part.paddingOnly;
    sum.mostlyZero += part.mostlyZero;
    sum.strayed += part.strayed;
    sum.lastHeard = std::max(sum.lastHeard, part.lastHeard);
}

void accumulate(MediaCounters& sum, const MediaCounters& part)
{
    sum.datagrams += part.datagrams;
    sum.notRtp += part.notRtp;
    sum.otherMedia += part.otherMedia;
    sum.transportRefused += part.transportRefused;
    sum.transportReplayed += part.transportReplayed;
    sum.kernelDropped += part.kernelDropped;
    sum.wrongSender += part.wrongSender;
    sum.withoutKey += part.withoutKey;
    sum.crowdedOut += part.crowdedOut;
    sum.rtcp += part.rtcp;
    sum.malformedRtcp += part.malformedRtcp;
    sum.alarms += part.alarms;
    for (const StreamCounters& stream : part.streams) {
        if (sum.streams.size() < kMaxStreamEntries) {
            sum.streams.push_back(stream);
            continue;
        }
        const auto others = std::ranges::find(sum.streams, Ssrc(), &StreamCounters::ssrc);
        if (others != sum.streams.end())
            accumulate(*others, stream);
        else
            accumulate(sum.streams.emplace_back(), stream);
    }
}

std::vector<std::pair<QByteArray, std::uint64_t>> transportTotals(const MediaCounters& counters)
{
    StreamCounters sum;
    std::uint64_t ofNobody = 0;
    for (const StreamCounters& stream : counters.streams) {
        accumulate(sum, stream);
        if (!stream.user.isValid())
            ofNobody += stream.heard;
    }
    std::vector<std::pair<QByteArray, std::uint64_t>> totals {
        {"datagrams", counters.datagrams},
        {"heard", sum.heard},
        {"decrypted", sum.decrypted},
        {"ofNobody", ofNobody},
        {"kernelDropped", counters.kernelDropped},
        {"wrongSender", counters.wrongSender},
        {"transportRefused", counters.transportRefused},
        {"transportReplayed", counters.transportReplayed},
        {"withoutKey", counters.withoutKey},
        {"crowdedOut", counters.crowdedOut},
        {"undecryptable", sum.undecryptable},
        {"malformed", sum.malformed},
        {"duplicates", sum.duplicates},
        {"expired", sum.expired},
        {"strayed", sum.strayed},
        {"notRtp", counters.notRtp},
        {"otherMedia", counters.otherMedia},
        {"rtcp", counters.rtcp},
        {"malformedRtcp", counters.malformedRtcp}};
    for (const EndToEndCounters& user : counters.endToEnd) {
        const std::pair<const char*, std::uint64_t> reasons[]
            = {{"noKey", user.noKey},
               {"refusedTag", user.refusedTag},
               {"replayed", user.replayed},
               {"badGeneration", user.badGeneration},
               {"notAFrame", user.notAFrame}};
        for (const auto& [reason, count] : reasons) {
            if (count > 0 && totals.size() < kMaxEndToEndNames)
                totals.emplace_back("endToEnd/" + QByteArray::number(qulonglong(user.user.value()))
                                        + '/' + reason,
                                    count);
        }
    }
    return totals;
}

} // namespace lavalier
