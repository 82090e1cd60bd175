#include "ui/widgets/speaker_menu.h"

#include "ui/text/problem_text.h"
#include "ui/text/remote_text.h"

#include <QCoreApplication>
#include <QMenu>

#include <cmath>

namespace lavalier::ui {

namespace {

struct SpeakerMenu {
    Q_DECLARE_TR_FUNCTIONS(SpeakerMenu)
};

} // namespace

void fillSpeakerMenu(QMenu& menu, const SpeakerView& speaker, const SpeakerCommands& commands)
{
    const UserId id = speaker.id;
    const QString name = cleanRemote(speaker.name).replace(u'&', QStringLiteral("&&"));
    QAction* verify = menu.addAction(SpeakerMenu::tr("Verify %1 …").arg(name), &menu,
                                     [id, call = commands.verify] { call(id); });
    verify->setEnabled(speaker.verifiable);
    menu.addSeparator();
    const auto add = [&commands, id](QMenu& to, const QString& words, bool checked,
                                     const ListeningChoice& then) {
        QAction* action
            = to.addAction(words, &to, [id, then, listen = commands.listen] { listen(id, then); });
        action->setCheckable(true);
        action->setChecked(checked);
    };
    const ListeningChoice& now = speaker.listening;
    ListeningChoice then = now;
    then.solo = !now.solo;
    add(menu, SpeakerMenu::tr("&Solo"), now.solo, then);
    then = now;
    then.muted = !now.muted;
    add(menu, SpeakerMenu::tr("&Mute for me"), now.muted, then);
    QMenu* loudness = menu.addMenu(SpeakerMenu::tr("&Loudness for me"));
    for (const int gain : {12, 9, 6, 3, 0, -3, -6, -9, -12}) {
        then = now;
        then.gainDb = gain;
        add(*loudness, gainText(gain), std::lround(now.gainDb) == gain, then);
    }
    menu.addSeparator();
    menu.addAction(SpeakerMenu::tr("Reset clip lamp"), &menu,
                   [id, reset = commands.resetClip] { reset(id); });
    menu.addSeparator();
    QAction* exclude = menu.addAction(
        speaker.excluded ? SpeakerMenu::tr("Record %1 again").arg(name)
                         : SpeakerMenu::tr("Never record %1").arg(name),
        &menu, [id, wish = !speaker.excluded, call = commands.exclude] { call(id, wish); });
    exclude->setObjectName(QStringLiteral("actionExclude"));
}

} // namespace lavalier::ui
