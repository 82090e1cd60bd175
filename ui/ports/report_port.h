#pragma once

#include <QObject>
#include <QString>

namespace lavalier::ui {

/// A report that somebody can read and give away.
///
/// Thread:  GUI.
class ReportPort : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Of this moment, without names, paths, ids and secrets.
    virtual QString report() const = 0;
    /// False when it could not be written.
    virtual bool saveReport(const QString& path, const QString& text) = 0;
};

} // namespace lavalier::ui
