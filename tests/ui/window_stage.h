#pragma once

#include "fake_ports.h"

#include "tests/patience.h"
#include "ui/main_window.h"

#include <QAction>
#include <QPushButton>
#include <QTest>

#include <memory>

namespace lavalier::ui::fake {

/// The window before ports that a test fills and asks: in English and dark, with the two servers
/// of the design study, in no call. What differs is said before open().
struct WindowStage {
    Recorder recorder;
    Library library;
    Exporter exporter;
    SettingsStore settings;
    std::unique_ptr<MainWindow> window;

    WindowStage()
    {
        settings.value.language = QStringLiteral("en");
        settings.value.theme = Theme::Dark;
        recorder.guildsValue = exampleGuilds();
    }

    /// In The Table, with so many people: Ana (101), then Person 1, Person 2 …
    void enterTheTable(int people, RecordState record = RecordState::Idle)
    {
        LiveSnapshot& live = recorder.live;
        live.call = CallState::InCall;
        live.record = record;
        live.guild = GuildId(10);
        live.channel = ChannelId(11);
        live.channelName = QStringLiteral("The Table");
        live.speakers.clear();
        for (int i = 0; i < people; ++i)
            live.speakers.push_back(
                speaker(101 + unsigned(i),
                        i == 0 ? QStringLiteral("Ana") : QStringLiteral("Person %1").arg(i), -20));
    }

    /// Shown, and in front; empty leaves the size as it is.
    MainWindow& open(QSize size = {})
    {
        window = std::make_unique<MainWindow>(recorder, library, exporter, settings);
        if (!size.isEmpty())
            window->resize(size);
        window->show();
        if (!QTest::qWaitForWindowActive(window.get(), test::kPatience))
            qFatal("the window never became active");
        return *window;
    }

    template <typename Widget = QPushButton> Widget* find(const char* name) const
    {
        return window->findChild<Widget*>(QLatin1String(name));
    }
    QAction* action(const char* name) const
    {
        for (QAction* one : window->actions())
            if (one->objectName() == QLatin1String(name))
                return one;
        return nullptr;
    }
};

} // namespace lavalier::ui::fake
