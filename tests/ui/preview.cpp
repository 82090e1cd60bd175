// Opens the window in given states on invented facts and saves pictures of it. For the eye, not a
// test; see ui/README.md.
//
//   ui_preview --state live5,problem|all --output FILE-OR-FOLDER [--theme light] [--size 1280x800]
//   [--lang de] [--rtl] [--long] [--scale 1.5] [--font Inter] [--seconds 1.5]
//
// State "call" is the picture of the project's README: a minute of a lively call, one marker.
#include "preview_call.h"
#include "preview_scenes.h"

#include "ui/main_window.h"
#include "ui/pages/live_page.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileInfo>
#include <QMenu>
#include <QPainter>
#include <QPixmap>
#include <QTextStream>
#include <QTimer>

using namespace lavalier;
using namespace lavalier::ui;
using namespace lavalier::ui::preview;

namespace {

struct Look {
    Theme theme = Theme::Dark;
    QString language;
    QSize size {1280, 800};
    bool longNames = false;
    double seconds = 1.5;
};

/// What a desktop draws around a dialog: a title and a line, so that its edge can be judged.
void paintFramed(QPainter& painter, const QWidget& dialog, const QPixmap& picture, QPoint at)
{
    const QSize size = dialog.size();
    const int title = dialog.fontMetrics().height() + 12;
    const QRect frame(at.x(), at.y() - title, size.width(), size.height() + title);
    const ThemeTokens& tokens = currentTokens();
    painter.fillRect(frame.adjusted(-1, -1, 1, 1), tokens.faint);
    painter.fillRect(frame, tokens.side);
    painter.setFont(dialog.font());
    painter.setPen(tokens.secondary);
    painter.drawText(QRect(frame.topLeft(), QSize(frame.width(), title)), int(Qt::AlignCenter),
                     dialog.windowTitle());
    painter.drawPixmap(at, picture);
}

/// The window with everything that stands before it.
QPixmap pictureOf(MainWindow& window)
{
    QPixmap picture = window.grab();
    QPainter painter(&picture);
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top == &window || !top->isVisible() || top->windowType() == Qt::ToolTip)
            continue;
        const QPixmap over = top->grab();
        if (qobject_cast<QMenu*>(top)) {
            painter.drawPixmap(window.mapFromGlobal(top->pos()), over);
            continue;
        }
        painter.fillRect(window.rect(), QColor(0, 0, 0, 90));
        paintFramed(painter, *top, over,
                    QPoint((window.width() - top->width()) / 2,
                           (window.height() - top->height()) / 2 + 12));
    }
    return picture;
}

void run(double seconds)
{
    QEventLoop loop;
    QTimer::singleShot(int(seconds * 1000), &loop, &QEventLoop::quit);
    loop.exec();
}

/// A short call of the README: a marker, and two packets that get lost on the way.
void play(MainWindow& window, Ports& ports, double seconds)
{
    const int length = int(seconds * 1000);
    QTimer::singleShot(length * 6 / 10, &window,
                       [&] { window.findChild<LivePage*>()->mark(QStringLiteral("dragon")); });
    QTimer::singleShot(length * 83 / 100, &window,
                       [&] { ports.recorder.live.speakers[2].framesLost = 2; });
}

bool takePicture(const Scene& scene, const Look& look, const QString& file)
{
    Ports ports;
    ports.settings.value.theme = look.theme;
    ports.settings.value.language = look.language;
    ports.recorder.guildsValue = fake::exampleGuilds();
    ports.library.list = fake::exampleRecordings();
    scene.facts(ports, look.longNames);
    MainWindow window(ports.recorder, ports.library, ports.exporter, ports.settings);
    window.resize(look.size);
    window.show();

    const bool call = QLatin1String(scene.name) == QLatin1String("call");
    LiveSnapshot& live = ports.recorder.live;
    QElapsedTimer clock;
    clock.start();
    const Conversation conversation(5);
    QTimer motion;
    QObject::connect(&motion, &QTimer::timeout, &window, [&] {
        const double now = double(clock.elapsed()) / 1000.0;
        if (call)
            conversation.speak(live, now);
        else if (!live.speakers.empty() && live.record != RecordState::Paused)
            animate(live, now);
        if (live.record == RecordState::Recording)
            live.recorded = std::chrono::milliseconds(4'365'400 + clock.elapsed());
        if (!ports.recorder.callsValue.empty())
            ports.recorder.callsValue.front().recorded = live.recorded;
        emit ports.recorder.activityResumed();
    });
    motion.start(50);
    if (call)
        play(window, ports, look.seconds);
    run(std::min(0.3, look.seconds / 3));
    if (scene.act)
        scene.act(window, ports);
    run(look.seconds);
    motion.stop();
    return pictureOf(window).save(file);
}

std::vector<Scene> chosen(const QString& states)
{
    std::vector<Scene> list;
    for (const Scene& scene : scenes())
        if (states == QLatin1String("all")
            || states.split(u',').contains(QLatin1String(scene.name)))
            list.push_back(scene);
    return list;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    for (const char* name :
         {"state", "theme", "size", "output", "lang", "font", "seconds", "scale"})
        parser.addOption({QLatin1String(name), QString(), QLatin1String("value")});
    for (const char* name : {"rtl", "long", "list"})
        parser.addOption({QLatin1String(name), QString()});
    parser.process(application);
    const auto value = [&parser](const char* name, const char* otherwise) {
        const QString given = parser.value(QLatin1String(name));
        return given.isEmpty() ? QString::fromLatin1(otherwise) : given;
    };
    if (parser.isSet(QStringLiteral("list"))) {
        for (const Scene& scene : scenes())
            QTextStream(stdout) << scene.name << '\n';
        return 0;
    }
    QFont font = application.font();
    if (parser.isSet(QStringLiteral("font")))
        font.setFamily(parser.value(QStringLiteral("font")));
    font.setPointSizeF(font.pointSizeF() * value("scale", "1").toDouble());
    application.setFont(font);
    if (parser.isSet(QStringLiteral("rtl")))
        application.setLayoutDirection(Qt::RightToLeft);

    Look look;
    look.theme = value("theme", "dark") == QLatin1String("light") ? Theme::Light : Theme::Dark;
    look.language = value("lang", "en");
    const QStringList size = value("size", "1280x800").split(u'x');
    look.size = {size.value(0).toInt(), size.value(1).toInt()};
    look.longNames = parser.isSet(QStringLiteral("long"));
    look.seconds = value("seconds", "1.5").toDouble();

    const std::vector<Scene> list = chosen(value("state", "all"));
    const QString output = value("output", "pictures");
    const bool folder = !output.endsWith(QLatin1String(".png"));
    if (folder)
        QDir().mkpath(output);
    for (const Scene& scene : list)
        if (!takePicture(
                scene, look,
                folder ? QDir(output).filePath(QLatin1String(scene.name) + QStringLiteral(".png"))
                       : output))
            return 1;
    return list.empty() ? 1 : 0;
}
