#pragma once

#include "ui/ports/problem.h"

#include <QCoreApplication>

namespace lavalier::app {

/// The context of every sentence in explain_*.cpp.
struct Problems {
    Q_DECLARE_TR_FUNCTIONS(Problems)
};

// What the sentences of several themes have in common.
namespace words {

inline QString nothingRecorded()
{
    return Problems::tr("Nothing was being recorded, so nothing is lost.");
}

inline QString recordingGoesOn()
{
    return Problems::tr("What is already on disk stays there.");
}

inline QString codeNote(const char* what, int code)
{
    return code == 0 ? QString() : QStringLiteral("%1 %2").arg(QLatin1String(what)).arg(code);
}

inline ui::Problem problem(const char* key, const QString& happened, const QString& safe,
                           const QString& todo,
                           ui::Problem::Remedy remedy = ui::Problem::Remedy::None,
                           ui::Problem::Severity severity = ui::Problem::Severity::Error)
{
    return {QLatin1String(key), severity, happened, safe, todo, {}, remedy};
}

} // namespace words

} // namespace lavalier::app
