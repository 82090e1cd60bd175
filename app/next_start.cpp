#include "app/next_start.h"

#include "app/terminal.h"
#include "app/token_input.h"

#include <QCoreApplication>
#include <QProcess>

namespace lavalier::app {

WindowCommand nextWindow(const WindowCommand& running, Restart how, ui::TokenPlace place)
{
    WindowCommand next;
    next.profile = running.profile;
    next.connect.log = running.connect.log;
    next.connect.demo = how == Restart::AsDemo;
    next.plain = how == Restart::Plainly;
    if (how != Restart::Plainly)
        return next; // the demo has a Discord of its own, and knows of no other
    next.connect.demo = running.connect.demo;
    next.connect.endpoints = running.connect.endpoints;
    next.connect.tokenInput
        = place == ui::TokenPlace::Memory || place == ui::TokenPlace::Environment;
    if (place == ui::TokenPlace::File || place == ui::TokenPlace::None)
        next.connect.tokenFile = running.connect.tokenFile;
    return next;
}

bool isKnownToThisRunAlone(const ConnectOptions& connect, ui::TokenPlace place)
{
    return !connect.demo
        && (connect.endpoints != discordEndpoints() || !connect.tokenFile.isEmpty()
            || (place != ui::TokenPlace::None && place != ui::TokenPlace::Keychain));
}

QStringList argumentsOf(const WindowCommand& command)
{
    QStringList arguments;
    const auto flag = [&](const char* name, bool set) {
        if (set)
            arguments << QLatin1String(name);
    };
    const auto value = [&](const char* name, const QString& text) {
        if (!text.isEmpty()) // with =, or what begins with -- would be taken for an option
            arguments << QLatin1String(name) + u'=' + text;
    };
    const ConnectOptions& connect = command.connect;
    flag("--demo", connect.demo);
    flag("--plain", command.plain);
    flag("--minimised", command.minimised);
    flag("--stop", command.stop);
    value("--profile", command.profile);
    value("--join", command.join ? QString::number(command.join->value()) : QString());
    if (connect.endpoints != discordEndpoints())
        value("--api-base", connect.endpoints.apiBase.toString(QUrl::FullyEncoded));
    value("--token-file", connect.tokenFile);
    flag("--token-stdin", connect.tokenInput);
    value("--log-file", connect.log.file);
    if (connect.log.level == LogOptions::Level::Warnings)
        value("--log-level", QStringLiteral("warning"));
    if (connect.log.level == LogOptions::Level::Everything)
        value("--log-level", QStringLiteral("debug"));
    return arguments;
}

void startWindow(const WindowCommand& command, const SecretBytes& token)
{
    // Without it the window would find another bot's, or none.
    if (command.connect.tokenInput && !giveTokenInput(token)) {
        printNote(QCoreApplication::translate(
            "CommandLine", "The token was given to this run alone; start Lavalier again with it."));
        return;
    }
    QProcess::startDetached(QCoreApplication::applicationFilePath(), argumentsOf(command));
}

} // namespace lavalier::app
