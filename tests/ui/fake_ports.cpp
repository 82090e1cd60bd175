#include "fake_ports.h"

#include <algorithm>
#include <cmath>

namespace lavalier::ui::fake {

namespace {

MemberView member(std::uint64_t id, const char* name, bool muted = false)
{
    MemberView view;
    view.id = UserId(id);
    view.name = QString::fromUtf8(name);
    view.muted = muted;
    return view;
}

ChannelView channel(std::uint64_t id, const char* name, const char* category)
{
    ChannelView view;
    view.id = ChannelId(id);
    view.name = QString::fromUtf8(name);
    view.category = QString::fromUtf8(category);
    return view;
}

} // namespace

std::vector<GuildView> exampleGuilds()
{
    GuildView dungeon;
    dungeon.id = GuildId(10);
    dungeon.name = QStringLiteral("Tuesday Dungeon");
    ChannelView table = channel(11, "The Table", "");
    table.members = {member(101, "Ana"), member(102, "Bram"), member(103, "Chidi"),
                     member(104, "Dana", true), member(105, "Étienne")};
    ChannelView green = channel(12, "Green Room", "Backstage");
    green.userLimit = 4;
    ChannelView staff = channel(13, "Staff", "Backstage");
    staff.block = JoinBlock::NoConnectPermission;
    dungeon.channels = {table, green, staff};

    GuildView crew;
    crew.id = GuildId(20);
    crew.name = QStringLiteral("Podcast Crew");
    ChannelView studio = channel(21, "Studio A", "");
    studio.members = {member(201, "Farah"), member(202, "Gus")};
    ChannelView stage = channel(22, "Live Stage", "");
    stage.kind = ChannelKind::Stage;
    for (std::uint64_t i = 0; i < 14; ++i)
        stage.members.push_back(member(300 + i, "Listener"));
    ChannelView full = channel(23, "Small Booth", "");
    full.userLimit = 2;
    full.block = JoinBlock::Full;
    full.members = {member(221, "Hana"), member(222, "Ivo")};
    crew.channels = {studio, stage, full};
    return {dungeon, crew};
}

SpeakerView speaker(std::uint64_t id, const QString& name, float db)
{
    SpeakerView view;
    view.id = UserId(id);
    view.name = name;
    view.talking = db > -60;
    view.peakDb = db > -60 ? db + 6 : SpeakerView::kSilenceDb;
    view.averageDb = db;
    view.lamps.fill(Lamp::Flowing);
    return view;
}

namespace {

/// Speech that comes and goes, the same in every run.
class InventedWave final : public TrackWave {
public:
    InventedWave(int who, double length)
        : m_who(who)
        , m_length(length)
    {
    }
    void columns(double from, double step, std::span<WaveExtent> out) const override
    {
        for (std::size_t i = 0; i < out.size(); ++i) {
            // The loudest of a few places within the column stands for all.
            float loud = 0;
            for (int k = 0; k < 6; ++k)
                loud = std::max(loud, at(from + step * (double(i) + k / 6.0)));
            const float other = 0.6F + 0.4F * float(std::sin(double(i) * 12.9898 + m_who));
            out[i] = {-loud * other, loud};
        }
    }

private:
    float at(double t) const
    {
        if (t < 0 || t > m_length)
            return 0;
        const double turn = std::sin(t / 23 + m_who * 2.1) + std::sin(t / 61 + m_who * 4.7)
            + 0.6 * std::sin(t / 7.3 + m_who);
        if (turn < 0.35)
            return 0;
        const double word = 0.5 + 0.5 * std::sin(t * 5.1 + m_who) * std::sin(t * 1.7);
        const double grain = 0.5 + 0.5 * std::sin(t * 97.3) * std::sin(t * 311.7 + m_who);
        return float(std::min(0.95, 0.55 * word * (0.35 + 0.65 * grain) * std::min(1.0, turn)));
    }
    const int m_who;
    const double m_length;
};

} // namespace

ReviewView exampleReview(int tracks)
{
    using namespace std::chrono_literals;
    const char* names[] = {"Ana", "Bram", "Chidi", "Dana", "Étienne", "Farah", "Gus", "Hana"};
    ReviewView view;
    view.state = ReviewState::Ready;
    view.path = QStringLiteral("/home/ana/Music/Lavalier/0.lavalier");
    view.title = QStringLiteral("The Table");
    view.place = QStringLiteral("The Table · Tuesday Dungeon");
    view.started = QDateTime(QDate(2026, 11, 20), QTime(20, 15));
    view.length = 4378s;
    view.editable = true;
    for (int i = 0; i < tracks; ++i) {
        ReviewTrack track;
        track.id = UserId(101 + unsigned(i == 4 ? 5 : i));
        track.name
            = QString::fromUtf8(names[i % 8]) + (i < 8 ? QString() : QStringLiteral(" %1").arg(i));
        track.wave = std::make_shared<InventedWave>(i, 4378.0);
        track.waveProgress = 1;
        if (i % 3 == 1)
            track.losses = {{900s, 60ms, LossMark::Concealed, 3},
                            {1400s, 12s, LossMark::Dropped, 600},
                            {1800s, 40s, LossMark::Undecryptable, 0},
                            {2300s, 20s, LossMark::Undecodable, 1000},
                            {3000s, 12s, LossMark::Outage, 0}};
        view.tracks.push_back(track);
    }
    view.markers = {{QStringLiteral("event 1"), 640s, QStringLiteral("the dragon wakes")},
                    {QStringLiteral("event 2"), 1930s, QString()},
                    {QStringLiteral("edit 3"), 2750s,
                     QStringLiteral("coffee, and a very long talk about the rules")}};
    view.undo = EditName::Marker;
    return view;
}

std::vector<RecordingView> exampleRecordings()
{
    std::vector<RecordingView> list;
    const char* titles[]
        = {"The Table",       "The Table",
           "Studio A: pilot", "The dragon at last, part two of the very long evening",
           "Studio A",        "Live Stage"};
    const RecordingState states[]
        = {RecordingState::Finished, RecordingState::Interrupted, RecordingState::Finished,
           RecordingState::Finished, RecordingState::Finished,    RecordingState::Unreadable};
    const char* names[] = {"Ana", "Bram", "Chidi", "Dana", "Étienne", "Farah", "Gus", "Hana"};
    for (int i = 0; i < 6; ++i) {
        RecordingView view;
        view.path = QStringLiteral("/home/ana/Music/Lavalier/%1.lavalier").arg(i);
        view.title = QString::fromUtf8(titles[i]);
        view.channelName
            = i == 2 || i == 4 ? QStringLiteral("Studio A") : QStringLiteral("The Table");
        view.guildName
            = i == 2 || i == 4 ? QStringLiteral("Podcast Crew") : QStringLiteral("Tuesday Dungeon");
        view.started = QDateTime(QDate(2026, 11, 20 - i), QTime(20, 15 + i));
        view.length = std::chrono::seconds(4378 - i * 700);
        view.bytes = 148'000'000ULL / static_cast<unsigned>(i + 1);
        view.framesLost = i == 1 ? 120 : 0;
        view.state = states[i];
        for (int n = 0; n <= 2 + i; ++n)
            view.speakers.push_back(
                {UserId(101 + static_cast<unsigned>(n)), QString::fromUtf8(names[n])});
        list.push_back(view);
    }
    return list;
}

} // namespace lavalier::ui::fake
