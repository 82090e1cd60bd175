#include "preview_call.h"

#include "fake_ports.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lavalier::ui::preview {

QString longName(int index)
{
    static const std::array names {
        QString::fromUtf8("Bartholomäus-Maximilian Freiherr von und zu Donaudampfschifffahrt"),
        QString::fromUtf8("مرحبا بالجميع في الاستوديو الكبير"),
        QString::fromUtf8("🎲🐉👩‍👩‍👧‍👦 Würfelkönigin"),
        QString::fromUtf8("ドラゴンと地下迷宮の夜更かし同好会名誉会長"),
        QString::fromUtf8("Z̸̡̛͚a̷̢͓l̶̨̝g̵̛̲ỏ̶̢ the Unreadable"),
    };
    return names[std::size_t(index) % names.size()];
}

void fillLive(LiveSnapshot& live, int count, bool longNames)
{
    const char* names[] = {"Ana", "Bram", "Chidi", "Dana", "Étienne", "Farah",
                           "Gus", "Hana", "Ivo",   "Jun",  "Kofi",    "Lea"};
    live.call = CallState::InCall;
    live.record = RecordState::Recording;
    live.guild = GuildId(10);
    live.channel = ChannelId(11);
    live.guildName = QStringLiteral("Tuesday Dungeon");
    live.channelName = longNames
        ? QStringLiteral("The Extraordinarily Long Table Of The Very Old Tuesday Dungeon Society")
        : QStringLiteral("The Table");
    live.recorded = std::chrono::milliseconds(4'378'400);
    live.bytesOnDisk = 148'000'000;
    live.diskTimeLeft = std::chrono::hours(61);
    live.voiceRoundTrip = std::chrono::milliseconds(38);
    live.lossPercent = 0.2;
    live.notice = Notice::Shown;
    live.encryption = {Encryption::On, 1, 4, QStringLiteral("48213 90774 11806 22817 10293 77120")};
    live.speakers.clear();
    for (int i = 0; i < count; ++i) {
        const QString name = longNames ? longName(i)
                                       : QString::fromUtf8(names[i % 12])
                + (i < 12 ? QString() : QStringLiteral(" %1").arg(i / 12 + 1));
        live.speakers.push_back(
            fake::speaker(101 + static_cast<unsigned>(i), name, SpeakerView::kSilenceDb));
        SpeakerView& s = live.speakers.back();
        s.framesRecorded = 60'000;
        s.verifiable = true;
        if (i % 5 == 2)
            s.framesLost = 12;
        s.muted = i % 5 == 3;
        s.waitingForKeys = i % 5 == 4 && i < 5;
        if (s.waitingForKeys)
            s.lamps = {Lamp::Flowing, Lamp::Attention, Lamp::Starved, Lamp::Starved};
    }
}

void animate(LiveSnapshot& live, double t)
{
    for (std::size_t i = 0; i < live.speakers.size(); ++i) {
        SpeakerView& s = live.speakers[i];
        const double phase = t * 0.9 + double(i) * 1.7;
        const bool talks = !s.muted && (i < 8 || i % 6 == 0)
            && std::sin(phase * 0.9) + std::sin(phase * 0.37) > -0.1;
        const double db
            = -23 + 7 * std::sin(phase * 7) + 5 * std::sin(phase * 13.3) + double(i % 5) * 2;
        s.talking = talks;
        s.averageDb = talks ? float(db) : SpeakerView::kSilenceDb;
        s.peakDb = talks ? float(std::min(-0.5, db + 8)) : SpeakerView::kSilenceDb;
        s.clipped = i == 2;
    }
}

Conversation::Conversation(std::size_t people)
{
    double at = 0.6;
    std::size_t last = people;
    while (at < 120) {
        std::size_t who = next() % people;
        if (who == last)
            who = (who + 1) % people;
        last = who;
        const double length = 1.5 + double(next() % 70) / 10;
        m_turns.push_back({who, at, at + length});
        if (next() % 3 == 0) { // somebody agrees, or objects
            const double in = at + length * 0.6;
            m_turns.push_back({(who + 1 + next() % (people - 1)) % people, in, in + 0.9});
        }
        at += length + double(next() % 9) / 10 - 0.2;
    }
}

void Conversation::speak(LiveSnapshot& live, double t) const
{
    for (std::size_t i = 0; i < live.speakers.size(); ++i) {
        SpeakerView& s = live.speakers[i];
        const bool turn = std::any_of(m_turns.begin(), m_turns.end(), [&](const Turn& one) {
            return one.who == i && t >= one.from && t < one.to;
        });
        const double phase = t + double(i) * 3.1;
        // Words of about half a second with short breaths in between.
        const double word = std::sin(phase * 11) + 0.7 * std::sin(phase * 4.7);
        s.talking = turn && !s.muted;
        const bool sounds = s.talking && word > -1.25;
        const double db = -23 + 6 * word - 2 * double(i % 3);
        s.averageDb = sounds ? float(db) : s.talking ? -48.0F : SpeakerView::kSilenceDb;
        s.peakDb = sounds ? float(std::min(-1.5, db + 9)) : s.averageDb;
    }
}

std::size_t Conversation::next()
{
    m_seed = m_seed * 6364136223846793005U + 1442695040888963407U;
    return std::size_t(m_seed >> 33U);
}

} // namespace lavalier::ui::preview
