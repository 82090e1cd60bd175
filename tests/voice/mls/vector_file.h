#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

namespace lavalier::mls {

/// The cases of shared/vectors/mls/NAME.json, which may not be committed; empty when it is absent.
inline QJsonArray publishedVectors(const QString& name)
{
    QFile file(qEnvironmentVariable("LAVALIER_SOURCE_DIR") + "/../shared/vectors/mls/" + name
               + ".json");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).array();
}

inline QByteArray hexOf(const QJsonValue& value)
{
    return QByteArray::fromHex(value.toString().toLatin1());
}

} // namespace lavalier::mls
