// Opens the window in a given state on invented facts and saves a picture of it. For the eye, not a
// test.
//
// State "call" is the picture of the README: a minute of a lively call, one marker, all well.
//
//   preview --state live5 --theme dark --size 1280x800 --output shot.png [--lang de] [--rtl]
//   [--long] [--listening] [--font Inter]
#include "fake_ports.h"

#include "ui/main_window.h"
#include "ui/pages/export_dialog.h"
#include "ui/pages/live_page.h"
#include "ui/pages/recordings_page.h"
#include "ui/pages/review_page.h"
#include "ui/pages/setup_assistant.h"
#include "ui/widgets/lanes_view.h"

#include <QAction>
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QPainter>
#include <QPixmap>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace lavalier;
using namespace lavalier::ui;

namespace {

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
    live.encryption = {Encryption::On, 1, 4, QStringLiteral("48213 90774 11806 22817 10293 77120")};
    for (int i = 0; i < count; ++i) {
        QString name = QString::fromUtf8(names[i % 12])
            + (i < 12 ? QString() : QStringLiteral(" %1").arg(i / 12 + 1));
        if (longNames)
            name = i % 3 == 0
                ? QStringLiteral("Bartholomäus-Maximilian von und zu Donaudampfschifffahrt")
                : i % 3 == 1 ? QString::fromUtf8("مرحبا بالجميع في الاستوديو")
                             : QString::fromUtf8("🎲🐉 Würfelkönigin");
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

/// People taking turns: who speaks when is the same in every run.
class Conversation {
public:
    explicit Conversation(std::size_t people)
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

    void speak(LiveSnapshot& live, double t) const
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

private:
    struct Turn {
        std::size_t who;
        double from;
        double to;
    };
    std::size_t next()
    {
        m_seed = m_seed * 6364136223846793005U + 1442695040888963407U;
        return std::size_t(m_seed >> 33U);
    }
    std::uint64_t m_seed = 7;
    std::vector<Turn> m_turns;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    for (const char* name :
         {"state", "theme", "size", "output", "lang", "font", "seconds", "scale"})
        parser.addOption({QLatin1String(name), QString(), QLatin1String("value")});
    parser.addOption({QStringLiteral("rtl"), QString()});
    parser.addOption({QStringLiteral("long"), QString()});
    parser.addOption({QStringLiteral("listening"), QString()});
    parser.process(application);
    const QString state = parser.value(QStringLiteral("state"));
    if (parser.isSet(QStringLiteral("font"))) {
        QFont font = application.font();
        font.setFamily(parser.value(QStringLiteral("font")));
        application.setFont(font);
    }
    if (parser.isSet(QStringLiteral("scale"))) {
        QFont font = application.font();
        font.setPointSizeF(font.pointSizeF() * parser.value(QStringLiteral("scale")).toDouble());
        application.setFont(font);
    }
    if (parser.isSet(QStringLiteral("rtl")))
        application.setLayoutDirection(Qt::RightToLeft);

    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    settings.value.theme = parser.value(QStringLiteral("theme")) == QLatin1String("light")
        ? Theme::Light
        : Theme::Dark;
    settings.value.language = parser.isSet(QStringLiteral("lang"))
        ? parser.value(QStringLiteral("lang"))
        : QStringLiteral("en");
    recorder.guildsValue = fake::exampleGuilds();
    library.list = fake::exampleRecordings();
    const bool longNames = parser.isSet(QStringLiteral("long"));
    const int count = state == QLatin1String("live1") ? 1
        : state == QLatin1String("live25")            ? 25
        : state == QLatin1String("live99")            ? 99
                                                      : 5;
    if (state.startsWith(QLatin1String("live")) || state == QLatin1String("problem")
        || state == QLatin1String("paused") || state == QLatin1String("incall")
        || state == QLatin1String("call"))
        fillLive(recorder.live, count, longNames);
    const bool call = state == QLatin1String("call");
    if (call) {
        for (std::size_t i = 0; i < recorder.live.speakers.size(); ++i) {
            SpeakerView& s = recorder.live.speakers[i];
            s.framesLost = 0;
            s.muted = false;
            s.waitingForKeys = false;
            s.lamps.fill(Lamp::Flowing);
            recorder.guildsValue[0].channels[0].members[i].muted = false;
        }
        recorder.live.lossPercent = 0.1;
        // Five colours that nobody mixes up.
        recorder.live.speakers[4].id = UserId(106);
        recorder.guildsValue[0].channels[0].members[4].id = UserId(106);
    }
    if (parser.isSet(QStringLiteral("listening"))) {
        recorder.live.listening = Listening::On;
        recorder.live.listeningVolume = 0.7;
        recorder.live.speakers[1].listening.muted = true;
        recorder.live.speakers[2].listening = {true, false, 3};
    }
    if (state == QLatin1String("paused"))
        recorder.live.record = RecordState::Paused;
    if (state == QLatin1String("incall")) {
        recorder.live.record = RecordState::Idle;
        recorder.live.recorded = {};
    }
    // The lock's states: "lock-off", "lock-stage", "lock-joining", "lock-recovering"; "code" and
    // "verify" open its popovers.
    EncryptionView& encryption = recorder.live.encryption;
    if (state.startsWith(QLatin1String("lock-")) || state == QLatin1String("code")
        || state == QLatin1String("verify")) {
        fillLive(recorder.live, 5, longNames);
        recorder.live.speakers[4].waitingForKeys = false;
        recorder.live.speakers[4].lamps.fill(Lamp::Flowing);
    }
    if (state == QLatin1String("lock-off") || state == QLatin1String("lock-stage"))
        encryption = {Encryption::Off, 0, 0, {}};
    if (state == QLatin1String("lock-stage"))
        recorder.live.channelKind = ChannelKind::Stage;
    if (state == QLatin1String("lock-joining"))
        encryption = {Encryption::Joining, 1, 0, {}};
    if (state == QLatin1String("lock-recovering"))
        encryption = {Encryption::Recovering, 1, 4, {}};
    if (state == QLatin1String("quiet")) {
        fillLive(recorder.live, 0, false);
        recorder.live.record = RecordState::Idle;
    }
    if (state == QLatin1String("empty")) {
        recorder.accountValue = {};
        recorder.guildsValue.clear();
        library.list.clear();
        settings.place = TokenPlace::None;
    }
    if (state == QLatin1String("norecordings"))
        library.list.clear();
    if (state == QLatin1String("problem")) {
        recorder.problemsValue = {
            {QStringLiteral("keys"), Problem::Severity::Warning,
             QStringLiteral("Étienne is talking but not being recorded."),
             QStringLiteral("His audio cannot be decrypted yet. Everyone else is safe on disk."),
             QStringLiteral("Lavalier is asking for new keys."),
             QStringLiteral("user 105, stream 1/5"), Problem::Remedy::None},
            {QStringLiteral("disk.full"), Problem::Severity::Error,
             QStringLiteral("The disk is full."),
             QStringLiteral("What was said so far is safe; the last 12 s wait in memory."),
             QStringLiteral("Free some space or choose another folder."), QStringLiteral("ENOSPC"),
             Problem::Remedy::ChooseFolder},
            {QStringLiteral("mp3"),
             Problem::Severity::Notice,
             QStringLiteral("MP3 export is not available."),
             {},
             QStringLiteral("Install ffmpeg to get it."),
             {},
             Problem::Remedy::None},
        };
        exporter.list = {
            {1,
             QStringLiteral("The Table"),
             ExportState::Running,
             0.42,
             QStringLiteral("/x"),
             {},
             {}},
            {2,
             QStringLiteral("Studio A: pilot"),
             ExportState::Done,
             1,
             QStringLiteral("/x"),
             {QStringLiteral("a"), QStringLiteral("b")},
             {}},
        };
    }

    if (state.startsWith(QLatin1String("review"))) {
        ReviewView& view = library.opened.view;
        view = fake::exampleReview(state.endsWith(QLatin1String("25")) ? 25 : 5);
        if (state.contains(QLatin1String("edited"))) {
            view.tracks[1].gain = 4.5;
            view.tracks[2].excluded = true;
            view.tracks[3].solo = true;
            view.tracks[0].muted = true;
            view.trim = {std::chrono::minutes(5), std::chrono::minutes(68)};
            view.notes = QStringLiteral("Cut the first five minutes.\nAsk Bram for the map.");
            view.redo = EditName::Trim;
        }
        if (state.contains(QLatin1String("loading")))
            for (std::size_t i = 1; i < view.tracks.size(); ++i) {
                view.tracks[i].wave.reset();
                view.tracks[i].waveProgress = i == 1 ? 0.42 : 0;
                view.tracks[i].waveFailed = i == 3;
            }
        if (state.contains(QLatin1String("failed"))) {
            view.state = ReviewState::Failed;
            view.problem = {QStringLiteral("recording.read"),
                            Problem::Severity::Error,
                            QStringLiteral("The Table.lavalier is damaged."),
                            QStringLiteral("The file was not touched."),
                            QStringLiteral("Keep a copy; what is readable can still be exported."),
                            {},
                            Problem::Remedy::None};
        }
        if (longNames)
            for (std::size_t i = 0; i < view.tracks.size(); ++i)
                view.tracks[i].name = i % 2 == 0
                    ? QStringLiteral("Bartholomäus-Maximilian von und zu Donaudampfschifffahrt")
                    : QString::fromUtf8("مرحبا بالجميع في الاستوديو");
    }
    if (state == QLatin1String("recordings1000")) {
        const auto some = library.list;
        while (library.list.size() < 1000)
            for (const RecordingView& one : some) {
                library.list.push_back(one);
                library.list.back().path += QString::number(library.list.size());
            }
    }

    MainWindow window(recorder, library, exporter, settings);
    const QString given = parser.value(QStringLiteral("size"));
    const QStringList size = (given.isEmpty() ? QStringLiteral("1280x800") : given).split(u'x');
    window.resize(size.value(0).toInt(), size.value(1).toInt());
    window.show();
    if (state.startsWith(QLatin1String("review"))) {
        window.showPage(MainWindow::Page::Recordings);
        window.findChild<RecordingsPage*>()->openSelected();
        auto* page = window.findChild<ReviewPage*>();
        emit library.opened.reviewChanged();
        QTimer::singleShot(400, page, [page, state] {
            Timeline& timeline = page->timeline();
            if (state.contains(QLatin1String("zoom"))) {
                timeline.setCursor(1822);
                timeline.show(1815, 1835);
                timeline.selectSpan(1822, 1829);
            } else if (!state.contains(QLatin1String("loading"))) {
                timeline.setCursor(2100);
            }
        });
    }
    if (state.startsWith(QLatin1String("recordings")) || state == QLatin1String("norecordings"))
        window.showPage(MainWindow::Page::Recordings);
    fake::Rehearsal rehearsal;
    if (state.startsWith(QLatin1String("setup"))) { // setup0 … setup5
        window.setRehearsal(rehearsal);
        window.showSetup();
        for (int i = 0; i < state.mid(5).toInt(); ++i)
            window.findChild<QPushButton*>(QStringLiteral("SetupNext"))->click();
    }
    if (state == QLatin1String("settings"))
        window.showPage(MainWindow::Page::Settings);
    if (state == QLatin1String("export") || state == QLatin1String("nomp3")) {
        exporter.mp3 = state == QLatin1String("export");
        window.showPage(MainWindow::Page::Recordings);
        window.showExportDialog();
    }

    QTimer::singleShot(300, &window, [&] {
        for (QAction* action : window.actions())
            if (state == QLatin1String("code")
                && action->objectName() == QLatin1String("actionEncryption"))
                action->trigger();
        if (state == QLatin1String("verify")) {
            auto* lane = window.findChild<LivePage*>()->lanes()->lanes().front();
            emit lane->verifyRequested(lane->speaker());
            emit recorder.verificationCodeReady(
                lane->speaker(),
                QStringLiteral("30217 55482 90713 04466 71829 66150 23904 88371 10592"));
        }
    });

    QElapsedTimer clock;
    clock.start();
    const Conversation conversation(5);
    QTimer motion;
    QObject::connect(&motion, &QTimer::timeout, &window, [&] {
        if (call)
            conversation.speak(recorder.live, double(clock.elapsed()) / 1000.0);
        else if (!recorder.live.speakers.empty() && recorder.live.record != RecordState::Paused)
            animate(recorder.live, double(clock.elapsed()) / 1000.0);
        if (recorder.live.record == RecordState::Recording)
            recorder.live.recorded = std::chrono::milliseconds(4'365'400 + clock.elapsed());
        emit recorder.activityResumed();
    });
    motion.start(50);
    const double seconds = parser.isSet(QStringLiteral("seconds"))
        ? parser.value(QStringLiteral("seconds")).toDouble()
        : 1.5;
    if (call) {
        const int length = int(seconds * 1000);
        QTimer::singleShot(length * 6 / 10, &window,
                           [&] { window.findChild<LivePage*>()->mark(QStringLiteral("dragon")); });
        // Two packets of Chidi's get lost on the way.
        QTimer::singleShot(length * 83 / 100, &window,
                           [&] { recorder.live.speakers[2].framesLost = 2; });
    }
    QTimer::singleShot(int(seconds * 1000), &application, [&] {
        QPixmap picture = window.grab();
        if (auto* dialog = window.findChild<ExportDialog*>()) {
            QPainter painter(&picture);
            const QPixmap over = dialog->grab();
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 90));
            painter.drawPixmap((picture.width() - over.width()) / 2,
                               (picture.height() - over.height()) / 2, over);
        }
        if (auto* setup = window.findChild<SetupAssistant*>()) {
            QPainter painter(&picture);
            const QPixmap over = setup->grab();
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 90));
            painter.drawPixmap((picture.width() - over.width()) / 2,
                               (picture.height() - over.height()) / 2, over);
        }
        picture.save(parser.value(QStringLiteral("output")));
        QCoreApplication::exit(0); // quit() would ask a window that records
    });
    return QApplication::exec();
}
