// What the texts of a recording say, which a stranger may have written: changes made afterwards,
// what happened in the call, its encryption. Lines are rows: kind, place, person, text, apart by
// tabs; the reader has bounded a row's place already.
#include "sinks/recording/caused_spans.h"
#include "sinks/recording/encryption_history.h"
#include "sinks/recording/recording_edits.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

using namespace lavalier;
using namespace lavalier::recording;
using std::chrono::microseconds;

namespace {

void check(bool promise)
{
    if (!promise)
        std::abort();
}

constexpr std::int64_t kMonthUs = std::int64_t {30} * 24 * 3600 * 1'000'000;
constexpr UserId kUser(7);

/// Within what PartReader lets through.
microseconds placeIn(const QString& text)
{
    return microseconds(std::clamp<std::int64_t>(text.toLongLong(), 0, kMonthUs));
}

void checkEdits(const Edits& edits, std::size_t rows)
{
    for (const auto& [user, gain] : edits.gains)
        check(user.isValid() && std::abs(gain) <= kMaxGain && gain != 0);
    check(!edits.trim
          || (edits.trim->first.count() >= 0 && edits.trim->first < edits.trim->second
              && edits.trim->second.count() <= kMonthUs));
    check(edits.markers.size() <= rows);
    check(std::ranges::is_sorted(edits.markers, {}, &Marker::at));
    for (const Marker& marker : edits.markers)
        check(marker.at.count() >= 0 && marker.at.count() <= kMonthUs);
}

/// What edits come to is what a person could have said, and comes to the same said so.
void checkSaidAgain(const Edits& edits)
{
    std::vector<EditRow> rows;
    const auto say = [&rows](const Edit& edit) {
        rows.push_back({static_cast<std::int64_t>(rows.size()) + 1, edit, Standing::Stands});
    };
    for (const auto& [user, gain] : edits.gains)
        say(gainEdit(user, gain));
    for (const auto& [user, excluded] : edits.excluded)
        say(excludeEdit(user, excluded));
    say(trimEdit(edits.trim));
    for (const Marker& marker : edits.markers)
        say(markerAddEdit(marker.at, marker.text));
    const Edits again = foldEdits(rows, {});
    check(again.excluded == edits.excluded && again.trim == edits.trim);
    check(again.markers.size() == edits.markers.size());
    for (std::size_t i = 0; i < again.markers.size(); ++i)
        check(again.markers[i].at == edits.markers[i].at);
    for (const auto& [user, gain] : again.gains) { // kept to a tenth
        const auto before = edits.gains.find(user);
        check(before != edits.gains.end() && std::abs(before->second - gain) <= 0.051);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size > 8192)
        return 0;
    const QString text
        = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    std::vector<EditRow> rows;
    std::vector<RecordedEvent> events;
    for (const QString& line : text.split(u'\n')) {
        const QStringList parts = line.split(u'\t');
        const int kind = parts.value(0).isEmpty() ? 0 : parts[0].front().unicode();
        const QString said = parts.value(3);
        events.push_back(
            {placeIn(parts.value(1)),
             {static_cast<EventType>(kind % (static_cast<int>(EventType::Exclude) + 1)),
              UserId(parts.value(2).toULongLong()), said}});
        rows.push_back(
            {static_cast<std::int64_t>(rows.size()) + 1,
             {static_cast<EditKind>(kind % (static_cast<int>(EditKind::MarkerDelete) + 1)),
              parts.value(2), said},
             static_cast<Standing>(parts.value(1).size() % 3)});
        const EpochNote note = readEpoch(said);
        if (said.startsWith(QLatin1String("version ")) && !note.privacyCode.isEmpty())
            check(epochEvent(note.version, note.epoch, note.privacyCode).type == EventType::Epoch
                  && readEpoch(epochEvent(note.version, note.epoch, note.privacyCode).text).epoch
                      == note.epoch);
    }
    const Edits edits = foldEdits(rows, events);
    checkEdits(edits, rows.size() + events.size());
    checkSaidAgain(edits);

    const EncryptionHistory history = encryptionOf(events);
    check(history.changes.size() <= events.size() && history.others.size() <= events.size());
    check(!history.own || history.own->publicKey.size() == 65);
    for (const EncryptionHistory::Key& key : history.others)
        check(key.publicKey.size() == 65 && history.keyOf(key.user) != nullptr);

    // As of a file, whose events need not be in order.
    const microseconds end(kMonthUs);
    std::vector<timeline::CausedSpan> spans = causedSpans(events, kUser, end);
    std::ranges::sort(spans, {}, &timeline::CausedSpan::from);
    for (std::size_t i = 0; i < spans.size(); ++i) {
        check(spans[i].from.count() >= 0 && spans[i].from < spans[i].to && spans[i].to <= end);
        check(i == 0 || spans[i - 1].to <= spans[i].from); // each moment is told once
    }
    return 0;
}
